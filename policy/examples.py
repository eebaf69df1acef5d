"""Local examples of a clause: proposed, looked at by an editor or HR, shown with the guideline."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from audit.actions import record
from lib.texts import Text
from people.models import Employee
from policy.models import Guideline, LocalExample, Ruling

# "Afklar med din nærmeste leder": where the guideline sends employees to ask. A guideline whose text
# has no such clause offers no question.
ASKING = "A3"
State = LocalExample.State
# From which states somebody may bring an example to which.
STEPS = {
    State.PUBLISHED: {State.PROPOSED, State.DECLINED, State.REMOVED},
    State.DECLINED: {State.PROPOSED},
    State.REMOVED: {State.PUBLISHED},
}


class NotNow(Exception):
    """Somebody else has decided about the example meanwhile."""


class OnesOwnProposal(Exception):
    """Somebody else than who proposed an example publishes it."""


@dataclass(frozen=True)
class Wording:
    """What an example says, without names."""

    question: str
    ruling: Ruling
    answer: str
    language: str


@dataclass(frozen=True)
class ShownExample:
    """An example as a reader of the guideline meets it."""

    question: Text
    ruling: str
    tone: str
    answer: Text
    day: datetime


@dataclass(frozen=True)
class Asking:
    """What stands below the clause that sends employees to ask: the way there, and the examples."""

    clause: str
    slug: str
    examples: list[ShownExample]


TONES = {Ruling.YES: "good", Ruling.NO: "bad", Ruling.YES_IF: "info"}


def asking_of(guideline: Guideline) -> Asking:
    """What stands below the clause, the newest example first (one query)."""
    rows = LocalExample.objects.published().filter(guideline=guideline, clause=ASKING)
    return Asking(ASKING, guideline.slug, [_shown(row) for row in rows])


def _shown(row: LocalExample) -> ShownExample:
    assert row.decided_at is not None  # policy_localexample_decided_at_and_by
    ruling = Ruling(row.ruling)
    return ShownExample(
        question=Text(row.question, row.language),
        ruling=str(ruling.label),
        tone=TONES[ruling],
        answer=Text(row.answer, row.language),
        day=row.decided_at,
    )


def waiting_for(reader: Employee) -> int:
    """How many proposals wait for this reader; their own wait for somebody else (one query)."""
    return LocalExample.objects.proposed().exclude(proposed_by=reader.directory_id).count()


def to_look_at() -> QuerySet[LocalExample]:
    """Every example there is: those that wait first, the oldest of them first."""
    return LocalExample.objects.order_by("decided_at", "proposed_at", "pk")


@transaction.atomic
def propose(
    *,
    guideline: Guideline,
    clause: str,
    source: str,
    wording: Wording,
    by: Employee,
    now: datetime,
) -> LocalExample:
    """Propose an example; of one `source` a second time the first one is returned as it is."""
    example, is_new = LocalExample.objects.get_or_create(
        source=source,
        defaults={
            "guideline": guideline,
            "clause": clause,
            "proposed_at": now,
            "proposed_by": by.directory_id,
            **vars(wording),
        },
    )
    if is_new:
        _record(example, by, now)
    return example


@transaction.atomic
def decide(
    example: LocalExample,
    *,
    state: LocalExample.State,
    wording: Wording | None = None,
    by: Employee,
    now: datetime,
) -> LocalExample:
    """Publish an example, with these words; decline or remove it.

    `NotNow` where that came too late, `OnesOwnProposal` where it takes somebody else to publish it.
    """
    locked = LocalExample.objects.select_for_update(no_key=True).get(pk=example.pk)
    if locked.state not in STEPS[state]:
        raise NotNow
    if state == State.PUBLISHED and locked.proposed_by == by.directory_id:
        raise OnesOwnProposal
    for name, value in vars(wording).items() if wording else ():
        setattr(locked, name, value)
    locked.state, locked.decided_at, locked.decided_by = state, now, by.directory_id
    locked.save()
    _record(locked, by, now)
    return locked


def _record(example: LocalExample, by: Employee, now: datetime) -> None:
    record(kind=f"example.{example.state}", actor=by.directory_id, now=now, example=example.pk)
