"""Beginning a follow-up, and answering its situations: each once."""

from datetime import datetime

from django.db import transaction

from policy.models import Revision
from quiz.models import Option
from quiz.parallels import parallels_for
from quiz.selection import answers_of
from training.actions.learning import NothingToStart
from training.models import FollowUp, FollowUpSituation
from training.rounds import counted_rounds


@transaction.atomic
def begin_follow_up(follow_up: FollowUp, *, now: datetime) -> FollowUp:
    """Choose its situations after what was missed at first; begun already, it stays as it is.

    `NothingToStart` where the guideline has no parallel situations by now.
    """
    locked = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if locked.begun_at is not None:
        return locked
    assignment = locked.assignment
    revision = Revision.objects.current(assignment.guideline)
    answers = answers_of(assignment.employee_id, assignment.guideline_id)
    counted = answers.filter(attempt__round__range=counted_rounds(assignment))
    chosen = parallels_for(counted, revision, seed=assignment.pk) if revision else []
    if not chosen:
        raise NothingToStart
    FollowUpSituation.objects.bulk_create(
        FollowUpSituation(
            follow_up=locked,
            number=number,
            situation_id=one.id,
            missed_clause=one.missed_clause,
        )
        for number, one in enumerate(chosen, start=1)
    )
    locked.begun_at = now
    locked.save(update_fields=["begun_at"])
    return locked


@transaction.atomic
def answer_follow_up(row: FollowUpSituation, *, option: Option, now: datetime) -> FollowUpSituation:
    """Store the answer to a situation; answered already, it stays as it is. The last one finishes it."""
    if option.situation_id != row.situation_id:
        raise ValueError(f"{option} is no option of {row.situation}.")
    follow_up = FollowUp.objects.select_for_update().get(pk=row.follow_up_id)
    stored = FollowUpSituation.objects.get(pk=row.pk)
    if stored.answered_at is not None:
        return stored
    stored.option, stored.answered_at = option, now
    stored.save(update_fields=["option", "answered_at"])
    if not follow_up.situations.filter(answered_at=None).exists():
        follow_up.finished_at = now
        follow_up.save(update_fields=["finished_at"])
    return stored
