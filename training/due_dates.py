"""When a round is due: leave stops the clock. Pure: no database, no day of its own."""

from collections.abc import Iterable
from datetime import date

# The first day of leave and the first day back; None while nobody knows it.
Span = tuple[date, date | None]


def effective(base_on: date, *, assigned_on: date, leaves: Iterable[Span]) -> date:
    """The last day in time: `base_on`, and a day more for each day of leave on the way.

    Leave counts from the day of assignment, up to the due date itself: leave that begins after
    it finds the clock run out. Leave without a known end counts once its end is known.
    """
    due_on, counted_to = base_on, assigned_on
    for from_on, back_on in _known(leaves):
        start = max(from_on, counted_to)
        if start <= due_on and back_on > start:
            due_on += back_on - start
            counted_to = back_on
    return due_on


def base_of(due_on: date, *, assigned_on: date, leaves: Iterable[Span]) -> date:
    """The base date that makes a round due on `due_on`, which must be no day of leave."""
    base_on, counted_to = due_on, assigned_on
    for from_on, back_on in _known(leaves):
        start = max(from_on, counted_to)
        if start <= due_on and back_on > start:
            base_on -= back_on - start
            counted_to = back_on
    return base_on


def is_on_leave(day: date, leaves: Iterable[Span]) -> bool:
    """Whether the day is one of leave, as far as is known."""
    return any(from_on <= day and (back_on is None or back_on > day) for from_on, back_on in leaves)


def _known(leaves: Iterable[Span]) -> list[tuple[date, date]]:
    """Leave whose end is known, in order."""
    return sorted((from_on, back_on) for from_on, back_on in leaves if back_on is not None)
