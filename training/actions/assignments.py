"""Opening rounds: assigning the module to people, and asking those who are done with it again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from lib.days import day_of
from people.models import Employee
from policy.models import Guideline
from training.actions.due_dates import open_due_dates
from training.models import Assignment, AssignmentQuerySet, CloseReason, DueReason, RoundReason
from training.permissions import refuse_outside_scope
from training.reminders import announce

# People at a time: below the number of variables that a statement takes.
BATCH = 2000


@dataclass(frozen=True)
class Assigned:
    """Who got a round now, and how many had one already."""

    new: list[Assignment] = field(default_factory=list)
    already: int = 0


@dataclass(frozen=True)
class Ask:
    """What is asked of people: which guideline, by whom and why, and by when."""

    guideline: Guideline
    due_on: date
    by: Employee
    reason: RoundReason


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
    refuse_outside_scope(set(chosen), by, day_of(now))
    ask = Ask(guideline, due_on, by, RoundReason.ASSIGNED)
    return open_rounds(chosen.values(), ask, now=now)


@transaction.atomic
def ask_again(
    *,
    employees: Iterable[Employee],
    guideline: Guideline,
    due_on: date,
    reason: RoundReason,
    by: Employee,
    now: datetime,
) -> Assigned:
    """Open a new round for these people, who get a mail: for those who are done with theirs, whose
    round is closed and kept, and for those who have none. Whoever is not done goes on in the round
    they have, which asks for the newest edition by itself, and counts as `already`.

    `PermissionDenied` if one of them is outside what `by` may assign to: then nobody is asked.
    """
    chosen = {employee.pk: employee for employee in employees}
    refuse_outside_scope(set(chosen), by, day_of(now))
    ask = Ask(guideline, due_on, by, reason)
    return open_rounds(chosen.values(), ask, now=now, again=True)


def open_rounds(
    employees: Iterable[Employee], ask: Ask, *, now: datetime, again: bool = False
) -> Assigned:
    """Open a round for each who has none open; `again` also for those who are done with theirs.

    For the actions, inside their transaction. Some ten queries for each 2,000 people.
    """
    new: list[Assignment] = []
    already = 0
    for batch in _batches(employees):
        # The people's rows are the lock: two who assign at once wait for each other here.
        keys = [employee.pk for employee in batch]
        list(Employee.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        held = Assignment.objects.open().filter(guideline=ask.guideline, employee__in=keys)
        if again:
            _close(held.done(), CloseReason.NEXT_ROUND, now)
        having = set(held.values_list("employee_id", flat=True))
        already += len(having)
        new += _open([one for one in batch if one.pk not in having], ask, now)
    return Assigned(new, already)


def _batches(employees: Iterable[Employee]) -> Iterator[Sequence[Employee]]:
    """Everybody once and in one order, so that no two transactions block each other."""
    by_key = {employee.pk: employee for employee in employees}
    ordered = [by_key[key] for key in sorted(by_key)]
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _close(rounds: AssignmentQuerySet, because: CloseReason, now: datetime) -> None:
    keys = list(rounds.values_list("pk", flat=True))
    Assignment.objects.filter(pk__in=keys).update(closed_at=now, closed_because=because)


def _open(employees: Sequence[Employee], ask: Ask, now: datetime) -> list[Assignment]:
    rounds = dict(
        Assignment.objects.filter(guideline=ask.guideline, employee__in=employees)
        .order_by()
        .values_list("employee")
        .annotate(last=Max("round"))
    )
    new = Assignment.objects.bulk_create(
        Assignment(
            employee=employee,
            guideline=ask.guideline,
            round=rounds.get(employee.pk, 0) + 1,
            assigned_at=now,
            assigned_by=ask.by,
            reason=ask.reason,
        )
        for employee in employees
    )
    open_due_dates(new, base_on=ask.due_on, reason=DueReason.ASSIGNED, by=ask.by, now=now)
    announce(new, now=now)
    return new
