"""Counting people by department and state in the database: everybody, or some by their keys."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from lib.prepared import Keys, Prepared
from people.models import Employee, EmployeeQuerySet
from policy.models import Guideline
from reports.leavers import left_before_completing
from training.states import State, with_state

ByState = list[int]  # how many people are in each state, in the order of the definitions
Own = dict[int, ByState]  # the people of each department itself
NOBODY: ByState = [0] * len(State)
PLACES = {state.value: place for place, state in enumerate(State)}


@dataclass(frozen=True)
class Counts:
    """How many people of each department itself are in each state, how many left undone, and, where
    that is asked for, of how many the deadline is which day, whatever their state.
    """

    own: Own
    left: int
    due: Counter[date] | None = None

    @property
    def whole(self) -> ByState:
        """The people of all departments together."""
        return added([NOBODY, *self.own.values()])

    def replaced(self, before: "Counts", after: "Counts") -> "Counts":
        """These, with what some people were counted as before replaced by what they are after."""
        own = dict(self.own)
        for department in before.own.keys() | after.own.keys():
            was, taken, put = (one.own.get(department, NOBODY) for one in (self, before, after))
            own[department] = [a - b + c for a, b, c in zip(was, taken, put, strict=True)]
        due = Counter(self.due)
        due.subtract(before.due or {})
        due.update(after.due or {})
        return Counts(own, self.left - before.left + after.left, +due)


def added(counts: Iterable[ByState]) -> ByState:
    """The counts of one or more departments, state by state."""
    return [sum(column) for column in zip(*counts, strict=True)]


def counted(guideline: Guideline, day: date) -> Counts:
    """The counts of everybody as of the end of `day`, without deadlines (two queries)."""
    people = _with_state(Employee.objects.in_headcount(day), guideline, day)
    own = _own(people.values_list("department_id", "state").annotate(count=Count("pk")))
    return Counts(own, left_before_completing(guideline, day).count())


def counted_of(guideline: Guideline, day: date, people: Collection[int]) -> Counts:
    """The counts of these people as of the end of `day` (two queries)."""
    return counts_from(_people(guideline.pk, day, people), guideline, day, people)


def counts_from(
    rows: Collection[tuple[int, str, date | None]],
    guideline: Guideline,
    day: date,
    people: Collection[int],
) -> Counts:
    """The counts of these people, of whom the rows say department, state and deadline (one query)."""
    own = _own((department, state, 1) for department, state, _due_on in rows)
    due = Counter(due_on for _department, _state, due_on in rows if due_on)
    return Counts(own, len(_leavers(guideline.pk, day, people)), due)


def counted_in(guideline: Guideline, day: date, departments: Iterable[int]) -> Own:
    """The counts of these departments themselves, as of the end of `day` (one query)."""
    people = Employee.objects.in_headcount(day).placed_in(departments)
    found = _with_state(people, guideline, day)
    return _own(found.values_list("department_id", "state").annotate(count=Count("pk")))


def due_dates(guideline: Guideline, day: date) -> Counter[date]:
    """Of how many of everybody employed the deadline is which day, as known on `day` (one query)."""
    people = _with_state(Employee.objects.in_headcount(day), guideline, day)
    due = people.exclude(due_on=None).values_list("due_on").annotate(count=Count("pk"))
    return Counter(dict(due))


def _with_state(people: EmployeeQuerySet, guideline: Guideline, day: date) -> Any:
    return with_state(people, guideline, day).order_by()


@Prepared
def _people(guideline: int, day: date, people: Keys) -> QuerySet[Any, Any]:
    chosen = Employee.objects.in_headcount(day).filter(pk__in=people)
    found: QuerySet[Any, Any] = _with_state(chosen, Guideline(pk=guideline), day)
    return found.values_list("department_id", "state", "due_on")


@Prepared
def _leavers(guideline: int, day: date, people: Keys) -> QuerySet[Any, Any]:
    leavers = left_before_completing(Guideline(pk=guideline), day)
    return leavers.filter(employee__in=people).values_list("pk")


def _own(rows: Iterable[tuple[int, str, int]]) -> Own:
    own: Own = {}
    for department, state, count in rows:
        own.setdefault(department, [*NOBODY])[PLACES[state]] += count
    return own
