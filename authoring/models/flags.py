"""What learners flagged as wrong or unclear."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quiz.models import Situation

FLAG_LENGTH = 1000


class FlagQuerySet(models.QuerySet["Flag"]):
    """Flags by whether somebody has looked into them."""

    def open(self) -> Self:
        """Those not closed yet, the oldest first."""
        return self.filter(closed_at=None).order_by("raised_at", "pk")


class Flag(models.Model):
    """That somebody found a situation wrong or unclear. Who it was is stored nowhere (adr/0005).

    The situation is a published one and can't change, so it tells revision, edition and clauses.
    """

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="flags")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="flags_closed",
    )
    outcome = models.TextField(blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="authoring_flag_closed_at_and_by",
                condition=Q(closed_at=None, closed_by=None, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                violation_error_message=_("What is closed says by whom, when and why."),
            ),
            models.CheckConstraint(
                name="authoring_flag_language",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
        ]

    def __str__(self) -> str:
        return f"flag on {self.situation_id}"
