"""Starting the module, and doing its lessons."""

from datetime import datetime

from django.db import transaction

from policy.models import Lesson
from quiz.actions import start_attempt
from quiz.models import Attempt
from training.models import Assignment, LessonDone
from training.progress import progress_of


class NothingToStart(Exception):
    """The guideline has nothing published."""


@transaction.atomic
def start_module(assignment: Assignment, *, now: datetime) -> Attempt:
    """Start the round's way through the newest revision, or go on with the one begun."""
    progress = progress_of(assignment)
    if progress is None:
        raise NothingToStart
    revision, attempt = progress.revision, progress.attempt
    return attempt or start_attempt(
        employee=assignment.employee, revision=revision, round=assignment.round, now=now
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
