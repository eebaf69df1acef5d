"""Flags on situations: a learner raises one, an editor closes it. Who raised it is written nowhere."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from audit.actions import record
from authoring.models import Flag
from people.models import Employee
from quiz.models import Situation

# Enough for somebody who reads with care, too few to drown the editor.
MOST_AN_HOUR = 5
HOUR = 60 * 60


def may_raise(employee: Employee) -> bool:
    """Whether this person may raise one more now. The count is all that is kept, and for an hour."""
    key = f"flags:{employee.pk}"
    raised: int = cache.get(key, 0)
    if raised >= MOST_AN_HOUR:
        return False
    cache.set(key, raised + 1, HOUR)
    return True


@transaction.atomic
def raise_flag(*, situation: Situation, language: str, text: str, now: datetime) -> Flag:
    """Record that somebody found a published situation wrong or unclear."""
    flag = Flag.objects.create(
        situation=situation, language=language, text=text.strip(), raised_at=now
    )
    record(kind="flag.raised", now=now, flag=flag.pk, situation=situation.slug)
    return flag


@transaction.atomic
def close_flag(flag: Flag, *, outcome: str, by: Employee, now: datetime) -> Flag:
    """Close a flag with a sentence; one that is closed already stays as it is."""
    flag = Flag.objects.select_for_update().get(pk=flag.pk)
    if flag.closed_at is None:
        flag.closed_at, flag.closed_by, flag.outcome = now, by, outcome.strip()
        flag.save(update_fields=["closed_at", "closed_by", "outcome"])
        record(kind="flag.closed", actor=by.directory_id, now=now, flag=flag.pk)
    return flag
