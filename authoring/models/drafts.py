"""Drafts, and what was changed in them by whom."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from policy.models import Guideline, Revision


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts by whether they are still written on."""

    def open(self) -> Self:
        """Those not published."""
        return self.filter(revision__published_at=None)

    def of(self, guideline: Guideline) -> Self:
        """Those of a guideline, with what their heading shows."""
        return self.filter(revision__edition__guideline=guideline).select_related(
            "revision__edition__guideline", "based_on__edition", "opened_by"
        )


class Draft(models.Model):
    """That a revision is, or was, written on. Its row is the lock that every change of it takes."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="draft")
    based_on = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts_from"
    )
    opened_at = models.DateTimeField()
    # Nobody where a command loaded it from files.
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts_opened",
    )

    objects = DraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"draft of revision {self.revision_id}"

    @property
    def is_of_published_text(self) -> bool:
        """Whether the guideline's text stays as it is: only a draft of the text may change it."""
        return self.revision.edition.published_at is not None


class Change(models.Model):
    """One change of one part of a draft: the part's version `number`, and what it was before.

    Kept so that whoever saves second sees what the first wrote, and nobody's text is ever lost.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="changes")
    part = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    # The part as JSON; nothing where it was added by this change.
    before = models.JSONField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="content_changes"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "part", "number"], name="authoring_change_number_unique"
            ),
            models.CheckConstraint(
                name="authoring_change_numbers_from_one", condition=Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} version {self.number}"
