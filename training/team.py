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
from people.models import Employee, EmployeeQuerySet, Management
from people.tree import Tree
from policy.models import Guideline, Revision
from quiz.cards import cards_url
from training.nudges import last_reminded
from training.question_pages import open_for
from training.states import DONE, ON_HOLD, OUTSTANDING, TONES, State, with_state
from training.substitutes import InsteadOf, standing_in

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
    # Where to move the deadline, for who has one outstanding and is not the reader.
    move_url: str
    reminded_at: datetime | None


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
    # Others than the reader who are overdue, and where they are reminded.
    to_remind: int
    remind_url: str
    questions: int
    instead_of: list[InsteadOf]
    # Where to name a substitute; "" for somebody who manages nothing themselves.
    substitutes_url: str


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
    tree, address = Tree.on(day), f"?{query}" if query else ""
    people = with_state(people_in_scope(manager, tree, day), guideline, day)
    found = list(people.values_list("pk", F("state")))
    states = Counter(State(state) for _pk, state in found)
    counts = {name: sum(states[one] for one in wanted) for name, (_label, wanted) in SHOW.items()}
    chosen = show if show in SHOW else ("mangler" if counts["mangler"] else "alle")
    listed = people.filter(Q(state__in=SHOW[chosen][1])).order_by(
        _urgency(), "due_on", "sort_name", "pk"
    )
    page = Paginator(listed, PER_PAGE).get_page(number)
    headcount = sum(states.values())
    reminded = last_reminded(one.directory_id for one in page)
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
        members=[_member(one, manager, tree, address, reminded) for one in page],
        cards_url=cards_url(revision) if revision else "",
        page=page,
        to_remind=states[State.OVERDUE] - ((manager.pk, State.OVERDUE) in found),
        remind_url=reverse("training:remind_overdue") + address,
        questions=len(open_for(manager, day)),
        instead_of=standing_in(manager, tree, day),
        substitutes_url=_substitutes_url(manager, day),
    )


def _substitutes_url(manager: Employee, day: date) -> str:
    if not Management.objects.as_of(day).filter(employee=manager).exists():
        return ""
    return reverse("training:substitutes", args=[manager.pk])


def _urgency() -> Case:
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(URGENCY)]
    return Case(*ranks, output_field=IntegerField())


def _member(
    employee: "Employee", reader: Employee, tree: Tree, address: str, reminded: dict[str, datetime]
) -> Member:
    row = vars(employee)  # the annotations of with_state
    state = State(row["state"])
    may_move = state in OUTSTANDING and employee.pk != reader.pk
    move_url = reverse("training:move_due_date", args=[employee.pk]) + address
    return Member(
        url=reverse("training:person", args=[employee.pk]) + address,
        name=employee.name,
        department=tree.name(employee.department_id),
        hired_on=employee.hired_on,
        state=state,
        tone=TONES.get(state, "neutral"),
        due_on=None if state in ON_HOLD else row["due_on"],
        completed_at=row["completed_at"],
        move_url=move_url if may_move else "",
        reminded_at=reminded.get(employee.directory_id) if state in OUTSTANDING else None,
    )
