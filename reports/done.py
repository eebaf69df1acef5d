"""Whether a round was acknowledged by the end of a day, and when: of assignments."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, TruncDate

from policy.models import Acknowledgement, Guideline
from training.models import Assignment

# A completion outlives the erasure of its acknowledgement, and then says when instead of it.
OUTLIVED = Q(completion__acknowledgement=None)


def with_done_on(
    rounds: QuerySet[Assignment], guideline: Guideline, over: datetime
) -> QuerySet[Any, Any]:
    """The rounds with `done_on`: the day of the acknowledgement, None where none counted by `over`."""
    acknowledged = (
        Acknowledgement.objects.as_recorded(over)
        .filter(
            employee=OuterRef("employee"), round=OuterRef("round"), edition__guideline=guideline
        )
        .order_by()
        .values("employee")
        .annotate(first=Min("acknowledged_at"))
    )
    outlived = Case(
        When(OUTLIVED & Q(completion__completed_at__lt=over), then=F("completion__completed_at"))
    )
    return rounds.annotate(
        done_on=TruncDate(Coalesce(Subquery(acknowledged.values("first")), outlived))
    )
