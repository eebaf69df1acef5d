"""A report as a file that the worker makes, and that one person may fetch until it expires."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from people.models import Department
from policy.models import Guideline
from reports.models.choices import Format, Problem, Report
from reports.models.schedules import ReportSchedule


class ReportFileQuerySet(models.QuerySet["ReportFile"]):
    """Files by how far they have come."""

    def to_make(self, now: datetime) -> Self:
        """Those that nobody has in hand, the longest waiting first; a killed worker's are free again."""
        return self.filter(
            Q(leased_until=None) | Q(leased_until__lte=now), made_at=None, problem=""
        ).order_by("asked_at", "pk")

    def kept(self, now: datetime) -> Self:
        """Those that have not expired, the newest first."""
        return self.filter(expires_at__gt=now).order_by("-asked_at", "-pk")


class ReportFile(models.Model):
    """A report that somebody asked for, or that their schedule did (`schedule`).

    `query` is the report's address after the question mark, with its day; `department` is all that it
    is about, None the whole organisation. `path` is the file's name in its folder once it is made.
    The row, which may hold a name that was searched for, and the file are deleted at `expires_at`.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="report_files"
    )
    asked_at = models.DateTimeField()
    schedule = models.ForeignKey(
        ReportSchedule, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    report = models.CharField(max_length=16, choices=Report)
    suffix = models.CharField(max_length=8, choices=Format)
    guideline = models.ForeignKey(Guideline, on_delete=models.PROTECT, related_name="report_files")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="report_files"
    )
    day = models.DateField()
    query = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=16, choices=Problem, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    path = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField()

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["asked_by", "asked_at"], name="reports_file_asked"),
            models.Index(
                fields=["asked_at"], condition=Q(made_at=None), name="reports_file_to_make"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="reports_reportfile_expires_later",
                condition=Q(expires_at__gt=F("asked_at")),
            ),
            models.CheckConstraint(
                name="reports_reportfile_made_at_and_path",
                condition=Q(made_at=None, path="")
                | (Q(made_at__isnull=False) & ~Q(path="") & Q(lease="", problem="")),
            ),
            models.CheckConstraint(
                name="reports_reportfile_leased_until_and_by",
                condition=Q(lease="") | Q(leased_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}.{self.suffix} {self.day}"

    @property
    def is_being_made(self) -> bool:
        """Whether it is waited for."""
        return self.made_at is None and not self.problem

    @property
    def download_name(self) -> str:
        """What it is called on the reader's own machine."""
        return f"omtanke-{self.guideline.slug}-{self.report}-{self.day.isoformat()}.{self.suffix}"
