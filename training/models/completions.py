"""The lessons done in a round, and its completion."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.models import Acknowledgement, Edition, Lesson, Revision
from training.models.assignments import Assignment


class LessonDone(models.Model):
    """That a lesson's button was posted in a round: read, or known already."""

    class Way(models.TextChoices):
        """How the lesson was done."""

        READ = "read", _("Read")
        KNOWN = "known", _("Known already")

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="lessons_done"
    )
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="done")
    way = models.CharField(max_length=8, choices=Way)
    done_at = models.DateTimeField()

    class Meta:
        indexes = [
            # Who has changed since a day is found by these (training/changed.py).
            models.Index(fields=["done_at"], name="training_lessondone_done"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "lesson"], name="training_lessondone_once"
            ),
            models.CheckConstraint(
                name="training_lessondone_way", condition=Q(way__in=["read", "known"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.lesson_id}"


class CompletionQuerySet(models.QuerySet["Completion"]):
    """Completed rounds by whether they still are."""

    def standing(self) -> Self:
        """Those whose acknowledgement was not withdrawn (one that was erased stays completed)."""
        return self.exclude(acknowledgement__counts=False)


class Completion(models.Model):
    """That a round was completed: the module worked through and this edition acknowledged.

    It outlives the acknowledgement's erasure, and then says only that, and when.
    """

    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, related_name="completion"
    )
    acknowledgement = models.OneToOneField(
        Acknowledgement, on_delete=models.SET_NULL, null=True, related_name="completion"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="completions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField()

    objects = CompletionQuerySet.as_manager()

    class Meta:
        indexes = [
            # Who has changed since a day is found by these (training/changed.py).
            models.Index(fields=["completed_at"], name="training_completion_completed"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} completed"
