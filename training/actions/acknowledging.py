"""Acknowledging: here, on paper or on behalf. What needs two rooms is decided here."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lib.days import day_of
from people.models import Employee, Placement
from policy.actions import Shown, TextChanged, record_acknowledgement, shown_text
from policy.models import Acknowledgement, Method
from training.models import Assignment, Completion
from training.permissions import refuse_deciding_for
from training.progress import Progress, acknowledgement_of, progress_of
from training.reminders import withdraw_reminders
from training.states import State


class NotWorkedThrough(Exception):
    """A lesson or a situation is still open."""


class NotAWitness(Exception):
    """The witness is the employee, or who writes it down, or works here no longer."""


@transaction.atomic
def acknowledge_module(
    assignment: Assignment, *, shown: Shown, now: datetime, auth: str = ""
) -> Completion:
    """Acknowledge the text that was shown and so complete the round; twice is once.

    `auth` is how the person had signed in. `NotWorkedThrough` while a lesson or situation is open;
    `TextChanged` if the text is another.
    """
    progress = _locked_progress(assignment)
    if progress is not None and progress.completion is not None:
        return progress.completion
    if progress is None or not progress.is_worked_through:
        raise NotWorkedThrough
    acknowledgement = record_acknowledgement(
        employee=progress.assignment.employee,
        department_ref=_department_ref(progress.assignment.employee, day_of(now)),
        revision=progress.revision,
        round=progress.assignment.round,
        shown=shown,
        auth=auth,
        now=now,
    )
    return _complete(progress, acknowledgement, now)


@transaction.atomic
def finish_module(assignment: Assignment, *, now: datetime) -> Completion:
    """Complete a round whose text was acknowledged on paper or on behalf before; twice is once.

    `NotWorkedThrough` while anything is open, or where this text is not acknowledged yet.
    """
    progress = _locked_progress(assignment)
    if progress is not None and progress.completion is not None:
        return progress.completion
    acknowledgement = acknowledgement_of(progress) if progress else None
    if progress is None or acknowledgement is None or not progress.is_worked_through:
        raise NotWorkedThrough
    return _complete(progress, acknowledgement, now)


@dataclass(frozen=True)
class OnBehalf:
    """How an acknowledgement on paper or on behalf came about: in which language, seen by whom."""

    method: Method
    edition: str
    language: str
    witness: Employee
    basis: str


@transaction.atomic
def acknowledge_on_behalf(
    assignment: Assignment, *, how: OnBehalf, by: Employee, now: datetime, auth: str = ""
) -> Acknowledgement:
    """Write down that an employee acknowledged on paper, or had the text read to them; twice is
    once. Where they have worked through the module, it completes the round. `auth` is how `by` had
    signed in.

    `PermissionDenied` unless `by` may decide for them; `NotAWitness` where the witness is one of
    the two or works here no longer; `TextChanged` where the text is another by now.
    """
    today = day_of(now)
    refuse_deciding_for(assignment.employee, by, today)
    employed = Employee.objects.in_headcount(today).exclude(pk__in=[assignment.employee_id, by.pk])
    if not employed.filter(pk=how.witness.pk).exists():
        raise NotAWitness
    progress = _locked_progress(assignment)
    if progress is None or progress.revision.edition.number != how.edition:
        raise TextChanged
    if how.language not in progress.revision.edition.languages():
        raise TextChanged
    acknowledgement = record_acknowledgement(
        employee=progress.assignment.employee,
        department_ref=_department_ref(progress.assignment.employee, today),
        revision=progress.revision,
        round=progress.assignment.round,
        shown=shown_text(progress.revision.edition, how.language),
        now=now,
        method=how.method,
        actor_ref=by.directory_id,
        witness_ref=how.witness.directory_id,
        basis_note=how.basis,
        quiz_completed=progress.is_worked_through,
        auth=auth,
    )
    if progress.completion is None and progress.is_worked_through:
        _complete(progress, acknowledgement, now)
    else:
        withdraw_reminders(progress.assignment, reason=State.ACKNOWLEDGED_ONLY, now=now)
    return acknowledgement


def _locked_progress(assignment: Assignment) -> Progress | None:
    """The round's progress, read behind its lock: of two who complete it at once, one waits."""
    # The person first, here as everywhere: two transactions that lock in one order can't block each other.
    Employee.objects.select_for_update(no_key=True).get(pk=assignment.employee_id)
    locked = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("employee", "guideline")
        .get(pk=assignment.pk)
    )
    return progress_of(locked)


def _complete(progress: Progress, acknowledgement: Acknowledgement, now: datetime) -> Completion:
    withdraw_reminders(progress.assignment, reason=State.COMPLETED, now=now)
    completion, _created = Completion.objects.update_or_create(  # one withdrawn holds again
        assignment=progress.assignment,
        defaults={
            "acknowledgement": acknowledgement,
            "edition": progress.revision.edition,
            "revision": progress.revision,
            "completed_at": now,
        },
    )
    return completion


def _department_ref(employee: Employee, day: date) -> str:
    placement = (
        Placement.objects.as_of(day)
        .filter(employee=employee, is_primary=True)
        .select_related("department")
        .first()
    )
    return placement.department.directory_id if placement else ""
