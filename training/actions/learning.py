"""Starting the module, and doing its lessons."""

from datetime import datetime

from django.db import transaction

from policy.models import Lesson
from quiz.actions import start_attempt
from quiz.models import Attempt
from training.models import Assignment, Completion, LessonDone
from training.progress import way_of


class NothingToStart(Exception):
    """The guideline has nothing published."""


@transaction.atomic
def start_module(assignment: Assignment, *, now: datetime) -> Attempt:
    """Start the round's way through the newest revision, or go on with the one begun.

    `NothingToStart` where there is no revision, and where the round is completed: it stays what it was.
    """
    way = way_of(assignment)
    is_completed = Completion.objects.filter(assignment=assignment).exists()
    if way.revision is None or (is_completed and way.attempt is None):
        raise NothingToStart
    return way.attempt or start_attempt(
        employee=assignment.employee,
        revision=way.revision,
        round=assignment.round,
        earlier_rounds=assignment.round - way.rounds[0],
        work=way.work,
        now=now,
    )


@transaction.atomic
def complete_lesson(
    assignment: Assignment, lesson: Lesson, *, way: str, now: datetime
) -> LessonDone:
    """Record that a lesson was done; done already, it stays as it was."""
    if lesson.revision.edition.guideline_id != assignment.guideline_id:
        raise ValueError(f"{lesson} is no lesson of {assignment.guideline}.")
    done, _ = LessonDone.objects.get_or_create(
        assignment=assignment, lesson=lesson, defaults={"way": way, "done_at": now}
    )
    return done


def complete_earlier_lesson(
    assignment: Assignment, slug: str, *, way: str, now: datetime
) -> LessonDone | None:
    """Record a lesson of the edition that somebody began with, of which there is a newer one by now.

    None where they have not begun with another, or it has no such lesson.
    """
    before = way_of(assignment).before
    if before is None or before.round != assignment.round or way not in LessonDone.Way.values:
        return None
    lesson = Lesson.objects.filter(revision=before.revision_id, slug=slug).first()
    return complete_lesson(assignment, lesson, way=way, now=now) if lesson else None
