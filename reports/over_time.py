"""How many had acknowledged, week by week: every point is what the status of its day says.

Facts with days are counted by the days between which reports count them (`lib.dated`), so four
queries give every week, however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, DateField, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Employee, Placement
from policy.models import Acknowledgement, Guideline
from reports.about import About
from training.states import with_state

WEEK = timedelta(days=7)
NEVER = date.max
Spans = Iterable[tuple[date, date, int]]


@dataclass(frozen=True)
class Point:
    """One day's figures, as `reports.status` counts them; `due` is how many have it as deadline or
    had one since the point before.
    """

    day: date
    headcount: int
    obliged: int
    done: int
    due: int

    @property
    def percent(self) -> int | None:
        """The share of the obliged who have acknowledged, rounded down."""
        return self.done * 100 // self.obliged if self.obliged else None


@dataclass(frozen=True)
class OverTime:
    """A guideline's figures by week, the last day last."""

    about: About
    points: list[Point]

    def newest_first(self) -> list[Point]:
        """The points as a table lists them."""
        return self.points[::-1]

    def conclusion(self) -> str:
        """What the figures come to, in a sentence."""
        first, last = self.points[0], self.points[-1]
        day = date_format(first.day, "DATE_FORMAT")
        if last.percent is None:
            return _("Nobody has been assigned the training yet.")
        if first.percent is None:
            text = _("%(last)d %% have acknowledged; on %(day)s nobody had been asked.")
            return text % {"last": last.percent, "day": day}
        if first.percent == last.percent:
            return _("%(last)d %% have acknowledged, as on %(day)s.") % {
                "last": last.percent,
                "day": day,
            }
        text = _("%(last)d %% have acknowledged; on %(day)s it was %(first)d %%.")
        return text % {"last": last.percent, "first": first.percent, "day": day}


def over_time(guideline: Guideline, day: date, *, weeks: int) -> OverTime:
    """The figures of `day` and of so many weeks before it, a week apart."""
    days = [day - WEEK * back for back in range(weeks, -1, -1)]
    headcount = _on(days, _headcount_spans())
    assigned = _on(days, _assigned_spans(guideline))
    done = _on(days, _done_spans(guideline))
    due = _due_until(days, guideline, day)
    points = [Point(*values) for values in zip(days, headcount, assigned, done, due, strict=True)]
    return OverTime(About.of(guideline, day), points)


def _on(days: list[date], spans: Spans) -> list[int]:
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


def _first(prefix: str = "") -> Greatest:
    """The first day of which reports count a dated fact."""
    return Greatest(f"{prefix}from_on", TruncDate(f"{prefix}recorded_at"))


def _end(prefix: str = "") -> Case:
    """The first day of which reports no longer count it."""
    ended = Greatest(f"{prefix}to_on", TruncDate(f"{prefix}to_recorded_at"))
    return Case(
        When(**{f"{prefix}to_on": None}, then=Value(NEVER)),
        default=ended,
        output_field=DateField(),
    )


def _grouped(rows: Any, first: Any, end: Any) -> Spans:
    named = rows.order_by().annotate(span_first=first, span_end=end)
    counted = named.values_list("span_first", "span_end").annotate(count=Count("pk"))
    found: Spans = counted.iterator()
    return found


def _headcount_spans() -> Spans:
    return _grouped(Placement.objects.filter(is_primary=True), _first(), _end())


def _rounds(guideline: Guideline) -> Any:
    """Every primary placement with every round that the person had, held or not at the time."""
    return Placement.objects.filter(
        is_primary=True, employee__assignments__guideline=guideline
    ).annotate(
        held_first=TruncDate("employee__assignments__assigned_at"),
        held_end=Coalesce(TruncDate("employee__assignments__closed_at"), Value(NEVER)),
    )


def _assigned_spans(guideline: Guideline) -> Spans:
    return _grouped(
        _rounds(guideline), Greatest(_first(), F("held_first")), Least(_end(), F("held_end"))
    )


def _done_spans(guideline: Guideline) -> Spans:
    acknowledged = (
        Acknowledgement.objects.filter(
            employee=OuterRef("employee"),
            round=OuterRef("employee__assignments__round"),
            edition__guideline=guideline,
        )
        .order_by()
        .values("employee")
        .annotate(first=Min("acknowledged_at"))
    )
    by_text = Coalesce(TruncDate(Subquery(acknowledged.values("first"))), Value(NEVER))
    by_all = Coalesce(TruncDate("employee__assignments__completion__completed_at"), Value(NEVER))
    rows = _rounds(guideline).annotate(done_first=Least(by_text, by_all))
    rows = rows.filter(Q(done_first__lt=NEVER))
    first = Greatest(_first(), F("held_first"), F("done_first"))
    return _grouped(rows, first, Least(_end(), F("held_end")))


def _due_until(days: list[date], guideline: Guideline, day: date) -> list[int]:
    """How many people's deadline, as known on `day`, lies on each of the days or the six before."""
    people = with_state(Employee.objects.in_headcount(day), guideline, day).filter(
        Q(due_on__gt=days[0] - WEEK, due_on__lte=days[-1])
    )
    due = people.order_by().values_list(F("due_on")).annotate(count=Count("pk"))
    counts = [0] * len(days)
    for due_on, count in due:
        counts[_index(days, due_on)] += count
    return counts
