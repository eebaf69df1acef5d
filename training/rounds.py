"""A person's round, and which count: one that follows a new edition goes on from the one before it."""

from django.db.models import QuerySet

from lib.prepared import Planned
from training.models import Assignment, RoundReason


def own_round(employee: int, guideline: str) -> Assignment | None:
    """The round that an employee has to do or has done, with its completion; None where they have
    none (one query).
    """
    return next(iter(_open(employee, guideline)), None)


@Planned
def _open(employee: int, guideline: str) -> QuerySet[Assignment]:
    rounds = Assignment.objects.open().with_completion().select_related("guideline", "employee")
    return rounds.filter(employee=employee, guideline__slug=guideline)


def counted_rounds(assignment: Assignment) -> tuple[int, int]:
    """The first and the last round whose work counts, where nothing of it has been changed (adr/0010).

    One query where the round follows a new edition, else none.
    """
    if assignment.reason != RoundReason.EDITION:
        return assignment.round, assignment.round
    earlier = Assignment.objects.filter(
        employee=assignment.employee_id,
        guideline=assignment.guideline_id,
        round__lt=assignment.round,
    )
    first = assignment.round
    for number, reason in earlier.order_by("-round").values_list("round", "reason"):
        first = number
        if reason != RoundReason.EDITION:
            break
    return first, assignment.round
