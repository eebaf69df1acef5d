"""Logs for tests: long ones made at once, and the verdict on one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from evidence.actions import leaf
from evidence.findings import Report
from evidence.keys import load_key
from evidence.models import Entry, Head
from evidence.verification import verify
from policy.checkpoints import take_checkpoint


def fill(count: int) -> Head:
    """The log grown by so many entries that commit to nothing, as fast as it can be."""
    head = Head.objects.get()
    frontier, rows = head.frontier, []
    for seq in range(frontier.size, frontier.size + count):
        place = {"v": 1, "log": head.origin, "seq": seq, "kind": "publish"}
        columns, frontier = leaf(frontier, {**place, "guideline": "x", "minor": seq})
        rows.append(Entry(**columns))
    Entry.objects.bulk_create(rows, batch_size=2000)
    head.size, head.peaks = frontier.size, [peak.hex() for peak in frontier.peaks]
    head.save()
    return head


def checkpoint(minutes: int = 0) -> str:
    """Take a checkpoint; returns its note."""
    made = take_checkpoint(now=timezone.now() + timedelta(minutes=minutes))
    assert made is not None
    return made.note


def verdict(**options: Any) -> Report:
    """What verifying with the log's own key gives."""
    return verify(keys=[load_key().public], **options)


def found(report: Report) -> set[tuple[str, int | None]]:
    """The findings in short: the rule and the entry."""
    return {(one.what, one.seq) for one in report.findings}
