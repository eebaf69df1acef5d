"""A retention run: what is due, letting it go, and the log of it; signing for how many years."""

import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actions import record
from audit.models import Event
from evidence.keys import NoKey, UnusableKey, load_key
from evidence.notes import SigningKey
from people.models import Employee
from policy.erasure import ErasureReason
from privacy import tombstones
from privacy.erasing import StillEmployed, erase_person
from privacy.models import RetentionDecision
from privacy.schedule import STEPS, At, Step, due_people

log = logging.getLogger(__name__)

RUN, SIGNED = "retention.run", "retention.signed"
PEOPLE = "people"
PEOPLE_LABEL = _("People who have left, with their receipts")


@dataclass(frozen=True)
class Line:
    """One step of a run: how much is due, and how much of it went (None: nothing was tried)."""

    name: str
    label: str | Promise
    when: str | Promise
    due: int
    done: int | None
    is_signed_for: bool


@dataclass(frozen=True)
class Run:
    """What a run would do, or has done; `name` stands in the evidence log, empty for a dry one."""

    name: str
    at: datetime
    years: int | None
    lines: list[Line]
    problems: int = 0

    @property
    def total(self) -> int:
        """How many things are due."""
        return sum(line.due for line in self.lines)


def _at(now: datetime) -> At:
    decision = RetentionDecision.objects.in_force()
    return At(now, decision.years if decision else None)


def would_erase(*, now: datetime) -> Run:
    """What is due now; nothing is changed (ten queries)."""
    at = _at(now)
    lines = [
        Line(one.name, one.label, _when(one), one.due(at).count(), None, one.is_signed_for)
        for one in STEPS
    ]
    return Run("", now, at.years, [*lines, _people_line(due_people(at).count(), None)])


def _when(step: Step) -> str:
    return str(step.when) % {"months": settings.ANSWERS_KEPT_MONTHS}


def _people_line(due: int, done: int | None) -> Line:
    return Line(PEOPLE, PEOPLE_LABEL, _("The years that are signed for"), due, done, True)


def erase_due(*, now: datetime, by: str = "") -> Run:
    """Let go what is due; `by` is the directory id of who asked for it, empty for the worker.

    Each person is a transaction of their own: one who can't be erased is logged, and holds up nobody.
    """
    at, name = _at(now), secrets.token_hex(8)
    lines = []
    for step in STEPS:
        due = step.due(at).count()
        done = step.apply(at) if due else 0
        lines.append(Line(step.name, step.label, _when(step), due, done, step.is_signed_for))
    people = list(due_people(at))
    erased = erase_people(people, run=name, now=now)
    lines.append(_people_line(len(people), erased))
    run = Run(name, now, at.years, lines, problems=len(people) - erased)
    _write_down(run, by)
    return run


def erase_people(people: Iterable[Employee], *, run: str, now: datetime) -> int:
    """Erase these people one by one; returns how many were."""
    key, count = _key(), 0
    for one in people:
        try:
            with transaction.atomic():
                tombstones.note(Employee.objects.same_person_as(one).distinct(), run=run)
                erase_person(one, reason=ErasureReason.RETENTION, run=run, key=key, now=now)
        except (NoKey, StillEmployed) as problem:
            log.error("Employee %s was not erased: %s", one.pk, problem or type(problem).__name__)
        except ProtectedError as problem:
            tables = sorted({row._meta.label for row in problem.protected_objects})
            log.error("Employee %s was not erased: held by %s", one.pk, ", ".join(tables))
        except IntegrityError as problem:
            rule = str(problem).partition("\n")[0]
            log.error("Employee %s was not erased: %s", one.pk, rule)
        else:
            count += 1
    return count


def _key() -> SigningKey | None:
    """The log's key; without one, those who have acknowledged nothing can still be erased."""
    try:
        return load_key()
    except (NoKey, UnusableKey) as problem:
        log.warning("%s", problem)
        return None


def _write_down(run: Run, by: str) -> None:
    counts: dict[str, Any] = {line.name: line.done or 0 for line in run.lines}
    record(kind=RUN, actor=by, now=run.at, run=run.name, problems=run.problems, **counts)


def nightly(*, now: datetime) -> str:
    """The worker's job: a run, in a line."""
    run = erase_due(now=now)
    done = [f"{line.name} {line.done}" for line in run.lines if line.done]
    failed = [f"{run.problems} not erased"] if run.problems else []
    return ", ".join([*done, *failed]) or "nothing was due"


def last_run() -> Event | None:
    """What the last run did (one query)."""
    return Event.objects.filter(kind=RUN).order_by("-at", "-pk").first()


@transaction.atomic
def sign(*, years: int | None, grounds: str, by: Employee, now: datetime) -> RetentionDecision:
    """Sign for how many years after leaving people's data are kept; None stops erasing them."""
    decision = RetentionDecision.objects.create(
        years=years,
        signed_at=now,
        signed_by=by.directory_id,
        signed_by_name=by.name,
        grounds=grounds,
    )
    record(kind=SIGNED, actor=by.directory_id, now=now, years=years)
    return decision
