"""The demonstration's mails of the past weeks: the real worker, played through with the time moved back.

A demonstration sends nothing to anybody (EMAIL_BACKEND): what stands as sent is what would have been.
"""

from datetime import datetime, timedelta

from lib.days import day_of
from lib.workdays import is_working_day, opening
from outbox.models import Message
from outbox.work import send_due
from training import digests, reminders

DAYS = 45
# When the worker looks, after the office opens.
LOOKS = [timedelta(minutes=1), timedelta(hours=7, minutes=59)]


def play_mails(*, now: datetime) -> int:
    """Plan and send day by day until `now`, then plan ahead; returns how many would have been sent."""
    # Everybody's history is made before the first mail is: what their completion took back was still
    # waiting only for that reason.
    Message.objects.filter(withdrawn_at__isnull=False).update(withdrawn_at=None, problem="")
    sent = 0
    for number in range(DAYS, -1, -1):
        day = day_of(now) - timedelta(days=number)
        if is_working_day(day) and opening(day) <= now:
            _plan(opening(day))
            sent += sum(
                _send(opening(day) + after) for after in LOOKS if opening(day) + after <= now
            )
    _plan(now)
    return sent


def _plan(now: datetime) -> None:
    reminders.plan(now=now)
    digests.plan(now=now)


def _send(instant: datetime) -> int:
    return send_due(clock=lambda: instant).sent
