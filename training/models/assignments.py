"""Assignments with their due dates, and exemptions."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lib.dated import Dated, DatedQuerySet, dated_rules
from policy.models import Acknowledgement, AcknowledgementQuerySet, Guideline
from training.models.rules import Rule


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments by whether they hold."""

    def open(self) -> Self:
        """Those that hold now."""
        return self.filter(closed_at=None)

    def held_at(self, instant: datetime) -> Self:
        """Those assigned before the instant and not closed by it."""
        return self.filter(assigned_at__lt=instant).filter(
            Q(closed_at=None) | Q(closed_at__gte=instant)
        )

    def with_completion(self) -> Self:
        """Each with what completed it, which its progress asks for first."""
        return self.select_related(
            "completion__revision__edition__guideline",
            "completion__edition",
            "completion__acknowledgement",
        )

    def with_done_at(self) -> Self:
        """Each with `done_at`: when its text was acknowledged, the module worked through or not, or
        when the round was completed where the acknowledgement is erased; None where neither.
        """
        erased = When(completion__acknowledgement=None, then=F("completion__completed_at"))
        return self.annotate(
            done_at=Coalesce(
                Subquery(_acknowledged().order_by("-pk").values("acknowledged_at")[:1]),
                Case(erased, output_field=models.DateTimeField(null=True)),
            )
        )

    def done(self) -> Self:
        """Those that are done, as `with_done_at` has it."""
        return self.filter(_is_done())

    def not_done(self) -> Self:
        """The others."""
        return self.filter(~_is_done())


def _acknowledged() -> AcknowledgementQuerySet:
    """The acknowledgements of a round that count."""
    found: AcknowledgementQuerySet = Acknowledgement.objects.latest().filter(
        employee=OuterRef("employee"),
        round=OuterRef("round"),
        edition__guideline=OuterRef("guideline"),
        counts=True,
    )
    return found


def _is_done() -> Q:
    """Asked of each round by itself, without a join: where the tables have just been filled and PostgreSQL
    takes them for empty, joined to people it would try every person with every round and completion.
    """
    from training.models.completions import Completion  # which is of an assignment, declared here

    erased = Completion.objects.filter(assignment=OuterRef("pk"), acknowledgement=None)
    return Q(Exists(_acknowledged())) | Q(Exists(erased))


class RoundReason(models.TextChoices):
    """Why a round was opened."""

    ASSIGNED = "assigned", _("Assigned")
    RULE = "rule", _("By a rule")
    EDITION = "edition", _("New edition")
    AGAIN = "again", _("Time again")


class CloseReason(models.TextChoices):
    """Why a round was closed."""

    NEXT_ROUND = "next-round", _("A new round")
    LEFT_AUDIENCE = "left-audience", _("No longer asked by any rule, never completed")


class Assignment(models.Model):
    """One round of a guideline for one employee, opened by somebody or by a rule.

    Completed, it stays open until the next round.
    """

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="assignments")
    round = models.PositiveIntegerField()
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments_made",
        null=True,
        blank=True,
    )
    rule = models.ForeignKey(
        Rule, on_delete=models.PROTECT, related_name="assignments", null=True, blank=True
    )
    reason = models.CharField(max_length=16, choices=RoundReason, default=RoundReason.ASSIGNED)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=16, choices=CloseReason, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [
            # Who has changed since a day is found by these (training/changed.py).
            models.Index(fields=["assigned_at"], name="training_assignment_assigned"),
            models.Index(
                fields=["closed_at"],
                name="training_assignment_closed",
                condition=Q(closed_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "guideline", "round"],
                name="training_assignment_round_unique",
            ),
            models.UniqueConstraint(
                fields=["employee", "guideline"],
                condition=Q(closed_at=None),
                name="training_assignment_one_open",
                violation_error_message=_("This person has the module already."),
            ),
            models.CheckConstraint(
                name="training_assignment_by_somebody_or_a_rule",
                condition=Q(assigned_by=None, rule__isnull=False)
                | Q(assigned_by__isnull=False, rule=None),
            ),
            models.CheckConstraint(
                name="training_assignment_reason", condition=Q(reason__in=RoundReason.values)
            ),
            models.CheckConstraint(
                name="training_assignment_closed_at_and_because",
                condition=Q(closed_at=None, closed_because="")
                | Q(closed_at__isnull=False, closed_because__in=CloseReason.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.guideline_id} round {self.round}"


class DueReason(models.TextChoices):
    """What a due date, or the change of one, rests on."""

    ASSIGNED = "assigned", _("Assigned")
    RULE = "rule", _("A rule")
    MOVED = "moved", _("Moved")
    LEAVE = "leave", _("Leave")


class DueDateQuerySet(DatedQuerySet["DueDate"]):
    """Due dates by how they came about."""

    def moved(self) -> Self:
        """Those that somebody set by hand, the newest first."""
        return self.filter(reason=DueReason.MOVED).order_by("-recorded_at", "-pk")


class DueDate(Dated):
    """The last day on which an assignment is in time, as it was known from a day to a day.

    `due_on` is `base_on` and the days of leave that came between (training/due_dates.py). A row is
    written for every change; `reason` says what changed, `note` why, where a person moved it.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="due_dates")
    due_on = models.DateField()
    base_on = models.DateField()
    reason = models.CharField(max_length=16, choices=DueReason)
    note = models.CharField(max_length=500, blank=True)
    # The directory id of who set it; empty where it follows from something recorded elsewhere.
    recorded_by = models.CharField(max_length=64, blank=True)

    objects = DueDateQuerySet.as_manager()

    class Meta:
        indexes = [
            # Who has changed since a day is found by these (training/changed.py).
            models.Index(fields=["due_on"], name="training_duedate_due"),
            models.Index(fields=["from_on"], name="training_duedate_from"),
            models.Index(fields=["recorded_at"], name="training_duedate_recorded"),
            models.Index(
                fields=["to_on"], name="training_duedate_to", condition=Q(to_on__isnull=False)
            ),
            models.Index(
                fields=["to_recorded_at"],
                name="training_duedate_to_recorded",
                condition=Q(to_on__isnull=False),
            ),
        ]
        constraints = [
            *dated_rules("training_duedate"),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(to_on=None), name="training_duedate_one_open"
            ),
            models.CheckConstraint(
                name="training_duedate_reason", condition=Q(reason__in=DueReason.values)
            ),
            models.CheckConstraint(
                name="training_duedate_leave_only_adds", condition=Q(due_on__gte=F("base_on"))
            ),
            models.CheckConstraint(
                name="training_duedate_moved_by_somebody_for_a_reason",
                condition=(~Q(reason=DueReason.MOVED) & Q(note=""))
                | (Q(reason=DueReason.MOVED) & ~Q(note="") & ~Q(recorded_by="")),
                violation_error_message=_("Say why the deadline is moved."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} due {self.due_on}"


class Exemption(Dated):
    """That an employee need not take a guideline's training, until a day and for a reason."""

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exemptions"
    )
    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="exemptions")
    reason = models.CharField(max_length=500)
    # The directory ids of who granted it, and of who ended it before its time.
    recorded_by = models.CharField(max_length=64)
    ended_by = models.CharField(max_length=64, blank=True)

    objects = DatedQuerySet["Exemption"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["employee", "guideline"], name="training_exemption_of"),
        ]
        constraints = [
            *dated_rules("training_exemption"),
            models.CheckConstraint(
                name="training_exemption_has_an_end",
                condition=Q(to_on__isnull=False),
                violation_error_message=_("An exemption has a last day."),
            ),
            models.CheckConstraint(
                name="training_exemption_is_reasoned",
                condition=~Q(reason="") & ~Q(recorded_by=""),
                violation_error_message=_(
                    "An exemption needs somebody who grants it, and a reason."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} exempt from {self.guideline_id}"

    @property
    def last_on(self) -> date:
        """The last day on which it holds."""
        assert self.to_on is not None  # training_exemption_has_an_end
        return self.to_on - timedelta(days=1)
