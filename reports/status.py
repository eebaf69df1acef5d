"""HR's status: the headcount by state, whole and for every department with those below it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from people.models import Employee
from people.tree import Tree
from policy.models import Guideline
from reports.about import About
from reports.leavers import left_before_completing
from training.states import DONE, State, with_state

# Whoever reads figures without names sees none of fewer people than this.
LEAST = 5

Own = dict[int, Counter[State]]  # the people of each department itself, by state


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
    """The status of one guideline on one day. `left` stands outside the sum of the states."""

    about: About
    whole: Figures
    left: int
    departments: list[DepartmentFigures]

    @property
    def headcount(self) -> int:
        """Everybody employed on the day."""
        return self.whole.headcount


def status_of(guideline: Guideline, day: date, *, names: bool = True) -> Status:
    """The status as of `day`, in four queries whatever the number of people.

    Without `names`, departments are left out where fewer than five people would stand alone.
    """
    tree = Tree.on(day)
    own = own_counts(guideline, day)
    total = totals(tree, own)
    hidden = set() if names else too_small(tree, own, total)
    return Status(
        about=About.of(guideline, day),
        whole=Figures.of_all(own.values()),
        left=left_before_completing(guideline, day).count(),
        departments=list(worst_first(tree, total, hidden=hidden)),
    )


def headcount_on(day: date) -> int:
    """Everybody employed on the day (one query)."""
    return int(Employee.objects.in_headcount(day).count())


def own_counts(guideline: Guideline, day: date, departments: Iterable[int] | None = None) -> Own:
    """How many of each department (or of these) are in each state on `day` (one query)."""
    people = with_state(Employee.objects.in_headcount(day), guideline, day)
    if departments is not None:
        people = people.placed_in(departments)
    rows = people.order_by().values_list(F("department_id"), F("state")).annotate(count=Count("pk"))
    own: Own = {}
    for department, state, count in rows:
        own.setdefault(department, Counter())[State(state)] += count
    return own


def totals(tree: Tree, own: Own) -> Own:
    """The same for each department of the tree with all below it."""
    total: Own = {}
    for _depth, node in reversed(list(tree.in_order())):
        counts = own.get(node.id, Counter[State]()).copy()
        for child in tree.children.get(node.id, []):
            counts.update(total[child])
        total[node.id] = counts
    return total


def worst_first(
    tree: Tree,
    total: Own,
    parent: int | None = None,
    *,
    depth: int = 0,
    hidden: Iterable[int] = (),
) -> Iterator[DepartmentFigures]:
    """Every department below `parent` that has people, siblings worst first."""
    out = set(hidden)
    children = [one for one in tree.children.get(parent, []) if total[one].total()]
    figures = {one: Figures.of(total[one]) for one in children if one not in out}
    for child in sorted(figures, key=lambda one: _worst(figures[one])):
        yield DepartmentFigures(child, tree.name(child), depth, figures[child])
        yield from worst_first(tree, total, child, depth=depth + 1, hidden=out)


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
