"""How long a round really took: the times at which something was done, less the breaks between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median

# Whoever is away for longer has put the phone down: of a longer gap so much counts.
MOST_BETWEEN = timedelta(minutes=5)
# Of fewer people nothing is said.
LEAST_PEOPLE = 5
# The part that a course's whole time is kept under.
WHOLE = ""


@dataclass(frozen=True)
class Done:
    """Something done at a moment: which lesson it belongs to, WHOLE for the acknowledgement."""

    lesson: str
    at: datetime


def time_taken(begun_at: datetime, done: Iterable[Done]) -> dict[str, timedelta]:
    """The time each lesson took, and the whole under WHOLE. What one was at in a gap is what was done
    at its end.
    """
    taken = {WHOLE: timedelta()}
    before = begun_at
    for one in sorted(done, key=lambda each: each.at):
        gap = min(max(one.at - before, timedelta()), MOST_BETWEEN)
        taken[WHOLE] += gap
        if one.lesson != WHOLE:
            taken[one.lesson] = taken.get(one.lesson, timedelta()) + gap
        before = max(before, one.at)
    return taken


def median_minutes(taken: Iterable[timedelta]) -> int:
    """The minutes that half of the people needed at most, rounded up; at least 1."""
    return max(1, ceil(median(time.total_seconds() for time in taken) / 60))
