"""Follow-ups: some months after completion, three situations more, and what was answered to them.

They are tables of their own, so what counts attempts and answers never meets them (adr/0011).
"""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lib.days import end_of, months_before
from quiz.models import Option, Situation
from training.models.assignments import Assignment


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Follow-ups by whether somebody can still answer them."""

    def open(self) -> Self:
        """Those not finished, of a round that holds."""
        return self.filter(finished_at=None, assignment__closed_at=None)

    def held(self, today: date) -> Self:
        """Those due, finished or not, as long as the round holds and its answers are kept."""
        kept_since = end_of(months_before(today, settings.ANSWERS_KEPT_MONTHS))
        return self.filter(
            due_on__lte=today,
            assignment__closed_at=None,
            assignment__completion__completed_at__gte=kept_since,
        )


class FollowUp(models.Model):
    """That a completed round is followed up from `due_on` on. Its situations are chosen when it is begun."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="follow_up"
    )
    due_on = models.DateField()
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="training_followup_finished_after_it_began",
                condition=Q(finished_at=None)
                | Q(begun_at__isnull=False, finished_at__gte=F("begun_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up of {self.assignment_id}"


class FollowUpSituation(models.Model):
    """One situation of a follow-up, and the one answer to it.

    `missed_clause` is the clause, missed at a first try, for which it was chosen; "" where none was missed.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="situations")
    number = models.PositiveSmallIntegerField()
    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="follow_ups")
    missed_clause = models.CharField(max_length=16, blank=True)
    option = models.ForeignKey(
        Option, on_delete=models.PROTECT, related_name="follow_ups", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "number"], name="training_followupsituation_number_unique"
            ),
            models.UniqueConstraint(
                fields=["follow_up", "situation"], name="training_followupsituation_once"
            ),
            models.CheckConstraint(
                name="training_followupsituation_numbers_from_one", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="training_followupsituation_option_and_answered_at",
                condition=Q(option=None, answered_at=None)
                | Q(option__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id}: {self.number}"
