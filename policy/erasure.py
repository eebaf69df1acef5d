"""Erasing what is known of an acknowledgement: the log goes on verifying, and says that it was done."""

from datetime import datetime

from django.db import models, transaction

from evidence.actions import append
from evidence.models import Entry, Kind
from evidence.notes import SigningKey
from people.models import Employee
from policy.checkpoints import checkpoint_afterwards
from policy.models import Acknowledgement


class ErasureReason(models.TextChoices):
    """Why a record was erased, as the log says it for ever: never more than a word."""

    RETENTION = "retention", "retention"
    REQUEST = "request", "request"


@transaction.atomic
def erase_record(
    row: Acknowledgement, *, reason: ErasureReason, run: str, key: SigningKey, now: datetime
) -> Entry:
    """Delete an acknowledgement with its record and salt, and those that replaced it.

    `run` names the retention run or the request, as it stands in that one's own log. Returns the
    `erase` entry, signed over target, reason and run. Locks: the person, last the log's head.
    """
    Employee.objects.select_for_update(no_key=True).get(pk=row.employee_id)
    later = Acknowledgement.objects.filter(replaces=row).first()
    if later is not None:
        erase_record(later, reason=reason, run=run, key=key, now=now)
    facts = {"target": row.record_id, "reason": str(reason), "run": run}
    record = row.record
    row.delete()
    record.delete()
    entry = append(kind=Kind.ERASE, facts=facts, now=now, key=key)
    checkpoint_afterwards(now=now)
    return entry
