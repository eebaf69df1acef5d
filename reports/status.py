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
from reports.counts import Own
from reports.kept import counts_on
from training.states import DONE, OUTSTANDING, State

# Whoever reads figures without names sees none of fewer people than this.
LEAST = 5
# A page lists so many departments; those further down stand on the page of the one above.
MOST_LISTED = 250


@dataclass(frozen=True)
class Figures:
    """How many are in each state; together they are the headcount."""

    states: dict[State, int]

    @classmethod
    def of(cls, counts: Counter[State]) -> "Figures":
        """The figures of these counts; a state that nobody is in counts none."""
        return cls({state: counts[state] for state in State})

    @classmethod
    def of_all(cls, counts: Iterable[Counter[State]]) -> "Figures":
        """The figures of several departments together."""
        return cls.of(sum(counts, Counter[State]()))

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


def status_of(guideline: Guideline, day: date, *, names: bool = True, most: float = inf) -> Status:
    """The status as of `day`, in nine queries at most whatever the number of people.

    Without `names`, departments are left out where fewer than five people would stand alone. Levels
    of departments are listed from the top for as long as they have at most so many together.
    """
    tree = Tree.on(day)
    counts = counts_on(guideline, day)
    own = counts.own
    total = totals(tree, own)
    hidden = set() if names else too_small(tree, own, total)
    levels, is_whole = levels_listed(tree, total, most)
    return Status(
        about=About.of(guideline, day),
        whole=Figures.of_all(own.values()),
        left=counts.left,
        departments=list(worst_first(tree, total, levels=levels, hidden=hidden)),
        is_whole=is_whole,
    )


def levels_listed(tree: Tree, total: Own, most: float) -> tuple[int, bool]:
    """How many levels of departments with people are listed, the first always; whether that is all."""
    sizes = Counter(depth for depth, node in tree.in_order() if total[node.id].total())
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
        counts, children = own.get(node.id, Counter[State]()), tree.children.get(node.id)
        if children:  # most have none, and are their own total
            counts = counts.copy()
            for child in children:
                counts.update(total[child])
        total[node.id] = counts
    return total


def worst_first(
    tree: Tree,
    total: Own,
    parent: int | None = None,
    *,
    levels: float = inf,
    depth: int = 0,
    hidden: Iterable[int] = (),
) -> Iterator[DepartmentFigures]:
    """So many levels of the departments below `parent` that have people, siblings worst first."""
    if not levels:
        return
    out = set(hidden)
    children = [one for one in tree.children.get(parent, []) if total[one].total()]
    figures = {one: Figures.of(total[one]) for one in children if one not in out}
    for child in sorted(figures, key=lambda one: _worst(figures[one])):
        yield DepartmentFigures(child, tree.name(child), depth, figures[child])
        below = worst_first(tree, total, child, levels=levels - 1, depth=depth + 1, hidden=out)
        yield from below


def _worst(figures: Figures) -> tuple[float, int]:
    share = figures.done / figures.obliged if figures.obliged else 2.0
    return share, -figures.overdue


def too_small(tree: Tree, own: Own, total: Own) -> set[int]:
    """The departments to leave out so that neither one of them nor what is left of the one above,
    when those shown are taken away, has one to four people. Whoever is left out hides all below.
    """
    hidden: set[int] = set()
    beside: Counter[int | None] = (
        Counter()
    )  # those of a department itself; None: of none that exists
    for department, counts in own.items():
        beside[department if department in tree.nodes else None] += counts.total()
    for parent in [None, *tree.nodes]:
        children = [one for one in tree.children.get(parent, []) if total[one].total()]
        by_size = sorted(children, key=lambda one: total[one].total())
        rest = beside[parent]
        for child in by_size:
            if total[child].total() < LEAST or 0 < rest < LEAST:
                hidden.add(child)
                rest += total[child].total()
    return hidden
