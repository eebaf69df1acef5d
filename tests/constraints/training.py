"""How each rule of training is broken."""

from collections.abc import Callable

from django.utils import timezone

from tests.constraints.rows import again, dated
from training.models import Assignment, DueDate, LessonDone

BREAK: dict[str, Callable[[], object]] = {
    "training_assignment_round_unique": lambda: again(
        Assignment.objects.get(), closed_at=timezone.now()
    ),
    "training_assignment_one_open": lambda: again(Assignment.objects.get(), round=2),
    **dated(DueDate),
    "training_duedate_one_open": lambda: again(DueDate.objects.get()),
    "training_lessondone_once": lambda: again(LessonDone.objects.all()[0]),
    "training_lessondone_way": lambda: LessonDone.objects.update(way="x"),
}
