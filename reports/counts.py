"""Counting people by department and state in the database: everybody, or some by their keys."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet

from lib.prepared import Keys, Prepared
from people.models import Employee, EmployeeQuerySet
from policy.models import Guideline
from reports.leavers import left_before_completing
from training.states import State, with_state

ByState = list[int]  # how many people are in each state, in the order of the definitions
Own = dict[int, ByState]  # the people of each department itself
NOBODY: ByState = [0] * len(State)
_PLACES = {state.value: place for place, state in enumerate(State)}


@dataclass(frozen=True)
class Counts:
    """How many people of each department itself are in each state, and how many left undone."""

    own: Own
    left: int

    def replaced(self, before: "Counts", after: "Counts") -> "Counts":
        """These, with what some people were counted as before replaced by what they are after."""
        own = dict(self.own)
        for department in before.own.keys() | after.own.keys():
            was, taken, put = (one.own.get(department, NOBODY) for one in (self, before, after))
            own[department] = [a - b + c for a, b, c in zip(was, taken, put, strict=True)]
        return Counts(own, self.left - before.left + after.left)


def counted(guideline: Guideline, day: date) -> Counts:
    """The counts of everybody as of the end of `day` (two queries)."""
    everybody = _grouped(Employee.objects.in_headcount(day), guideline, day)
    return Counts(_own(everybody), left_before_completing(guideline, day).count())


def counted_of(guideline: Guideline, day: date, people: Collection[int]) -> Counts:
    """The counts of these people as of the end of `day` (two queries)."""
    own = _own(_grouped_of(guideline.pk, day, people))
    return Counts(own, len(_leavers_of(guideline.pk, day, people)))


def counted_in(guideline: Guideline, day: date, departments: Iterable[int]) -> Own:
    """The counts of these departments themselves, as of the end of `day` (one query)."""
    employees = Employee.objects.in_headcount(day).placed_in(departments)
    return _own(_grouped(employees, guideline, day))


def _grouped(employees: EmployeeQuerySet, guideline: Guideline, day: date) -> QuerySet[Any, Any]:
    rows = with_state(employees, guideline, day).order_by()
    return rows.values_list(F("department_id"), F("state")).annotate(count=Count("pk"))


@Prepared
def _grouped_of(guideline: int, day: date, people: Keys) -> QuerySet[Any, Any]:
    employees = Employee.objects.in_headcount(day).filter(pk__in=people)
    return _grouped(employees, Guideline(pk=guideline), day)


@Prepared
def _leavers_of(guideline: int, day: date, people: Keys) -> QuerySet[Any, Any]:
    leavers = left_before_completing(Guideline(pk=guideline), day)
    return leavers.filter(employee__in=people).values_list("pk")


def _own(rows: Iterable[tuple[int, str, int]]) -> Own:
    own: Own = {}
    for department, state, count in rows:
        own.setdefault(department, [*NOBODY])[_PLACES[state]] += count
    return own
