"""HR's list of employees: one builder for the page and for the file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

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
from reports.counts import PLACES
from reports.filters import DEFAULT_SORT, SORTS, Filters, by_directory, in_state, order_of
from reports.merged import Grouped, Kept, Merged, Place
from reports.models import Standing
from reports.rows import SHOWN, Row, read
from reports.standings import Standings, kept_rank, standings_on
from training.states import DONE, state_rank, with_state

# Where many share what they are sorted by: the kept column, and what its values are sorted by.
GROUPS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "tilstand": ("state", PLACES.__getitem__),
    "frist": ("due_on", lambda day: day),
}


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
        """A page of the list: who stands on it, and then all that is shown of these few (at most nine
        queries, and two more where a night falls in).
        """
        standings, page = self._standings(), None
        if standings is not None:
            page = self._cut(self._merged(standings), number, size)
        if standings is None or page is None or not standings.still_hold():
            page = self._cut(self.chosen.values_list("pk", flat=True), number, size)
        keys = list(page)
        listed = _former if self.are_former else _unchanged
        found = listed(self.about.guideline.pk, self.day, keys) if keys else []
        rows = {row.id: row for row in read(found, self.tree)}
        # Somebody may have left, or been erased, since it was asked who stands here.
        return page, [rows[key] for key in keys if key in rows]

    def _cut(self, keys: Any, number: str | int | None, size: int) -> "Page[int]":
        paginator = Paginator(keys, size)
        if not self.filters.are_used:
            paginator.count = self.headcount()
        return paginator.get_page(number)

    def _standings(self) -> Standings | None:
        """What is kept of everybody's state, where the list rests on that and no more."""
        if self.filters.need_only_standings and not self.are_former:
            return standings_on(self.about.guideline, self.day)
        return None

    def _merged(self, standings: Standings) -> Merged:
        return Merged(
            kept=self._kept(standings),
            fresh=list(self._fresh(standings)),
            is_descending=self.filters.is_descending,
            is_by_name=self.filters.sort == DEFAULT_SORT,
        )

    def _kept(self, standings: Standings) -> Kept:
        """The places of those who match and of whom it is kept."""
        filters = self.filters
        named = standings.kept().with_details(self.day, are_former=False)
        people = in_state(by_directory(named, filters, self.tree), self.day, filters)
        # Counted without the people where none of their details is asked for.
        counted = people if filters.need_details else self._kept_rows(standings)
        if filters.sort == "tilstand":
            people = people.annotate(rank=kept_rank())
        placed = people.order_by(*order_of(filters)).annotate(place=F(SORTS[filters.sort]))
        places = placed.values_list("place", "sort_name_then", "pk")
        if filters.sort not in GROUPS:
            return Kept(places, counted)
        column, order = GROUPS[filters.sort]
        return Grouped(places, counted, column, order, filters.is_descending)

    def _kept_rows(self, standings: Standings) -> "QuerySet[Standing]":
        rows = standings.rows()
        if self.filters.department is not None:
            rows = rows.filter(department__in=set(self.tree.below(self.filters.department)))
        return in_state(rows, self.day, self.filters)

    def _fresh(self, standings: Standings) -> Iterator[Place]:
        """The places of those of the others who match.

        Their states are filtered here: asked to filter, PostgreSQL reads everybody's facts.
        """
        filters, column = self.filters, SORTS[self.filters.sort]
        fresh = standings.fresh()
        if filters.department is not None:
            below = set(self.tree.below(filters.department))
            fresh = [one for one in fresh if one.department_id in below]
        if fresh and filters.need_details:
            chosen = Employee.objects.in_headcount(self.day).filter(
                pk__in=Keys({one.pk for one in fresh})
            )
            named = by_directory(
                chosen.with_details(self.day, are_former=False), filters, self.tree
            )
            listed = set(named.order_by().values_list("pk", flat=True))
            fresh = [one for one in fresh if one.pk in listed]
        for one in fresh:
            if filters.let_in(one.state, one.due_on, self.day):
                yield getattr(one, column), one.sort_name_then, one.pk

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
    people = by_directory(people, filters, tree)
    if filters.need_states:
        people = in_state(with_state(people, guideline, day), day, filters)
        people = _by_text(people, _acknowledged(guideline, day), filters)
    if filters.sort == "tilstand":
        people = people.annotate(rank=state_rank(day))
    return EmployeeList(
        about=About.of(guideline, day),
        filters=filters,
        tree=tree,
        chosen=people.order_by(*order_of(filters)),
        are_former=are_former,
    )


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
