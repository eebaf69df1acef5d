"""The nine states: one function, the query that says the same, and sums that are the headcount."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.days import day_of
from people.actions import leave, move
from people.models import Employee
from policy.models import Guideline
from reports.status import status_of
from tests.factories import (
    Cast,
    a_person,
    an_answer,
    an_assignment,
    begin,
    complete,
    the_guideline,
    today,
)
from training.actions import complete_lesson
from training.models import Assignment, Completion
from training.states import Facts, State, facts_of, state_of, with_state

DAY = date(2026, 11, 23)


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
        st.sampled_from(
            ["assign", "begin", "lesson", "answer", "complete", "leave", "move", "again"]
        ),
        st.integers(0, 3),
        st.integers(0, 40),
        st.integers(-3, 20),
    ),
    max_size=14,
)


def happen(event: str, person: Employee, now: datetime, span: int, cast: Cast) -> None:
    """One thing that can happen to a person, if it can happen now."""
    open_round = Assignment.objects.open().filter(employee=person).first()
    if event == "leave" and person.left_on is None:
        leave(person, on=day_of(now) + timedelta(days=max(span, 0)), now=now)
    elif event == "move" and person.left_on is None:
        move(person, department=cast.roads, on=day_of(now), now=now)
    elif event == "assign" and open_round is None and person.left_on is None:
        due_on = day_of(now) + timedelta(days=span)
        an_assignment(person, cast.hr, now=now, due_on=due_on)
    elif open_round is None or open_round.assigned_at > now:
        return
    elif event == "again":
        open_round.closed_at = now
        open_round.save()
        Assignment.objects.create(
            employee=person,
            guideline=open_round.guideline,
            round=open_round.round + 1,
            assigned_at=now,
            assigned_by=cast.hr,
        ).due_dates.create(due_on=day_of(now), from_on=day_of(now), recorded_at=now)
    elif event == "complete" and not Completion.objects.filter(assignment=open_round).exists():
        complete(open_round, now)
    elif event in {"begin", "lesson", "answer"}:
        attempt = begin(open_round, now)
        if event == "lesson":
            lesson = attempt.revision.lessons.get(slug="photos")
            complete_lesson(open_round, lesson, way="read", now=now)
        if event == "answer":
            an_answer(attempt, attempt.revision.situations.get(slug="reading-circle"), now=now)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(events=EVENTS)
def test_query_and_function_agree_and_the_states_sum_to_the_headcount(
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
    for event, who, after, span in sorted(events, key=lambda one: one[2]):
        person = Employee.objects.get(pk=people[who].pk)
        happen(event, person, start + timedelta(days=after), span, cast)
    guideline = the_guideline()
    for days in (0, 7, 20, 33, 45, 60):
        day = day_of(start + timedelta(days=days))
        quick = states_on(guideline, day)
        assert quick == slowly(guideline, day)
        status = status_of(guideline, day)
        assert status.whole.states == {state: Counter(quick.values())[state] for state in State}
        assert status.whole.headcount == Employee.objects.in_headcount(day).count()
        roots = [one for one in status.departments if one.depth == 0]
        assert sum(one.figures.headcount for one in roots) == status.whole.headcount


def test_a_past_day_says_the_same_when_asked_again(cast: Cast) -> None:
    earlier = timezone.now() - timedelta(days=10)
    assignment = an_assignment(cast.new_hire, cast.manager, now=earlier)
    before = status_of(the_guideline(), day_of(earlier))
    complete(assignment)
    leave(cast.colleague, on=day_of(earlier), now=timezone.now())
    move(cast.new_hire, department=cast.roads, on=day_of(earlier), now=timezone.now())
    assert status_of(the_guideline(), day_of(earlier)) == before
