"""One department: its figures, those directly below it, and who is missing there."""

from dataclasses import dataclass, replace
from datetime import date
from math import inf

from django.core.paginator import Page

from people.tree import Tree
from policy.models import Guideline
from reports.about import About
from reports.employees import EmployeeList, employee_list
from reports.filters import Filters
from reports.kept import own_on
from reports.rows import Row
from reports.status import DepartmentFigures, Figures, totals, worst_first
from training.states import OUTSTANDING

PER_PAGE = 50
# Where more are missing, the departments below are where to look; the list of employees has them all.
MOST_NAMED = 500


@dataclass(frozen=True)
class Above:
    """A department further up, as a way back."""

    id: int
    name: str


@dataclass(frozen=True)
class DepartmentPage:
    """A department on a day. `people` are those who are missing; `page` is None where they are too
    many for this page.
    """

    about: About
    id: int
    name: str
    above: list[Above]
    figures: Figures
    children: list[DepartmentFigures]
    page: "Page[int] | None"
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
    guideline: Guideline, day: date, department: int, *, levels: float = inf
) -> DepartmentTree | None:
    """The figures as of `day`, of so many levels below (eight queries at most).

    None where there was no such department.
    """
    tree = Tree.on(day)
    if department not in tree.nodes:
        return None
    own = own_on(guideline, day, list(tree.below(department)))
    total = totals(tree, own)
    figures = DepartmentFigures(department, tree.name(department), 0, Figures.of(total[department]))
    below = worst_first(tree, total, department, levels=levels, depth=1)
    return DepartmentTree(tree, figures, list(below))


def department_page(
    guideline: Guideline, day: date, department: int, *, number: str | int = 1
) -> DepartmentPage | None:
    """The department as of `day`, in a constant number of queries; None as `department_figures`."""
    found = department_figures(guideline, day, department, levels=1)
    if found is None:
        return None
    tree, figures = found.tree, found.own.figures
    page, people, missing = None, list[Row](), None
    if not found.below or figures.outstanding <= MOST_NAMED:
        missing = missing_in(guideline, day, department, tree)
        page, people = missing.page(number, PER_PAGE)
    return DepartmentPage(
        about=missing.about if missing else About.of(guideline, day),
        id=department,
        name=found.own.name,
        above=[Above(one, tree.name(one)) for one in tree.above(department)][:0:-1],
        figures=figures,
        children=[replace(row, depth=0) for row in found.below],
        page=page,
        people=people,
    )


def missing_in(guideline: Guideline, day: date, department: int, tree: Tree) -> EmployeeList:
    """Those of the department and below who have something to do, the earliest deadline first."""
    filters = Filters(department=department, sort="frist", states=frozenset(OUTSTANDING))
    return employee_list(guideline, day, filters, tree)
