"""The log's entries, its head, its checkpoints with their timestamps, and what verifying them gave."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evidence.tree import Frontier


class Kind(models.TextChoices):
    """What an entry says has happened."""

    PUBLISH = "publish", "publish"
    APPROVE = "approve", "approve"
    ACK = "ack", "ack"
    PAPER = "paper", "paper"
    EXEMPT = "exempt", "exempt"
    UNASSIGNED = "unassigned", "unassigned"
    CORRECT = "correct", "correct"
    ERASE = "erase", "erase"
    KEY_ROTATE = "key_rotate", "key_rotate"


# Those that commit to a record about a person, and those that the key signs.
COMMITTING = (Kind.APPROVE, Kind.ACK, Kind.PAPER, Kind.EXEMPT, Kind.UNASSIGNED, Kind.CORRECT)
SIGNED = (Kind.CORRECT, Kind.ERASE)


class Entry(models.Model):
    """A leaf of the log: `body` is what is hashed. It names nobody and has no time of day.

    `subtrees` are the hashes of the full subtrees that this leaf completes, of two leaves, of four
    and so on: with them a proof reads as many rows as the tree is high.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=16, choices=Kind)
    body = models.JSONField()
    leaf_sha256 = models.CharField(max_length=64)
    subtrees = models.JSONField(default=list)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["kind", "seq"], name="evidence_entry_kind")]
        constraints = [
            models.CheckConstraint(
                name="evidence_entry_kind_known", condition=Q(kind__in=Kind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Head(models.Model):
    """The one row that says how far the log goes. Whoever appends locks it, last of all locks."""

    origin = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    peaks = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(name="evidence_head_is_one", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.size}"

    @property
    def frontier(self) -> Frontier:
        """The tree's frontier, to go on from."""
        return Frontier(self.size, tuple(bytes.fromhex(peak) for peak in self.peaks))


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    """Checkpoints by size."""

    def newest(self) -> "Checkpoint | None":
        """The one that covers most (one query)."""
        return self.order_by("-size").first()

    def last_before(self, instant: datetime) -> "Checkpoint | None":
        """The one that was the newest at an instant (one query)."""
        return self.filter(made_at__lt=instant).order_by("-size").first()

    def covering(self, seq: int) -> "Checkpoint | None":
        """The first that covers an entry: it stays the same for ever (one query)."""
        return self.filter(size__gt=seq).order_by("size").first()


class Checkpoint(models.Model):
    """The log's size and root, signed with the key: a C2SP signed note, and the key to check it with."""

    size = models.PositiveBigIntegerField(primary_key=True)
    note = models.TextField()
    public_key = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class Timestamp(models.Model):
    """A time authority's token (RFC 3161) over a checkpoint's note."""

    checkpoint = models.OneToOneField(
        Checkpoint, on_delete=models.PROTECT, related_name="timestamp", primary_key=True
    )
    token = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"timestamp of {self.checkpoint_id}"


class Verdict(models.IntegerChoices):
    """What a verification says of the log; the number is the command's exit code."""

    SOUND = 0, _("Sound")
    TAIL = 10, _("Sound; the newest entries are not under a checkpoint yet")
    ERASURES = 20, _("Sound, with authorised erasures")
    DIVERGED = 30, _("Diverged from a known checkpoint")
    INVALID = 40, _("Invalid")

    @property
    def word(self) -> str:
        """The verdict as one word, for programs."""
        return self.name.lower()


class VerificationQuerySet(models.QuerySet["Verification"]):
    """Verifications by time."""

    def newest(self) -> "Verification | None":
        """The last one made (one query)."""
        return self.order_by("-at", "-pk").first()


class Verification(models.Model):
    """What a verification of the whole log gave, and when."""

    at = models.DateTimeField()
    verdict = models.PositiveSmallIntegerField(choices=Verdict)
    entries = models.PositiveBigIntegerField()
    findings = models.JSONField(default=list)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_verification_verdict", condition=Q(verdict__in=Verdict.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verdict}"
