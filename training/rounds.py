"""Which rounds count: one that follows a new edition goes on from the round before it."""

from training.models import Assignment, RoundReason


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
