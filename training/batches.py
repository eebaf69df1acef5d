"""Which follow-up answers are counted together, so that no count under five can be read or worked out.

Pure. Answers are counted in batches, each person once in a clause and in one batch alone: whatever is
subtracted between two dates is whole batches. A batch is tried each time ten further people have met the
clause, whatever they answered, so that it is there tells of no single one of them.

The statistics of first tries (quiz/disclosure.py) count the same people among others, by department and over
time. The least from which a batch can be subtracted are the *cells* that its people stand in; five who
missed it and five who did not must be left there, whose answers stay as long as theirs.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from quiz.disclosure import LEAST

FURTHER = 2 * LEAST
# What no figure of first tries can ever tell apart: a situation, a set, a place, a time between releases.
Cell = Hashable


@dataclass(frozen=True)
class First:
    """Somebody's first try: the day on which their pass was complete, and whether it was missed."""

    passed_on: date
    is_missed: bool


@dataclass(frozen=True)
class Pair:
    """One person's two answers about a clause, and the day of the later one."""

    cell: Cell
    first: First
    day: date
    is_missed_later: bool


Others = Mapping[Cell, Sequence[First]]  # those who are not followed up, by cell


def next_batch(pairs: Sequence[Pair], others: Others) -> list[Pair] | None:
    """The first of the pairs that can be shown together, up to the end of a day; None where none can."""
    found: list[Pair] = []
    tried = 0
    for _day, of_day in groupby(sorted(pairs, key=lambda one: one.day), key=lambda one: one.day):
        found.extend(of_day)
        if len(found) < tried + FURTHER:
            continue
        if is_safe(found, others):
            return found
        tried = len(found)
    return None


def is_safe(pairs: Sequence[Pair], others: Others) -> bool:
    """Whether five missed it and five did not: both times, and among those left beside them."""
    left = [one.is_missed for one in beside(pairs, others)]
    first = [one.first.is_missed for one in pairs]
    later = [one.is_missed_later for one in pairs]
    return all(
        min(Counter(row)[yes] for yes in (True, False)) >= LEAST for row in (first, later, left)
    )


def beside(pairs: Sequence[Pair], others: Others) -> list[First]:
    """Who is left in the pairs' cells when the pairs are subtracted, erased no sooner than they are."""
    last: defaultdict[Cell, date] = defaultdict(lambda: date.min)
    for one in pairs:
        last[one.cell] = max(last[one.cell], one.first.passed_on)
    return [
        one for cell, day in last.items() for one in others.get(cell, ()) if one.passed_on >= day
    ]
