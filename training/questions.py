"""Questions to the nearest manager: whom they go to, and the one predicate that lets reminders wait."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef

from lib.days import day_of
from people.managers import Managers
from people.models import Employee, Leave, Role
from people.tree import Tree
from policy.editions import editions_in_force
from policy.examples import ASKING
from policy.models import Block, Edition
from training.models import Question


def waits_for_an_answer() -> Exists:
    """Whether an employee (the outer row) has asked something that is open: then reminders wait."""
    return Exists(Question.objects.open().filter(employee=OuterRef("pk")))


def edition_to_ask_about(slug: str = "") -> Edition | None:
    """The edition in force that sends employees to ask; of one guideline, or of the first that does."""
    for edition in editions_in_force():
        if slug in {"", edition.guideline.slug} and clause_of(edition):
            return edition
    return None


def clause_of(edition: Edition) -> Block | None:
    """The block that tells employees to ask (one query)."""
    return edition.blocks.filter(clause=ASKING).first()


@dataclass(frozen=True)
class Recipients:
    """To whom questions go on a day, read at once for many employees (five queries).

    The nearest managers and who stands in for them. While all of these are on leave, those of the
    next department upwards where one is there, beside them. At the top, or where none of the nearest
    works here any more, everybody with the role HR. Never the one who asks.
    """

    managers: Managers
    # Those who lead somebody and work here, and of them those who are not on leave.
    employed: frozenset[int]
    there: frozenset[int]
    hr: list[Employee]

    @classmethod
    def on(cls, day: date) -> "Recipients":
        """Those of a day."""
        managers = Managers.on(Tree.on(day), day)
        here = Employee.objects.in_headcount(day)
        away = Leave.objects.as_of(day).filter(employee=OuterRef("pk"))
        leading = here.filter(pk__in=list(managers.everybody())).annotate(is_away=Exists(away))
        is_away = dict(leading.values_list("pk", F("is_away")))
        granted = Employee.objects.filter(
            pk__in=here.values("pk"),
            role_grants__role=Role.HR,
            role_grants__revoked_at=None,
        )
        there = frozenset(pk for pk, away in is_away.items() if not away)
        hr = list(granted.distinct().order_by("sort_name"))
        return cls(managers, frozenset(is_away), there, hr)

    def of(self, employee: int, department: int) -> list[Employee]:
        """Who is to answer this employee; no query."""
        groups = self.managers.upwards(employee, department)
        nearest = [one for one in next(groups, []) if one.pk in self.employed]
        if self._there(nearest):
            return nearest
        for group in groups if nearest else []:
            if present := self._there(group):
                return [*nearest, *present]
        return [*nearest, *(one for one in self.hr if one.pk != employee and one not in nearest)]

    def _there(self, people: list[Employee]) -> list[Employee]:
        return [one for one in people if one.pk in self.there]


@dataclass(frozen=True)
class Asked:
    """A question that waits: who asked on which day, and who is to answer."""

    name: str
    asked_on: date
    goes_to: list[Employee]


def asked_questions(recipients: Recipients, day: date) -> list[Asked]:
    """The open questions of those who work here on `day`, the oldest first (two queries)."""
    rows = list(Question.objects.open().select_related("employee").order_by("asked_at", "pk"))
    people = Employee.objects.in_headcount(day).filter(pk__in={one.employee_id for one in rows})
    places = dict(people.values_list("pk", F("department_id")))
    return [
        Asked(
            one.employee.name,
            day_of(one.asked_at),
            recipients.of(one.employee_id, places[one.employee_id]),
        )
        for one in rows
        if one.employee_id in places
    ]


def recipients_of(employee: Employee, day: date) -> list[Employee]:
    """Who is to answer one employee; nobody answers one who has left (six queries)."""
    found = Employee.objects.in_headcount(day).filter(pk=employee.pk)
    department = found.values_list("department_id", flat=True).first()
    if department is None:
        return []
    return Recipients.on(day).of(employee.pk, department)


def may_answer(employee: Employee, by: Employee, day: date) -> bool:
    """Whether `by` may answer this employee: who is to, and HR; nobody themselves."""
    if employee.pk == by.pk:
        return False
    if by.role_grants.active().filter(role=Role.HR).exists():
        return True
    return by in recipients_of(employee, day)
