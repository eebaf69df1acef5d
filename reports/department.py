"""One department: its figures, those directly below it, and who is missing there."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q

from people.models import Employee
from people.tree import Tree
from policy.models import Guideline
from reports.about import About
from reports.employees import Filters, Row, employee_list
from reports.kept import counts_on
from reports.status import DepartmentFigures, Figures, too_small, totals, worst_first
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


def department_page(
    guideline: Guideline, day: date, department: int, *, names: bool, number: str | int = 1
) -> DepartmentPage | None:
    """The department as of `day`, in a constant number of queries.

    None where there was no such department, or where without `names` too few people stand in it.
    """
    tree = Tree.on(day)
    if department not in tree.nodes:
        return None
    own = counts_on(guideline, day).own
    total = totals(tree, own)
    hidden = set() if names else too_small(tree, own, total)
    if hidden & set(tree.above(department)):
        return None
    rows = worst_first(tree, total, department, hidden=hidden)
    page, people = _missing(guideline, day, department, tree, number) if names else (None, [])
    return DepartmentPage(
        about=About.of(guideline, day),
        id=department,
        name=tree.name(department),
        above=[Above(one, tree.name(one)) for one in tree.above(department)][:0:-1],
        figures=Figures.of(total[department]),
        children=[row for row in rows if row.depth == 0],
        page=page,
        people=people,
    )


def _missing(
    guideline: Guideline, day: date, department: int, tree: Tree, number: str | int
) -> tuple["Page[Employee]", list[Row]]:
    """Those of the department and below who have something to do, the earliest deadline first."""
    found = employee_list(guideline, day, Filters(department=department, sort="frist"), tree)
    page = Paginator(found.people.filter(Q(state__in=OUTSTANDING)), PER_PAGE).get_page(number)
    return page, list(found.rows(page))
