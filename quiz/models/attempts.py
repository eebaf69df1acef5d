"""What one employee made of the situations: an attempt, its answers, and notes for oneself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policy.models import Revision
from quiz.models.situations import Consideration, Option, Situation, Sureness, Work


class Attempt(models.Model):
    """One pass of an employee through a revision in one round; the seed fixes the options' order.

    `answered_from` is when it was begun, once its answers are gone; without an employee it is what the
    statistics counted of somebody, nobody knows whom (quiz/unlinking.py).
    """

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts", null=True
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="attempts")
    round = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    answered_from = models.DateTimeField(null=True, blank=True)
    # How many rounds before this one count too: answers to what has not been changed since.
    earlier_rounds = models.PositiveIntegerField(default=0)
    # What the employee's work is like; empty until they have said so.
    work = models.CharField(max_length=32, choices=Work, blank=True)

    class Meta:
        indexes = [
            # Who has changed since a day is found by it.
            models.Index(
                fields=["answered_from"],
                name="quiz_attempt_answered_from",
                condition=Q(answered_from__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "revision", "round"], name="quiz_attempt_once_a_round"
            ),
            models.CheckConstraint(
                name="quiz_attempt_work", condition=Q(work__in=["", *Work.values])
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    @property
    def rounds(self) -> tuple[int, int]:
        """The first and the last round whose answers count in it."""
        return self.round - self.earlier_rounds, self.round


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers by attempt and situation."""

    def last_to(self, situation: Situation, attempt: Attempt) -> "Answer | None":
        """The newest try of the attempt at a situation (one query)."""
        tries = self.filter(attempt=attempt, situation=situation).select_related("option")
        return tries.order_by("-try_number").first()


class Answer(models.Model):
    """One try at a situation. The first try is try 1; none is ever overwritten."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="answers")
    # The option chosen; what was ticked where several can be (Kind.FIND).
    option = models.ForeignKey(
        Option, on_delete=models.PROTECT, related_name="answers", null=True, blank=True
    )
    ticked: "models.ManyToManyField[Option, models.Model]" = models.ManyToManyField(
        Option, related_name="ticks"
    )
    sureness = models.CharField(max_length=8, choices=Sureness, blank=True)
    considerations: "models.ManyToManyField[Consideration, models.Model]" = models.ManyToManyField(
        Consideration, related_name="answers"
    )
    try_number = models.PositiveIntegerField()
    answered_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        indexes = [
            # Who has changed since a day is found by it.
            models.Index(fields=["answered_at"], name="quiz_answer_answered"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "situation", "try_number"],
                name="quiz_answer_once_a_try",
                violation_error_message=_("This try is answered already."),
            ),
            models.CheckConstraint(
                name="quiz_answer_tries_from_one", condition=Q(try_number__gte=1)
            ),
            models.CheckConstraint(
                name="quiz_answer_sureness", condition=Q(sureness__in=["", *Sureness.values])
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class DilemmaNote(models.Model):
    """A private note on a dilemma. Shown in its writer's own session and nowhere else."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="note")
    text = models.TextField()

    def __str__(self) -> str:
        return f"note on {self.answer_id}"
