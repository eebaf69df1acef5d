"""From a report and its address's filters to the document that every file of it is made from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from lib.addresses import sorting
from people.tree import Tree
from policy.models import Edition, Guideline
from reports import tables
from reports.about import About
from reports.campaigns import all_campaigns_of
from reports.cohorts import cohorts_of
from reports.department import department_figures, missing_in
from reports.documents import Column, Document, Table
from reports.editions_compared import editions_compared
from reports.employees import EmployeeList, employee_list
from reports.exports import CHUNK
from reports.filters import DEFAULT_SORT, SORT_LABELS
from reports.fives import overview_of
from reports.forms import NO_FILTERS, DayForm, FilterForm, day_asked_for
from reports.models import Report
from reports.over_time import WEEKS, over_time
from reports.status import DepartmentFigures, headcount_on, status_of


@dataclass(frozen=True)
class Order:
    """A report of a guideline by the query of its address; without `names` for who reads figures alone."""

    report: Report
    guideline: Guideline
    query: QueryDict
    names: bool

    @property
    def names_people(self) -> bool:
        """Whether people are named in it, so that reading it is recorded."""
        return self.report in {Report.EMPLOYEES, Report.DEPARTMENT}

    @property
    def departments(self) -> list[int] | None:
        """The department that it is of, with those below; None for the whole organisation."""
        asked = self.query.get("afdeling", "")
        return [int(asked)] if asked.isascii() and asked.isdigit() else None

    @property
    def filters(self) -> str:
        """Which filters are used, never what for."""
        return " ".join(
            sorted(key for key, value in self.query.items() if value and key not in NO_FILTERS)
        )


class Unreadable(Exception):
    """The query can't be read; `form` says why."""

    def __init__(self, form: DayForm) -> None:
        super().__init__(str(form.errors))
        self.form = form


def asked_for(
    query: QueryDict, guideline: Guideline, today: date
) -> tuple[FilterForm, EmployeeList | None]:
    """The filters of the list of employees, and whom they find: nobody where one can't be read."""
    tree = Tree.on(day_asked_for(query, today))
    editions = list(Edition.objects.published().filter(guideline=guideline))
    form = FilterForm(query, today=today, tree=tree, editions=editions)
    if not form.is_valid():
        return form, None
    order = sorting(query, SORT_LABELS, default=DEFAULT_SORT)
    filters = replace(form.filters(), sort=order.column, is_descending=order.is_descending)
    return form, employee_list(guideline, form.day(), filters, tree)


def document_of(order: Order, *, today: date) -> Document:
    """The document; `Unreadable` where the query is, 404 where no such department is to be seen.

    `listed` counts the rows of what may be long; the rest has few.
    """
    if order.report == Report.EMPLOYEES:
        return _employees(order, today)
    form = DayForm(order.query, today=today)
    if not form.is_valid():
        raise Unreadable(form)
    return BUILDERS[order.report](order, form.day())


def _employees(order: Order, today: date) -> Document:
    form, found = asked_for(order.query, order.guideline, today)
    if found is None:
        raise Unreadable(form)
    listed = found.chosen.count()
    headcount = found.headcount() if form.used() else listed
    lines = found.about.lines(filters=form.words(), headcount=headcount, listed=listed)
    rows = _people(str(Report.EMPLOYEES.label), tables.EMPLOYEES, found)
    return _document(order, found.about, lines, [rows], listed)


def _people(title: str, columns: list[Column], found: EmployeeList) -> Table:
    return Table(title, columns, lambda: found.rows(CHUNK))


def _status(order: Order, day: date) -> Document:
    if not order.names:
        return _overview(order, day)
    found = status_of(order.guideline, day)
    whole = DepartmentFigures(0, _("The whole organisation"), 0, found.whole)
    rows = [whole, *(replace(one, depth=one.depth + 1) for one in found.departments)]
    lines = found.about.lines(headcount=found.headcount)
    lines.append((_("Left before completing"), found.left))
    return _document(order, found.about, lines, [_table(order, tables.FIGURES, rows)])


def _overview(order: Order, day: date) -> Document:
    """The organisation's status, as whoever reads no names sees it."""
    found = overview_of(order.guideline, day)
    lines = found.about.lines(headcount=found.headcount)
    lines.append((_("Shown in no group"), found.fives.left))
    return _document(order, found.about, lines, [_table(order, tables.FIVES, found.fives.rows())])


def _department(order: Order, day: date) -> Document:
    """One department with those below it, and who is missing there."""
    (key,) = order.departments or [0]
    found = department_figures(order.guideline, day, key)
    if found is None:
        raise Http404
    about, figures = About.of(order.guideline, day), found.own.figures
    lines = about.lines(
        filters=f"{_('Department')}: {found.own.name}",
        headcount=figures.headcount,
        listed=figures.headcount,
    )
    people = missing_in(order.guideline, day, key, found.tree)
    parts = [
        _table(order, tables.FIGURES, [found.own, *found.below]),
        _people(_("Who is missing"), tables.MISSING, people),
    ]
    return _document(order, about, lines, parts, figures.headcount)


def _progress(order: Order, day: date) -> Document:
    found = over_time(order.guideline, day, weeks=WEEKS)
    lines = found.about.lines(headcount=found.headcount)
    rows = found.newest_first()
    return _document(order, found.about, lines, [_table(order, tables.PROGRESS, rows)])


def _editions(order: Order, day: date) -> Document:
    found = editions_compared(order.guideline, day)
    lines = found.about.lines(headcount=found.headcount)
    lines.append((_("Have acknowledged no version"), found.none))
    return _document(order, found.about, lines, [_table(order, tables.EDITIONS, found.editions)])


def _campaigns(order: Order, day: date) -> Document:
    about, rows = About.of(order.guideline, day), all_campaigns_of(order.guideline, day)
    lines = about.lines(headcount=headcount_on(day))
    return _document(order, about, lines, [_table(order, tables.CAMPAIGNS, rows)])


def _cohorts(order: Order, day: date) -> Document:
    found = cohorts_of(order.guideline, day)
    lines = found.about.lines(headcount=found.headcount)
    return _document(order, found.about, lines, [_table(order, tables.COHORTS, found.cohorts)])


def _table(order: Order, columns: list[Column], rows: Sequence[object]) -> Table:
    return Table(str(order.report.label), columns, lambda: rows)


def _document(
    order: Order,
    about: About,
    lines: list[tuple[str, object]],
    parts: list[Table],
    listed: int = 0,
) -> Document:
    slug, day = order.guideline.slug, about.day.isoformat()
    return Document(
        name=f"omtanke-{slug}-{order.report.value}-{day}",
        title=f"{order.report.label}: {about.title}",
        day=about.day,
        about=lines,
        tables=parts,
        listed=listed,
    )


BUILDERS: dict[Report, Callable[[Order, date], Document]] = {
    Report.STATUS: _status,
    Report.DEPARTMENT: _department,
    Report.PROGRESS: _progress,
    Report.EDITIONS: _editions,
    Report.CAMPAIGNS: _campaigns,
    Report.COHORTS: _cohorts,
}
