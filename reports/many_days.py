"""Headcount, obliged and done on many days a week apart, counted together.

Most people have one round, one acknowledgement, no leave: they are counted by the days between which
reports count each fact (`reports/spans.py`). The few others are looked at one by one
(`reports/exceptional.py`). So the number of queries is the same for every number of days.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from policy.models import Guideline
from reports.exceptional import exceptional_on
from reports.spans import Span, done_spans, headcount_spans, obliged_spans

WEEK = timedelta(days=7)


def counted_on(guideline: Guideline, days: list[date]) -> dict[date, tuple[int, int, int]]:
    """Each day's headcount, obliged and done; the days are a week apart (nine queries)."""
    few = exceptional_on(guideline, days)
    headcount = _on(days, headcount_spans())
    obliged = _added(_on(days, obliged_spans(guideline)), few.obliged)
    done = _added(_on(days, done_spans(guideline)), few.done)
    return dict(zip(days, zip(headcount, obliged, done, strict=True), strict=True))


def _added(ones: list[int], others: list[int]) -> list[int]:
    return [one + other for one, other in zip(ones, others, strict=True)]


def _on(days: list[date], spans: Iterable[Span]) -> list[int]:
    """How many of the spans, each so many people strong, hold on each of the days."""
    changes = [0] * (len(days) + 1)
    for first, end, count in spans:
        begins, ends = _index(days, first), _index(days, end)
        if begins < ends:
            changes[begins] += count
            changes[ends] -= count
    total, found = 0, []
    for change in changes[:-1]:
        total += change
        found.append(total)
    return found


def _index(days: list[date], day: date) -> int:
    """The first of the days that is not before `day`."""
    if day > days[-1]:
        return len(days)
    return max(0, -((days[0] - day) // WEEK))
