"""When somebody is reminded: seven days and one day before, on the day, then the next day and weekly."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings as SettingsWrapper

from lib.workdays import is_working_day
from training.schedule import (
    APART,
    LATE,
    Kind,
    deadlines_with_a_step,
    is_digest_day,
    step_on,
    steps_of,
    week_of,
)

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def landed(due_on: date) -> list[tuple[int, date]]:
    return [(step.days, step.lands_on) for step in steps_of(due_on)]


def test_an_ordinary_deadline_is_spoken_of_on_these_days() -> None:
    assert landed(date(2026, 11, 20))[:6] == [
        (-7, date(2026, 11, 13)),
        (-1, date(2026, 11, 19)),
        (0, date(2026, 11, 20)),
        (1, date(2026, 11, 23)),  # a Monday: the next day is a Saturday
        (7, date(2026, 11, 27)),
        (14, date(2026, 12, 4)),
    ]
    assert len(landed(date(2026, 11, 20))) == 3 + 1 + 8


def test_what_falls_on_a_day_off_comes_before_it_until_the_deadline_and_after_it_then() -> None:
    assert landed(date(2026, 12, 27))[:5] == [
        (-7, date(2026, 12, 18)),
        (0, date(2026, 12, 23)),  # a day before Christmas, and for the deadline on Sunday
        (1, date(2026, 12, 28)),
        (7, date(2027, 1, 4)),
        (14, date(2027, 1, 11)),
    ]


def test_two_reminders_do_not_follow_each_other_out_of_easter() -> None:
    assert [day for days, day in landed(date(2026, 4, 1)) if 0 < days < 20] == [
        date(2026, 4, 7),
        date(2026, 4, 15),
    ]


@given(DAYS)
def test_every_step_has_a_working_day_of_its_own_in_their_order(due_on: date) -> None:
    steps = steps_of(due_on)
    days = [step.lands_on for step in steps]
    assert all(map(is_working_day, days))
    assert days == sorted(set(days))
    assert [step.days for step in steps] == sorted(step.days for step in steps)
    assert all(step.lands_on <= due_on for step in steps if step.kind != Kind.AFTER)
    after = [step.lands_on for step in steps if step.kind == Kind.AFTER]
    assert all(day > due_on for day in after)
    assert all(b - a >= APART for a, b in pairwise(after))


@given(DAYS, st.integers(-80, 30))
def test_a_deadline_is_found_on_exactly_the_days_of_its_steps(due_on: date, offset: int) -> None:
    day = due_on + timedelta(days=offset)
    assert (due_on in deadlines_with_a_step(day)) == (step_on(due_on, day) is not None)
    step = step_on(due_on, day)
    if step is not None:
        assert timedelta() <= day - step.lands_on <= LATE
        assert step == [one for one in steps_of(due_on) if one.lands_on <= day][-1]


@pytest.mark.parametrize(("before", "weeks", "count"), [([7, 1], 8, 12), ([], 0, 1), ([14], 2, 5)])
def test_the_settings_say_how_often(
    settings: SettingsWrapper, before: list[int], weeks: int, count: int
) -> None:
    settings.REMINDER_DAYS_BEFORE, settings.REMINDER_WEEKS_AFTER = before, weeks
    assert len(steps_of(date(2026, 11, 20))) == count


def test_the_weekly_mail_comes_on_the_first_working_day_of_the_week() -> None:
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    days = [day for day in year if is_digest_day(day)]
    assert len({week_of(day) for day in days}) == len(days) == 52
    easter_week, whitsun_week = date(2026, 4, 7), date(2026, 5, 26)
    assert [day for day in days if day.weekday()] == [easter_week, whitsun_week]
