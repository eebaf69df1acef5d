"""Starting an attempt, answering, and asking the editor to look at something.

Every answer is kept; the same try twice is one answer.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from people.models import Employee
from policy.models import Revision
from quiz.models import Answer, Attempt, Consideration, DilemmaNote, Option, Situation, Task


class TryOutOfOrder(Exception):
    """The form's try number is neither an earlier one nor the next."""


@transaction.atomic
def start_attempt(
    *,
    employee: Employee,
    revision: Revision,
    round: int,  # noqa: A002 - the field's word
    now: datetime,
    earlier_rounds: int = 0,
    work: str = "",
) -> Attempt:
    """Start the round's pass through the revision, or return the one there is.

    `earlier_rounds` is how many rounds before this one count; `work` what was said of it in them.
    """
    attempt, _ = Attempt.objects.get_or_create(
        employee=employee,
        revision=revision,
        round=round,
        defaults={
            "seed": secrets.randbelow(2**31),
            "started_at": now,
            "earlier_rounds": earlier_rounds,
            "work": work,
        },
    )
    return attempt


@transaction.atomic
def submit_answer(
    *,
    attempt: Attempt,
    situation: Situation,
    option: Option | None,
    try_number: int,
    now: datetime,
    ticked: Sequence[Option] = (),
    sureness: str = "",
    considerations: Sequence[Consideration] = (),
    note: str = "",
) -> Answer:
    """Save an answer. A try that is answered already returns its stored answer, whatever is sent."""
    if any(one.situation_id != situation.pk for one in (*filter(None, [option]), *ticked)):
        raise ValueError(f"An option of another situation than {situation}.")
    # The attempt's row is the lock: two posts of one form wait for each other here.
    Attempt.objects.select_for_update().get(pk=attempt.pk)
    tries = Answer.objects.filter(attempt=attempt, situation=situation)
    stored = tries.filter(try_number=try_number).select_related("option").first()
    if stored is not None:
        return stored
    if try_number != (tries.aggregate(last=Max("try_number"))["last"] or 0) + 1:
        raise TryOutOfOrder
    answer = Answer.objects.create(
        attempt=attempt,
        situation=situation,
        option=option,
        try_number=try_number,
        sureness=sureness,
        answered_at=now,
    )
    answer.ticked.set(ticked)
    answer.considerations.set(considerations)
    if note:
        DilemmaNote.objects.create(answer=answer, text=note)
    return answer


def choose_work(attempt: Attempt, *, work: str) -> Attempt:
    """Set what the employee's work is like; what they have answered is kept (quiz/selection.py)."""
    attempt.work = work
    attempt.save(update_fields=["work"])
    return attempt


@transaction.atomic
def open_task(
    *,
    revision: Revision,
    situation: Situation | None = None,
    clause: str = "",
    finding: str,
    by: Employee,
    now: datetime,
) -> Task:
    """Ask the editor to look at a situation or a clause; one that is asked already stays as it is."""
    if situation is not None and situation.revision_id != revision.pk:
        raise ValueError(f"{situation} is no situation of {revision}.")
    Revision.objects.select_for_update().get(pk=revision.pk)
    open_ones = Task.objects.open().filter(revision=revision, situation=situation, clause=clause)
    return open_ones.first() or Task.objects.create(
        revision=revision,
        situation=situation,
        clause=clause,
        finding=finding[:500],
        opened_at=now,
        opened_by=by.directory_id,
    )


@transaction.atomic
def close_task(task: Task, *, outcome: str, by: Employee, now: datetime) -> Task:
    """Record what came of a task; closed already, it stays as it is."""
    locked = Task.objects.select_for_update().get(pk=task.pk)
    if locked.closed_at is None:
        locked.closed_at, locked.closed_by, locked.outcome = now, by.directory_id, outcome[:500]
        locked.save(update_fields=["closed_at", "closed_by", "outcome"])
    return locked
