"""What the import of people keeps: other ids of a person, and a file that waits to be confirmed."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.employees import Employee


class PersonAlias(models.Model):
    """Another id under which the directory knows a person: what it says of that id is about `employee`.

    `merged` is the record that was made for the other id, None where none was. It keeps its own history
    and counts no longer (docs/adr). Both records are the person's: `Employee.objects.same_person_as`.
    """

    directory_id = models.CharField(max_length=64, unique=True)
    employee_number = models.CharField(max_length=32, unique=True, null=True, blank=True)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="aliases")
    merged = models.OneToOneField(
        Employee, on_delete=models.PROTECT, related_name="merged_into", null=True, blank=True
    )
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_personalias_not_of_itself",
                condition=Q(merged=None) | ~Q(merged=F("employee")),
                violation_error_message=_("Choose two different people."),
            ),
            models.CheckConstraint(
                name="people_personalias_is_reasoned",
                condition=~Q(merged_by="") & ~Q(reason=""),
                violation_error_message=_("A merge needs somebody who decides it, and a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directory_id} is {self.employee_id}"


class StagedImportQuerySet(models.QuerySet["StagedImport"]):
    """Files that wait, and those that have waited too long."""

    def waiting(self, now: datetime) -> Self:
        """Those that may still be confirmed, the newest first."""
        return self.filter(expires_at__gt=now).order_by("-uploaded_at", "-pk")

    def confirmed(self, now: datetime) -> Self:
        """Those that wait for the worker, or are in its hands."""
        return self.waiting(now).filter(confirmed_at__isnull=False)

    def not_started(self) -> Self:
        """Those that no worker has begun with: they may still be discarded."""
        return self.filter(started_at=None)

    def expired(self, now: datetime) -> Self:
        """Those that nobody confirmed in time."""
        return self.filter(expires_at__lte=now)


class StagedImport(models.Model):
    """What an uploaded file says, without CPR numbers, until it is confirmed, discarded or expired.

    `directory` and `preview` are compressed; the file itself is never stored. `fingerprint` is that
    of the changes that were shown; `is_overtaken`, that they are others than were shown before. A
    long import that is confirmed waits for the worker, who started on it at `started_at`.
    """

    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    directory = models.BinaryField()
    preview = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    accepts_leaving = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    is_overtaken = models.BooleanField(default=False)

    objects = StagedImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_stagedimport_expires_later",
                condition=Q(expires_at__gt=F("uploaded_at")),
            ),
            models.CheckConstraint(
                name="people_stagedimport_confirmed_at_and_by",
                condition=Q(confirmed_at=None, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="people_stagedimport_starts_once_confirmed",
                condition=Q(started_at=None) | Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"uploaded {self.uploaded_at:%Y-%m-%d %H:%M}"
