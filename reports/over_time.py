"""How many had acknowledged, week by week: every point is what the status of its day says.

Days that are closed are read as they were kept; where one is not, all are counted together
(`reports/many_days.py`). So the number of queries is the same for every number of weeks.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lib.charts import LineChart, Mark, Share, conclusion_of, line_chart
from policy.models import Guideline
from reports.about import About
from reports.counts import due_dates
from reports.kept import from_kept, wholes_on
from reports.many_days import WEEK, counted_on
from reports.status import Figures

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
    wholes = wholes_on(guideline, days)
    now = from_kept(guideline, day)
    if now:
        wholes[day] = now.whole
    figures = {one: _figures(Figures.of(whole)) for one, whole in wholes.items()}
    if len(figures) < len(days):
        figures = counted_on(guideline, days) | figures
    due = due_dates(guideline, day) if now is None or now.due is None else now.due
    asked = _by_week(days, due)
    points = [Point(one, *figures[one], count) for one, count in zip(days, asked, strict=True)]
    return OverTime(About.of(guideline, day), points)


def _figures(whole: Figures) -> tuple[int, int, int]:
    return whole.headcount, whole.obliged, whole.done


def _by_week(days: list[date], due: Counter[date]) -> list[int]:
    """How many deadlines lie on each of the days, a week apart, or on the six before."""
    counts = [0] * len(days)
    for due_on, count in due.items():
        if days[0] - WEEK < due_on <= days[-1]:
            counts[max(0, -((days[0] - due_on) // WEEK))] += count
    return counts
