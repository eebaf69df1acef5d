"""Due dates: set with the assignment, moved by hand, by a rule, and on by leave.

The rows hold the date that applies, so that a query needs no arithmetic; every change of leave
is followed by `follow_leave`, one person's at once, an import's by `training.actions.reconcile`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min

from lib.days import day_of
from people.models import Employee, Leave
from training.due_dates import Span, base_of, effective, is_on_leave
from training.models import Assignment, DueDate, DueReason, Requirement
from training.permissions import refuse_deciding_for


class OnLeaveThen(Exception):
    """The day is one of leave, on which nothing can be due."""


def open_due_dates(
    assignments: Iterable[Assignment],
    *,
    base_on: date,
    reason: DueReason,
    by: Employee | None,
    now: datetime,
) -> None:
    """Write the first due date of each of these new assignments, leave counted (two queries)."""
    chosen = list(assignments)
    leaves = leaves_of({one.employee_id for one in chosen})
    today = day_of(now)
    DueDate.objects.bulk_create(
        DueDate(
            assignment=one,
            base_on=base_on,
            due_on=effective(base_on, assigned_on=today, leaves=leaves.get(one.employee_id, [])),
            reason=reason,
            recorded_by=by.directory_id if by else "",
            from_on=today,
            recorded_at=now,
        )
        for one in chosen
    )


@transaction.atomic
def move_due_date(
    assignment: Assignment, *, due_on: date, note: str, by: Employee, now: datetime
) -> DueDate:
    """Make a round due on another day, for a reason. Later leave still moves that day on.

    `PermissionDenied` unless `by` may decide for the employee; `OnLeaveThen` on a day of leave.
    """
    today = day_of(now)
    refuse_deciding_for(assignment.employee, by, today)
    [locked] = _lock([assignment])
    leaves = leaves_of({locked.employee_id}).get(locked.employee_id, [])
    if is_on_leave(due_on, leaves):
        raise OnLeaveThen
    DueDate.objects.open().filter(assignment=locked).update(to_on=today, to_recorded_at=now)
    return DueDate.objects.create(
        assignment=locked,
        due_on=due_on,
        base_on=base_of(due_on, assigned_on=day_of(locked.assigned_at), leaves=leaves),
        reason=DueReason.MOVED,
        note=note,
        recorded_by=by.directory_id,
        from_on=today,
        recorded_at=now,
    )


def follow_leave(assignments: Sequence[Assignment], *, now: datetime) -> list[DueDate]:
    """Move the due dates of these rounds to where their people's leave puts them."""
    return settle(assignments, reason=DueReason.LEAVE, now=now)


@transaction.atomic
def settle(
    assignments: Sequence[Assignment],
    *,
    reason: DueReason,
    now: datetime,
    by: Employee | None = None,
) -> list[DueDate]:
    """Make the due dates of these rounds follow from what is asked of them, and their people's leave
    (eight queries). `reason` is what has changed, `by` who changed it, where it was somebody.

    Returns the new rows; run twice, the second time there are none.
    """
    today = day_of(now)
    changed = [
        (old, base_on, due_on)
        for old, base_on, due_on in _applying(_lock(assignments))
        if (base_on, due_on) != (old.base_on, old.due_on)
    ]
    DueDate.objects.filter(pk__in=[old.pk for old, *_days in changed]).update(
        to_on=today, to_recorded_at=now
    )
    return DueDate.objects.bulk_create(
        DueDate(
            assignment_id=old.assignment_id,
            base_on=base_on,
            due_on=due_on,
            reason=reason,
            recorded_by=by.directory_id if by else "",
            from_on=today,
            recorded_at=now,
        )
        for old, base_on, due_on in changed
    )


def _applying(assignments: Sequence[Assignment]) -> Iterator[tuple[DueDate, date, date]]:
    """Each round's due date as it is recorded, with the base date and the due date that follow from
    what is asked by now (four queries).
    """
    leaves = leaves_of({one.employee_id for one in assignments})
    keys = [one.pk for one in assignments]
    rows = DueDate.objects.filter(assignment__in=keys)
    # A day that somebody set by hand applies: leave that turns out shorter takes nothing of it back.
    floors = {one.assignment_id: one.due_on for one in reversed(rows.moved())}
    asked = dict(
        Requirement.objects.open()
        .filter(assignment__in=keys)
        .values_list("assignment")
        .annotate(earliest=Min("due_on"))
    )
    for row in rows.open().select_related("assignment"):
        key = row.assignment_id
        base_on = row.base_on if key in floors else asked.get(key, row.base_on)
        due_on = effective(
            base_on,
            assigned_on=day_of(row.assignment.assigned_at),
            leaves=leaves.get(row.assignment.employee_id, []),
        )
        yield row, base_on, max(due_on, floors.get(key, due_on))


def leaves_of(employees: set[int]) -> dict[int, list[Span]]:
    """The leave of these people, as recorded by now (one query)."""
    rows = Leave.objects.filter(employee__in=employees)
    found: dict[int, list[Span]] = {}
    for employee, from_on, to_on in rows.values_list("employee_id", "from_on", "to_on"):
        found.setdefault(employee, []).append((from_on, to_on))
    return found


def _lock(assignments: Sequence[Assignment]) -> list[Assignment]:
    """The same rows, read again behind their people's lock: of two changes of one's due dates, one
    waits. Always the people first, and in one order, so that no two transactions block each other.
    """
    people = {one.employee_id for one in assignments}
    list(Employee.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    return list(Assignment.objects.filter(pk__in=[one.pk for one in assignments]).order_by("pk"))
