"""Whose state can be another at the end of one day than at the end of another: a few of many people.

`training.states` reads nothing else than the facts named here: whoever lets a state rest on another
fact names that here as well. tests/reports/test_closed_days.py holds the two together.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from lib.days import end_of
from lib.prepared import Prepared
from people.models import Leave, Placement
from policy.models import Acknowledgement, Guideline
from quiz.models import Answer, Attempt
from training.models import Assignment, Completion, DueDate, Exemption, LessonDone

# Where more have changed, counting everybody is as quick.
MOST = 20_000
_FETCHED = MOST + 1


def changed_between(guideline: Guideline, first: date, last: date) -> list[int] | None:
    """The keys of everybody whose place or state may differ between the ends of the two days.

    Some may not have changed at all; nobody who has is missing. None where there are more than `MOST`
    (one query, by indexes).
    """
    found = [key for (key,) in _changed(guideline.pk, first, last)]
    # Answers that were parted from their person are nobody's.
    return [key for key in found if key is not None] if len(found) <= MOST else None


@Prepared
def _changed(guideline: int, first: date, last: date) -> Any:
    window = end_of(first), end_of(last)
    dated = _dated(first, last, *window)
    due = dated | Q(due_on__gte=first, due_on__lt=last)
    sources: list[Any] = [
        Placement.objects.filter(dated, is_primary=True).values_list("employee"),
        Leave.objects.filter(dated).values_list("employee"),
        Exemption.objects.filter(dated, guideline=guideline).values_list("employee"),
        DueDate.objects.filter(due, assignment__guideline=guideline).values_list(
            "assignment__employee"
        ),
        _within(Assignment, "assigned_at", window).values_list("employee"),
        _within(Assignment, "closed_at", window).values_list("employee"),
        _within(LessonDone, "done_at", window).values_list("assignment__employee"),
        _within(Answer, "answered_at", window).values_list("attempt__employee"),
        _within(Attempt, "answered_from", window).values_list("employee"),
        _within(Completion, "completed_at", window).values_list("assignment__employee"),
        # A correction names the same person as what it corrects.
        _within(Acknowledgement, "recorded_at", window).values_list("employee"),
        _within(Acknowledgement, "acknowledged_at", window).values_list("employee"),
    ]
    one, *others = (source.order_by() for source in sources)
    return one.union(*others)[:_FETCHED]


def _dated(first: date, last: date, over_first: datetime, over_last: datetime) -> Q:
    """Of `Dated` rows: those of which one of the four comparisons of `as_of` can come out otherwise."""
    days = {"gt": first, "lte": last}
    instants = {"gte": over_first, "lt": over_last}
    found = Q()
    for name, bounds in (
        ("from_on", days),
        ("to_on", days),
        ("recorded_at", instants),
    ):
        found |= Q(**{f"{name}__{how}": bound for how, bound in bounds.items()})
    # A row has both ends or none: said here, as the indexes of the ends say it.
    return found | Q(
        to_on__isnull=False, to_recorded_at__gte=over_first, to_recorded_at__lt=over_last
    )


def _within(model: Any, name: str, window: tuple[datetime, datetime]) -> Any:
    since, until = window
    return model.objects.filter(**{f"{name}__gte": since, f"{name}__lt": until})
