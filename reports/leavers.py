"""Those who left before they were done: a line of its own, outside the nine states."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from lib.days import end_of
from people.models import Placement
from policy.models import Guideline
from reports.done import with_done_on
from training.models import Assignment


def left_before_completing(guideline: Guideline, day: date) -> QuerySet[Assignment]:
    """The last round of everybody who had left by `day` and had not acknowledged in it.

    Not the rounds that ended before the person left: those asked nothing any more.
    """
    over = end_of(day)
    primary = Placement.objects.filter(employee=OuterRef("employee"), is_primary=True)
    began = primary.filter(recorded_at__lt=over, from_on__lte=day).exclude(
        to_on=F("from_on"), to_recorded_at__lt=over
    )
    later = Assignment.objects.filter(
        employee=OuterRef("employee"),
        guideline=guideline,
        round__gt=OuterRef("round"),
        assigned_at__lt=over,
    )
    rounds = Assignment.objects.filter(guideline=guideline, assigned_at__lt=over).alias(
        left_on=Subquery(began.order_by("-to_on").values("to_on")[:1]),
        closed_on=TruncDate("closed_at"),
    )
    return (
        with_done_on(rounds, guideline, over)
        .filter(~Exists(primary.as_of(day)), Exists(began), ~Exists(later), done_on=None)
        .filter(Q(closed_at=None) | Q(closed_on__gte=F("left_on")))
    )
