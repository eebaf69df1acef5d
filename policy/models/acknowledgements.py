"""Who acknowledged what, and the records of it that the evidence log commits to."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from evidence.models import Entry
from policy.models.editions import Edition, Revision


class Method(models.TextChoices):
    """How somebody acknowledged."""

    SELF = "self", _("Here, by themselves")
    PAPER = "paper", _("On paper")
    ON_BEHALF = "on_behalf", _("On their behalf")


class Record(models.Model):
    """What an entry of the evidence log commits to about a person, and the salt that opens it.

    `body` is exactly what was committed to. Without this row nobody can tell whose entry it was. The
    record of an approval is about a text, and nobody's.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="records"
    )
    body = models.JSONField()
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.employee_id} in entry {self.entry_id}"


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    """Acknowledgements by whether they still count."""

    def as_recorded(self, over: datetime) -> Self:
        """Those that count by what had been recorded before `over`: corrected later, they still do."""
        # Joined instead, PostgreSQL would expect a single row to be left, and loop over millions.
        corrected = Acknowledgement.objects.filter(replaces=OuterRef("pk"), recorded_at__lt=over)
        return self.filter(
            ~Exists(corrected), counts=True, recorded_at__lt=over, acknowledged_at__lt=over
        )

    def latest(self) -> Self:  # type: ignore[override]  # Django's names a field
        """Those that nothing has replaced."""
        return self.filter(replaced_by=None)


class Acknowledgement(models.Model):
    """That an employee read and understood exactly this text: written once, never changed.

    `round` is the assignment's round. Name and department are as they were then. `record` is in the
    evidence log, written in the same transaction by the action that writes this row. What turns out
    wrong is replaced by a row that says what is right: the same facts corrected, or that it never
    counted.

    Once it is erased a nameless row takes its place, without a record: it says that somebody, whose
    row bears a random key, acknowledged this edition on that day (policy/erasure.py).
    """

    # Typed as if it were always there: only nameless rows lack it, and nothing reads theirs.
    record: "models.OneToOneField[Any, Any]" = models.OneToOneField(
        Record, on_delete=models.PROTECT, related_name="acknowledgement", null=True
    )
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="acknowledgements")
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    round = models.PositiveIntegerField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text_sha256 = models.CharField(max_length=64)
    statement_sha256 = models.CharField(max_length=64)
    name_at_time = models.CharField(max_length=200)
    department_ref = models.CharField(max_length=64)
    acknowledged_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    method = models.CharField(max_length=16, choices=Method, default=Method.SELF)
    # Of an acknowledgement on paper or on behalf: who wrote it down, who saw it (their
    # `directory_id`s), and what it rests on.
    actor_ref = models.CharField(max_length=64, blank=True)
    witness_ref = models.CharField(max_length=64, blank=True)
    basis_note = models.CharField(max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    counts = models.BooleanField(default=True)
    # Of a correction: who made it (their `directory_id`), and why.
    corrected_by = models.CharField(max_length=64, blank=True)
    correction_note = models.CharField(max_length=500, blank=True)

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        indexes = [
            # Who has changed since a day is found by these.
            models.Index(fields=["recorded_at"], name="policy_acknowledgement_recd"),
            models.Index(fields=["acknowledged_at"], name="policy_acknowledgement_at"),
        ]
        constraints = [
            models.CheckConstraint(
                name="policy_acknowledgement_method", condition=Q(method__in=Method.values)
            ),
            models.CheckConstraint(
                name="policy_acknowledgement_is_witnessed",
                condition=Q(record=None)
                | Q(method="self", actor_ref="", witness_ref="", basis_note="")
                | (
                    ~Q(method="self")
                    & ~Q(actor_ref="")
                    & ~Q(witness_ref="")
                    & ~Q(actor_ref=models.F("witness_ref"))
                    & ~Q(basis_note="")
                ),
                violation_error_message=_(
                    "On paper or on behalf, two people stand for it, and say what it rests on."
                ),
            ),
            models.UniqueConstraint(
                fields=["employee", "edition", "round"],
                condition=Q(replaces=None),
                name="policy_acknowledgement_once_a_round",
                violation_error_message=_("This edition is acknowledged already."),
            ),
            models.CheckConstraint(
                name="policy_acknowledgement_correction_is_reasoned",
                condition=Q(record=None)
                | Q(counts=True, corrected_by="", correction_note="")
                | (Q(replaces__isnull=False) & ~Q(corrected_by="") & ~Q(correction_note="")),
                violation_error_message=_(
                    "A correction needs somebody who makes it, and a reason."
                ),
            ),
            models.CheckConstraint(
                name="policy_acknowledgement_is_recorded_or_nameless",
                condition=(Q(record__isnull=False) & ~Q(name_at_time=""))
                | Q(
                    record=None,
                    name_at_time="",
                    department_ref="",
                    actor_ref="",
                    witness_ref="",
                    basis_note="",
                    corrected_by="",
                    correction_note="",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} acknowledged {self.edition_id}"

    @property
    def seq(self) -> int:
        """Its entry's place in the evidence log; a nameless row has none."""
        assert self.record_id is not None
        return int(self.record_id)
