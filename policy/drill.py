"""The tamper drill: what somebody with the database in their hands could do, and what verifying says to it.

Every move is made on copies of the tables (evidence/copying.py), of which nobody else sees anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import models

from evidence.actions import expected_key, make_checkpoint, rotate_key
from evidence.copying import Copies, copies_of
from evidence.findings import Report
from evidence.keys import new_key
from evidence.models import Checkpoint, Verdict
from evidence.verification import verify
from people.models import Employee
from policy.models import Acknowledgement, Revision
from policy.moves import MOVES
from policy.stage import Stage, invent, invent_approval

ROOMS = ("evidence", "policy")


class NothingToTry(Exception):
    """There is nobody or nothing published to try the moves on, or the log is broken already."""


@dataclass(frozen=True)
class Tried:
    """A move, the verdict it must get and the one it got."""

    move: str
    expected: Verdict
    got: Verdict
    report: Report = field(repr=False)


def drill(*, now: datetime) -> Iterator[Tried]:
    """Make every move on a copy and verify; `NothingToTry` where there is nobody to try it on."""
    tables: list[type[models.Model]] = [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
    ]
    with copies_of(tables) as copies:
        stage = _set_up(copies, now)
        keys = [stage.key.public]
        untouched = verify(keys=keys).verdict
        for move, make, expected in MOVES:
            copies.restore()
            known = make(stage)
            report = verify(keys=keys, known=known)
            wanted = untouched if expected is None else expected
            yield Tried(move, wanted, report.verdict, report)


def _set_up(copies: Copies, now: datetime) -> Stage:
    """An approval; then two acknowledgements of a person who is there, between two checkpoints."""
    employee = Employee.objects.order_by("pk").first()
    revision = Revision.objects.published().select_related("edition__guideline").first()
    if employee is None or revision is None:
        raise NothingToTry("The drill needs one person and one published guideline.")
    own = expected_key()
    if verify(keys=[own] if own else []).verdict >= Verdict.DIVERGED:
        raise NothingToTry("The log is not sound as it stands: see evidence_verify.")
    key = new_key()
    if own is not None:
        rotate_key(old=None, new=key, now=now)
    approval = invent_approval(revision, now=now)
    make_checkpoint(key=key, now=now)
    before = _newest_note()
    model = Acknowledgement(
        employee=employee,
        edition=revision.edition,
        revision=revision,
        round=10**6,
        language="da",
        text_sha256=revision.edition.text_sha256("da"),
        statement_sha256=revision.edition.statement_sha256("da"),
        name_at_time="Nobody Really",
        department_ref="",
    )
    first = invent(model, round=10**6, now=now)
    second = invent(model, round=10**6 + 1, now=now)
    make_checkpoint(key=key, now=now)
    copies.keep()
    return Stage(key, now, approval, first, second, before, _newest_note())


def _newest_note() -> str:
    newest = Checkpoint.objects.newest()
    return newest.note if newest else ""
