"""Messages that are to be sent once, what is held back, and when each periodic job was last made."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

WAITING = Q(sent_at=None, gave_up_at=None, stopped_at=None, withdrawn_at=None)


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by how far they have come and whom they concern."""

    def waiting(self) -> Self:
        """Those that may still be sent."""
        return self.filter(WAITING)

    def unleased(self, now: datetime) -> Self:
        """Those waiting that no worker has in hand; one whose worker was killed is free again."""
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lte=now))

    def due(self, kinds: Iterable[str], now: datetime) -> Self:
        """Those of these kinds that a worker may take now, the longest due first."""
        holds = Hold.objects.active().filter(Q(kind="") | Q(kind=OuterRef("kind")))
        is_held = Exists(holds) & ~Q(kind__in=settings.OUTBOX_NEVER_HELD)
        return (
            self.unleased(now)
            .filter(kind__in=list(kinds), not_before__lte=now)
            .exclude(is_held)
            .order_by("not_before", "pk")
        )

    def about(self, subject: str) -> Self:
        """Those that concern somebody, newest first."""
        return self.filter(subject=subject).order_by("-put_at", "-pk")


class Message(models.Model):
    """Something to be sent once. What it says is up to the handler of its `kind` (OUTBOX_HANDLERS).

    `key` names the occasion: put twice, it is sent once. `subject` is whom it concerns, as the room
    that puts it names them. `payload` is that room's own. `problem` says what went wrong last, or why
    it was withdrawn; `result` what was sent where.
    """

    class State(models.TextChoices):
        """How far a message has come."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        GAVE_UP = "gave-up", _("Could not be delivered")
        STOPPED = "stopped", _("Stopped")
        WITHDRAWN = "withdrawn", _("No longer needed")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64, blank=True)
    payload = models.JSONField(default=dict)
    put_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["not_before", "id"], name="outbox_message_due", condition=WAITING),
            models.Index(fields=["subject", "put_at"], name="outbox_message_subject"),
            models.Index(
                fields=["sent_at"], name="outbox_message_sent", condition=Q(sent_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_message_has_key_and_kind", condition=~Q(key="") & ~Q(kind="")
            ),
            models.CheckConstraint(
                name="outbox_message_leased_until_and_by",
                condition=Q(lease="", leased_until=None)
                | (~Q(lease="") & Q(leased_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="outbox_message_stopped_at_and_by",
                condition=Q(stopped_at=None, stopped_by="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_by="")),
            ),
            models.CheckConstraint(
                name="outbox_message_one_end",
                condition=WAITING
                | Q(
                    Q(sent_at__isnull=False, gave_up_at=None, stopped_at=None, withdrawn_at=None)
                    | Q(gave_up_at__isnull=False, sent_at=None, stopped_at=None, withdrawn_at=None)
                    | Q(stopped_at__isnull=False, sent_at=None, gave_up_at=None, withdrawn_at=None)
                    | Q(withdrawn_at__isnull=False, sent_at=None, gave_up_at=None, stopped_at=None),
                    lease="",
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def state(self) -> "Message.State":
        """How far it has come."""
        if self.sent_at:
            return self.State.SENT
        if self.gave_up_at:
            return self.State.GAVE_UP
        if self.stopped_at:
            return self.State.STOPPED
        return self.State.WITHDRAWN if self.withdrawn_at else self.State.WAITING

    @property
    def ended_at(self) -> datetime | None:
        """When it came to its end, whichever that was."""
        return self.sent_at or self.gave_up_at or self.stopped_at or self.withdrawn_at


class HoldQuerySet(models.QuerySet["Hold"]):
    """Holds that are in force."""

    def active(self) -> Self:
        """Those not lifted."""
        return self.filter(lifted_at=None)


class Hold(models.Model):
    """That messages of a kind wait, or of every kind (`kind` is empty), until it is lifted."""

    kind = models.CharField(max_length=40, blank=True)
    held_at = models.DateTimeField()
    held_by = models.CharField(max_length=64)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=64, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(lifted_at=None), name="outbox_hold_one_active"
            ),
            models.CheckConstraint(name="outbox_hold_has_a_name", condition=~Q(held_by="")),
            models.CheckConstraint(
                name="outbox_hold_lifted_at_and_by",
                condition=Q(lifted_at=None, lifted_by="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.kind or "everything"


class JobRun(models.Model):
    """The latest run of a periodic job (PERIODIC_JOBS): what it was due at, and what came of it."""

    name = models.CharField(max_length=100, unique=True)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outbox_jobrun_in_hand_or_finished",
                condition=Q(leased_until__isnull=False, finished_at=None)
                | Q(leased_until=None, finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="outbox_jobrun_starts_when_due", condition=Q(started_at__gte=F("due_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.name
