"""What employees asked their nearest manager ("afklar med din nærmeste leder"), and the answers."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from policy.models import Edition, Ruling

# How long a question is kept after its last answer, after it was taken back, or else after asking.
KEPT = timedelta(days=730)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions by whether they still wait."""

    def open(self) -> Self:
        """Those neither answered nor taken back."""
        replies = Reply.objects.filter(question=OuterRef("pk"))
        return self.filter(Q(withdrawn_at=None), ~Exists(replies))

    def answered(self) -> Self:
        """Those with an answer."""
        return self.filter(Exists(Reply.objects.filter(question=OuterRef("pk"))))


class Question(models.Model):
    """That an employee asked "may I use `medium` for `purpose`?", under a clause of an edition.

    Read by the employee, by their nearest managers and who stands in for them, and by HR; by nobody
    above, and it is in no report. Kept for `KEPT` after the last answer, then erased with its answers; an
    example made of it (policy.LocalExample) names nobody and stays. Frozen once answered.
    """

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="questions"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="questions")
    clause = models.CharField(max_length=16)
    medium = models.CharField(max_length=100)
    purpose = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="training_question_asks_something",
                condition=~Q(clause="") & ~Q(medium="") & ~Q(purpose=""),
            ),
            models.CheckConstraint(
                name="training_question_withdrawn_after_asking",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} asks about {self.clause}"

    @property
    def source(self) -> str:
        """What an example made of it says it came from."""
        return f"question/{self.pk}"


class Reply(models.Model):
    """A manager's answer. Never changed: a correction is another, and the newest counts.

    Read and kept as its question is.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="replies")
    ruling = models.CharField(max_length=8, choices=Ruling)
    text = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField()
    # The directory id of who answered.
    answered_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="training_reply_ruling", condition=Q(ruling__in=Ruling.values)
            ),
            models.CheckConstraint(
                name="training_reply_if_is_said",
                condition=~Q(ruling="yes-if") | ~Q(text=""),
                violation_error_message=_("Say what the yes depends on."),
            ),
            models.CheckConstraint(name="training_reply_by_somebody", condition=~Q(answered_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.ruling} to {self.question_id}"
