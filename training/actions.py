"""Assigning, doing lessons, acknowledging. What needs two rooms is decided here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from lib.days import day_of
from people.managers import scope
from people.models import Employee, Placement
from people.tree import Tree
from policy.actions import Shown, record_acknowledgement
from policy.models import Guideline, Lesson
from quiz.actions import start_attempt
from quiz.models import Attempt
from training.models import Assignment, Completion, DueDate, LessonDone
from training.progress import progress_of
from training.reminders import announce, withdraw_reminders
from training.states import State


class NothingToStart(Exception):
    """The guideline has nothing published."""


class NotWorkedThrough(Exception):
    """A lesson or a situation is still open."""


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
    _refuse_outside_scope(set(chosen), by, today)
    # The people's rows are the lock: two who assign at once wait for each other here.
    locked = Employee.objects.select_for_update().filter(pk__in=chosen).order_by("pk")
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
    DueDate.objects.bulk_create(
        DueDate(assignment=one, due_on=due_on, from_on=today, recorded_at=now) for one in new
    )
    announce(new, now=now)
    return Assigned(new, len(having))


def _refuse_outside_scope(chosen: set[int], by: Employee, today: date) -> None:
    departments = scope(by, Tree.on(today), today)
    inside = Employee.objects.in_departments(today, departments).filter(pk__in=chosen)
    if set(inside.values_list("pk", flat=True)) != chosen:
        raise PermissionDenied


@transaction.atomic
def start_module(assignment: Assignment, *, now: datetime) -> Attempt:
    """Start the round's way through the newest revision, or go on with the one begun."""
    progress = progress_of(assignment)
    if progress is None:
        raise NothingToStart
    revision, attempt = progress.revision, progress.attempt
    return attempt or start_attempt(
        employee=assignment.employee, revision=revision, round=assignment.round, now=now
    )


@transaction.atomic
def complete_lesson(
    assignment: Assignment, lesson: Lesson, *, way: str, now: datetime
) -> LessonDone:
    """Record that a lesson was done; done already, it stays as it was."""
    if lesson.revision.edition.guideline_id != assignment.guideline_id:
        raise ValueError(f"{lesson} is no lesson of {assignment.guideline}.")
    done, _ = LessonDone.objects.get_or_create(
        assignment=assignment, lesson=lesson, defaults={"way": way, "done_at": now}
    )
    return done


@transaction.atomic
def acknowledge_module(
    assignment: Assignment, *, shown: Shown, now: datetime, auth: str = ""
) -> Completion:
    """Acknowledge the text that was shown and so complete the round; twice is once.

    `auth` is how the person had signed in. `NotWorkedThrough` while a lesson or situation is open;
    `TextChanged` if the text is another.
    """
    # The person first, here as everywhere: two transactions that lock in one order can't block each other.
    Employee.objects.select_for_update(no_key=True).get(pk=assignment.employee_id)
    locked = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("employee", "guideline")
        .get(pk=assignment.pk)
    )
    progress = progress_of(locked)
    if progress is not None and progress.completion is not None:
        return progress.completion
    if progress is None or not progress.is_worked_through:
        raise NotWorkedThrough
    acknowledgement = record_acknowledgement(
        employee=locked.employee,
        department_ref=_department_ref(locked.employee, day_of(now)),
        revision=progress.revision,
        round=locked.round,
        shown=shown,
        auth=auth,
        now=now,
    )
    withdraw_reminders(locked, reason=State.COMPLETED, now=now)
    return Completion.objects.create(
        assignment=locked,
        acknowledgement=acknowledgement,
        edition=progress.revision.edition,
        revision=progress.revision,
        completed_at=now,
    )


def _department_ref(employee: Employee, day: date) -> str:
    placement = (
        Placement.objects.as_of(day)
        .filter(employee=employee, is_primary=True)
        .select_related("department")
        .first()
    )
    return placement.department.directory_id if placement else ""
