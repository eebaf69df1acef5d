"""Which employees HR's list is asked for, and in which order."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import F, OrderBy, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import EmployeeQuerySet
from people.tree import Tree
from training.states import State

Found = TypeVar("Found", bound="QuerySet[Any, Any]")
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

    @property
    def need_details(self) -> bool:
        """Whether who is listed rests on what the directory says of a person, but for the department."""
        return bool(self.words) or self.hired_since is not None

    def let_in(self, state: str, due_on: date | None, day: date) -> bool:
        """Whether somebody in this state on `day`, with this deadline, is asked for."""
        if self.states and state not in self.states:
            return False
        if not self.overdue_by:
            return True
        latest = day - timedelta(days=self.overdue_by)
        return state == State.OVERDUE and due_on is not None and due_on <= latest


def by_directory(people: EmployeeQuerySet, filters: Filters, tree: Tree) -> EmployeeQuerySet:
    """Of people with a department and `with_details`: those whom what the directory says lets in."""
    if filters.department is not None:
        people = people.placed_in(tree.below(filters.department))
    people = people.matching(filters.words, ("name_then", "username", "number_then"))
    if filters.hired_since is not None:
        people = people.filter(Q(hired_then__gte=filters.hired_since))
    return people


def in_state(people: Found, day: date, filters: Filters) -> Found:
    """Of rows with a state and a deadline: those that `filters` lets in."""
    if filters.states:
        people = people.filter(Q(state__in=sorted(filters.states)))
    if filters.overdue_by:
        latest = day - timedelta(days=filters.overdue_by)
        people = people.filter(Q(state=State.OVERDUE, due_on__lte=latest))
    return people


def order_of(filters: Filters) -> list[OrderBy]:
    """By what was asked for, the empty last in either direction; then by name; stable by key."""
    column = F(SORTS[filters.sort])
    first = column.desc(nulls_last=True) if filters.is_descending else column.asc(nulls_last=True)
    by_name = [F("sort_name_then").asc(), F("pk").asc()]
    if filters.sort != DEFAULT_SORT:
        return [first, *by_name]
    # Without a word about nulls, which a name is not, the order is the index's.
    return [column.desc(), F("pk").desc()] if filters.is_descending else by_name
