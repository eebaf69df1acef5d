"""Who is reminded of what on which day, planned for all at once.

Planning writes messages for this working day and the next, so that HR sees tomorrow's beforehand. It is
never the last word: `training.mails` looks at the facts again when a mail is about to leave.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from lib.days import day_of
from lib.workdays import next_working_day, office_time_from, opening, working_day_from
from outbox.actions import New, put_all, withdraw
from outbox.models import Message
from people.models import Employee
from policy.models import Guideline
from training.guidelines import published_guidelines
from training.models import Assignment
from training.questions import waits_for_an_answer
from training.schedule import PRESSING, Kind, deadlines_with_a_step, is_due_for, step_on
from training.states import OUTSTANDING, with_state

BATCH = 2000
HAS_MAIL = Q(email__isnull=False) & ~Q(email="")


def plan(*, now: datetime) -> str:
    """The job of each morning: the reminders of this working day and the next; says how many are new."""
    first = working_day_from(day_of(now))
    days = [first, next_working_day(first)]
    count = sum(plan_day(day, now=now) for day in days)
    return f"{count} reminders for {days[0]} and {days[1]}"


def plan_day(day: date, *, now: datetime) -> int:
    """Put the reminders of one working day, in batches of a constant number of queries each."""
    deadlines = deadlines_with_a_step(day)
    return sum(
        put_all([_reminder(row, day, now) for row in batch if _is_called_for(row, day)], now=now)
        for guideline in published_guidelines()
        for batch in _outstanding(guideline, day, deadlines)
    )


@dataclass(frozen=True)
class Row:
    """An employee with something outstanding on a day."""

    id: int
    directory_id: str
    assignment: int
    due_on: date
    assigned_at: datetime


def _outstanding(guideline: Guideline, day: date, deadlines: list[date]) -> Iterator[list[Row]]:
    """Those who can be written to, have one of the deadlines outstanding and wait for no answer."""
    people = Employee.objects.in_headcount(day).filter(HAS_MAIL, ~waits_for_an_answer())
    people = with_state(people, guideline, day)
    people = people.filter(Q(state__in=OUTSTANDING), Q(due_on__in=deadlines)).order_by("pk")
    last = 0
    while True:
        found = people.filter(pk__gt=last)[:BATCH].values_list(
            "pk", "directory_id", F("assignment_id"), F("due_on"), F("held__assigned_at")
        )
        rows = [Row(*values) for values in found]
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _is_called_for(row: Row, day: date) -> bool:
    step = step_on(row.due_on, day)
    return step is not None and is_due_for(step, day_of(row.assigned_at))


def _reminder(row: Row, day: date, now: datetime) -> New:
    step = step_on(row.due_on, day)
    assert step is not None
    return New(
        key=f"reminder/{row.assignment}/{row.due_on}/{step.days}",
        kind=step.kind,
        subject=row.directory_id,
        payload={"assignment": row.assignment, "due_on": str(row.due_on), "days": step.days},
        not_before=office_time_from(max(now, opening(day))),
    )


def announce(assignments: Iterable[Assignment], *, now: datetime) -> int:
    """Put the mail on assignment, in the caller's transaction; returns how many can be written to.

    The assignments carry their employees. Somebody who starts later is written to on that day.
    """
    return put_all(
        [
            New(
                key=f"assigned/{assignment.pk}",
                kind=Kind.ASSIGNED,
                subject=assignment.employee.directory_id,
                payload={"assignment": assignment.pk},
                not_before=office_time_from(now),
            )
            for assignment in assignments
            if assignment.employee.email
        ],
        now=now,
    )


def withdraw_reminders(assignment: Assignment, *, reason: str, now: datetime) -> int:
    """Take back what waits about an assignment; its employee is loaded with it."""
    waiting = Message.objects.about(assignment.employee.directory_id).filter(
        kind__in=[Kind.ASSIGNED, *PRESSING],
        payload__assignment=assignment.pk,
    )
    return withdraw(waiting.order_by(), reason=reason, now=now)
