"""Taking answers away from those who wrote them: what was counted stays as nobody's, the rest goes.

What stays are first tries of passes that a snapshot has counted, dated by that snapshot. It counts five
people or more, so the day doesn't tell which of them wrote what; and it is the next snapshot after the pass,
so what lies between two releases stays the same (quiz/releases.py). Departments are not kept: figures of
a department count the passes whose writers are still known.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, Min, QuerySet
from django.db.models.functions import TruncDate

from lib.days import day_of, start_of
from quiz.models import Answer, Attempt, Snapshot
from quiz.passes import complete_first_passes, situations_of

BATCH = 500


@dataclass(frozen=True)
class Unlinked:
    """How many attempts lost their answers, and how many of those stay as nobody's."""

    attempts: int
    kept: int


@transaction.atomic
def unlink(attempts: QuerySet[Attempt]) -> Unlinked:
    """Take the answers of these attempts away from their writers, with their notes.

    Locks the attempts: who is answering just then waits.
    """
    keys = list(attempts.filter(answers__isnull=False).values_list("pk", flat=True).distinct())
    locked = Attempt.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    rows = list(locked)
    counted = _counted(rows)
    secrets.SystemRandom().shuffle(counted)
    for attempt, day in counted:
        _keep(attempt, day)
    begun = (
        Answer.objects.filter(attempt__in=keys).values_list("attempt").annotate(Min("answered_at"))
    )
    for attempt_pk, first in begun:
        Attempt.objects.filter(pk=attempt_pk).update(answered_from=start_of(day_of(first)))
    Answer.objects.filter(attempt__in=keys).delete()
    return Unlinked(len(keys), len(counted))


def _counted(attempts: Iterable[Attempt]) -> list[tuple[Attempt, date]]:
    """Those that a snapshot has counted, with the day of the first that did."""

    def of_set(one: Attempt) -> tuple[int, str]:
        return one.revision_id, one.work

    found: list[tuple[Attempt, date]] = []
    for (_revision, work), group in groupby(sorted(attempts, key=of_set), key=of_set):
        mine = {one.pk: one for one in group}
        revision = next(iter(mine.values())).revision
        days = sorted(Snapshot.objects.of_set(revision, work).values_list("day", flat=True))
        if not days:
            continue
        passes = complete_first_passes(revision, work, situations_of(revision, work), days[-1])
        finished: Any = passes.filter(pk__in=mine).annotate(on=TruncDate(F("finished_at")))
        for pk, on in finished.values_list("pk", "on"):
            found.append((mine[pk], next(day for day in days if day >= on)))
    return found


def _keep(attempt: Attempt, day: date) -> None:
    """A copy of the pass's first tries that leads back to nobody."""
    at = start_of(day)
    nobodys = Attempt.objects.create(
        employee=None,
        revision=attempt.revision,
        round=0,
        seed=secrets.randbelow(2**31),
        started_at=at,
        work=attempt.work,
    )
    firsts = Answer.objects.filter(attempt=attempt, try_number=1).prefetch_related("ticked")
    for one in firsts.order_by("situation"):
        copy = Answer.objects.create(
            attempt=nobodys,
            situation_id=one.situation_id,
            option_id=one.option_id,
            sureness=one.sureness,
            try_number=1,
            answered_at=at,
        )
        copy.ticked.set(one.ticked.all())
