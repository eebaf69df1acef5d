"""What happens to people and departments; each action writes the dated rows that keep its history."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Greatest, Least

from audit.actions import record
from lib.dated import DatedQuerySet
from lib.days import day_of
from people.models import (
    Department,
    DepartmentRecord,
    Employee,
    FormerDetails,
    Leave,
    Management,
    Placement,
    Role,
    RoleGrant,
    Substitute,
)
from people.tree import Tree


@transaction.atomic
def open_department(
    *, directory_id: str, name: str, parent: Department | None, from_on: date, now: datetime
) -> Department:
    """Open a department under `parent` from a day on."""
    department = Department.objects.create(directory_id=directory_id)
    DepartmentRecord.objects.create(
        department=department, name=name, parent=parent, from_on=from_on, recorded_at=now
    )
    return department


@transaction.atomic
def reorganise(
    department: Department, *, name: str, parent: Department | None, on: date, now: datetime
) -> DepartmentRecord:
    """Give a department another name or parent from a day on; what it was before stays on record.

    `ValueError` if it would come to stand below itself.
    """
    if parent is not None and parent.pk in set(Tree.on(on).below(department.pk)):
        raise ValueError(f"{parent} belongs to {department}.")
    DepartmentRecord.objects.get(department=department, to_on=None).end(on=on, now=now)
    return DepartmentRecord.objects.create(
        department=department, name=name, parent=parent, from_on=on, recorded_at=now
    )


@transaction.atomic
def hire(
    *,
    directory_id: str,
    username: str,
    name: str,
    department: Department,
    hired_on: date,
    now: datetime,
    **details: Any,
) -> Employee:
    """Hire a person into a department; `details` are other fields of `Employee`. No password yet."""
    employee = Employee(
        directory_id=directory_id, username=username, name=name, hired_on=hired_on, **details
    )
    employee.password = employee.password or make_password(None)
    employee.save()
    Placement.objects.create(
        employee=employee, department=department, from_on=hired_on, recorded_at=now
    )
    return employee


@transaction.atomic
def keep_details(employees: Iterable[int], *, now: datetime) -> None:
    """Keep what is on record of these people (their keys), before other names, numbers or first days
    are written: a list of a past day shows it (one query to read, one to write).
    """
    rows = Employee.objects.filter(pk__in=list(employees))
    fields = ("name", "sort_name", "employee_number", "hired_on")
    FormerDetails.objects.bulk_create(
        FormerDetails(employee_id=pk, replaced_at=now, **dict(zip(fields, values, strict=True)))
        for pk, *values in rows.values_list("pk", *fields)
    )


@transaction.atomic
def rename(employee: Employee, *, name: str, now: datetime) -> Employee:
    """Give a person another name; lists of earlier days keep the one before."""
    if name != employee.name:
        keep_details([employee.pk], now=now)
        employee.name = name
        employee.save(update_fields=["name"])
    return employee


@transaction.atomic
def move(employee: Employee, *, department: Department, on: date, now: datetime) -> Placement:
    """Move a person's primary place of work from a day on."""
    Placement.objects.get(employee=employee, is_primary=True, to_on=None).end(on=on, now=now)
    return Placement.objects.create(
        employee=employee, department=department, from_on=on, recorded_at=now
    )


@transaction.atomic
def leave(employee: Employee, *, on: date, now: datetime) -> Employee:
    """Let a person leave: `on` is the first day they are no longer employed."""
    let_leave([employee.pk], on=on, now=now)
    employee.refresh_from_db(fields=["hired_on", "left_on"])
    return employee


class AlreadyOnLeave(ValueError):
    """The days are days of another leave of the same person."""


@transaction.atomic
def let_leave(employees: Collection[int], *, on: date, now: datetime) -> None:
    """Let people leave, by their keys, in a constant number of queries: where they work, what they
    manage or stand in for and their leave end with the employment. Whoever was to begin later never did.
    """
    to_begin = Employee.objects.filter(pk__in=employees, hired_on__gt=on)
    keep_details(to_begin.values_list("pk", flat=True), now=now)
    day = Value(on, output_field=DateField())
    for rows in (Placement.objects, Management.objects, Leave.objects, Substitute.objects):
        lasting = rows.filter(Q(to_on=None) | Q(to_on__gt=on), employee__in=employees)
        # What was to begin only after the last day never holds.
        lasting.exclude(to_on=F("from_on")).update(
            to_on=Greatest(F("from_on"), day), to_recorded_at=now
        )
    Employee.objects.filter(pk__in=employees).update(left_on=on, hired_on=Least(F("hired_on"), day))


@transaction.atomic
def grant_leave(
    employee: Employee, *, from_on: date, back_on: date | None, by: str, now: datetime
) -> Leave:
    """Record that a person is on leave; `back_on` is the first day back, None where nobody knows.

    `AlreadyOnLeave` where it would overlap another leave: two at once count no day twice.
    """
    # The person's row is the lock: two who record leave at once wait for each other here.
    Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
    _refuse_overlap(Leave.objects.filter(employee=employee), from_on, back_on)
    return Leave.objects.create(
        employee=employee,
        from_on=from_on,
        recorded_at=now,
        to_on=back_on,
        to_recorded_at=now if back_on else None,
        recorded_by=by,
    )


def _refuse_overlap(others: DatedQuerySet[Leave], from_on: date, back_on: date | None) -> None:
    """Refuse days that another leave has; one that came to nothing (no day long) has none."""
    others = others.exclude(to_on=F("from_on")).filter(Q(to_on=None) | Q(to_on__gt=from_on))
    if back_on is not None:
        others = others.filter(from_on__lt=back_on)
    if others.exists():
        raise AlreadyOnLeave(f"on leave already: {from_on} to {back_on}")


@transaction.atomic
def end_leave(leave_of_absence: Leave, *, back_on: date, now: datetime, by: str = "") -> Leave:
    """Record the first day back, also where another was expected; the leave's own first day, or
    one before it, where it came to nothing.

    Where the end that was recorded is past, past days stay as they were reported: more days
    are a leave of their own, which is returned, and fewer change nothing.
    """
    end = leave_of_absence.to_on
    if end is not None and end <= day_of(now):
        if back_on <= end:
            return leave_of_absence
        return grant_leave(leave_of_absence.employee, from_on=end, back_on=back_on, by=by, now=now)
    employee = Employee.objects.select_for_update(no_key=True).get(pk=leave_of_absence.employee_id)
    others = Leave.objects.filter(employee=employee).exclude(pk=leave_of_absence.pk)
    _refuse_overlap(others, leave_of_absence.from_on, back_on)
    leave_of_absence.end(on=max(back_on, leave_of_absence.from_on), now=now)
    leave_of_absence.ended_by = by
    leave_of_absence.save(update_fields=["ended_by"])
    return leave_of_absence


@transaction.atomic
def appoint_manager(
    employee: Employee, *, department: Department, from_on: date, now: datetime
) -> Management:
    """Make a person a manager of a department from a day on."""
    return Management.objects.create(
        employee=employee, department=department, from_on=from_on, recorded_at=now
    )


class LastHR(Exception):
    """Without this person nobody with the role HR would be left."""


@transaction.atomic
def grant_role(
    employee: Employee, *, role: str, by: str, reason: str, now: datetime, actor: str = ""
) -> RoleGrant:
    """Give a person a role; one that they have already is left as it stands.

    `by` is who decided it, in words; `actor` their directory id, where they did it here themselves.
    """
    grant, is_new = RoleGrant.objects.get_or_create(
        employee=employee,
        role=role,
        revoked_at=None,
        defaults={"granted_at": now, "granted_by": by, "reason": reason},
    )
    if is_new:
        record(kind="role.granted", actor=actor, subject=employee.directory_id, now=now, role=role)
    return grant


@transaction.atomic
def revoke_role(
    employee: Employee, *, role: str, by: str, now: datetime, reason: str = "", actor: str = ""
) -> int:
    """Take a role from a person; the grant stays on record. Returns how many were revoked (0 or 1).

    `LastHR` where nobody employed would be left with the role HR.
    """
    # All grants of the role are locked: of two who take it from each other one comes second.
    held = list(RoleGrant.objects.select_for_update().active().filter(role=role))
    mine = [grant for grant in held if grant.employee_id == employee.pk]
    others = [grant.employee_id for grant in held if grant.employee_id != employee.pk]
    if (
        mine
        and role == Role.HR
        and not Employee.objects.employed(day_of(now)).filter(pk__in=others)
    ):
        raise LastHR
    for grant in mine:
        grant.revoked_at, grant.revoked_by, grant.revoked_for = now, by, reason
        grant.save(update_fields=["revoked_at", "revoked_by", "revoked_for"])
        record(kind="role.revoked", actor=actor, subject=employee.directory_id, now=now, role=role)
    return len(mine)


def choose_language(employee: Employee, *, language: str) -> None:
    """Keep the language a person wants to read in."""
    Employee.objects.filter(pk=employee.pk).update(language=language)
    employee.language = language
