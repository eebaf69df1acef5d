"""Making what is stored agree with what was recorded elsewhere: an import, the passing of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from people.models import Leave
from training.actions.due_dates import follow_leave
from training.actions.following import Followed, follow_rules
from training.models import Assignment

BATCH = 1000


@dataclass(frozen=True)
class Reconciled:
    """What had to be changed; in words for the command and the worker."""

    rules: Followed
    due_dates: int

    def __str__(self) -> str:
        return f"{self.rules}; {self.due_dates} due dates moved by leave"


def reconcile(*, now: datetime) -> Reconciled:
    """Let the rules be followed, and move the due dates of everybody whose leave has changed.

    Run daily and after an import; twice, or twice at once, changes no more than once. Each batch
    is a transaction of its own with a constant number of queries, so nobody waits long.
    """
    rules = follow_rules(now=now)
    due_dates = sum(len(follow_leave(batch, now=now)) for batch in _on_leave())
    return Reconciled(rules, due_dates)


def _on_leave() -> Iterator[list[Assignment]]:
    """The rounds that leave can move, a batch at a time: open, not completed, of people with any."""
    leaves = Leave.objects.filter(employee=OuterRef("employee"))
    rounds = Assignment.objects.open().filter(Exists(leaves), completion=None).order_by("pk")
    last = 0
    while batch := list(rounds.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk
