"""Assigning the module to people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from lib.days import day_of
from people.models import Employee
from policy.models import Guideline
from training.actions.due_dates import open_due_dates
from training.models import Assignment, DueReason
from training.permissions import refuse_outside_scope
from training.reminders import announce


@dataclass(frozen=True)
class Assigned:
    """Who got the module now, and how many had it already."""

    new: list[Assignment]
    already: int


@transaction.atomic
def assign(
    *,
    employees: Iterable[Employee],
    guideline: Guideline,
    due_on: date,
    by: Employee,
    now: datetime,
) -> Assigned:
    """Assign the module to these people, who get a mail; to those who have it already nothing happens.

    `PermissionDenied` if one of them is outside what `by` may assign to: then nobody is assigned.
    """
    chosen = {employee.pk: employee for employee in employees}
    today = day_of(now)
    refuse_outside_scope(set(chosen), by, today)
    # The people's rows are the lock: two who assign at once wait for each other here.
    locked = Employee.objects.select_for_update(no_key=True).filter(pk__in=chosen).order_by("pk")
    having = set(
        Assignment.objects.open()
        .filter(guideline=guideline, employee__in=[employee.pk for employee in locked])
        .values_list("employee_id", flat=True)
    )
    rounds = dict(
        Assignment.objects.filter(guideline=guideline, employee__in=chosen)
        .order_by()
        .values_list("employee")
        .annotate(last=Max("round"))
    )
    new = Assignment.objects.bulk_create(
        Assignment(
            employee=employee,
            guideline=guideline,
            round=rounds.get(pk, 0) + 1,
            assigned_at=now,
            assigned_by=by,
        )
        for pk, employee in chosen.items()
        if pk not in having
    )
    open_due_dates(new, base_on=due_on, reason=DueReason.ASSIGNED, by=by, now=now)
    announce(new, now=now)
    return Assigned(new, len(having))
