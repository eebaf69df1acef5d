"""What HR may know of one person: who, where, in which state, and what happened."""

from dataclasses import dataclass
from datetime import date

from people.models import Employee, Placement
from people.tree import Tree
from policy.models import Guideline
from reports.about import About
from reports.events import Event
from reports.timeline import timeline_of
from training.states import ON_HOLD, TONES, State, state_on


@dataclass(frozen=True)
class Person:
    """A person's page; `events` are the newest first. Without a state they are not employed."""

    about: About
    name: str
    number: str
    path: str
    hired_on: date
    left_on: date | None
    state: State | None
    tone: str
    due_on: date | None
    events: list[Event]


def person_of(employee: Employee, guideline: Guideline, day: date) -> Person:
    """The person as they are known on `day` (today), in a constant number of queries."""
    place = Placement.objects.as_of(day).filter(employee=employee, is_primary=True).first()
    state, due_on = state_on(employee, guideline, day) if place else (None, None)
    return Person(
        about=About.of(guideline, day),
        name=employee.name,
        number=employee.employee_number or "",
        path=Tree.on(day).path(place.department_id) if place else "",
        hired_on=employee.hired_on,
        left_on=employee.left_on,
        state=state,
        tone=TONES.get(state, "neutral") if state else "neutral",
        due_on=None if state in ON_HOLD else due_on,
        events=timeline_of(employee, guideline),
    )
