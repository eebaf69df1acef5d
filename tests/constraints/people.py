"""How each rule of people is broken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from people.models import (
    Department,
    DepartmentRecord,
    Employee,
    FormerDetails,
    Leave,
    Management,
    PersonAlias,
    Placement,
    RoleGrant,
    Slip,
    StagedImport,
    Substitute,
)
from tests.constraints.rows import EARLY, again, dated


def a_staged_import(**changes: Any) -> StagedImport:
    """An uploaded file that waits."""
    now = timezone.now()
    facts = {"uploaded_at": now, "uploaded_by": "p1", "expires_at": now + timedelta(days=1)}
    return StagedImport.objects.create(**facts | changes)


def a_slip(**changes: Any) -> Slip:
    """A slip that waits to be used."""
    now = timezone.now()
    facts = {
        "employee": Employee.objects.get(username="mette"),
        "code_hash": f"{Slip.objects.count():064}",
        "issued_at": now,
        "issued_by": "p1",
        "expires_at": now + timedelta(days=14),
    }
    return Slip.objects.create(**facts | changes)


BREAK: dict[str, Callable[[], object]] = {
    "people_employee_email_unique": lambda: Employee.objects.update(email="a@example.org"),
    "people_employee_has_a_name": lambda: Employee.objects.update(name=""),
    "people_employee_username_unique": lambda: again(
        Employee.objects.get(username="mette"),
        directory_id="x",
        username="METTE",
        employee_number="9",
    ),
    "people_employee_leaves_after_hired": lambda: Employee.objects.update(left_on=EARLY),
    **dated(DepartmentRecord),
    "people_departmentrecord_one_open": lambda: again(DepartmentRecord.objects.all()[0]),
    "people_departmentrecord_not_own_parent": lambda: again(
        DepartmentRecord.objects.all()[0],
        department=(own := Department.objects.create(directory_id="own")),
        parent=own,
    ),
    **dated(Placement),
    "people_placement_one_open_primary": lambda: again(Placement.objects.all()[0]),
    **dated(Management),
    "people_management_one_open": lambda: again(Management.objects.all()[0]),
    **dated(Leave),
    "people_leave_one_open": lambda: again(Leave.objects.get()),
    "people_leave_ended_by_somebody_has_an_end": lambda: Leave.objects.update(ended_by="p9"),
    **dated(Substitute),
    "people_substitute_end_is_recorded": lambda: Substitute.objects.update(to_recorded_at=None),
    "people_substitute_has_an_end": lambda: Substitute.objects.update(
        to_on=None, to_recorded_at=None
    ),
    "people_substitute_named_by_somebody": lambda: Substitute.objects.update(recorded_by=""),
    "people_formerdetails_has_a_name": lambda: FormerDetails.objects.update(name=""),
    "people_personalias_not_of_itself": lambda: PersonAlias.objects.update(merged=F("employee")),
    "people_personalias_is_reasoned": lambda: PersonAlias.objects.update(reason=""),
    "people_slip_one_open": lambda: (a_slip(), a_slip()),
    "people_slip_expires_later": lambda: a_slip(expires_at=timezone.now() - timedelta(days=1)),
    "people_slip_has_a_name": lambda: a_slip(issued_by=""),
    "people_slip_one_end": lambda: a_slip(
        used_at=timezone.now(), revoked_at=timezone.now(), revoked_by="p1"
    ),
    "people_slip_revoked_at_and_by": lambda: a_slip(revoked_at=timezone.now()),
    "people_stagedimport_expires_later": lambda: a_staged_import(
        expires_at=timezone.now() - timedelta(days=1)
    ),
    "people_stagedimport_confirmed_at_and_by": lambda: a_staged_import(confirmed_by="p1"),
    "people_stagedimport_starts_once_confirmed": lambda: a_staged_import(started_at=timezone.now()),
    "people_rolegrant_one_active": lambda: again(RoleGrant.objects.all()[0]),
    "people_rolegrant_role": lambda: RoleGrant.objects.update(role="boss"),
    "people_rolegrant_is_reasoned": lambda: RoleGrant.objects.update(reason=""),
    "people_rolegrant_revoked_at_and_by": lambda: RoleGrant.objects.update(revoked_by="Bo"),
}
