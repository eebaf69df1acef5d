"""New starters by the month they began in: how many were done within 14 days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth

from lib.days import end_of
from people.models import Employee, Placement
from policy.models import Guideline
from reports.about import About
from reports.done import with_done_on
from reports.status import headcount_on
from training.models import Assignment

DAYS = 14
MONTHS = 12


@dataclass(frozen=True)
class Cohort:
    """Everybody who began in one month, also those who have left since.

    `done` were done within 14 days of their first day; of the rest, `pending` still have some left.
    """

    month: date
    hired: int
    done: int
    pending: int

    @property
    def percent(self) -> int | None:
        """The share done in time of those whose 14 days are over or who are done, rounded down."""
        judged = self.hired - self.pending
        return self.done * 100 // judged if judged else None


@dataclass(frozen=True)
class Cohorts:
    """The last twelve months up to a day, the newest first."""

    about: About
    headcount: int
    cohorts: list[Cohort]


def cohorts_of(guideline: Guideline, day: date) -> Cohorts:
    """The cohorts as of `day`, in four queries."""
    over = end_of(day)
    first_month = date(day.year - (day.month < MONTHS), day.month % MONTHS + 1, 1)
    rounds = Assignment.objects.filter(employee=OuterRef("pk"), guideline=guideline)
    done = with_done_on(rounds, guideline, over).exclude(done_on=None)
    known = Placement.objects.filter(is_primary=True, recorded_at__lt=over).exclude(
        to_on=F("from_on"), to_recorded_at__lt=over
    )
    people = (
        Employee.objects.filter(pk__in=known.values("employee"))
        .with_details(day)
        .filter(Q(hired_then__gte=first_month, hired_then__lte=day))
        .annotate(
            month=TruncMonth("hired_then"),
            done_on=Subquery(done.order_by("done_on").values("done_on")[:1]),
            last_on=ExpressionWrapper(
                F("hired_then") + timedelta(days=DAYS), output_field=DateField()
            ),
        )
    )
    in_time = Q(done_on__lte=F("last_on"))
    rows = (
        people.order_by()
        .values("month")
        .annotate(
            hired=Count("pk"),
            done=Count("pk", filter=in_time),
            pending=Count("pk", filter=Q(done_on=None, last_on__gte=day)),
        )
        .order_by("-month")
    )
    headcount = headcount_on(day)
    return Cohorts(About.of(guideline, day), headcount, [Cohort(**row) for row in rows])
