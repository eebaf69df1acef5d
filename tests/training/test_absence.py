"""Leave, exemption and a deadline moved by hand: what each changes, and who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.actions import grant_leave
from people.models import Employee
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment, complete
from tests.training.happenings import due_on_now
from training.actions import (
    AlreadyExempt,
    OnLeaveThen,
    end_exemption,
    exempt,
    move_due_date,
    pause,
    reconcile,
    resume,
)
from training.models import Assignment, DueDate, DueReason, Exemption
from training.states import State, state_on

DAY = timedelta(days=1)


@pytest.fixture
def assignment(cast: Cast) -> Assignment:
    """Due in a fortnight."""
    return an_assignment(cast.new_hire, cast.manager)


def state(employee: Employee, in_days: int = 0) -> State:
    return state_on(employee, the_guideline(), today() + in_days * DAY)[0]


def test_leave_pauses_and_moves_the_deadline_by_its_days(
    cast: Cast, assignment: Assignment
) -> None:
    now = timezone.now()
    leave = pause(
        cast.new_hire, from_on=today(), back_on=today() + 5 * DAY, by=cast.manager, now=now
    )
    assert leave.recorded_by == cast.manager.directory_id
    assert due_on_now(assignment) == today() + 19 * DAY
    assert [state(cast.new_hire, day) for day in (0, 4, 5, 19, 20)] == [
        State.PAUSED,
        State.PAUSED,
        State.NOT_STARTED,
        State.NOT_STARTED,
        State.OVERDUE,
    ]
    row = DueDate.objects.open().get(assignment=assignment)
    assert (row.reason, row.recorded_by) == (DueReason.LEAVE, "")


def test_leave_of_unknown_length_counts_when_the_person_is_back(
    cast: Cast, assignment: Assignment
) -> None:
    now = timezone.now()
    leave = pause(cast.new_hire, from_on=today(), back_on=None, by=cast.manager, now=now)
    assert due_on_now(assignment) == today() + 14 * DAY
    assert state(cast.new_hire, 30) == State.PAUSED
    later = now + 30 * DAY
    resume(leave, back_on=today() + 30 * DAY, by=cast.manager, now=later)
    assert due_on_now(assignment) == today() + 44 * DAY
    assert state(cast.new_hire, 30) == State.NOT_STARTED


def test_back_earlier_the_deadline_is_earlier_but_never_before_one_set_by_hand(
    cast: Cast, assignment: Assignment
) -> None:
    now = timezone.now()
    facts: dict[str, Any] = {"by": cast.manager, "now": now}
    leave = pause(cast.new_hire, from_on=today(), back_on=today() + 10 * DAY, **facts)
    resume(leave, back_on=today() + 4 * DAY, **facts)
    assert due_on_now(assignment) == today() + 18 * DAY
    move_due_date(assignment, due_on=today() + 30 * DAY, note="Ferie", **facts)
    resume(leave, back_on=today() + 2 * DAY, **facts)
    assert due_on_now(assignment) == today() + 30 * DAY
    pause(cast.new_hire, from_on=today() + 20 * DAY, back_on=today() + 27 * DAY, **facts)
    assert due_on_now(assignment) == today() + 35 * DAY


def test_a_deadline_is_moved_with_a_reason_and_its_past_is_kept(
    cast: Cast, assignment: Assignment
) -> None:
    tomorrow = timezone.now() + DAY
    due_on = today() + 40 * DAY
    row = move_due_date(assignment, due_on=due_on, note="Ferie", by=cast.manager, now=tomorrow)
    assert (row.reason, row.note, row.recorded_by) == (
        DueReason.MOVED,
        "Ferie",
        cast.manager.directory_id,
    )
    assert DueDate.objects.as_of(today()).get().due_on == today() + 14 * DAY
    assert DueDate.objects.as_of(today() + DAY).get().due_on == due_on


def test_nothing_is_due_on_a_day_of_leave(cast: Cast, assignment: Assignment) -> None:
    facts: dict[str, Any] = {"by": cast.manager, "now": timezone.now()}
    pause(cast.new_hire, from_on=today() + 2 * DAY, back_on=None, **facts)
    with pytest.raises(OnLeaveThen):
        move_due_date(assignment, due_on=today() + 3 * DAY, note="Ferie", **facts)
    move_due_date(assignment, due_on=today() + DAY, note="Før orloven", **facts)


def test_an_exemption_holds_until_its_last_day(cast: Cast, assignment: Assignment) -> None:
    facts: dict[str, Any] = {"by": cast.manager, "now": timezone.now()}
    last_on = today() + 20 * DAY
    exemption = exempt(
        cast.new_hire, the_guideline(), last_on=last_on, reason="Praktikant", **facts
    )
    assert [state(cast.new_hire, day) for day in (0, 20, 21)] == [
        State.EXEMPT,
        State.EXEMPT,
        State.OVERDUE,
    ]
    with pytest.raises(AlreadyExempt):
        exempt(cast.new_hire, the_guideline(), last_on=last_on, reason="Igen", **facts)
    end_exemption(exemption, by=cast.hr, now=timezone.now() + DAY)
    assert state(cast.new_hire) == State.EXEMPT  # as it was reported
    assert state(cast.new_hire, 1) == State.NOT_STARTED
    assert Exemption.objects.get().ended_by == cast.hr.directory_id


DECISIONS: dict[str, Callable[[Cast, Employee, Employee], object]] = {
    "leave": lambda cast, person, by: pause(
        person, from_on=today(), back_on=None, by=by, now=timezone.now()
    ),
    "exempt": lambda cast, person, by: exempt(
        person, the_guideline(), last_on=today(), reason="x", by=by, now=timezone.now()
    ),
    "move": lambda cast, person, by: move_due_date(
        Assignment.objects.filter(employee=person).first() or an_assignment(person, cast.hr),
        due_on=today(),
        note="x",
        by=by,
        now=timezone.now(),
    ),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_nobody_decides_for_themselves_or_outside_their_departments(
    cast: Cast, decision: str
) -> None:
    decide = DECISIONS[decision]
    for person, by in (
        (cast.manager, cast.manager),
        (cast.hr, cast.hr),
        (cast.new_hire, cast.other_manager),
        (cast.new_hire, cast.colleague),
    ):
        with pytest.raises(PermissionDenied):
            decide(cast, person, by)
    assert not Exemption.objects.exists()
    assert not DueDate.objects.moved().exists()


def test_leave_that_an_import_brings_moves_deadlines_once(
    cast: Cast, assignment: Assignment
) -> None:
    done = an_assignment(cast.colleague, cast.hr)
    complete(done)
    for person in (cast.new_hire, cast.colleague):
        grant_leave(person, from_on=today(), back_on=today() + 3 * DAY, by="", now=timezone.now())
    assert reconcile(now=timezone.now()).due_dates == 1
    assert due_on_now(assignment) == today() + 17 * DAY
    assert due_on_now(done) == today() + 14 * DAY
    assert reconcile(now=timezone.now()).due_dates == 0


def test_the_daily_command_says_what_it_moved(
    cast: Cast, assignment: Assignment, capsys: pytest.CaptureFixture[str]
) -> None:
    back_on = today() + 3 * DAY
    grant_leave(cast.new_hire, from_on=today(), back_on=back_on, by="", now=timezone.now())
    for moved in (1, 0):
        call_command("reconcile")
        assert f"{moved} due dates moved by leave.\n" in capsys.readouterr().out


def test_reconciling_costs_the_same_queries_for_one_and_for_many(cast: Cast) -> None:
    def costs(people: int) -> int:
        for number in range(people):
            person = a_person(f"Nr{people}-{number} Test", cast.roads)
            an_assignment(person, cast.hr)
            back_on = today() + 3 * DAY
            grant_leave(person, from_on=today(), back_on=back_on, by="", now=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            assert reconcile(now=timezone.now()).due_dates == people
        return len(queries)

    assert costs(1) == costs(40)


def test_somebody_who_is_assigned_before_a_leave_is_given_the_days_at_once(cast: Cast) -> None:
    back_on = today() + 10 * DAY
    grant_leave(cast.new_hire, from_on=today(), back_on=back_on, by="", now=timezone.now())
    assert due_on_now(an_assignment(cast.new_hire, cast.manager)) == today() + 24 * DAY
