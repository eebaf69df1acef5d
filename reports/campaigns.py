"""Rounds by the day on which they were assigned: how many were asked, how many were done, by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from lib.days import end_of
from policy.models import Edition, Guideline
from reports.about import About
from reports.done import with_done_on
from reports.status import headcount_on
from training.models import Assignment, DueDate

PER_PAGE = 50


@dataclass(frozen=True)
class Campaign:
    """Everybody who was assigned the module on one day, also those who have left since."""

    assigned_on: date
    edition: str
    asked: int
    done: int
    in_time: int
    last_due_on: date | None
    last_done_on: date | None

    @property
    def percent(self) -> int:
        """The share that has acknowledged, rounded down."""
        return self.done * 100 // self.asked

    def is_closed(self, day: date) -> bool:
        """Whether it is over by `day`: everybody is done, or the last deadline has passed."""
        is_late = self.last_due_on is not None and self.last_due_on < day
        return self.done == self.asked or is_late


@dataclass(frozen=True)
class Campaigns:
    """A page of the campaigns up to a day, the newest first."""

    about: About
    headcount: int
    page: "Page[dict[str, Any]]"
    rows: list[Campaign]


def campaigns_of(guideline: Guideline, day: date, number: str | int = 1) -> Campaigns:
    """The campaigns as of `day`, in five queries."""
    page = Paginator(_by_day(guideline, day), PER_PAGE).get_page(number)
    headcount = headcount_on(day)
    return Campaigns(About.of(guideline, day), headcount, page, _campaigns(guideline, page))


def all_campaigns_of(guideline: Guideline, day: date) -> list[Campaign]:
    """Every campaign as of `day`, the newest first, in two queries."""
    return _campaigns(guideline, _by_day(guideline, day))


def _campaigns(guideline: Guideline, rows: Iterable[dict[str, Any]]) -> list[Campaign]:
    editions = _editions(guideline)
    return [Campaign(edition=_in_force(editions, row["assigned_on"]), **row) for row in rows]


def campaign_of(guideline: Guideline, assigned_on: date, day: date) -> Campaign | None:
    """The campaign that was assigned on a day, as of another (two queries); None where there is none."""
    editions = _editions(guideline)
    rows = (row for row in _by_day(guideline, day) if row["assigned_on"] == assigned_on)
    row = next(rows, None)
    return Campaign(edition=_in_force(editions, assigned_on), **row) if row else None


def closed_campaigns(guideline: Guideline, day: date) -> list[Campaign]:
    """Those over by `day`, the newest first (two queries)."""
    editions = _editions(guideline)
    rows = [
        Campaign(edition=_in_force(editions, row["assigned_on"]), **row)
        for row in _by_day(guideline, day)
    ]
    return [one for one in rows if one.is_closed(day)]


def _by_day(guideline: Guideline, day: date) -> QuerySet[Assignment, dict[str, Any]]:
    over = end_of(day)
    due = DueDate.objects.as_of(day).filter(assignment=OuterRef("pk")).values("due_on")[:1]
    rounds = Assignment.objects.filter(guideline=guideline, assigned_at__lt=over).annotate(
        assigned_on=TruncDate("assigned_at"),
        due_on=Subquery(due),
    )
    by_day: QuerySet[Assignment, dict[str, Any]] = (
        with_done_on(rounds, guideline, over)
        .order_by()
        .values("assigned_on")
        .annotate(
            asked=Count("pk"),
            done=Count("pk", filter=Q(done_on__isnull=False)),
            in_time=Count("pk", filter=Q(done_on__lte=F("due_on"))),
            last_due_on=Max("due_on"),
            last_done_on=Max("done_on"),
        )
        .order_by("-assigned_on")
    )
    return by_day


def _editions(guideline: Guideline) -> list[tuple[datetime, str]]:
    """When each version came into force, the newest first (one query)."""
    published = Edition.objects.published().filter(guideline=guideline)
    return [(one.published_at, one.number) for one in published if one.published_at]


def _in_force(editions: list[tuple[datetime, str]], day: date) -> str:
    over = end_of(day)
    return next((number for published_at, number in editions if published_at < over), "")
