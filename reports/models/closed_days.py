"""The figures of days that are over, kept: worked out from the facts, and none themselves."""

from datetime import date, timedelta
from typing import Self

from django.db import models

from evidence.models import Entry, Kind
from policy.models import Guideline

# How far back a closed day may lie before counting everybody is as quick.
NEAR = timedelta(days=31)


class ClosedDayQuerySet(models.QuerySet["ClosedDay"]):
    """Closed days by day."""

    def up_to(self, day: date) -> Self:
        """Those not after `day`, the last first."""
        return self.filter(day__lte=day).order_by("-day")


class ClosedDay(models.Model):
    """How many people of each department were in each state at the end of a day.

    `departments` has, by the department's key, the counts in the order of `training.states.State`;
    `whole` has those of all together. `left` is how many had left before they were done, `due` how
    many had which day as their deadline. `log_size` is how long the evidence log was then: by it, an
    erasure since is found (reports/kept.py).
    """

    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="closed_days")
    day = models.DateField()
    departments = models.JSONField()
    whole = models.JSONField()
    due = models.JSONField()
    left = models.PositiveIntegerField()
    log_size = models.PositiveBigIntegerField()
    closed_at = models.DateTimeField()

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guideline", "day"], name="reports_closedday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.guideline_id} {self.day}"

    def erased_since(self) -> "models.QuerySet[Entry]":
        """The log's entries of acknowledgements erased since the day was counted."""
        found: models.QuerySet[Entry] = Entry.objects.filter(
            kind=Kind.ERASE, seq__gte=self.log_size
        )
        return found

    def is_near(self, day: date) -> bool:
        """Whether what is known of this day says something of a later one: not too long ago, and nothing
        it counted has been erased since, which could not be taken off again.
        """
        return day - self.day <= NEAR and not self.erased_since().exists()
