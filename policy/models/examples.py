"""Local examples: what managers here answered about a clause, shown with the guideline, not part of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policy.models.editions import Guideline


class Ruling(models.TextChoices):
    """What was answered to "may I?"."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    YES_IF = "yes-if", _("Yes, if")


class LocalExampleQuerySet(models.QuerySet["LocalExample"]):
    """Examples by how far they have come."""

    def proposed(self) -> Self:
        """Those that wait for somebody to look at them, the oldest first."""
        return self.filter(state=LocalExample.State.PROPOSED).order_by("proposed_at", "pk")

    def published(self) -> Self:
        """Those that stand with the guideline, the newest first."""
        return self.filter(state=LocalExample.State.PUBLISHED).order_by("-decided_at", "-pk")


class LocalExample(models.Model):
    """A question about a clause and its answer, without names, as an example for everybody here.

    `source` names what it came from, so that one question makes one example; it is no reference: what
    it names may be erased long before. A published example is kept until somebody removes it, and
    names nobody.
    """

    class State(models.TextChoices):
        """How far an example has come."""

        PROPOSED = "proposed", _("Proposed")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Declined")
        REMOVED = "removed", _("Removed")

    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="examples")
    clause = models.CharField(max_length=16)
    source = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    question = models.CharField(max_length=700)
    ruling = models.CharField(max_length=8, choices=Ruling)
    answer = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    # The directory ids of who proposed it and who decided last.
    proposed_by = models.CharField(max_length=64)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)

    objects = LocalExampleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source"], name="policy_localexample_once"),
            models.CheckConstraint(
                name="policy_localexample_state",
                condition=Q(state__in=["proposed", "published", "declined", "removed"]),
            ),
            models.CheckConstraint(
                name="policy_localexample_ruling", condition=Q(ruling__in=Ruling.values)
            ),
            models.CheckConstraint(
                name="policy_localexample_language",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
            models.CheckConstraint(
                name="policy_localexample_if_is_said",
                condition=~Q(ruling="yes-if") | ~Q(answer=""),
                violation_error_message=_("Say what the yes depends on."),
            ),
            models.CheckConstraint(
                name="policy_localexample_decided_at_and_by",
                condition=Q(state="proposed", decided_at=None, decided_by="")
                | (~Q(state="proposed") & Q(decided_at__isnull=False) & ~Q(decided_by="")),
            ),
            models.CheckConstraint(
                name="policy_localexample_published_by_another",
                condition=~Q(state="published") | ~Q(decided_by=F("proposed_by")),
                violation_error_message=_("Somebody else than who proposed it publishes it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.question}"
