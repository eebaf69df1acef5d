"""Counting a closed day once more, from the facts as they stand now: where what was kept differs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from people.tree import Tree
from reports.counts import NOBODY, Counts, counted, due_dates
from reports.kept import counts_of
from reports.models import ClosedDay
from training.states import State

LEFT = "Left before completing"
EVERYBODY = "The whole organisation"


@dataclass(frozen=True)
class Difference:
    """A figure of a department, or of the whole organisation, that was kept as another."""

    place: str
    what: str
    kept: int
    counted: int


@dataclass(frozen=True)
class Recount:
    """A closed day counted once more; `erased` acknowledgements can no longer be counted."""

    closed: ClosedDay
    differences: list[Difference]
    erased: int

    @property
    def people(self) -> int:
        """How many people at least must count otherwise for all that differs."""
        apart = [one.counted - one.kept for one in self.differences]
        return max(sum(one for one in apart if one > 0), -sum(one for one in apart if one < 0))

    @property
    def holds(self) -> bool:
        """Whether nothing differs but what erasures leave: each takes one person's acknowledgement."""
        return self.people <= self.erased


def recount(closed: ClosedDay) -> Recount:
    """The day counted again (five queries, two of which read everybody)."""
    due = due_dates(closed.guideline, closed.day)
    found = replace(counted(closed.guideline, closed.day), due=due)
    differences = list(_differences(counts_of(closed), found, Tree.on(closed.day)))
    return Recount(closed, differences, closed.erased_since().count())


def _differences(kept: Counts, found: Counts, tree: Tree) -> Iterator[Difference]:
    for department in sorted(kept.own.keys() | found.own.keys()):
        before, now = (one.own.get(department, NOBODY) for one in (kept, found))
        for state, was, is_now in zip(State, before, now, strict=True):
            if was != is_now:
                name = f"{tree.name(department)} ({department})"
                yield Difference(name, str(state.label), was, is_now)
    if kept.left != found.left:
        yield Difference(EVERYBODY, LEFT, kept.left, found.left)
    due, is_due = kept.due or Counter(), found.due or Counter()
    for day in sorted(due.keys() | is_due.keys()):
        if due[day] != is_due[day]:
            yield Difference(EVERYBODY, f"Deadline {day}", due[day], is_due[day])
