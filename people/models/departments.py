"""Departments, and where people work, manage and are on leave: dated rows."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lib.dated import Dated, DatedQuerySet, dated_rules


class Department(models.Model):
    """A unit of the organisation; its name and parent stand in `DepartmentRecord`."""

    directory_id = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.directory_id


class DepartmentRecord(Dated):
    """What a department is called and where it belongs, from a day to a day."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="records")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="child_records"
    )

    objects = DatedQuerySet["DepartmentRecord"].as_manager()

    class Meta:
        constraints = [
            *dated_rules("people_departmentrecord"),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(to_on=None),
                name="people_departmentrecord_one_open",
            ),
            models.CheckConstraint(
                name="people_departmentrecord_not_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("department")),
                violation_error_message=_("A department can't belong to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(Dated):
    """Where a person works; the primary one counts them, and lasts as long as the employment."""

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="placements"
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="placements")
    is_primary = models.BooleanField(default=True)

    objects = DatedQuerySet["Placement"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["department", "employee"], name="people_placement_department"),
            # Who has changed since a day is found by these (training/changed.py).
            models.Index(fields=["from_on"], name="people_placement_from"),
            models.Index(fields=["recorded_at"], name="people_placement_recorded"),
            models.Index(
                fields=["to_on"], name="people_placement_to", condition=Q(to_on__isnull=False)
            ),
            models.Index(
                fields=["to_recorded_at"],
                name="people_placement_to_recorded",
                condition=Q(to_on__isnull=False),
            ),
        ]
        constraints = [
            *dated_rules("people_placement"),
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(to_on=None, is_primary=True),
                name="people_placement_one_open_primary",
                violation_error_message=_("A person has one primary department at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} in {self.department_id}"


class Management(Dated):
    """That a person manages a department; those below it follow from the tree."""

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="managements"
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="managements")

    objects = DatedQuerySet["Management"].as_manager()

    class Meta:
        constraints = [
            *dated_rules("people_management"),
            models.UniqueConstraint(
                fields=["employee", "department"],
                condition=Q(to_on=None),
                name="people_management_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} of {self.department_id}"


class Leave(Dated):
    """That a person is on leave; `to_on` is the first day back. Why is nobody's business here."""

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leaves"
    )
    # The directory id of who recorded it; empty where the directory's own list did.
    recorded_by = models.CharField(max_length=64, blank=True)
    # The same of who wrote another end than the one first expected.
    ended_by = models.CharField(max_length=64, blank=True)

    objects = DatedQuerySet["Leave"].as_manager()

    class Meta:
        constraints = [
            *dated_rules("people_leave"),
            models.UniqueConstraint(
                fields=["employee"],
                condition=Q(to_on=None),
                name="people_leave_one_open",
                violation_error_message=_("This person is on leave already."),
            ),
            models.CheckConstraint(
                name="people_leave_ended_by_somebody_has_an_end",
                condition=Q(ended_by="") | Q(to_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} on leave from {self.from_on}"
