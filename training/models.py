"""Assignments with their due dates, the lessons done, and completion."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.dated import Dated, DatedQuerySet, dated_rules
from policy.models import Acknowledgement, Edition, Guideline, Lesson, Revision


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments by whether they hold."""

    def open(self) -> Self:
        """Those that hold now."""
        return self.filter(closed_at=None)

    def held_at(self, instant: datetime) -> Self:
        """Those assigned before the instant and not closed by it."""
        return self.filter(assigned_at__lt=instant).filter(
            Q(closed_at=None) | Q(closed_at__gte=instant)
        )


class Assignment(models.Model):
    """One round of a guideline for one employee. Completed, it stays open until the next round."""

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="assignments")
    round = models.PositiveIntegerField()
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments_made"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "guideline", "round"],
                name="training_assignment_round_unique",
            ),
            models.UniqueConstraint(
                fields=["employee", "guideline"],
                condition=Q(closed_at=None),
                name="training_assignment_one_open",
                violation_error_message=_("This person has the module already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.guideline_id} round {self.round}"


class DueDate(Dated):
    """The last day on which an assignment is in time; one moved by hand replaces the one before."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="due_dates")
    due_on = models.DateField()

    objects = DatedQuerySet["DueDate"].as_manager()

    class Meta:
        constraints = [
            *dated_rules("training_duedate"),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(to_on=None), name="training_duedate_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} due {self.due_on}"


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

    def __str__(self) -> str:
        return f"{self.assignment_id} completed"
