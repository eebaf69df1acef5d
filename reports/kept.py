"""The figures of any day from those that are kept, and keeping them: one row a day that is over.

A day that is over never changes, so its row is read as it stands. Any other day is the last closed day
before it, less what those who may have changed since were then, plus what they are now: a few people
instead of everybody. Where no closed day is near, everybody is counted.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction

from evidence.models import Head
from lib.days import day_of
from policy.models import Guideline
from reports.counts import ByState, Counts, Own, counted, counted_in, counted_of, due_dates
from reports.models import ClosedDay
from reports.standings import counted_as_kept, stand
from training.changed import changed_between

ONE_DAY = timedelta(days=1)
# What the figures over time need, and how many such days are counted in a night until all are there.
LOOKED_BACK_AT = timedelta(weeks=27)
AT_A_TIME = 32


def counts_on(guideline: Guideline, day: date) -> Counts:
    """The counts as of the end of `day` (at most ten queries)."""
    return from_kept(guideline, day) or counted(guideline, day)


def own_on(guideline: Guideline, day: date, departments: Collection[int] | None = None) -> Own:
    """The counts of all departments, or of these, as of the end of `day` (at most ten queries)."""
    if departments is None:
        return counts_on(guideline, day).own
    kept = from_kept(guideline, day)
    if kept is None:
        return counted_in(guideline, day, departments)
    return {one: kept.own[one] for one in departments if one in kept.own}


def from_kept(guideline: Guideline, day: date) -> Counts | None:
    """The counts from those of a closed day; None where counting everybody is as quick."""
    closed = ClosedDay.objects.filter(guideline=guideline).up_to(day).first()
    if closed is None or (closed.day != day and not closed.is_near(day)):
        return None
    kept = counts_of(closed)
    if closed.day == day:
        return kept
    people = changed_between(guideline, closed.day, day)
    if people is None:
        return None
    if not people:
        return kept
    before = counted_as_kept(guideline, closed.day, people)
    if before is None:
        before = counted_of(guideline, closed.day, people)
    return kept.replaced(before, counted_of(guideline, day, people))


def counts_of(closed: ClosedDay) -> Counts:
    """The counts as they were kept."""
    own = {int(key): counts for key, counts in closed.departments.items()}
    due = {date.fromisoformat(day): count for day, count in closed.due.items()}
    return Counts(own, closed.left, Counter(due))


def wholes_on(guideline: Guideline, days: Collection[date]) -> dict[date, ByState]:
    """The counts of everybody on those of the days that are closed (one query)."""
    rows = ClosedDay.objects.filter(guideline=guideline, day__in=list(days))
    return dict(rows.values_list("day", "whole"))


def close_days(*, now: datetime) -> str:
    """The worker's job: count everybody once more, as of yesterday, of days that were missed, and of
    those before the first closed one that reports look back at; so many at a time, the newest first.
    Where everybody stood yesterday is written down for lists and today's figures.
    """
    yesterday = day_of(now) - ONE_DAY
    closed = 0
    for guideline in Guideline.objects.all():
        # First: who finds the day closed finds where everybody stood, too.
        stand(guideline, yesterday)
        for day in _to_close(guideline, yesterday):
            close(guideline, day, now=now)
            closed += 1
    return f"{closed} days closed"


def _to_close(guideline: Guideline, yesterday: date) -> list[date]:
    closed = set(ClosedDay.objects.filter(guideline=guideline).values_list("day", flat=True))
    days = (yesterday - back * ONE_DAY for back in range(LOOKED_BACK_AT.days))
    return list(islice((day for day in days if day not in closed), AT_A_TIME))


@transaction.atomic
def close(guideline: Guideline, day: date, *, now: datetime) -> ClosedDay:
    """Keep the counts of a day that is over; one that is kept already stays as it is.

    `ValueError` for a day that is not over: it can still change.
    """
    if day >= day_of(now):
        raise ValueError(f"{day} is not over.")
    counts, due = counted(guideline, day), due_dates(guideline, day)
    head = Head.objects.first()
    row, _is_new = ClosedDay.objects.get_or_create(
        guideline=guideline,
        day=day,
        defaults={
            "departments": {str(key): states for key, states in sorted(counts.own.items())},
            "whole": counts.whole,
            "due": {str(day): count for day, count in sorted(due.items())},
            "left": counts.left,
            "log_size": head.size if head else 0,
            "closed_at": now,
        },
    )
    return row
