"""Leave, which stops the clock, and exemption from a guideline's training."""

from datetime import date, datetime, timedelta

from django.db import transaction

from lib.days import day_of
from people.actions import end_leave, grant_leave
from people.models import Employee, Leave
from policy.models import Guideline
from training.actions.due_dates import follow_leave
from training.models import Assignment, Exemption
from training.permissions import refuse_deciding_for


class AlreadyExempt(Exception):
    """An exemption holds, or is to begin, already."""


@transaction.atomic
def pause(
    employee: Employee, *, from_on: date, back_on: date | None, by: Employee, now: datetime
) -> Leave:
    """Record leave, and move what is due on with it; `back_on` is the first day back, if known.

    `PermissionDenied` unless `by` may decide for the employee; `AlreadyOnLeave` on days of leave.
    """
    refuse_deciding_for(employee, by, day_of(now))
    leave = grant_leave(employee, from_on=from_on, back_on=back_on, by=by.directory_id, now=now)
    _follow(employee, now)
    return leave


@transaction.atomic
def resume(leave: Leave, *, back_on: date, by: Employee, now: datetime) -> Leave:
    """Record the first day back from leave, and move what is due with it.

    `PermissionDenied` unless `by` may decide for the employee; `AlreadyOnLeave` as above.
    """
    refuse_deciding_for(leave.employee, by, day_of(now))
    ended = end_leave(leave, back_on=back_on, by=by.directory_id, now=now)
    _follow(leave.employee, now)
    return ended


def _follow(employee: Employee, now: datetime) -> None:
    open_rounds = Assignment.objects.open().filter(employee=employee, completion=None)
    follow_leave(list(open_rounds), now=now)


@transaction.atomic
def exempt(
    employee: Employee,
    guideline: Guideline,
    *,
    last_on: date,
    reason: str,
    by: Employee,
    now: datetime,
) -> Exemption:
    """Exempt somebody from today until `last_on`, that day included, for a reason.

    `PermissionDenied` unless `by` may decide for the employee; `AlreadyExempt` while one holds.
    """
    today = day_of(now)
    refuse_deciding_for(employee, by, today)
    # The person's row is the lock: two who exempt at once wait for each other here.
    Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
    if Exemption.objects.filter(employee=employee, guideline=guideline, to_on__gt=today).exists():
        raise AlreadyExempt
    return Exemption.objects.create(
        employee=employee,
        guideline=guideline,
        reason=reason,
        recorded_by=by.directory_id,
        from_on=today,
        recorded_at=now,
        to_on=last_on + timedelta(days=1),
        to_recorded_at=now,
    )


@transaction.atomic
def end_exemption(exemption: Exemption, *, by: Employee, now: datetime) -> Exemption:
    """End an exemption before its time: today is the first day without it. One over stays so."""
    today = day_of(now)
    refuse_deciding_for(exemption.employee, by, today)
    if exemption.to_on is not None and exemption.to_on <= today:
        return exemption
    exemption.end(on=max(today, exemption.from_on), now=now)
    exemption.ended_by = by.directory_id
    exemption.save(update_fields=["ended_by"])
    return exemption
