"""Putting messages, taking them in hand, and what becomes of them (docs/adr/0005-outbox.md)."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from lib.batches import in_batches
from outbox.models import Hold, Message, MessageQuerySet

# Longer than any one mail can take, whose every step times out by itself (EMAIL_TIMEOUT).
LEASE = timedelta(minutes=10)
# How long a message waits after each attempt that failed; after the last it is given up.
BACK_OFF = [
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=2),
]
LONGEST_PROBLEM = 300
BATCH = 1000


class AlreadyOnItsWay(Exception):
    """The message has been sent, or a worker has it in hand right now."""


@dataclass(frozen=True)
class New:
    """A message to put: `key` names its occasion, `subject` whom it concerns."""

    key: str
    kind: str
    subject: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None


@transaction.atomic
def put_all(messages: Iterable[New], *, now: datetime) -> int:
    """Put messages in the caller's transaction, in batches; returns how many keys were new.

    One whose key is known already stays as it is, whatever became of it. A batch is one query to look
    and one to write on PostgreSQL; SQLite writes some sixty rows at a time.
    """
    by_key = {one.key: one for one in messages}
    count = 0
    for batch in in_batches(by_key, BATCH):
        known = set(Message.objects.filter(key__in=batch).values_list("key", flat=True))
        new = [_row(by_key[key], now) for key in batch if key not in known]
        Message.objects.bulk_create(new, ignore_conflicts=True)
        count += len(new)
    return count


def _row(new: New, now: datetime) -> Message:
    return Message(
        key=new.key,
        kind=new.kind,
        subject=new.subject,
        payload=dict(new.payload),
        put_at=now,
        not_before=new.not_before or now,
    )


def put(
    *,
    key: str,
    kind: str,
    subject: str = "",
    payload: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
    now: datetime,
) -> Message:
    """Put one message in the caller's transaction; returns the one that has this key."""
    put_all([New(key, kind, subject, payload or {}, not_before)], now=now)
    return Message.objects.get(key=key)


@transaction.atomic
def claim(kinds: Iterable[str], *, now: datetime) -> Message | None:
    """Take the message of these kinds that is due longest in hand, for `LEASE`; None where none is.

    PostgreSQL skips the rows that other workers are just taking; SQLite lets one writer in at a time.
    The attempt counts from here, so that a message which kills its worker is given up in the end.
    """
    message = (
        Message.objects.due(kinds, now).select_for_update(skip_locked=True, of=("self",)).first()
    )
    if message is None:
        return None
    message.lease, message.leased_until = secrets.token_hex(16), now + LEASE
    message.attempts += 1
    message.save(update_fields=["lease", "leased_until", "attempts"])
    return message


def _release(message: Message, **changes: Any) -> bool:
    """Write what became of a message, unless its lease ran out and another worker has it."""
    mine = Message.objects.waiting().filter(pk=message.pk, lease=message.lease)
    return bool(mine.update(lease="", leased_until=None, **changes))


def record_sent(message: Message, *, result: Mapping[str, Any], now: datetime) -> bool:
    """The message is sent. False where the lease was lost before this was written."""
    return _release(message, sent_at=now, problem="", result=dict(result))


def withdraw_claimed(message: Message, *, reason: str, now: datetime) -> bool:
    """The handler says that it is no longer needed."""
    return _release(message, withdrawn_at=now, problem=reason[:LONGEST_PROBLEM])


def postpone(message: Message, *, until: datetime) -> bool:
    """The handler says that it is too early; this was no attempt."""
    return _release(message, not_before=until, attempts=message.attempts - 1)


def hand_back(message: Message, *, problem: str) -> bool:
    """Nothing can be sent just now, which is not this message's fault: no attempt either."""
    return _release(message, attempts=message.attempts - 1, problem=problem[:LONGEST_PROBLEM])


def try_later(message: Message, *, problem: str, now: datetime) -> bool:
    """The attempt failed: try again after the back-off, or give up after the last."""
    if message.attempts > len(BACK_OFF):
        return give_up(message, problem=problem, now=now)
    until = now + BACK_OFF[message.attempts - 1]
    return _release(message, not_before=until, problem=problem[:LONGEST_PROBLEM])


def give_up(message: Message, *, problem: str, now: datetime) -> bool:
    """It can't be delivered: the address was refused, or every attempt has failed."""
    return _release(message, gave_up_at=now, problem=problem[:LONGEST_PROBLEM])


def withdraw(messages: MessageQuerySet, *, reason: str, now: datetime) -> int:
    """Withdraw those of the messages that nobody has in hand; returns how many.

    One in hand is left to its handler, which asks again whether it is needed.
    """
    return messages.unleased(now).update(
        withdrawn_at=now, problem=reason[:LONGEST_PROBLEM], lease="", leased_until=None
    )


@transaction.atomic
def stop(message: Message, *, by: str, now: datetime) -> Message:
    """Never send this message; `AlreadyOnItsWay` where it is too late, or of a kind never held."""
    stopped = Message.objects.unleased(now).filter(pk=message.pk)
    stopped = stopped.exclude(kind__in=settings.OUTBOX_NEVER_HELD)
    if not stopped.update(stopped_at=now, stopped_by=by, lease="", leased_until=None):
        raise AlreadyOnItsWay
    return Message.objects.get(pk=message.pk)


@transaction.atomic
def retry(message: Message, *, now: datetime) -> Message:
    """Try one that was given up again, as if it were new; any other stays as it is."""
    given_up = Message.objects.filter(pk=message.pk, gave_up_at__isnull=False)
    given_up.update(gave_up_at=None, attempts=0, not_before=now)
    return Message.objects.get(pk=message.pk)


@transaction.atomic
def hold(*, kind: str, by: str, now: datetime) -> Hold:
    """Let every message of the kind wait, or all messages (`kind` is empty); held already, it stays so."""
    found, _ = Hold.objects.get_or_create(
        kind=kind, lifted_at=None, defaults={"held_at": now, "held_by": by}
    )
    return found


@transaction.atomic
def lift(*, kind: str, by: str, now: datetime) -> int:
    """Let the messages go on; returns how many holds ended (0 or 1)."""
    return Hold.objects.active().filter(kind=kind).update(lifted_at=now, lifted_by=by)
