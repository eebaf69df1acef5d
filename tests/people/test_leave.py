"""Leave is recorded from a day to a day, by whom, and never why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.actions import AlreadyOnLeave, end_leave, grant_leave
from people.models import Leave
from tests.factories.people import Cast, today

WEEK = timedelta(days=7)


def test_somebody_is_on_leave_until_the_day_they_are_back(cast: Cast) -> None:
    grant_leave(cast.new_hire, from_on=today(), back_on=today() + WEEK, by="p9", now=timezone.now())
    leave = Leave.objects.as_of(today() + WEEK - timedelta(days=1)).get()
    assert (leave.employee, leave.recorded_by) == (cast.new_hire, "p9")
    assert not Leave.objects.as_of(today() + WEEK).exists()


def test_two_leaves_of_a_person_never_overlap(cast: Cast) -> None:
    now = timezone.now()
    grant_leave(cast.new_hire, from_on=today(), back_on=today() + WEEK, by="", now=now)
    with pytest.raises(ValueError, match="leave"):
        grant_leave(cast.new_hire, from_on=today() - WEEK, back_on=None, by="", now=now)
    grant_leave(cast.new_hire, from_on=today() - WEEK, back_on=today(), by="", now=now)
    grant_leave(cast.new_hire, from_on=today() + WEEK, back_on=None, by="", now=now)


def test_somebody_comes_back_earlier_than_expected(cast: Cast) -> None:
    now = timezone.now()
    leave = grant_leave(cast.new_hire, from_on=today() - WEEK, back_on=None, by="", now=now)
    end_leave(leave, back_on=today(), now=now)
    assert Leave.objects.as_of(today() - timedelta(days=1)).count() == 0  # not recorded by then
    assert not Leave.objects.as_of(today()).exists()


def test_another_day_back_than_expected_may_not_run_into_the_next_leave(cast: Cast) -> None:
    now = timezone.now()
    first = grant_leave(cast.new_hire, from_on=today(), back_on=today() + WEEK, by="", now=now)
    grant_leave(cast.new_hire, from_on=today() + 2 * WEEK, back_on=None, by="", now=now)
    with pytest.raises(AlreadyOnLeave):
        end_leave(first, back_on=today() + 3 * WEEK, now=now)
    end_leave(first, back_on=today() + 2 * WEEK, by="p9", now=now)
    assert (first.to_on, first.ended_by) == (today() + 2 * WEEK, "p9")


def test_a_leave_that_came_to_nothing_leaves_its_days_free(cast: Cast) -> None:
    now = timezone.now()
    planned = grant_leave(
        cast.new_hire, from_on=today() + WEEK, back_on=today() + 2 * WEEK, by="", now=now
    )
    end_leave(planned, back_on=today(), now=now)
    assert planned.to_on == planned.from_on
    grant_leave(cast.new_hire, from_on=today(), back_on=today() + 2 * WEEK, by="", now=now)


def test_past_days_stay_as_they_were_reported(cast: Cast) -> None:
    then = timezone.now() - 3 * WEEK
    started = today() - 3 * WEEK
    leave = grant_leave(cast.new_hire, from_on=started, back_on=started + WEEK, by="p9", now=then)
    days = [started + timedelta(days=number) for number in range(21)]
    reported = [Leave.objects.as_of(day).count() for day in days]
    assert reported == [1] * 7 + [0] * 14
    end_leave(leave, back_on=started + timedelta(days=3), now=timezone.now())
    longer = end_leave(leave, back_on=today() + WEEK, by="p9", now=timezone.now())
    assert [Leave.objects.as_of(day).count() for day in days] == reported
    assert (longer.from_on, longer.to_on) == (started + WEEK, today() + WEEK)
    assert Leave.objects.as_of(today()).get() == longer
