"""Verifying the log against keys, sources and checkpoints, and keeping what it gave."""

from collections.abc import Sequence
from datetime import datetime

from evidence import checkpoints
from evidence.findings import Report
from evidence.models import Verification
from evidence.notes import PublicKey
from evidence.snapshot import snapshot
from evidence.sources import sources
from evidence.trust import terms
from evidence.walk import Walk


def verify(*, keys: Sequence[PublicKey], known: Sequence[str] = ()) -> Report:
    """Check the whole log as of one moment; `known` are checkpoints kept elsewhere, as signed notes.

    `keys` are the public keys that the verifier trusts: what the log itself says of keys counts
    only where it leads back from these.
    """
    with snapshot():
        marks = checkpoints.collect(known)
        walk = Walk(terms(keys), sources(), {mark.size for mark in marks})
        walk.through()
        checkpoints.compare(marks, walk)
    return walk.report


def keep(report: Report, *, now: datetime) -> Verification:
    """Store what a verification gave, for HR's page."""
    return Verification.objects.create(
        at=now,
        verdict=report.verdict,
        entries=report.entries,
        findings=report.listed(),
    )
