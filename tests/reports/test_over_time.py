"""Figures over time: every week is what the status of that day says, in as few queries as one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import reports.over_time
from lib.days import day_of
from people.actions import leave, move
from people.models import Employee
from policy.models import Guideline
from reports.kept import close
from reports.over_time import over_time
from reports.status import status_of
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment, complete
from tests.training.happenings import HAPPENINGS, Happening
from tests.training.test_states import EVENTS


def assert_points_are_statuses(day: Any, weeks: int) -> None:
    found = over_time(the_guideline(), day, weeks=weeks)
    assert len(found.points) == weeks + 1
    assert [point.day for point in found.points][-1] == day
    for point in found.points:
        whole = status_of(the_guideline(), point.day).whole
        assert (point.headcount, point.obliged, point.done, point.percent) == (
            whole.headcount,
            whole.obliged,
            whole.done,
            whole.percent,
        )


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([("assign", 0, 1, 9), ("sign_on_paper", 0, 5, 0), ("finish", 0, 9, 0)], 0)
@example([("go_on_leave", 0, 3, 0), ("be_exempt", 1, 9, 20), ("assign", 1, 12, 3)], 0)
@given(events=EVENTS, late=st.integers(0, 6))
def test_every_point_is_the_status_of_its_day(
    cast: Cast, events: list[tuple[str, int, int, int]], late: int
) -> None:
    with transaction.atomic():
        start = timezone.now() - timedelta(days=45)
        people = [cast.new_hire, cast.colleague, cast.manager]
        number = Employee.objects.count()
        people.append(a_person("Dorte Dahl", cast.nursing_home, username=f"d{number}"))
        for event, who, after, span in sorted(events, key=lambda one: one[2]):
            person = Employee.objects.get(pk=people[who].pk)
            HAPPENINGS[event](Happening(person, start + timedelta(days=after), span, cast))
        assert_points_are_statuses(day_of(start) + timedelta(days=60 - late), 9)
        transaction.set_rollback(True)


def test_what_was_recorded_late_counts_from_its_recording(cast: Cast) -> None:
    weeks_ago = timezone.now() - timedelta(days=20)
    complete(an_assignment(cast.new_hire, cast.manager, now=weeks_ago), weeks_ago)
    move(cast.new_hire, department=cast.roads, on=day_of(weeks_ago), now=timezone.now())
    leave(cast.colleague, on=day_of(weeks_ago), now=timezone.now())
    assert_points_are_statuses(today(), 5)
    assert [point.headcount for point in over_time(the_guideline(), today(), weeks=1).points] == [
        6,
        5,
    ]


def test_a_deadline_stands_at_the_week_in_which_it_falls(cast: Cast) -> None:
    weeks_ago = timezone.now() - timedelta(days=30)
    for person, back in ((cast.new_hire, 7), (cast.colleague, 6), (cast.manager, 0)):
        due_on = today() - timedelta(days=back)
        an_assignment(person, cast.hr, now=weeks_ago, due_on=due_on)
    found = over_time(the_guideline(), today(), weeks=2)
    assert [point.due for point in found.points] == [0, 1, 2]


@pytest.mark.parametrize("weeks", [0, 1, 150])
def test_many_weeks_cost_no_more_queries_than_one(cast: Cast, weeks: int) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    guideline = the_guideline()
    with CaptureQueriesContext(connection) as queries:
        over_time(guideline, today(), weeks=weeks)
    assert len(queries) == 13


def refused(guideline: Guideline, days: Any) -> Any:
    """In place of counting everybody."""
    raise AssertionError(f"Everybody was counted for {days}.")


@pytest.mark.parametrize("weeks", [1, 4])
def test_days_that_are_closed_are_read_as_they_were_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, weeks: int
) -> None:
    weeks_ago = timezone.now() - timedelta(days=20)
    complete(an_assignment(cast.new_hire, cast.manager, now=weeks_ago), weeks_ago)
    an_assignment(cast.colleague, cast.hr, now=weeks_ago, due_on=today())
    slow = over_time(the_guideline(), today(), weeks=weeks)
    for back in (1, *range(7, 7 * weeks + 1, 7)):
        close(the_guideline(), today() - timedelta(days=back), now=timezone.now())
    for name in ("counted_on", "due_dates"):
        monkeypatch.setattr(reports.over_time, name, refused)
    with CaptureQueriesContext(connection) as queries:
        assert over_time(the_guideline(), today(), weeks=weeks) == slow
    assert len(queries) == 6


def test_a_day_that_is_not_closed_is_counted_beside_those_that_are(cast: Cast) -> None:
    weeks_ago = timezone.now() - timedelta(days=20)
    complete(an_assignment(cast.new_hire, cast.manager, now=weeks_ago), weeks_ago)
    slow = over_time(the_guideline(), today(), weeks=4)
    for back in (1, 14):
        close(the_guideline(), today() - timedelta(days=back), now=timezone.now())
    assert over_time(the_guideline(), today(), weeks=4) == slow
