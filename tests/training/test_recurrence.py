"""When a rule asks again: so many months later, or on fixed days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.recurrence import is_due_again, last_fixed, months_after

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 23), 12, date(2027, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_so_many_months_later(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(first=DAYS, months=st.integers(1, 36), day=DAYS)
def test_the_last_fixed_day_is_the_last_of_them_counted_one_by_one(
    first: date, months: int, day: date
) -> None:
    fixed, count = [first], 1
    while (following := months_after(first, count * months)) <= day:
        fixed.append(following)
        count += 1
    assert last_fixed(first, months, day) == (fixed[-1] if first <= day else None)


def test_without_months_nobody_is_asked_again() -> None:
    done_on, day = date(2000, 1, 1), date(2040, 1, 1)
    assert not is_due_again(done_on, months=None, fixed_on=None, day=day)


def test_whoever_was_done_before_the_fixed_day_is_asked_on_it() -> None:
    fixed_on = date(2026, 9, 1)
    due = [
        is_due_again(done_on, months=12, fixed_on=fixed_on, day=day)
        for done_on, day in (
            (date(2026, 8, 31), date(2026, 8, 31)),
            (date(2026, 8, 31), date(2026, 9, 1)),
            (date(2026, 9, 1), date(2027, 8, 31)),
            (date(2026, 9, 1), date(2027, 9, 1)),
        )
    ]
    assert due == [False, True, False, True]
