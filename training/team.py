"""A manager's team: who is missing first, with state and deadline."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib.addresses import FilterLink
from lib.texts import Text, shown
from people.managers import scope
from people.models import Employee, EmployeeQuerySet
from people.tree import Tree
from policy.models import Guideline, Revision
from quiz.cards import cards_url
from training.states import DONE, ON_HOLD, OUTSTANDING, TONES, State, with_state

PER_PAGE = 50
# Overdue first, done last.
URGENCY = [
    State.OVERDUE,
    State.EXPIRED,
    State.NOT_STARTED,
    State.IN_PROGRESS,
    State.NOT_ASSIGNED,
    State.PAUSED,
    State.EXEMPT,
    State.ACKNOWLEDGED_ONLY,
    State.COMPLETED,
]
SHOW = {
    "mangler": (_("Outstanding"), OUTSTANDING),
    "ikke-tildelt": (_("Not assigned"), {State.NOT_ASSIGNED}),
    "fravaerende": (_("On leave or exempt"), ON_HOLD),
    "gennemfoert": (_("Completed"), DONE),
    "alle": (_("Everybody"), set(State)),
}


@dataclass(frozen=True)
class Member:
    """One person of the team."""

    url: str
    name: str
    department: str
    hired_on: date
    state: State
    tone: str
    due_on: date | None
    completed_at: datetime | None


@dataclass(frozen=True)
class Team:
    """A team on a day: the figures, and the people that were asked for."""

    guideline: Guideline
    title: Text
    day: date
    headcount: int
    obliged: int
    completed: int
    overdue: int
    filters: list[FilterLink]
    page_query: str
    members: list[Member]
    cards_url: str
    page: "Page[Employee]"


def people_in_scope(employee: Employee, tree: Tree, day: date) -> EmployeeQuerySet:
    """Everybody whom a manager or HR may see on `day`; never wider than their departments."""
    people: EmployeeQuerySet = Employee.objects.in_departments(day, scope(employee, tree, day))
    return people


def team_of(
    manager: Employee,
    guideline: Guideline,
    *,
    day: date,
    show: str,
    number: str | int,
    query: str = "",
) -> Team:
    """The team's figures and one page of its people, in a constant number of queries."""
    tree = Tree.on(day)
    people = with_state(people_in_scope(manager, tree, day), guideline, day)
    states = Counter(State(state) for state in people.values_list(F("state"), flat=True))
    counts = {name: sum(states[one] for one in wanted) for name, (_label, wanted) in SHOW.items()}
    chosen = show if show in SHOW else ("mangler" if counts["mangler"] else "alle")
    listed = people.filter(Q(state__in=SHOW[chosen][1])).order_by(
        _urgency(), "due_on", "sort_name", "pk"
    )
    page = Paginator(listed, PER_PAGE).get_page(number)
    headcount = sum(states.values())
    revision = Revision.objects.current(guideline)
    return Team(
        guideline=guideline,
        title=shown(revision.edition, "title") if revision else Text(guideline.slug, "da"),
        day=day,
        headcount=headcount,
        obliged=headcount - states[State.NOT_ASSIGNED],
        completed=counts["gennemfoert"],
        overdue=states[State.OVERDUE],
        filters=[
            FilterLink(str(label), counts[name], f"?{query}vis={name}", name == chosen)
            for name, (label, _states) in SHOW.items()
        ],
        page_query=f"{query}vis={chosen}&",
        members=[_member(employee, tree, f"?{query}" if query else "") for employee in page],
        cards_url=cards_url(revision) if revision else "",
        page=page,
    )


def _urgency() -> Case:
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(URGENCY)]
    return Case(*ranks, output_field=IntegerField())


def _member(employee: "Employee", tree: Tree, address: str) -> Member:
    row = vars(employee)  # the annotations of with_state
    state = State(row["state"])
    return Member(
        url=reverse("training:person", args=[employee.pk]) + address,
        name=employee.name,
        department=tree.name(employee.department_id),
        hired_on=employee.hired_on,
        state=state,
        tone=TONES.get(state, "neutral"),
        due_on=None if state in ON_HOLD else row["due_on"],
        completed_at=row["completed_at"],
    )
