"""How each rule of outbox is broken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from outbox.actions import hold, put
from outbox.models import Hold, JobRun, Message


def _a_message(**changes: Any) -> object:
    message = put(key="a", kind="letter", now=timezone.now())
    return Message.objects.filter(pk=message.pk).update(**changes)


def _a_hold(**changes: Any) -> object:
    one = hold(kind="letter", by="p1", now=timezone.now())
    return Hold.objects.filter(pk=one.pk).update(**changes)


def _a_run(**changes: Any) -> object:
    now = timezone.now()
    row = {"name": "j", "due_at": now, "started_at": now, "finished_at": now}
    return JobRun.objects.create(**row | changes)


BREAK: dict[str, Callable[[], object]] = {
    "outbox_message_has_key_and_kind": lambda: _a_message(kind=""),
    "outbox_message_leased_until_and_by": lambda: _a_message(lease="a"),
    "outbox_message_stopped_at_and_by": lambda: _a_message(stopped_at=timezone.now()),
    "outbox_message_one_end": lambda: _a_message(
        sent_at=timezone.now(), withdrawn_at=timezone.now()
    ),
    "outbox_hold_one_active": lambda: (
        _a_hold(),
        Hold.objects.create(kind="letter", held_by="p2", held_at=timezone.now()),
    ),
    "outbox_hold_has_a_name": lambda: _a_hold(held_by=""),
    "outbox_hold_lifted_at_and_by": lambda: _a_hold(lifted_at=timezone.now()),
    "outbox_jobrun_in_hand_or_finished": lambda: _a_run(finished_at=None),
    "outbox_jobrun_starts_when_due": lambda: _a_run(due_at=timezone.now() + timedelta(days=1)),
}
