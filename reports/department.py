"""One department: its figures, those directly below it, and who is missing there."""

from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q

from people.models import Employee
from people.tree import Tree
from policy.models import Guideline
from reports.about import About
from reports.employees import EmployeeList, Filters, Row, employee_list
from reports.status import DepartmentFigures, Figures, own_counts, too_small, totals, worst_first
from training.states import OUTSTANDING

PER_PAGE = 50


@dataclass(frozen=True)
class Above:
    """A department further up, as a way back."""

    id: int
    name: str


@dataclass(frozen=True)
class DepartmentPage:
    """A department on a day. `people` are those who are missing; None where no names are shown."""

    about: About
    id: int
    name: str
    above: list[Above]
    figures: Figures
    children: list[DepartmentFigures]
    page: "Page[Employee] | None"
    people: list[Row]

    @property
    def headcount(self) -> int:
        """Everybody of the department on the day."""
        return self.figures.headcount


@dataclass(frozen=True)
class DepartmentTree:
    """A department's own figures, with all below it, and those of each of these, worst first."""

    tree: Tree
    own: DepartmentFigures
    below: list[DepartmentFigures]


def department_figures(
    guideline: Guideline, day: date, department: int, *, names: bool
) -> DepartmentTree | None:
    """The figures as of `day` (two queries).

    None where there was no such department, or where without `names` too few people stand in it.
    """
    tree = Tree.on(day)
    if department not in tree.nodes:
        return None
    own = own_counts(guideline, day, None if not names else tree.below(department))
    total = totals(tree, own)
    hidden = set() if names else too_small(tree, own, total)
    if hidden & set(tree.above(department)):
        return None
    figures = DepartmentFigures(department, tree.name(department), 0, Figures.of(total[department]))
    below = worst_first(tree, total, department, depth=1, hidden=hidden)
    return DepartmentTree(tree, figures, list(below))


def department_page(
    guideline: Guideline, day: date, department: int, *, names: bool, number: str | int = 1
) -> DepartmentPage | None:
    """The department as of `day`, in a constant number of queries; None as `department_figures`."""
    found = department_figures(guideline, day, department, names=names)
    if found is None:
        return None
    tree = found.tree
    page, people = _missing(guideline, day, department, tree, number) if names else (None, [])
    return DepartmentPage(
        about=About.of(guideline, day),
        id=department,
        name=found.own.name,
        above=[Above(one, tree.name(one)) for one in tree.above(department)][:0:-1],
        figures=found.own.figures,
        children=[replace(row, depth=0) for row in found.below if row.depth == 1],
        page=page,
        people=people,
    )


def missing_in(guideline: Guideline, day: date, department: int, tree: Tree) -> EmployeeList:
    """Those of the department and below who have something to do, the earliest deadline first."""
    found = employee_list(guideline, day, Filters(department=department, sort="frist"), tree)
    return replace(found, people=found.people.filter(Q(state__in=OUTSTANDING)))


def _missing(
    guideline: Guideline, day: date, department: int, tree: Tree, number: str | int
) -> tuple["Page[Employee]", list[Row]]:
    """A page of them."""
    found = missing_in(guideline, day, department, tree)
    page = Paginator(found.people, PER_PAGE).get_page(number)
    return page, list(found.rows(page))
