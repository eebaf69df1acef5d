"""HR's list of employees: one builder for the page and for the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, OrderBy, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from lib.days import end_of
from lib.prepared import Keys, Planned, Prepared
from people.models import Employee, EmployeeQuerySet, Placement, have_details_changed
from people.tree import Tree
from policy.models import (
    Acknowledgement,
    AcknowledgementQuerySet,
    Edition,
    Guideline,
)
from reports.about import About
from reports.merged import Merged
from reports.rows import SHOWN, Row, read
from reports.standings import kept_rank, standings_on
from training.states import DONE, State, state_rank, with_state

DEFAULT_SORT = "navn"
# What a list can be sorted by; the name decides between equals.
SORTS = {
    "navn": "sort_name_then",
    "tilstand": "rank",
    "frist": "due_on",
    "gennemfoert": "completed_at",
    "ansat": "hired_then",
}
BY_DIRECTORY = {"navn", "ansat"}
SORT_LABELS = {
    "navn": _("Name"),
    "tilstand": _("State"),
    "frist": _("Deadline"),
    "gennemfoert": _("Completed"),
    "ansat": _("Hired"),
}


@dataclass(frozen=True)
class Filters:
    """What is asked for; empty means everybody. `overdue_by` is in days."""

    department: int | None = None
    states: frozenset[str] = frozenset()
    words: str = ""
    edition: str = ""
    language: str = ""
    hired_since: date | None = None
    overdue_by: int = 0
    sort: str = DEFAULT_SORT
    is_descending: bool = False

    @property
    def are_used(self) -> bool:
        """Whether anybody is left out."""
        return replace(self, sort=DEFAULT_SORT, is_descending=False) != Filters()

    @property
    def need_states(self) -> bool:
        """Whether who is listed, or in which order, rests on more than the directory."""
        rests = self.states or self.overdue_by or self.edition or self.language
        return bool(rests) or self.sort not in BY_DIRECTORY

    @property
    def need_only_standings(self) -> bool:
        """Whether that is a state, a deadline or a completion, which are kept, and no text."""
        return self.need_states and not self.edition and not self.language


@dataclass(frozen=True)
class EmployeeList:
    """The people who match, as a query not run yet, and how to read a row of it.

    `chosen` are the same people in the same order, without what only a row shows.
    """

    about: About
    filters: Filters
    tree: Tree
    chosen: EmployeeQuerySet = field(repr=False)
    are_former: bool = False

    @cached_property
    def people(self) -> EmployeeQuerySet:
        """Them with all that a row shows."""
        guideline = self.about.guideline
        if self.filters.need_states:
            return with_acknowledged(self.chosen, guideline, self.day)
        return with_acknowledged(with_state(self.chosen, guideline, self.day), guideline, self.day)

    @property
    def day(self) -> date:
        """The day of the list."""
        return self.about.day

    def headcount(self) -> int:
        """How many were employed on the day, whoever is listed (one query)."""
        counts = _headcount(self.day)
        return int(counts[0][0]) if counts else 0

    def page(self, number: str | int | None, size: int) -> tuple["Page[int]", list[Row]]:
        """A page of the list: who stands on it, and then all that is shown of these few (at most seven
        queries).
        """
        paginator = Paginator(self._keys(), size)
        if not self.filters.are_used:
            paginator.count = self.headcount()
        page = paginator.get_page(number)
        keys = list(page)
        listed = _former if self.are_former else _unchanged
        found = listed(self.about.guideline.pk, self.day, keys) if keys else []
        rows = {row.id: row for row in read(found, self.tree)}
        # Somebody may have left, or been erased, since the first of the two queries.
        return page, [rows[key] for key in keys if key in rows]

    def _keys(self) -> Any:
        """Everybody's key in the order of the list, for a paginator to count and cut."""
        standings = None
        if self.filters.need_only_standings and not self.are_former:
            standings = standings_on(self.about.guideline, self.day)
        if standings is None:
            return self.chosen.values_list("pk", flat=True)
        return Merged(
            kept=self._places(standings.kept(), kept_rank()),
            fresh=self._places(standings.fresh(), state_rank(self.day)),
            is_descending=self.filters.is_descending,
            is_by_name=self.filters.sort == DEFAULT_SORT,
        )

    def _places(self, people: EmployeeQuerySet, rank: Case) -> "QuerySet[Any, Any]":
        """The places of those of them who match, in their order."""
        people = people.with_details(self.day, are_former=False)
        people = _by_directory(people, self.filters, self.tree)
        people = _in_state(people, self.day, self.filters)
        if self.filters.sort == "tilstand":
            people = people.annotate(rank=rank)
        placed = people.order_by(*_order(self.filters)).annotate(place=F(SORTS[self.filters.sort]))
        return placed.values_list("place", "sort_name_then", "pk")

    def rows(self, chunk: int) -> Iterator[Row]:
        """Everybody, one at a time; read from the database in chunks of so many (one query)."""
        return read(self.people.values_list(*SHOWN).iterator(chunk_size=chunk), self.tree)


@Planned
def _unchanged(guideline: int, day: date, people: Keys) -> QuerySet[Any, Any]:
    return _shown(Guideline(pk=guideline), day, people, are_former=False)


@Planned
def _former(guideline: int, day: date, people: Keys) -> QuerySet[Any, Any]:
    return _shown(Guideline(pk=guideline), day, people, are_former=True)


def _shown(guideline: Guideline, day: date, keys: Keys, *, are_former: bool) -> QuerySet[Any, Any]:
    everybody: EmployeeQuerySet = Employee.objects.in_headcount(day).filter(pk__in=keys)
    people = with_state(everybody.with_details(day, are_former=are_former), guideline, day)
    return with_acknowledged(people, guideline, day).values_list(*SHOWN)


@Prepared
def _headcount(day: date) -> QuerySet[Any, Any]:
    placed = Placement.objects.as_of(day).filter(is_primary=True)
    return placed.values("is_primary").annotate(count=Count("pk")).values_list("count")


def with_acknowledged(
    people: EmployeeQuerySet, guideline: Guideline, day: date
) -> EmployeeQuerySet:
    """When they were assigned the module, and the acknowledgement of those who are done.

    One that was erased leaves its version, by the completion that outlives it.
    """
    shown = _acknowledged(guideline, day)
    text = JSONObject(
        major="edition__major",
        minor="edition__minor",
        sha256="text_sha256",
        language="language",
        method="method",
    )
    return people.annotate(
        assigned_at=F("held__assigned_at"),
        text=Subquery(shown.values(as_json=text)[:1]),
        acknowledged_at=Subquery(shown.values("acknowledged_at")[:1]),
        completed_major=F("held__completion__edition__major"),
        completed_minor=F("held__completion__edition__minor"),
    )


def _acknowledged(guideline: Guideline, day: date) -> AcknowledgementQuerySet:
    """A person's acknowledgements in the round that holds, the last first."""
    counted: AcknowledgementQuerySet = Acknowledgement.objects.as_recorded(end_of(day))
    return counted.filter(
        employee=OuterRef("pk"), round=OuterRef("held__round"), edition__guideline=guideline
    ).order_by("-acknowledged_at", "-pk")


def employee_list(guideline: Guideline, day: date, filters: Filters, tree: Tree) -> EmployeeList:
    """The employees who match as of `day`, of which `tree` is the departments.

    Two queries, whatever the number of people; none yet for the people.
    """
    are_former = have_details_changed(day)
    people = Employee.objects.in_headcount(day).with_details(day, are_former=are_former)
    people = _by_directory(people, filters, tree)
    if filters.need_states:
        people = _in_state(with_state(people, guideline, day), day, filters)
        people = _by_text(people, _acknowledged(guideline, day), filters)
    if filters.sort == "tilstand":
        people = people.annotate(rank=state_rank(day))
    return EmployeeList(
        about=About.of(guideline, day),
        filters=filters,
        tree=tree,
        chosen=people.order_by(*_order(filters)),
        are_former=are_former,
    )


def _by_directory(people: EmployeeQuerySet, filters: Filters, tree: Tree) -> EmployeeQuerySet:
    if filters.department is not None:
        people = people.placed_in(tree.below(filters.department))
    people = people.matching(filters.words, ("name_then", "username", "number_then"))
    if filters.hired_since is not None:
        people = people.filter(Q(hired_then__gte=filters.hired_since))
    return people


def _in_state(people: EmployeeQuerySet, day: date, filters: Filters) -> EmployeeQuerySet:
    if filters.states:
        people = people.filter(Q(state__in=sorted(filters.states)))
    if filters.overdue_by:
        latest = day - timedelta(days=filters.overdue_by)
        people = people.filter(Q(state=State.OVERDUE, due_on__lte=latest))
    return people


def _by_text(
    people: EmployeeQuerySet, acknowledged: AcknowledgementQuerySet, filters: Filters
) -> EmployeeQuerySet:
    """By the version and language that the list shows of them."""
    done = {"state__in": list(DONE)}
    if filters.edition:
        major, _dot, minor = filters.edition.partition(".")
        editions = Edition.objects.filter(major=int(major), minor=int(minor))
        shown = people.annotate(shown=Subquery(acknowledged.values("edition")[:1]))
        erased = Q(shown=None, completed_at__isnull=False, held__completion__edition__in=editions)
        people = shown.filter(Q(shown__in=editions, **done) | erased)
    if filters.language:
        shown = people.annotate(shown_language=Subquery(acknowledged.values("language")[:1]))
        people = shown.filter(Q(shown_language=filters.language, **done))
    return people


def _order(filters: Filters) -> list[OrderBy]:
    """By what was asked for, the empty last in either direction; then by name; stable by key."""
    column = F(SORTS[filters.sort])
    first = column.desc(nulls_last=True) if filters.is_descending else column.asc(nulls_last=True)
    by_name = [F("sort_name_then").asc(), F("pk").asc()]
    if filters.sort != DEFAULT_SORT:
        return [first, *by_name]
    # Without a word about nulls, which a name is not, the order is the index's.
    return [column.desc(), F("pk").desc()] if filters.is_descending else by_name
