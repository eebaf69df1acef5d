"""What HR does about mails: stop one, try one again, let a kind or all wait. Each is recorded with who."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from outbox import actions as outbox
from outbox.models import Hold, Message
from people.models import Employee


@transaction.atomic
def stop_message(message: Message, *, by: Employee, now: datetime) -> Message:
    """Never send this mail; `outbox.actions.AlreadyOnItsWay` where it is too late."""
    stopped = outbox.stop(message, by=by.directory_id, now=now)
    _record("mail.stopped", message, by, now)
    return stopped


@transaction.atomic
def retry_message(message: Message, *, by: Employee, now: datetime) -> Message:
    """Try to deliver a mail that was given up once more."""
    _record("mail.retried", message, by, now)
    return outbox.retry(message, now=now)


def _record(kind: str, message: Message, by: Employee, now: datetime) -> None:
    actor, subject = by.directory_id, message.subject
    record(kind=kind, actor=actor, subject=subject, now=now, mail=message.kind, key=message.key)


@transaction.atomic
def hold_mail(*, kind: str, by: Employee, now: datetime) -> Hold:
    """Let every mail of the kind wait, or all mails (`kind` is empty)."""
    record(kind="mail.held", actor=by.directory_id, now=now, mail=kind)
    return outbox.hold(kind=kind, by=by.directory_id, now=now)


@transaction.atomic
def lift_mail(*, kind: str, by: Employee, now: datetime) -> int:
    """Let them go on; what is no longer needed by then is not sent."""
    record(kind="mail.lifted", actor=by.directory_id, now=now, mail=kind)
    return outbox.lift(kind=kind, by=by.directory_id, now=now)
