"""What the last retention run did, as HR's page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from audit.models import Event
from privacy.runs import PEOPLE, PEOPLE_LABEL
from privacy.schedule import STEPS

LABELS: dict[str, str | Promise] = {step.name: step.label for step in STEPS} | {
    PEOPLE: PEOPLE_LABEL
}


@dataclass(frozen=True)
class Done:
    """A run that was made: when, what went and how much, how many people could not be erased."""

    at: datetime
    name: str
    lines: list[tuple[str, int]]
    problems: int


def done_of(event: Event | None) -> Done | None:
    """The run of an event; None where none was made yet."""
    if event is None:
        return None
    went = [(str(label), int(event.detail.get(name, 0))) for name, label in LABELS.items()]
    return Done(
        at=event.at,
        name=str(event.detail["run"]),
        lines=[line for line in went if line[1]],
        problems=int(event.detail.get("problems", 0)),
    )
