"""From first try to follow-up: sums of five people and more, which outlive the answers."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from policy.models import Guideline


class ClauseChangeQuerySet(models.QuerySet["ClauseChange"]):
    """Batches by what they are of."""

    def of_guideline(self, guideline: Guideline) -> Self:
        """Those of a guideline, the oldest first."""
        return self.filter(guideline=guideline).order_by("day", "pk")


class ClauseChange(models.Model):
    """Of the people who met a clause both times, how many missed it at the first try and at the follow-up.

    One batch, up to the end of `day`; nobody is in two of them. Written once, by
    `training.clause_changes`. The answers are erased after some months, the sums stay.
    """

    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="changes")
    clause = models.CharField(max_length=16)
    day = models.DateField()
    people = models.PositiveIntegerField()
    missed_first = models.PositiveIntegerField()
    missed_later = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    objects = ClauseChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guideline", "clause", "day"], name="training_clausechange_once_a_day"
            ),
            models.CheckConstraint(
                name="training_clausechange_of_a_clause", condition=~Q(clause="")
            ),
            models.CheckConstraint(
                name="training_clausechange_of_five",
                condition=Q(missed_first__gte=5)
                & Q(missed_later__gte=5)
                & Q(people__gte=F("missed_first") + 5)
                & Q(people__gte=F("missed_later") + 5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} up to {self.day}"
