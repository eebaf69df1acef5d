"""That a draft was sent to a second person, what came of it, and which parts were confirmed."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from authoring.models.drafts import Draft

NOTE_LENGTH = 500


class Outcome(models.TextChoices):
    """What came of a submission."""

    PUBLISHED = "published", _("Published")
    RETURNED = "returned", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions by whether something came of them."""

    def open(self) -> Self:
        """Those that wait for the second person, or approved for publication."""
        return self.filter(closed_at=None)


class Submission(models.Model):
    """That a draft was sent to review: while it is open, nobody can change the draft.

    `note` goes with what is published: what has changed, and why. A second person approves it. Lessons
    and situations are published with that; a text once HR has said who is to acknowledge it.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="submissions")
    note = models.CharField(max_length=NOTE_LENGTH)
    is_material = models.BooleanField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions_sent"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions_approved",
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions_closed",
    )
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    # Why it was sent back.
    reason = models.CharField(max_length=NOTE_LENGTH, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"],
                condition=Q(closed_at=None),
                name="authoring_submission_one_open",
                violation_error_message=_("The draft is in review already."),
            ),
            models.CheckConstraint(
                name="authoring_submission_says_what_changed",
                condition=~Q(note=""),
                violation_error_message=_("Say what has changed, and why."),
            ),
            models.CheckConstraint(
                name="authoring_submission_approved_at_and_by",
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="authoring_submission_approved_by_a_second_person",
                condition=Q(approved_by=None) | ~Q(approved_by=F("sent_by")),
                violation_error_message=_("Somebody else than the sender approves."),
            ),
            models.CheckConstraint(
                name="authoring_submission_closed_at_by_and_outcome",
                condition=Q(closed_at=None, closed_by=None, outcome="")
                | Q(closed_at__isnull=False, closed_by__isnull=False, outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="authoring_submission_published_once_approved",
                condition=~Q(outcome=Outcome.PUBLISHED) | Q(approved_at__isnull=False),
                violation_error_message=_("What nobody has approved is not published."),
            ),
            models.CheckConstraint(
                name="authoring_submission_sent_back_for_a_reason",
                condition=(~Q(outcome=Outcome.RETURNED) & Q(reason=""))
                | (Q(outcome=Outcome.RETURNED) & ~Q(reason="") & ~Q(closed_by=F("sent_by"))),
                violation_error_message=_("Say why it is sent back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} sent {self.sent_at:%Y-%m-%d}"


class Confirmation(models.Model):
    """That somebody read a part whose clause has changed, and found that it still fits.

    `sha256` is the part's content with the words of its clauses: changed later, it is to be
    confirmed again.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="confirmations")
    part = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="confirmations"
    )

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "part", "sha256"], name="authoring_confirmation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} confirmed by {self.confirmed_by_id}"
