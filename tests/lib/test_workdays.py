"""Danish working days: Easter against known years, holidays, office hours in summer and winter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.workdays import (
    days_off,
    easter,
    in_office_hours,
    is_working_day,
    next_working_day,
    office_time_from,
    working_day_from,
    working_day_until,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
INSTANTS = st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        # Earliest and latest possible, and the years in which simpler rules go wrong.
        *[(1818, 3, 22), (1943, 4, 25), (1954, 4, 18), (1981, 4, 19), (2038, 4, 25), (2049, 4, 18)],
        *[(2000, 4, 23), (2008, 3, 23), (2023, 4, 9), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5)],
        *[(2027, 3, 28), (2028, 4, 16), (2029, 4, 1), (2030, 4, 21), (2076, 4, 19), (2285, 3, 22)],
    ],
)
def test_easter_falls_as_the_almanac_says(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_between_its_two_limits(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_the_days_off_of_a_year_are_the_calendars() -> None:
    assert sorted(days_off(2026)) == [
        date(2026, 1, 1),
        *[date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6)],
        *[date(2026, 5, 14), date(2026, 5, 24), date(2026, 5, 25), date(2026, 6, 5)],
        *[date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 31)],
    ]


def test_store_bededag_is_a_working_day_since_2024() -> None:
    assert not is_working_day(date(2023, 5, 5))
    assert is_working_day(date(2024, 4, 26))


@given(DAYS)
def test_the_next_working_day_is_the_nearest_there_is(day: date) -> None:
    for found, step in ((working_day_from(day), 1), (working_day_until(day), -1)):
        assert is_working_day(found)
        between = [day + timedelta(days=step * n) for n in range(abs((found - day).days))]
        assert not any(map(is_working_day, between))
        assert len(between) <= 5
    assert next_working_day(day) > day


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        ((2026, 11, 23, 6, 59), False),
        ((2026, 11, 23, 7, 0), True),
        ((2026, 11, 23, 14, 59), True),
        ((2026, 11, 23, 15, 0), False),
        ((2026, 7, 1, 5, 59), False),
        ((2026, 7, 1, 6, 0), True),
        ((2026, 11, 22, 10, 0), False),
        ((2026, 4, 3, 10, 0), False),
    ],
)
def test_office_hours_are_those_of_the_clock_on_the_wall(
    instant: tuple[int, int, int, int, int], is_open: bool
) -> None:
    assert in_office_hours(datetime(*instant, tzinfo=UTC)) == is_open


@given(INSTANTS)
def test_office_time_is_now_or_the_next_opening(instant: datetime) -> None:
    found = office_time_from(instant)
    assert in_office_hours(found)
    assert found >= instant
    if found != instant:
        assert not in_office_hours(found - timedelta(minutes=1))
        assert office_time_from(found - timedelta(seconds=1)) == found
