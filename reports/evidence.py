"""HR's page about the evidence: what the last verification gave, and how much is signed."""

from dataclasses import dataclass
from datetime import datetime

from evidence.models import Checkpoint, Head, Verdict, Verification
from evidence.notes import PublicKey

TONES = {
    Verdict.SOUND: "good",
    Verdict.TAIL: "good",
    Verdict.ERASURES: "good",
    Verdict.DIVERGED: "bad",
    Verdict.INVALID: "bad",
}


@dataclass(frozen=True)
class Verified:
    """A verification of the whole log: when, of how many entries, and what it gave."""

    at: datetime
    entries: int
    verdict: Verdict
    tone: str
    faults: int


@dataclass(frozen=True)
class Signed:
    """The newest checkpoint."""

    at: datetime
    size: int
    note: str
    fingerprint: str


@dataclass(frozen=True)
class EvidencePage:
    """The log as it stands; None where it was never verified, or never signed."""

    entries: int
    unsigned: int
    verified: Verified | None
    signed: Signed | None


def last_verified() -> Verified | None:
    """What the last verification gave (one query)."""
    last = Verification.objects.newest()
    if last is None:
        return None
    verdict = Verdict(last.verdict)
    faults = sum(one["code"] >= Verdict.DIVERGED for one in last.findings)
    return Verified(last.at, last.entries, verdict, TONES[verdict], faults)


def evidence_page() -> EvidencePage:
    """The page (three queries)."""
    head, newest = Head.objects.first(), Checkpoint.objects.newest()
    entries = head.size if head else 0
    return EvidencePage(
        entries=entries,
        unsigned=entries - (newest.size if newest else 0),
        verified=last_verified(),
        signed=_signed(newest) if newest else None,
    )


def _signed(row: Checkpoint) -> Signed:
    key = PublicKey.parse(row.public_key)
    return Signed(row.made_at, row.size, row.note, key.fingerprint)
