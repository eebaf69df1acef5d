"""Living rules: whom a guideline is asked of without anybody assigning it, and who is excluded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lib.dated import Dated, DatedQuerySet, dated_rules
from people.models import Department
from policy.models import Guideline


class Audience(models.TextChoices):
    """Whom a rule asks, in its department and below."""

    EVERYBODY = "everybody", _("Everybody")
    MANAGERS = "managers", _("All managers")


class Rule(Dated):
    """That a guideline is asked of an audience from a day on, within `days` of the day it meets them.

    No department: the whole organisation. `again_months`: whoever is done is asked again so many
    months later, or, with `again_on`, on that day and every so many months after it. A rule is never
    changed: it is ended, and another one begun.
    """

    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="rules")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="rules", null=True, blank=True
    )
    audience = models.CharField(max_length=16, choices=Audience)
    days = models.PositiveSmallIntegerField()
    again_months = models.PositiveSmallIntegerField(null=True, blank=True)
    again_on = models.DateField(null=True, blank=True)
    # The directory ids of who made it, and of who ended it.
    recorded_by = models.CharField(max_length=64)
    ended_by = models.CharField(max_length=64, blank=True)

    objects = DatedQuerySet["Rule"].as_manager()

    class Meta:
        constraints = [
            *dated_rules("training_rule"),
            models.CheckConstraint(
                name="training_rule_audience", condition=Q(audience__in=Audience.values)
            ),
            models.CheckConstraint(
                name="training_rule_leaves_time",
                condition=Q(days__gte=1),
                violation_error_message=_("Leave at least a day."),
            ),
            models.CheckConstraint(
                name="training_rule_recurs_by_months",
                condition=Q(again_months=None, again_on=None)
                | Q(again_months__isnull=False, again_months__gte=1),
                violation_error_message=_("Say how many months there are between two rounds."),
            ),
            models.CheckConstraint(name="training_rule_by_somebody", condition=~Q(recorded_by="")),
        ]

    def __str__(self) -> str:
        return f"rule {self.pk}"


class Exclusion(Dated):
    """That a rule does not ask a person, and why."""

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="exclusions")
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exclusions"
    )
    reason = models.CharField(max_length=500)
    # The directory ids of who excluded them, and of who ended that.
    recorded_by = models.CharField(max_length=64)
    ended_by = models.CharField(max_length=64, blank=True)

    objects = DatedQuerySet["Exclusion"].as_manager()

    class Meta:
        constraints = [
            *dated_rules("training_exclusion"),
            models.UniqueConstraint(
                fields=["rule", "employee"],
                condition=Q(to_on=None),
                name="training_exclusion_one_open",
                violation_error_message=_("The person is excluded already."),
            ),
            models.CheckConstraint(
                name="training_exclusion_is_reasoned",
                condition=~Q(reason="") & ~Q(recorded_by=""),
                violation_error_message=_("Say why the person is excluded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} not by {self.rule_id}"


class Requirement(Dated):
    """That a rule, or somebody, asks for a round by a day. Of those that hold, the earliest counts.

    A round that only rules asked for is closed when the last of them no longer does.
    """

    assignment = models.ForeignKey(
        "training.Assignment", on_delete=models.CASCADE, related_name="requirements"
    )
    rule = models.ForeignKey(
        Rule, on_delete=models.PROTECT, related_name="requirements", null=True, blank=True
    )
    due_on = models.DateField()
    # The directory id of who asked; empty where a rule did.
    recorded_by = models.CharField(max_length=64, blank=True)

    objects = DatedQuerySet["Requirement"].as_manager()

    class Meta:
        constraints = [
            *dated_rules("training_requirement"),
            models.UniqueConstraint(
                fields=["assignment", "rule"],
                condition=Q(to_on=None, rule__isnull=False),
                name="training_requirement_one_open",
            ),
            models.CheckConstraint(
                name="training_requirement_by_somebody_or_a_rule",
                condition=(Q(rule=None) & ~Q(recorded_by=""))
                | Q(rule__isnull=False, recorded_by=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} by {self.due_on}"
