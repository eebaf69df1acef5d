"""Lists by state, deadline or completion without working these out for everybody.

Every night it is written down where each person stood at the end of the day. A list then reads those
whom nothing has happened to since as they stood, and works out the few others afresh
(training/changed.py), as the kept figures do (reports/kept.py).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Case, F, QuerySet, Value, When

from lib.bulk import insert_from
from lib.prepared import Keys, Prepared
from people.models import Employee, EmployeeQuerySet
from policy.models import Guideline
from reports.counts import PLACES, Counts, counts_from
from reports.models import ClosedDay, Standing
from training.changed import changed_between
from training.states import with_state

# What is kept of a person, under the names that `in_headcount` and `with_state` give it.
KEPT = ("department_id", "state", "due_on", "completed_at")


@transaction.atomic
def stand(guideline: Guideline, day: date) -> None:
    """Write down where everybody stood at the end of a closed day, in place of an earlier one."""
    earlier = Standing.objects.filter(guideline=guideline)
    if earlier.filter(day=day).exists():
        return
    earlier.delete()
    people = with_state(Employee.objects.in_headcount(day), guideline, day).order_by()
    rows = people.annotate(of=Value(guideline.pk), at=Value(day))
    values = rows.values_list("of", "at", "pk", *KEPT)
    insert_from(Standing, ("guideline_id", "day", "employee_id", *KEPT), values)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # else it takes the table for empty the first time
            cursor.execute(f"ANALYZE {connection.ops.quote_name(Standing._meta.db_table)}")


def counted_as_kept(guideline: Guideline, day: date, people: Collection[int]) -> Counts | None:
    """What `counted_of` says of these people, read off; None where another day is kept (four queries)."""
    is_kept = Standing.objects.filter(guideline=guideline, day=day).exists
    if not is_kept():
        return None
    rows = _kept_of(guideline.pk, day, people)
    # A night may have gone on to another day meanwhile; it never comes back to an earlier one.
    return counts_from(rows, guideline, day, people) if is_kept() else None


@Prepared
def _kept_of(guideline: int, day: date, people: Keys) -> "QuerySet[Any, Any]":
    rows = Standing.objects.filter(guideline=guideline, day=day, employee__in=people)
    return rows.values_list("department_id", "state", "due_on")


class Fresh(NamedTuple):
    """Somebody whose state was worked out afresh, with what a list is sorted by."""

    pk: int
    department_id: int
    sort_name_then: str
    hired_then: date
    state: str
    due_on: date | None
    completed_at: datetime | None

    @property
    def rank(self) -> int:
        """The state's place in the order of the definitions."""
        return PLACES[self.state]


@dataclass(frozen=True)
class Standings:
    """Everybody's state on a day: of most as it was kept on `kept_on`, of who `changed` since afresh."""

    guideline: Guideline
    day: date
    kept_on: date
    changed: list[int]

    def still_hold(self) -> bool:
        """Whether no night has gone on to another day since: of a past one its rows would say too much."""
        return Standing.objects.filter(guideline=self.guideline, day=self.kept_on).exists()

    def rows(self) -> "QuerySet[Standing]":
        """What is kept of those who have not changed."""
        rows = Standing.objects.filter(guideline=self.guideline)
        return rows.exclude(employee__in=Keys(self.changed)) if self.changed else rows

    def kept(self) -> EmployeeQuerySet:
        """The same as people, with what `with_state` and `in_headcount` say of them."""
        people: EmployeeQuerySet = Employee.objects.filter(standings__guideline=self.guideline)
        if self.changed:
            people = people.exclude(pk__in=Keys(self.changed))
        return people.annotate(**{name: F(f"standings__{name}") for name in KEPT})

    def fresh(self) -> list[Fresh]:
        """The others who are in the headcount, by the facts (one query)."""
        if not self.changed:
            return []
        return [Fresh(*row) for row in _fresh(self.guideline.pk, self.day, self.changed)]


@Prepared
def _fresh(guideline: int, day: date, people: Keys) -> "QuerySet[Any, Any]":
    chosen = Employee.objects.in_headcount(day).filter(pk__in=people)
    named = chosen.with_details(day, are_former=False)
    found = with_state(named, Guideline(pk=guideline), day).order_by()
    return found.values_list(*Fresh._fields)


def kept_rank() -> Case:
    """Of people with a `state` that is there as such: its place in the order of the definitions."""
    return Case(*(When(state=state, then=Value(rank)) for state, rank in PLACES.items()))


def standings_on(guideline: Guideline, day: date) -> Standings | None:
    """As of the end of `day`; None where nothing is kept that is near and holds (three queries)."""
    of_it = Standing.objects.filter(guideline=guideline).values("day")[:1]
    days = ClosedDay.objects.filter(guideline=guideline, day=of_it, day__lte=day)
    closed = days.only("day", "log_size").first()
    if closed is None or not closed.is_near(day):
        return None
    changed = [] if closed.day == day else changed_between(guideline, closed.day, day)
    return None if changed is None else Standings(guideline, day, closed.day, changed)
