"""That somebody gets a report by mail, every week or every month."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Department
from policy.models import Guideline
from reports.models.choices import Format, Report

LAST_WEEKDAY = 5
LAST_MONTH_DAY = 28  # every month has it
SAME = ["recipient", "report", "suffix", "guideline", "rhythm", "day"]
ALREADY = _("This person gets that report already.")


class Rhythm(models.TextChoices):
    """How often."""

    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")


class ReportScheduleQuerySet(models.QuerySet["ReportSchedule"]):
    """Schedules that hold."""

    def active(self) -> Self:
        """Those not stopped."""
        return self.filter(stopped_at=None)


class ReportSchedule(models.Model):
    """Who gets which report about which department (None: the whole organisation), and when.

    `day` is the weekday (1 is Monday) or the day of the month. `planned_for` is the last day for which a
    report was ordered. Names nobody but the recipient; a stopped one is kept as long as audit events.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_schedules"
    )
    report = models.CharField(max_length=16, choices=Report)
    suffix = models.CharField(max_length=8, choices=Format)
    guideline = models.ForeignKey(
        Guideline, on_delete=models.PROTECT, related_name="report_schedules"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="report_schedules"
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    day = models.PositiveSmallIntegerField()
    planned_for = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=64, blank=True)

    objects = ReportScheduleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[*SAME, "department"],
                condition=Q(stopped_at=None),
                name="reports_reportschedule_one_active",
                violation_error_message=ALREADY,
            ),
            models.UniqueConstraint(  # to a unique rule no department is like no other
                fields=SAME,
                condition=Q(stopped_at=None, department=None),
                name="reports_reportschedule_one_active_of_all",
                violation_error_message=ALREADY,
            ),
            models.CheckConstraint(
                name="reports_reportschedule_day_of_rhythm",
                condition=Q(rhythm=Rhythm.WEEKLY, day__gte=1, day__lte=LAST_WEEKDAY)
                | Q(rhythm=Rhythm.MONTHLY, day__gte=1, day__lte=LAST_MONTH_DAY),
            ),
            models.CheckConstraint(
                name="reports_reportschedule_has_a_name", condition=~Q(added_by="")
            ),
            models.CheckConstraint(
                name="reports_reportschedule_stopped_at_and_by",
                condition=Q(stopped_at=None, stopped_by="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} to {self.recipient_id}, {self.rhythm} {self.day}"
