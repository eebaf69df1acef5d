"""Some of the demonstration's people are on leave, exempt, later than the rest, or signed on paper."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import cycle

from lib.days import day_of
from people.models import Employee
from policy.models import Edition, Method
from training import actions
from training.models import Assignment


def make_absences(
    departments: Iterable[Sequence[Employee]], *, by: Employee, witness: Employee, now: datetime
) -> None:
    """In every department one thing more happens to some of those who have not finished."""
    deeds = cycle([_on_leave, _moved, _on_paper, _exempt, _on_leave_for_long])
    for people in departments:
        unfinished = Assignment.objects.open().filter(employee__in=people, completion=None)
        others = unfinished.exclude(employee__in=[by, witness]).order_by("pk")
        for assignment, deed in zip(others[1:6:2], deeds, strict=False):
            deed(assignment, by, witness, now)


def _on_leave(one: Assignment, by: Employee, witness: Employee, now: datetime) -> None:
    today = day_of(now)
    back_on = today + timedelta(days=18)
    actions.pause(one.employee, from_on=today - timedelta(days=3), back_on=back_on, by=by, now=now)


def _on_leave_for_long(one: Assignment, by: Employee, witness: Employee, now: datetime) -> None:
    actions.pause(one.employee, from_on=day_of(now), back_on=None, by=by, now=now)


def _moved(one: Assignment, by: Employee, witness: Employee, now: datetime) -> None:
    due_on = day_of(now) + timedelta(days=21)
    actions.move_due_date(one, due_on=due_on, note="Ny i vagtplanen", by=by, now=now)


def _exempt(one: Assignment, by: Employee, witness: Employee, now: datetime) -> None:
    actions.exempt(
        one.employee,
        one.guideline,
        last_on=day_of(now) + timedelta(days=60),
        reason="Elev: tager forløbet på skolen",
        by=by,
        now=now,
    )


def _on_paper(one: Assignment, by: Employee, witness: Employee, now: datetime) -> None:
    edition = Edition.objects.published().filter(guideline=one.guideline)[0].number
    how = actions.OnBehalf(
        Method.PAPER, edition, "da", witness, "Det underskrevne ark ligger i personalemappen"
    )
    actions.acknowledge_on_behalf(one, how=how, by=by, now=now)
