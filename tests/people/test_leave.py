"""Leave is recorded from a day to a day, by whom, and never why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.actions import end_leave, grant_leave
from people.models import Leave
from tests.factories import Cast, today

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
