"""How each rule of people is broken."""

from collections.abc import Callable

from people.models import (
    Department,
    DepartmentRecord,
    Employee,
    FormerDetails,
    Leave,
    Management,
    Placement,
    RoleGrant,
)
from tests.constraints.rows import EARLY, again, dated

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
    "people_formerdetails_has_a_name": lambda: FormerDetails.objects.update(name=""),
    "people_rolegrant_one_active": lambda: again(RoleGrant.objects.all()[0]),
    "people_rolegrant_role": lambda: RoleGrant.objects.update(role="boss"),
    "people_rolegrant_is_reasoned": lambda: RoleGrant.objects.update(reason=""),
    "people_rolegrant_revoked_at_and_by": lambda: RoleGrant.objects.update(revoked_by="Bo"),
}
