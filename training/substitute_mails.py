"""The mail to who is to stand in for a manager: put when they are named, taken back when it ends before."""

from datetime import datetime

from lib.days import day_of
from lib.workdays import office_time_from
from outbox.actions import put, withdraw
from outbox.handlers import Answer, NotNeeded
from outbox.models import Message
from people.models import Substitute
from people.names import names_of
from people.tree import Tree
from training import substitute_letters
from training.schedule import Kind
from training.unneeded import NO_ADDRESS, NOT_STANDING_IN


def announce(substitute: Substitute, *, now: datetime) -> None:
    """Put the mail, in the caller's transaction; none to somebody without an address."""
    if not substitute.employee.email:
        return
    put(
        key=_key(substitute),
        kind=Kind.SUBSTITUTE,
        subject=substitute.employee.directory_id,
        payload={"substitute": substitute.pk},
        not_before=office_time_from(now),
        now=now,
    )


def take_back(substitute: Substitute, *, now: datetime) -> int:
    """Withdraw the mail if it still waits; returns how many did (0 or 1)."""
    waiting = Message.objects.filter(key=_key(substitute))
    return withdraw(waiting, reason=NOT_STANDING_IN, now=now)


def _key(substitute: Substitute) -> str:
    return f"substitute/{substitute.pk}"


def named(message: Message, now: datetime) -> Answer:
    """To who stands in or will, as long as that, the management and their employment last."""
    today = day_of(now)
    rows = Substitute.objects.not_over(today).select_related("employee", "management__employee")
    row = rows.filter(pk=message.payload["substitute"]).first()
    if row is None:
        return NotNeeded(NOT_STANDING_IN)
    if not row.employee.email:
        return NotNeeded(NO_ADDRESS)
    letter = substitute_letters.named(
        row,
        department=Tree.on(today).name(row.management.department_id),
        by=names_of([row.recorded_by])[row.recorded_by],
        today=today,
    )
    return letter.mail_to(row.employee.email)
