"""The nine states of a person on a day: one function, and one annotated query that says the same.

The words are defined in docs/glossary.md. Cost: the query joins what everybody has (round, due
date, completion) and asks for the rest (exemption, leave, answers) only of those who are not done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from lib.dated import as_of
from lib.days import end_of
from people.models import Employee, EmployeeQuerySet, Leave
from policy.models import Acknowledgement, Guideline
from quiz.models import Answer, Attempt
from training.models import (
    Assignment,
    AssignmentQuerySet,
    Completion,
    DueDate,
    Exemption,
    LessonDone,
)


class State(models.TextChoices):
    """In the order in which they are tried: the first that holds is the state."""

    COMPLETED = "completed", _("Completed")
    ACKNOWLEDGED_ONLY = "acknowledged-only", _("Acknowledged only")
    EXEMPT = "exempt", _("Exempt")
    PAUSED = "paused", _("Paused")
    OVERDUE = "overdue", _("Overdue")
    EXPIRED = "expired", _("Expired")
    IN_PROGRESS = "in-progress", _("In progress")
    NOT_STARTED = "not-started", _("Not started")
    NOT_ASSIGNED = "not-assigned", _("Not assigned")


# Done with the text itself.
DONE = {State.COMPLETED, State.ACKNOWLEDGED_ONLY}
# Nothing is asked of them on the day, so no deadline is shown.
ON_HOLD = {State.EXEMPT, State.PAUSED}
# What a manager has to follow up.
OUTSTANDING = {State.OVERDUE, State.EXPIRED, State.IN_PROGRESS, State.NOT_STARTED}


# How a state looks, beside its words.
TONES = {
    State.COMPLETED: "good",
    State.ACKNOWLEDGED_ONLY: "good",
    State.OVERDUE: "bad",
    State.EXPIRED: "warn",
    State.IN_PROGRESS: "info",
}


@dataclass(frozen=True)
class Facts:
    """What is known of one person, one guideline and one day, of the round that holds then."""

    is_assigned: bool
    due_on: date | None = None
    has_acknowledged: bool = False
    has_completed: bool = False
    is_exempt: bool = False
    is_on_leave: bool = False
    has_completed_before: bool = False
    has_begun: bool = False


def state_of(facts: Facts, day: date) -> State:
    """The state on `day`."""
    if facts.has_completed:
        return State.COMPLETED
    if facts.has_acknowledged:
        return State.ACKNOWLEDGED_ONLY
    if facts.is_exempt:
        return State.EXEMPT
    if facts.is_on_leave:
        return State.PAUSED
    if not facts.is_assigned:
        return State.NOT_ASSIGNED
    if facts.due_on is not None and facts.due_on < day:
        return State.OVERDUE
    if facts.has_completed_before and not facts.has_begun:
        return State.EXPIRED
    return State.IN_PROGRESS if facts.has_begun else State.NOT_STARTED


def with_state(employees: EmployeeQuerySet, guideline: Guideline, day: date) -> EmployeeQuerySet:
    """The employees with `state`, `assignment_id`, `due_on`, `has_begun`, `completed_at` as of `day`."""
    over = end_of(day)
    held = Q(assignments__guideline=guideline, assignments__assigned_at__lt=over) & (
        Q(assignments__closed_at=None) | Q(assignments__closed_at__gte=over)
    )
    return employees.annotate(
        held=FilteredRelation("assignments", condition=held),
        due=FilteredRelation("held__due_dates", condition=as_of(day, "held__due_dates__")),
        assignment_id=F("held__id"),
        due_on=F("due__due_on"),
        **_exists(guideline, day, person="pk", held="held__"),
        completed_at=_completed_at(over),
    ).annotate(state=_state(day))


def with_facts_of_round(assignments: AssignmentQuerySet, day: date) -> AssignmentQuerySet:
    """Rounds held on `day` with what their employee's state rests on, for `with_states`."""
    return assignments.annotate(
        due=FilteredRelation("due_dates", condition=as_of(day, "due_dates__")),
        due_on=F("due__due_on"),
        completed_at=F("completion__completed_at"),
        completed_by=F("completion__acknowledgement"),
        **_exists(OuterRef("guideline"), day, person="employee", held=""),
    )


def with_states(rounds: Iterable[Assignment], day: date) -> list[Assignment]:
    """Rounds `with_facts_of_round` with the `state` and `due_on` of their employee, as `with_state`
    has them.

    The state is told from the facts here: in the query, each of them would have to stand twice.
    """
    found = list(rounds)
    for one in found:
        vars(one)["state"] = state_of(_facts_of_round(vars(one), end_of(day)), day)
    return found


def _facts_of_round(row: dict[str, Any], over: datetime) -> Facts:
    stands = row["completed_by"] is None or row["has_acknowledged"]
    return Facts(
        is_assigned=True,
        due_on=row["due_on"],
        has_acknowledged=row["has_acknowledged"],
        has_completed=bool(row["completed_at"] and row["completed_at"] < over and stands),
        is_exempt=row["is_exempt"],
        is_on_leave=row["is_on_leave"],
        has_completed_before=row["has_completed_before"],
        has_begun=row["has_begun"],
    )


def _completed_at(over: datetime) -> Case:
    stands = Q(held__completion__acknowledgement=None) | Q(has_acknowledged=True)
    return Case(
        When(
            Q(held__completion__completed_at__lt=over) & stands,
            then=F("held__completion__completed_at"),
        ),
        output_field=models.DateTimeField(null=True),
    )


def _exists(guideline: Any, day: date, *, person: str, held: str) -> dict[str, Exists | Any]:
    """What is asked of a row whose `person` is the employee, and whose round is under `held`;
    `guideline` is one, or where the row has it.
    """
    over = end_of(day)
    employee, number = OuterRef(person), OuterRef(f"{held}round")
    lessons = LessonDone.objects.filter(assignment=OuterRef(f"{held}id"), done_at__lt=over)
    answers = Answer.objects.filter(
        attempt__employee=employee,
        attempt__round=number,
        attempt__revision__edition__guideline=guideline,
        answered_at__lt=over,
    )
    unlinked = Attempt.objects.filter(
        employee=employee,
        round=number,
        revision__edition__guideline=guideline,
        answered_from__lt=over,
    )
    acknowledged = Acknowledgement.objects.as_recorded(over).filter(
        employee=employee, round=number, edition__guideline=guideline
    )
    before = Completion.objects.filter(
        assignment__employee=employee,
        assignment__guideline=guideline,
        assignment__round__lt=number,
        completed_at__lt=over,
    )
    exemptions = Exemption.objects.as_of(day).filter(employee=employee, guideline=guideline)
    return {
        "has_begun": Exists(lessons) | Exists(answers) | Exists(unlinked),
        "has_acknowledged": Exists(acknowledged),
        "has_completed_before": Exists(before),
        "is_exempt": Exists(exemptions),
        "is_on_leave": Exists(Leave.objects.as_of(day).filter(employee=employee)),
    }


def _tried(day: date) -> list[tuple[Q, State]]:
    return [
        (Q(completed_at__isnull=False), State.COMPLETED),
        (Q(has_acknowledged=True), State.ACKNOWLEDGED_ONLY),
        (Q(is_exempt=True), State.EXEMPT),
        (Q(is_on_leave=True), State.PAUSED),
        (Q(assignment_id=None), State.NOT_ASSIGNED),
        (Q(due_on__lt=day), State.OVERDUE),
        # Whoever has begun is not untouched: asked in this order, each subquery stands here once.
        (Q(has_begun=True), State.IN_PROGRESS),
        (Q(has_completed_before=True), State.EXPIRED),
    ]


def _state(day: date) -> Case:
    return Case(
        *(When(condition, then=Value(state)) for condition, state in _tried(day)),
        default=Value(State.NOT_STARTED),
        output_field=models.CharField(max_length=20),
    )


def state_rank(day: date) -> Case:
    """Of the employees of `with_state`: their state's place in the order of the definitions.

    Told from `state`, it would hold the whole query of it once for each of the nine.
    """
    ranks = {state: rank for rank, state in enumerate(State)}
    return Case(
        *(When(condition, then=Value(ranks[state])) for condition, state in _tried(day)),
        default=Value(ranks[State.NOT_STARTED]),
        output_field=models.IntegerField(),
    )


def state_on(employee: Employee, guideline: Guideline, day: date) -> tuple[State, date | None]:
    """One person's state on a day, and the day by which the round is due (one query)."""
    people = with_state(Employee.objects.filter(pk=employee.pk), guideline, day)
    state, due_on = people.values_list(F("state"), F("due_on")).get()
    return State(state), due_on


def facts_of(employee: Employee, guideline: Guideline, day: date) -> Facts:
    """One person's facts, read one by one: the slow, plain reading that `with_state` must equal."""
    over = end_of(day)
    is_exempt = employee.exemptions.as_of(day).filter(guideline=guideline).exists()
    is_on_leave = employee.leaves.as_of(day).exists()
    assignment = employee.assignments.filter(guideline=guideline).held_at(over).first()
    if assignment is None:
        return Facts(is_assigned=False, is_exempt=is_exempt, is_on_leave=is_on_leave)
    due = DueDate.objects.as_of(day).filter(assignment=assignment).first()
    lessons = assignment.lessons_done.filter(done_at__lt=over)
    answers = Answer.objects.filter(
        attempt__employee=employee,
        attempt__round=assignment.round,
        attempt__revision__edition__guideline=guideline,
        answered_at__lt=over,
    )
    unlinked = employee.attempts.filter(
        round=assignment.round,
        revision__edition__guideline=guideline,
        answered_from__lt=over,
    )
    acknowledged = employee.acknowledgements.as_recorded(over).filter(
        round=assignment.round, edition__guideline=guideline
    )
    completions = Completion.objects.filter(
        assignment__employee=employee, assignment__guideline=guideline, completed_at__lt=over
    )
    # One whose acknowledgement was erased stays; one whose acknowledgement was withdrawn does not.
    holds = Q(acknowledgement=None) if not acknowledged.exists() else Q()
    return Facts(
        is_assigned=True,
        due_on=due.due_on if due else None,
        has_acknowledged=acknowledged.exists(),
        has_completed=completions.filter(holds, assignment=assignment).exists(),
        has_completed_before=completions.filter(assignment__round__lt=assignment.round).exists(),
        has_begun=lessons.exists() or answers.exists() or unlinked.exists(),
        is_exempt=is_exempt,
        is_on_leave=is_on_leave,
    )
