"""Events: who did or read what, about whom, and when."""

from typing import Self

from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet["Event"]):
    """Events by whom they concern."""

    def about(self, subject: str) -> Self:
        """Those that concern a person (their `directory_id`), newest first."""
        return self.filter(subject=subject).order_by("-at", "-pk")

    def reads(self) -> Self:
        """Those in which somebody looked at or took out named data."""
        return self.filter(kind__startswith="read.")


class Event(models.Model):
    """Something done or read. People are named by their `directory_id`: no foreign key, no name.

    `kind` is a word and a dot and a word, such as "role.granted" or "read.person". `actor` is empty
    where the program acted on its own; `subject` where nobody in particular is concerned.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    actor = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_event_subject"),
            models.Index(fields=["kind", "at"], name="audit_event_kind"),
        ]
        constraints = [
            models.CheckConstraint(name="audit_event_has_a_kind", condition=~Q(kind="")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
