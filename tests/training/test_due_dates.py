"""When a round is due: leave stops the clock, and a date moved by hand is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.training.happenings import DAY, walk
from training.due_dates import Span, base_of, effective, is_on_leave

FIRST = date(2026, 11, 2)  # the day of assignment
IN_A_FORTNIGHT = FIRST + timedelta(days=14)


def november(first: int, back: int | None) -> Span:
    return date(2026, 11, first), date(2026, 11, back) if back else None


@pytest.mark.parametrize(
    ("leaves", "due"),
    [
        ([], 16),
        ([november(5, 10)], 21),
        ([november(16, 20)], 20),  # from the due date itself
        ([november(17, 20)], 16),  # after it: the clock has run out
        ([november(1, 4)], 18),  # two days of it after the assignment
        ([november(5, 10), november(21, 24)], 24),  # the first brings the second within reach
        ([november(5, 10), november(8, 12)], 23),  # no day twice
        ([november(5, 5)], 16),  # came to nothing
        ([november(5, None)], 16),  # counts once its end is known
    ],
)
def test_the_due_date_moves_by_the_days_of_leave_on_the_way(leaves: list[Span], due: int) -> None:
    due_on = effective(IN_A_FORTNIGHT, assigned_on=FIRST, leaves=leaves)
    assert due_on == date(2026, 11, due)


LEAVES = st.lists(
    st.tuples(st.integers(-20, 80), st.integers(0, 25)).map(
        lambda one: (FIRST + one[0] * DAY, FIRST + (one[0] + one[1]) * DAY)
    ),
    max_size=6,
)
DAYS = st.integers(-5, 120).map(lambda number: FIRST + number * DAY)


def away(leaves: list[Span]) -> set[date]:
    return {
        FIRST + number * DAY
        for number in range(-20, 400)
        if is_on_leave(FIRST + number * DAY, leaves)
    }


@given(leaves=LEAVES, base_on=DAYS)
def test_it_is_the_day_to_which_the_clock_runs(leaves: list[Span], base_on: date) -> None:
    due_on = effective(base_on, assigned_on=FIRST, leaves=leaves)
    assert due_on == walk(base_on, FIRST, away(leaves))


@given(leaves=LEAVES, due_on=DAYS)
def test_a_date_set_by_hand_is_the_date_that_applies(leaves: list[Span], due_on: date) -> None:
    assume(not is_on_leave(due_on, leaves))
    base_on = base_of(due_on, assigned_on=FIRST, leaves=leaves)
    assert effective(base_on, assigned_on=FIRST, leaves=leaves) == due_on


@given(leaves=LEAVES, base_on=DAYS, day=DAYS)
def test_nobody_is_overdue_sooner_or_later_than_by_the_leave_they_have_had(
    leaves: list[Span], base_on: date, day: date
) -> None:
    """The definition counts leave since assignment. On a day at work that is leave already had."""
    assume(not is_on_leave(day, leaves) and base_on >= FIRST)
    had = sum(FIRST <= one < day for one in away(leaves))
    due_on = effective(base_on, assigned_on=FIRST, leaves=leaves)
    assert (due_on < day) == (base_on + had * DAY < day)
