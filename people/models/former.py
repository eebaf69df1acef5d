"""What the directory said of people before it said something else."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class FormerDetails(models.Model):
    """A person's name, number and first day as they stood until `replaced_at`.

    Days before that are reported with them: a list of a past day says the same next year.
    """

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="former_details"
    )
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=600)
    employee_number = models.CharField(max_length=32, null=True, blank=True)  # noqa: DJ001 - as Employee's
    hired_on = models.DateField()
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["employee", "replaced_at"], name="people_formerdetails_until")
        ]
        constraints = [
            models.CheckConstraint(name="people_formerdetails_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.name} until {self.replaced_at:%Y-%m-%d}"
