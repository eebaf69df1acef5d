"""Where people stood at the end of the last closed day: worked out from the facts, and none itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.models import Department
from policy.models import Guideline
from training.states import State


class Standing(models.Model):
    """One person of the headcount: department, state, deadline and completion at the end of `day`.

    Lists are filtered and sorted by it, and today's figures subtract it (reports/standings.py). All rows
    of a guideline are of the same day, and are worked out afresh every night.
    """

    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="standings")
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="standings"
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=20, choices=State)
    due_on = models.DateField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        # What few people are in is found by its state.
        indexes = [models.Index(fields=["guideline", "state"], name="reports_standing_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["guideline", "employee"], name="reports_standing_once_a_person"
            ),
            models.CheckConstraint(
                name="reports_standing_state_is_one", condition=Q(state__in=State.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.day} {self.state}"
