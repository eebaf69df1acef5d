"""HR's list of employees: one builder for the page and for the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Case, F, Q, When

from people.models import Employee, EmployeeQuerySet
from people.tree import Tree
from policy.models import Guideline
from training.states import TONES, State, with_state

LANGUAGES = {code: str(name) for code, name in settings.LANGUAGES}


@dataclass(frozen=True)
class Filters:
    """What is asked for; empty means everybody."""

    department: int | None = None
    state: str = ""
    words: str = ""


@dataclass(frozen=True)
class Row:
    """One employee as of the day. Never an answer."""

    id: int
    name: str
    number: str
    department: str
    path: str
    hired_on: date
    state: State
    tone: str
    due_on: date | None
    assigned_at: datetime | None
    completed_at: datetime | None
    edition: str
    text_sha256: str
    language: str


@dataclass(frozen=True)
class EmployeeList:
    """The people who match, as a query not run yet, and how to read a row of it."""

    guideline: Guideline
    day: date
    filters: Filters
    tree: Tree
    people: EmployeeQuerySet

    def rows(self, people: Any) -> Iterator[Row]:
        """The rows of some of the people, one at a time."""
        for employee in people:
            yield self._row(employee)

    def _row(self, employee: Employee) -> Row:
        facts = vars(employee)  # the annotations of with_state and employee_list
        state = State(facts["state"])
        edition = facts["edition_major"]
        return Row(
            id=employee.pk,
            name=employee.name,
            number=employee.employee_number or "",
            department=self.tree.name(employee.department_id),
            path=self.tree.path(employee.department_id),
            hired_on=employee.hired_on,
            state=state,
            tone=TONES.get(state, "neutral"),
            due_on=facts["due_on"],
            assigned_at=facts["assigned_at"],
            completed_at=facts["completed_at"],
            text_sha256=facts["text_sha256"] or "",
            edition="" if edition is None else f"{edition}.{facts['edition_minor']}",
            language=LANGUAGES.get(facts["language_acknowledged"], ""),
        )


def with_acknowledged(people: EmployeeQuerySet) -> EmployeeQuerySet:
    """When they were assigned the module, and which text those who have completed acknowledged."""
    completion = "held__completion"
    done = Q(completed_at__isnull=False)
    return people.annotate(
        edition_major=Case(When(done, then=F(f"{completion}__edition__major"))),
        edition_minor=Case(When(done, then=F(f"{completion}__edition__minor"))),
        assigned_at=F("held__assigned_at"),
        text_sha256=Case(When(done, then=F(f"{completion}__acknowledgement__text_sha256"))),
        language_acknowledged=Case(When(done, then=F(f"{completion}__acknowledgement__language"))),
    )


def employee_list(guideline: Guideline, day: date, filters: Filters) -> EmployeeList:
    """The employees who match, in Danish order (one query for the tree, none yet for the people)."""
    tree = Tree.on(day)
    people = Employee.objects.in_headcount(day)
    if filters.department is not None:
        people = people.placed_in(tree.below(filters.department))
    people = with_acknowledged(with_state(people.matching(filters.words), guideline, day))
    if filters.state:
        people = people.filter(Q(state=filters.state))
    return EmployeeList(guideline, day, filters, tree, people.order_by("sort_name", "pk"))
