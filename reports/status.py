"""HR's status: the headcount by state, whole and for every department with those below it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import inf

from people.models import Employee
from people.tree import Tree
from policy.models import Guideline
from reports.about import About
from reports.counts import NOBODY, ByState, Own, added
from reports.kept import counts_on
from training.states import DONE, OUTSTANDING, State

STATES = list(State)
# A page lists so many departments; those further down stand on the page of the one above.
MOST_LISTED = 250


@dataclass(frozen=True)
class Figures:
    """How many are in each state; together they are the headcount."""

    states: dict[State, int]

    @classmethod
    def of(cls, counts: ByState) -> "Figures":
        """The figures of these counts."""
        return cls(dict(zip(STATES, counts, strict=True)))

    @classmethod
    def of_all(cls, counts: Iterable[ByState]) -> "Figures":
        """The figures of several departments together."""
        return cls.of(added([NOBODY, *counts]))

    @property
    def headcount(self) -> int:
        """Everybody employed on the day."""
        return sum(self.states.values())

    @property
    def obliged(self) -> int:
        """Those who have been assigned the module."""
        return self.headcount - self.states[State.NOT_ASSIGNED]

    @property
    def done(self) -> int:
        """Those who have acknowledged."""
        return sum(self.states[state] for state in DONE)

    @property
    def percent(self) -> int | None:
        """The share of the obliged who have acknowledged, rounded down: 100 % means everybody."""
        return self.done * 100 // self.obliged if self.obliged else None

    @property
    def outstanding(self) -> int:
        """Those who still have something to do."""
        return sum(self.states[state] for state in OUTSTANDING)

    @property
    def overdue(self) -> int:
        """Those past their deadline."""
        return self.states[State.OVERDUE]

    @property
    def in_progress(self) -> int:
        """Those who have begun and are in time."""
        return self.states[State.IN_PROGRESS]

    @property
    def not_started(self) -> int:
        """Those who have not begun and are in time."""
        return self.states[State.NOT_STARTED]

    @property
    def not_assigned(self) -> int:
        """Those who have not been asked."""
        return self.states[State.NOT_ASSIGNED]

    def rows(self) -> list[tuple[State, int]]:
        """Every state with its count, in the order of the definitions."""
        return [(state, self.states[state]) for state in State]


@dataclass(frozen=True)
class DepartmentFigures:
    """A department with all below it."""

    id: int
    name: str
    depth: int
    figures: Figures


@dataclass(frozen=True)
class Status:
    """The status of one guideline on one day. `left` stands outside the sum of the states.

    `departments` are whole levels from the top; `is_whole` where none is left out for its length.
    """

    about: About
    whole: Figures
    left: int
    departments: list[DepartmentFigures]
    is_whole: bool

    @property
    def headcount(self) -> int:
        """Everybody employed on the day."""
        return self.whole.headcount


def status_of(guideline: Guideline, day: date, *, most: float = inf) -> Status:
    """The status as of `day`, in nine queries at most whatever the number of people.

    Levels of departments are listed from the top for as long as they have at most so many together.
    """
    tree = Tree.on(day)
    counts = counts_on(guideline, day)
    own = counts.own
    total = totals(tree, own)
    levels, is_whole = levels_listed(tree, total, most)
    return Status(
        about=About.of(guideline, day),
        whole=Figures.of(counts.whole),
        left=counts.left,
        departments=list(worst_first(tree, total, levels=levels)),
        is_whole=is_whole,
    )


def levels_listed(tree: Tree, total: Own, most: float) -> tuple[int, bool]:
    """How many levels of departments with people are listed, the first always; whether that is all."""
    sizes = Counter(depth for depth, node in tree.in_order() if any(total[node.id]))
    levels, listed = 0, 0
    while sizes[levels] and (not levels or listed + sizes[levels] <= most):
        listed += sizes[levels]
        levels += 1
    return levels, listed == sizes.total()


def headcount_on(day: date) -> int:
    """Everybody employed on the day (one query)."""
    return int(Employee.objects.in_headcount(day).count())


def totals(tree: Tree, own: Own) -> Own:
    """The same for each department of the tree with all below it."""
    total: Own = {}
    for _depth, node in reversed(list(tree.in_order())):
        counts, children = own.get(node.id, NOBODY), tree.children.get(node.id)
        if children:  # most have none, and are their own total
            counts = added([counts, *(total[child] for child in children)])
        total[node.id] = counts
    return total


def worst_first(
    tree: Tree,
    total: Own,
    parent: int | None = None,
    *,
    levels: float = inf,
    depth: int = 0,
) -> Iterator[DepartmentFigures]:
    """So many levels of the departments below `parent` that have people, siblings worst first."""
    if not levels:
        return
    children = [one for one in tree.children.get(parent, []) if any(total[one])]
    figures = {one: Figures.of(total[one]) for one in children}
    for child in sorted(figures, key=lambda one: _worst(figures[one])):
        yield DepartmentFigures(child, tree.name(child), depth, figures[child])
        below = worst_first(tree, total, child, levels=levels - 1, depth=depth + 1)
        yield from below


def _worst(figures: Figures) -> tuple[float, int]:
    share = figures.done / figures.obliged if figures.obliged else 2.0
    return share, -figures.overdue
