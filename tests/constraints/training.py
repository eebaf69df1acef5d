"""How each rule of training is broken."""

from collections.abc import Callable

from django.utils import timezone

from tests.constraints.rows import EARLY, again, dated
from training.models import Assignment, DueDate, Duration, Exemption, LessonDone

BREAK: dict[str, Callable[[], object]] = {
    "training_assignment_round_unique": lambda: again(
        Assignment.objects.get(), closed_at=timezone.now()
    ),
    "training_assignment_one_open": lambda: again(Assignment.objects.get(), round=2),
    **dated(DueDate),
    "training_duedate_one_open": lambda: again(DueDate.objects.get()),
    "training_duedate_reason": lambda: DueDate.objects.update(reason="x"),
    "training_duedate_leave_only_adds": lambda: DueDate.objects.update(due_on=EARLY),
    "training_duedate_moved_by_somebody_for_a_reason": lambda: DueDate.objects.update(
        reason="moved", note="", recorded_by="p1"
    ),
    **dated(Exemption),
    "training_exemption_end_is_recorded": lambda: Exemption.objects.update(to_recorded_at=None),
    "training_exemption_has_an_end": lambda: Exemption.objects.update(
        to_on=None, to_recorded_at=None
    ),
    "training_exemption_is_reasoned": lambda: Exemption.objects.update(reason=""),
    "training_duration_once_a_lesson": lambda: again(Duration.objects.get()),
    "training_duration_of_five": lambda: Duration.objects.update(people=4),
    "training_duration_takes_time": lambda: Duration.objects.update(minutes=0),
    "training_lessondone_once": lambda: again(LessonDone.objects.all()[0]),
    "training_lessondone_way": lambda: LessonDone.objects.update(way="x"),
}
