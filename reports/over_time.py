"""How many had acknowledged, week by week: every point is what the status of its day says.

Most people have one round, one acknowledgement, no leave: they are counted by the days between which
reports count each fact (`reports/spans.py`). The few others are looked at one by one
(`reports/exceptional.py`). So the number of queries is the same for every number of weeks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lib.charts import LineChart, Mark, Share, conclusion_of, line_chart
from people.models import Employee
from policy.models import Guideline
from reports.about import About
from reports.exceptional import exceptional_on
from reports.spans import Span, done_spans, headcount_spans, obliged_spans
from training.states import with_state

WEEK = timedelta(days=7)
# How far back the page and the files look.
WEEKS = 26


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

    @property
    def headcount(self) -> int:
        """Everybody employed on the last day."""
        return self.points[-1].headcount

    def newest_first(self) -> list[Point]:
        """The points as a table lists them, back to the first day on which anybody had the training."""
        days = [point.day for point in self.points if point.obliged]
        since = min(days, default=self.points[-1].day)
        return [point for point in reversed(self.points) if point.day >= since]

    def chart(self) -> LineChart:
        """The shares as a line, with the week in which most deadlines fall."""
        shares = [
            Share(
                point.day.toordinal(),
                date_format(point.day, "j.n."),
                point.percent,
                str(point.done),
            )
            for point in self.points
            if point.percent is not None
        ]
        most = max(self.points, key=lambda point: point.due)
        mark = Mark(most.day.toordinal(), _("Deadline")) if most.due and shares else None
        return line_chart(
            shares,
            title=_("Acknowledged over time"),
            conclusion=conclusion_of(shares),
            time=_("Day"),
            counted=_("Acknowledged"),
            mark=mark,
        )


def over_time(guideline: Guideline, day: date, *, weeks: int) -> OverTime:
    """The figures of `day` and of so many weeks before it, a week apart."""
    days = [day - WEEK * back for back in range(weeks, -1, -1)]
    few = exceptional_on(guideline, days)
    headcount = _on(days, headcount_spans())
    obliged = _added(_on(days, obliged_spans(guideline)), few.obliged)
    done = _added(_on(days, done_spans(guideline)), few.done)
    due = _due_until(days, guideline, day)
    points = [Point(*values) for values in zip(days, headcount, obliged, done, due, strict=True)]
    return OverTime(About.of(guideline, day), points)


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
