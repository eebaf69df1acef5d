"""One department: its figures, those directly below it, and who is missing there."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page

from people.tree import Tree
from policy.models import Guideline
from reports.about import About
from reports.employees import Filters, Row, employee_list
from reports.kept import counts_on
from reports.status import DepartmentFigures, Figures, too_small, totals, worst_first
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
    """A department on a day. `people` are those who are missing; `page` is None where no names are
    shown, or where they are too many for this page.
    """

    about: About
    id: int
    name: str
    above: list[Above]
    figures: Figures
    children: list[DepartmentFigures]
    page: "Page[int] | None"
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
    figures = Figures.of(total[department])
    children = list(worst_first(tree, total, department, levels=1, hidden=hidden))
    page, people = None, list[Row]()
    if names and (not children or figures.outstanding <= MOST_NAMED):
        page, people = _missing(guideline, day, department, tree, number)
    return DepartmentPage(
        about=About.of(guideline, day),
        id=department,
        name=tree.name(department),
        above=[Above(one, tree.name(one)) for one in tree.above(department)][:0:-1],
        figures=figures,
        children=children,
        page=page,
        people=people,
    )


def _missing(
    guideline: Guideline, day: date, department: int, tree: Tree, number: str | int
) -> tuple["Page[int]", list[Row]]:
    """Those of the department and below who have something to do, the earliest deadline first."""
    filters = Filters(department=department, sort="frist", states=frozenset(OUTSTANDING))
    return employee_list(guideline, day, filters, tree).page(number, PER_PAGE)
