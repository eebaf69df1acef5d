"""Somebody who has left every kind of trace and is to be erased; what all tables hold, as text."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone

from audit.actions import record
from outbox.actions import put
from people import actions as people
from people.models import Employee
from policy.corrections import Right
from privacy.runs import sign
from quiz.models import Kind, Situation
from tests.factories.people import Cast, an_alias, make_hr
from tests.factories.policy import on_paper
from tests.factories.training import an_answer, an_assignment, begin
from training import actions as training
from training.actions import exempt
from training.corrections import correct

YEARS = 5
DAY = timedelta(days=1)
NOTE = "En note, som kun Mette læser"
# Every word by which Mette could be told from others.
TRACES = (
    "Mette Hansen",
    "Mettes ark",
    "Mette havde",
    "Holm-Hansen",
    "mette@example.org",
    "4711",
    NOTE,
    "Ferie i juli",
    "Barsel i maj",
)


def a_life(cast: Cast, now: datetime) -> Employee:
    """Mette with every trace: she is assigned, moved, on leave, exempt, signs on paper, is corrected,
    completes, reads others' data, has a role, two ids, a mail, another name before.
    """
    mette = cast.new_hire
    an_alias(mette, cast.hr)
    Employee.objects.filter(pk=mette.pk).update(email="mette@example.org")
    people.rename(mette, name="Mette Holm-Hansen", now=now)
    mette = make_hr(mette)
    assignment = an_assignment(mette, cast.manager, now=now)
    training.move_due_date(
        assignment,
        due_on=(now + 20 * DAY).date(),
        note="Ferie i juli",
        by=cast.manager,
        now=now,
    )
    attempt = begin(assignment, now)
    dilemma = Situation.objects.filter(revision=attempt.revision, kind=Kind.DILEMMA)[0]
    an_answer(attempt, dilemma, note=NOTE, now=now)
    paper = on_paper(mette, cast, now=now)
    right = Right(counts=True, language="de", basis_note="Mettes ark")
    correct(paper, right=right, note="Mette havde det tyske", by=cast.hr, now=now + DAY)
    people.grant_leave(
        mette,
        from_on=(now + 2 * DAY).date(),
        back_on=(now + 4 * DAY).date(),
        by=mette.directory_id,
        now=now + DAY,
    )
    last_on = (now + 60 * DAY).date()
    exempt(
        mette,
        assignment.guideline,
        last_on=last_on,
        reason="Barsel i maj",
        by=cast.manager,
        now=now + 2 * DAY,
    )
    about_others(mette, cast, now)
    put(key=f"assigned/{assignment.pk}", kind="assigned", subject=mette.directory_id, now=now)
    record(kind="read.person", actor="p0", subject=mette.directory_id, now=now)
    people.leave(mette, on=(now + 10 * DAY).date(), now=now + 10 * DAY)
    return mette


def about_others(mette: Employee, cast: Cast, now: datetime) -> None:
    """What she did to others stays theirs, and no longer leads to her."""
    given = an_assignment(cast.colleague, mette, now=now)
    by = mette.directory_id
    away = now.date() + 5 * DAY
    people.grant_leave(cast.colleague, from_on=away, back_on=away + DAY, by=by, now=now)
    exempt(
        cast.colleague, given.guideline, last_on=away + 9 * DAY, reason="Praktik", by=mette, now=now
    )


def sign_for(cast: Cast, years: int | None = YEARS) -> None:
    """HR signs for so many years."""
    sign(years=years, grounds="Forældelse", by=cast.hr, now=timezone.now())


def as_held(trace: str) -> str:
    """How a trace stands among what is held: digits as a value, since a random key may have them too."""
    return repr(trace) if trace.isdigit() else trace


def held() -> str:
    """All that the tables of every room and package hold, as text."""
    rows: list[Any] = []
    for model in apps.get_models(include_auto_created=True):
        rows += model._default_manager.values_list()
    return repr(rows)
