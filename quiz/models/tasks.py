"""Tasks for the editor: what HR found people have difficulty with."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.models import Guideline, Revision
from quiz.models.situations import Situation


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks by whether they are still to do, and what they are about."""

    def open(self) -> Self:
        """Those not closed yet, the oldest first."""
        return self.filter(closed_at=None).order_by("opened_at", "pk")

    def of_guideline(self, guideline: Guideline) -> Self:
        """Those about any revision of a guideline."""
        return self.filter(revision__edition__guideline=guideline)


class Task(models.Model):
    """A finding that the editor is asked to look at, tied to the revision it was found in.

    About a situation or about a clause. People are named by their `directory_id`.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="tasks")
    situation = models.ForeignKey(
        Situation, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    clause = models.CharField(max_length=16, blank=True)
    # The finding's sentence as HR read it.
    finding = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=64, blank=True)
    # What came of it, in the editor's words.
    outcome = models.CharField(max_length=500, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quiz_task_about_one_thing",
                condition=(Q(situation=None) & ~Q(clause=""))
                | (Q(situation__isnull=False) & Q(clause="")),
                violation_error_message=_("A task is about a situation or a clause."),
            ),
            models.CheckConstraint(
                name="quiz_task_closed_at_and_by",
                condition=Q(closed_at=None, closed_by="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
            ),
            models.UniqueConstraint(
                fields=["revision", "situation"],
                condition=Q(closed_at=None, situation__isnull=False),
                name="quiz_task_one_open_of_situation",
                violation_error_message=_("The editor has this task already."),
            ),
            models.UniqueConstraint(
                fields=["revision", "clause"],
                condition=Q(closed_at=None) & ~Q(clause=""),
                name="quiz_task_one_open_of_clause",
                violation_error_message=_("The editor has this task already."),
            ),
        ]

    def __str__(self) -> str:
        return self.finding
