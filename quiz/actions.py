"""Starting an attempt and answering. Every answer is kept; the same try twice is one answer."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from people.models import Employee
from policy.models import Revision
from quiz.models import Answer, Attempt, Consideration, DilemmaNote, Option, Situation


class TryOutOfOrder(Exception):
    """The form's try number is neither an earlier one nor the next."""


@transaction.atomic
def start_attempt(
    *,
    employee: Employee,
    revision: Revision,
    round: int,  # noqa: A002 - the field's word
    now: datetime,
) -> Attempt:
    """Start the round's pass through the revision, or return the one there is."""
    attempt, _ = Attempt.objects.get_or_create(
        employee=employee,
        revision=revision,
        round=round,
        defaults={"seed": secrets.randbelow(2**31), "started_at": now},
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
