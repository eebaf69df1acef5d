"""Naming who stands in for a manager, and ending it before its time."""

from datetime import date, datetime, timedelta

from django.db import transaction

from audit.actions import record
from lib.days import day_of
from people.models import Employee, Management, Substitute


class OnesOwnSubstitute(ValueError):
    """Nobody stands in for themselves."""


class StandsInAlready(ValueError):
    """The person stands in for this manager on some of these days already."""


@transaction.atomic
def name_substitute(
    management: Management,
    *,
    employee: Employee,
    from_on: date,
    last_on: date,
    by: Employee,
    now: datetime,
) -> Substitute:
    """Let a person stand in for a manager of a department, both days included.

    `OnesOwnSubstitute` or `StandsInAlready` say why not.
    """
    if management.employee_id == employee.pk:
        raise OnesOwnSubstitute
    # The management's row is the lock: two who name somebody at once wait for each other here.
    Management.objects.select_for_update(no_key=True).get(pk=management.pk)
    others = Substitute.objects.lasting().filter(management=management, employee=employee)
    if others.filter(from_on__lte=last_on, to_on__gt=from_on).exists():
        raise StandsInAlready
    _record("substitute.named", employee, management, by, now)
    return Substitute.objects.create(
        management=management,
        employee=employee,
        from_on=from_on,
        to_on=last_on + timedelta(days=1),
        recorded_at=now,
        to_recorded_at=now,
        recorded_by=by.directory_id,
    )


@transaction.atomic
def end_substitution(substitute: Substitute, *, by: Employee, now: datetime) -> Substitute:
    """End it before its time: today is the first day without it. One that is over stays so."""
    locked = Substitute.objects.select_for_update(no_key=True).get(pk=substitute.pk)
    ends_on = max(day_of(now), locked.from_on)
    if locked.to_on is not None and locked.to_on <= ends_on:
        return locked
    locked.end(on=ends_on, now=now)
    locked.ended_by = by.directory_id
    locked.save(update_fields=["ended_by"])
    _record("substitute.ended", locked.employee, locked.management, by, now)
    return locked


def _record(
    kind: str, employee: Employee, management: Management, by: Employee, now: datetime
) -> None:
    record(
        kind=kind,
        actor=by.directory_id,
        subject=management.employee.directory_id,
        now=now,
        substitute=employee.directory_id,
        department=management.department.directory_id,
    )
