"""Opening rounds: assigning the module to people, and asking those who are done with it again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from lib.batches import in_batches
from lib.days import day_of
from people.models import Employee
from policy.models import Guideline
from training.actions.due_dates import open_due_dates, settle
from training.models import Assignment, CloseReason, DueReason, Requirement, RoundReason, Rule
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
    """What is asked of people: which guideline, why, by when, and by whom or by which rule."""

    guideline: Guideline
    due_on: date
    reason: RoundReason
    by: Employee | None = None
    rule: Rule | None = None

    def of(self, assignment: Assignment, now: datetime) -> Requirement:
        """What a round is asked for by, not saved yet."""
        return Requirement(
            assignment=assignment,
            rule=self.rule,
            due_on=self.due_on,
            recorded_by=self.by.directory_id if self.by else "",
            from_on=day_of(now),
            recorded_at=now,
        )


@transaction.atomic
def assign(
    *,
    employees: Iterable[Employee],
    guideline: Guideline,
    due_on: date,
    by: Employee,
    now: datetime,
) -> Assigned:
    """Assign the module to these people, who get a mail. Those who have it already keep their round; of
    its deadlines the earliest applies, unless one was set by hand.

    `PermissionDenied` if one of them is outside what `by` may assign to: then nobody is assigned.
    """
    chosen = {employee.pk: employee for employee in employees}
    refuse_outside_scope(set(chosen), by, day_of(now))
    ask = Ask(guideline, due_on, RoundReason.ASSIGNED, by=by)
    assigned = open_rounds(chosen.values(), ask, now=now)
    if assigned.already:
        new = {one.employee_id for one in assigned.new}
        _ask_also([one for one in chosen.values() if one.pk not in new], ask, now)
    return assigned


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
    ask = Ask(guideline, due_on, reason, by=by)
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
        keys = lock_people(employee.pk for employee in batch)
        held = Assignment.objects.open().filter(guideline=ask.guideline, employee__in=keys)
        if again:
            close(held.done().values_list("pk", flat=True), CloseReason.NEXT_ROUND, now=now)
        having = set(held.values_list("employee_id", flat=True))
        already += len(having)
        new += _open([one for one in batch if one.pk not in having], ask, now)
    return Assigned(new, already)


def _batches(employees: Iterable[Employee]) -> Iterator[list[Employee]]:
    """Everybody once and in one order, so that no two transactions block each other."""
    by_key = {employee.pk: employee for employee in employees}
    return in_batches([by_key[key] for key in sorted(by_key)], BATCH)


def lock_people(keys: Iterable[int]) -> list[int]:
    """Lock these people's rows, in one order; returns their keys."""
    rows = Employee.objects.select_for_update(no_key=True).filter(pk__in=list(keys))
    return [employee.pk for employee in rows.order_by("pk")]


def close(rounds: Iterable[int], because: CloseReason, *, now: datetime) -> int:
    """Close rounds, by their keys; what was done in them is kept. Returns how many."""
    found = Assignment.objects.filter(pk__in=list(rounds))
    return found.update(closed_at=now, closed_because=because)


def _ask_also(employees: Sequence[Employee], ask: Ask, now: datetime) -> None:
    """Add the ask to the rounds of those who are not done, where nobody asked for as early a day."""
    rounds = (
        Assignment.objects.open().filter(guideline=ask.guideline, employee__in=employees).not_done()
    )
    earlier = Requirement.objects.open().filter(rule=None, due_on__lte=ask.due_on)
    asked = list(rounds.exclude(pk__in=earlier.values("assignment")))
    Requirement.objects.bulk_create(ask.of(one, now) for one in asked)
    settle(asked, reason=DueReason.ASSIGNED, by=ask.by, now=now)


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
            rule=ask.rule,
            reason=ask.reason,
        )
        for employee in employees
    )
    Requirement.objects.bulk_create(ask.of(one, now) for one in new)
    reason = DueReason.RULE if ask.rule else DueReason.ASSIGNED
    open_due_dates(new, base_on=ask.due_on, reason=reason, by=ask.by, now=now)
    announce(new, now=now)
    return new
