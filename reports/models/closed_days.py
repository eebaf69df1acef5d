"""The figures of days that are over, kept: worked out from the facts, and none themselves."""

from datetime import date
from typing import Self

from django.db import models

from policy.models import Guideline


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
