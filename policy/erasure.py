"""Erasing what is known of an acknowledgement: the log goes on verifying, and says that it was done."""

from copy import copy
from datetime import datetime

from django.db import models, transaction

from evidence.actions import append
from evidence.keys import NoKey
from evidence.models import Entry, Kind
from evidence.notes import SigningKey
from lib.days import day_of, start_of
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
    facts = {"target": row.seq, "reason": str(reason), "run": run}
    record = row.record
    row.delete()
    record.delete()
    entry = append(kind=Kind.ERASE, facts=facts, now=now, key=key)
    checkpoint_afterwards(now=now)
    return entry


@transaction.atomic
def erase_all(
    employee: Employee,
    *,
    into: Employee,
    reason: ErasureReason,
    run: str,
    key: SigningKey | None,
    now: datetime,
) -> dict[int, Acknowledgement]:
    """Erase every acknowledgement of a person as `erase_record` does; a nameless row of `into` takes
    the place of each, so that figures of past days stay as they were.

    Returns the nameless rows by the keys of those they stand for. `NoKey` where there is something to
    erase and no key.
    """
    rows = list(Acknowledgement.objects.filter(employee=employee).order_by("pk"))
    if rows and key is None:
        raise NoKey("Without the log's key nothing can be erased from it.")
    for row in rows:
        if row.replaces_id is None and key is not None:
            erase_record(copy(row), reason=reason, run=run, key=key, now=now)
    found: dict[int, Acknowledgement] = {}
    for row in rows:
        assert row.pk is not None
        found[row.pk] = _nameless(row, into, found.get(row.replaces_id or 0))
    return found


# What a nameless row still says: which words, in which round, how, and whether it counted.
KEPT = (
    *("edition_id", "revision_id", "round", "language", "text_sha256", "statement_sha256"),
    *("method", "counts"),
)


def _nameless(
    row: Acknowledgement, into: Employee, replaces: Acknowledgement | None
) -> Acknowledgement:
    return Acknowledgement.objects.create(
        **{name: getattr(row, name) for name in KEPT},
        employee=into,
        replaces=replaces,
        acknowledged_at=start_of(day_of(row.acknowledged_at)),
        recorded_at=start_of(day_of(row.recorded_at)),
    )
