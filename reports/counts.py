"""Counting people by department and state in the database: everybody, or some by their keys."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from people.models import Employee, EmployeeQuerySet
from policy.models import Guideline
from reports.leavers import left_before_completing
from training.states import State, with_state

Own = dict[int, Counter[State]]  # the people of each department itself, by state


@dataclass(frozen=True)
class Counts:
    """How many people of each department itself are in each state, and how many left undone."""

    own: Own
    left: int

    def replaced(self, before: "Counts", after: "Counts") -> "Counts":
        """These, with what some people were counted as before replaced by what they are after."""
        own = {department: counts.copy() for department, counts in self.own.items()}
        for department, counts in before.own.items():
            own.setdefault(department, Counter()).subtract(counts)
        for department, counts in after.own.items():
            own.setdefault(department, Counter()).update(counts)
        return Counts(own, self.left - before.left + after.left)


def counted(guideline: Guideline, day: date, people: Iterable[int] | None = None) -> Counts:
    """The counts as of the end of `day`, of everybody or of these people (two queries)."""
    employees = Employee.objects.in_headcount(day)
    leavers = left_before_completing(guideline, day)
    if people is not None:
        keys = list(people)
        employees, leavers = employees.filter(pk__in=keys), leavers.filter(employee__in=keys)
    return Counts(_own(employees, guideline, day), leavers.count())


def counted_in(guideline: Guideline, day: date, departments: Iterable[int]) -> Own:
    """The counts of these departments themselves, as of the end of `day` (one query)."""
    employees = Employee.objects.in_headcount(day).placed_in(departments)
    return _own(employees, guideline, day)


def _own(employees: EmployeeQuerySet, guideline: Guideline, day: date) -> Own:
    rows = with_state(employees, guideline, day).order_by()
    own: Own = {}
    named = rows.values_list(F("department_id"), F("state")).annotate(count=Count("pk"))
    for department, state, count in named:
        own.setdefault(department, Counter())[State(state)] += count
    return own
