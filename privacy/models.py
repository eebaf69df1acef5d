"""Who signed for how long data are kept after somebody has left."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 1, 30


class RetentionDecisionQuerySet(models.QuerySet["RetentionDecision"]):
    """Decisions by time."""

    def newest_first(self) -> Self:
        """All, the one that holds first."""
        return self.order_by("-signed_at", "-pk")

    def in_force(self) -> "RetentionDecision | None":
        """The one that holds (one query); None where nobody has signed yet."""
        return self.newest_first().first()


class RetentionDecision(models.Model):
    """That so many years after leaving a person's data are erased; `years` is None where they are not.

    A decision is never changed: the newest holds. `signed_by` is a directory id, the name as it was then.
    """

    years = models.PositiveSmallIntegerField(null=True, blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=64)
    signed_by_name = models.CharField(max_length=200)
    grounds = models.CharField(max_length=500)

    objects = RetentionDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="privacy_retentiondecision_years",
                condition=Q(years=None) | Q(years__gte=SHORTEST, years__lte=LONGEST),
                violation_error_message=_("Between 1 and 30 years."),
            ),
            models.CheckConstraint(
                name="privacy_retentiondecision_is_signed",
                condition=~Q(signed_by="") & ~Q(signed_by_name="") & ~Q(grounds=""),
                violation_error_message=_("A decision needs somebody who signs it, and grounds."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.years} years from {self.signed_at:%Y-%m-%d}"
