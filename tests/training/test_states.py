"""The nine states: one function, the query that says the same, and sums that are the headcount."""

import os
from collections import Counter
from datetime import date, timedelta
from itertools import groupby

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lib.days import day_of, end_of
from people.actions import grant_leave, leave, move
from people.models import Employee
from policy.models import Guideline
from reports.status import status_of
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment, complete
from tests.training.happenings import HAPPENINGS, Happening, due_on_now, due_on_slowly
from training.models import Assignment
from training.states import (
    Facts,
    State,
    facts_of,
    state_of,
    with_facts_of_round,
    with_state,
    with_states,
)

DAY = date(2026, 11, 23)
EVERYTHING = os.environ.get("OMTANKE_TEST_ALL") == "1"


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(False), State.NOT_ASSIGNED),
        (Facts(True, DAY), State.NOT_STARTED),
        (Facts(True, DAY, has_begun=True), State.IN_PROGRESS),
        (Facts(True, DAY - timedelta(days=1)), State.OVERDUE),
        (Facts(True, DAY - timedelta(days=1), has_begun=True), State.OVERDUE),
        (Facts(True, DAY, has_completed_before=True), State.EXPIRED),
        (Facts(True, DAY, has_completed_before=True, has_begun=True), State.IN_PROGRESS),
        (Facts(True, DAY, has_acknowledged=True), State.ACKNOWLEDGED_ONLY),
        (Facts(True, DAY - timedelta(days=1), True, True), State.COMPLETED),
        (Facts(True, DAY, True, is_exempt=True, is_on_leave=True), State.ACKNOWLEDGED_ONLY),
        (Facts(True, DAY, True, True, is_exempt=True, is_on_leave=True), State.COMPLETED),
        (Facts(True, DAY - timedelta(days=1), is_exempt=True, is_on_leave=True), State.EXEMPT),
        (Facts(True, DAY - timedelta(days=1), is_on_leave=True, has_begun=True), State.PAUSED),
        (Facts(True, DAY, is_on_leave=True, has_completed_before=True), State.PAUSED),
        (Facts(False, is_exempt=True, is_on_leave=True), State.EXEMPT),
        (Facts(False, is_on_leave=True), State.PAUSED),
    ],
)
def test_the_first_state_that_holds_is_the_state(facts: Facts, state: State) -> None:
    assert state_of(facts, DAY) == state


def states_on(guideline: Guideline, day: date) -> dict[str, str]:
    people = with_state(Employee.objects.in_headcount(day), guideline, day)
    return {person.name: vars(person)["state"] for person in people}


def slowly(guideline: Guideline, day: date) -> dict[str, str]:
    """The same, a person at a time through the one function."""
    return {
        person.name: state_of(facts_of(person, guideline, day), day).value
        for person in Employee.objects.in_headcount(day)
    }


def test_overdue_begins_the_day_after_the_due_date(cast: Cast) -> None:
    an_assignment(cast.new_hire, cast.manager, due_on=today())
    guideline = the_guideline()
    assert states_on(guideline, today())["Mette Hansen"] == State.NOT_STARTED
    tomorrow = today() + timedelta(days=1)
    assert states_on(guideline, tomorrow)["Mette Hansen"] == State.OVERDUE


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(sorted(HAPPENINGS)),
        st.integers(0, 3),
        st.integers(0, 40),
        st.integers(-3, 20),
    ),
    max_size=14,
)


@settings(
    max_examples=300 if EVERYTHING else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example([("assign", 0, 1, 9), ("be_exempt", 0, 2, 20), ("go_on_leave", 0, 3, 0)])
@example([("go_on_leave", 0, 30, -3), ("come_back", 0, 31, 9), ("be_exempt", 1, 31, 9)])
@example([("assign", 2, 1, 9), ("sign_on_paper", 2, 5, 0), ("finish", 2, 9, 0)])
@example([("assign", 0, 1, 1), ("finish", 0, 3, 0), ("be_asked_again", 0, 8, 9)])
@example([("go_on_leave", 0, 0, 15), ("assign", 0, 0, 17), ("quit_work", 0, 0, 0)])
@given(events=EVENTS)
def test_whatever_happens_query_and_function_agree_and_past_days_stay_as_they_were(
    cast: Cast, events: list[tuple[str, int, int, int]]
) -> None:
    with transaction.atomic():
        a_history_holds(cast, events)
        transaction.set_rollback(True)


def a_history_holds(cast: Cast, events: list[tuple[str, int, int, int]]) -> None:
    start = timezone.now() - timedelta(days=45)
    people = [cast.new_hire, cast.colleague, cast.manager]
    people.append(
        a_person("Dorte Dahl", cast.nursing_home, username=f"d{Employee.objects.count()}")
    )
    guideline, seen = the_guideline(), {}
    by_day = groupby(sorted(events, key=lambda one: one[2]), key=lambda one: one[2])
    for after, of_the_day in by_day:
        now = start + timedelta(days=after)
        for event, who, _after, span in of_the_day:
            person = Employee.objects.get(pk=people[who].pk)
            HAPPENINGS[event](Happening(person, now, span, cast))
            for one in Assignment.objects.open().filter(completion=None):
                assert due_on_now(one) == due_on_slowly(one)
        seen[day_of(now)] = states_on(guideline, day_of(now))
    for day, states in seen.items():
        assert states_on(guideline, day) == states
    for days in (0, 7, 20, 33, 45, 60):
        adds_up(guideline, day_of(start + timedelta(days=days)))


def adds_up(guideline: Guideline, day: date) -> None:
    """Everybody is in one state, the same by query and by function, and the sums are the headcount."""
    quick = states_on(guideline, day)
    assert quick == slowly(guideline, day)
    of_rounds_is_of_people(guideline, day)
    status = status_of(guideline, day)
    assert status.whole.states == {state: Counter(quick.values())[state] for state in State}
    assert status.whole.headcount == Employee.objects.in_headcount(day).count()
    roots = [one for one in status.departments if one.depth == 0]
    assert sum(one.figures.headcount for one in roots) == status.whole.headcount


def of_rounds_is_of_people(guideline: Guideline, day: date) -> None:
    """Asked of the rounds held on the day, state and deadline are what is asked of their people."""
    people = {one.pk: vars(one) for one in with_state(Employee.objects.all(), guideline, day)}
    held = Assignment.objects.filter(guideline=guideline).held_at(end_of(day))
    rounds = with_states(with_facts_of_round(held, day), day)
    for one in rounds:
        for what in ("state", "due_on"):
            assert vars(one)[what] == people[one.employee_id][what]
    assert len(rounds) == held.count()


def test_a_past_day_says_the_same_when_asked_again(cast: Cast) -> None:
    earlier, now = timezone.now() - timedelta(days=10), timezone.now()
    started = day_of(earlier)
    assignment = an_assignment(cast.new_hire, cast.manager, now=earlier)
    an_assignment(cast.other_manager, cast.hr, now=earlier)
    before = status_of(the_guideline(), started)
    complete(assignment)
    leave(cast.colleague, on=started, now=now)
    move(cast.new_hire, department=cast.roads, on=started, now=now)
    for person in (cast.manager, cast.other_manager):
        grant_leave(person, from_on=started, back_on=None, by="", now=now)
    assert status_of(the_guideline(), started) == before
    assert status_of(the_guideline(), today()).whole.states[State.PAUSED] == 2
