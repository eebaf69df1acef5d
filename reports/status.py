"""HR's status: the headcount by state, whole and for every department with those below it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from lib.texts import Text, shown
from people.models import Employee
from people.tree import Tree
from policy.models import Guideline, Revision
from training.states import DONE, State, with_state


@dataclass(frozen=True)
class Figures:
    """How many are in each state; together they are the headcount."""

    states: dict[State, int]

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
    """The status of one guideline on one day."""

    guideline: Guideline
    title: Text
    edition: str
    day: date
    whole: Figures
    departments: list[DepartmentFigures]


def status_of(guideline: Guideline, day: date) -> Status:
    """The status as of `day`, in three queries whatever the number of people."""
    tree = Tree.on(day)
    people = with_state(Employee.objects.in_headcount(day), guideline, day)
    rows = people.order_by().values_list(F("department_id"), F("state")).annotate(count=Count("pk"))
    own: dict[int, Counter[State]] = {}
    whole: Counter[State] = Counter()
    for department, state, count in rows:
        own.setdefault(department, Counter())[State(state)] += count
        whole[State(state)] += count
    revision = Revision.objects.current(guideline)
    return Status(
        guideline=guideline,
        title=shown(revision.edition, "title") if revision else Text(guideline.slug, "da"),
        edition=revision.edition.number if revision else "",
        day=day,
        whole=Figures(_all(whole)),
        departments=_departments(tree, own),
    )


def _all(counts: Counter[State]) -> dict[State, int]:
    return {state: counts[state] for state in State}


def _departments(tree: Tree, own: dict[int, Counter[State]]) -> list[DepartmentFigures]:
    """Every department that has people, siblings worst first."""
    total: dict[int, Counter[State]] = {}
    for _depth, node in reversed(list(tree.in_order())):
        counts = own.get(node.id, Counter()).copy()
        for child in tree.children.get(node.id, []):
            counts.update(total[child])
        total[node.id] = counts
    found: list[DepartmentFigures] = []
    _collect(tree, None, 0, total, found)
    return found


def _collect(
    tree: Tree,
    parent: int | None,
    depth: int,
    total: dict[int, Counter[State]],
    found: list[DepartmentFigures],
) -> None:
    children = [one for one in tree.children.get(parent, []) if total[one].total()]
    for child in sorted(children, key=lambda one: _worst_first(Figures(_all(total[one])))):
        figures = Figures(_all(total[child]))
        found.append(DepartmentFigures(child, tree.name(child), depth, figures))
        _collect(tree, child, depth + 1, total, found)


def _worst_first(figures: Figures) -> tuple[float, int]:
    share = figures.done / figures.obliged if figures.obliged else 2.0
    return share, -figures.overdue
