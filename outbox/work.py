"""Sending what is due, one message at a time, until nothing is left or nothing can be sent."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import sleep

from django.db import Error, connection

from outbox import actions
from outbox.handlers import Later, NotNeeded, handled_kinds, handler_of
from outbox.mail import Mail, Post, Refused, TryLater, Unavailable, why_not
from outbox.models import Message

log = logging.getLogger(__name__)

# Well within a lease.
RECORD_AGAIN_SECONDS = (1, 5, 15, 60)


@dataclass
class Tally:
    """What a pass over the due messages came to."""

    sent: int = 0
    withdrawn: int = 0
    postponed: int = 0
    failed: int = 0
    gave_up: int = 0
    unavailable: str = ""

    @property
    def is_idle(self) -> bool:
        """Whether there was nothing to do."""
        return self == Tally(unavailable=self.unavailable)

    def __str__(self) -> str:
        counts = [
            (self.sent, "sent"),
            (self.withdrawn, "no longer needed"),
            (self.postponed, "too early"),
            (self.failed, "to be tried again"),
            (self.gave_up, "given up"),
        ]
        said = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing sent"
        return f"{said}; {self.unavailable}" if self.unavailable else said


def send_due(
    *, clock: Callable[[], datetime], is_over: Callable[[], bool] = lambda: False
) -> Tally:
    """Send every message that is due; `is_over` is asked between two. Each is committed by itself."""
    tally = Tally()
    if missing := why_not():
        tally.unavailable = f"no mail can be sent: {missing} is not set"
        return tally
    post = Post()
    try:
        while not is_over() and not tally.unavailable:
            message = actions.claim(handled_kinds(), now=clock())
            if message is None:
                break
            _deal_with(message, post, tally, clock)
    finally:
        post.close()
    return tally


def _deal_with(message: Message, post: Post, tally: Tally, clock: Callable[[], datetime]) -> None:
    """Send one message that is in hand, and write down at once what became of it."""
    try:
        mail = _prepare(message, tally, clock)
        if mail is None:
            return
        post.send(mail, message.key)
    except Unavailable as problem:
        actions.hand_back(message, problem=str(problem))
        tally.unavailable = f"no mail can be sent: {problem}"
    except Refused as problem:
        actions.give_up(message, problem=str(problem), now=clock())
        tally.gave_up += 1
    except TryLater as problem:
        _try_later(message, str(problem), tally, clock())
    except Error:
        raise  # the database's fault is nobody's attempt: the lease runs out by itself
    except Exception:
        # One message's fault must not stop the others; HR sees that it waits, the log says why.
        log.exception("Message %s could not be prepared or sent.", message.key)
        _try_later(message, "The program failed; its log says why.", tally, clock())
    else:
        _record_sent(message, mail, clock)
        tally.sent += 1


def _prepare(message: Message, tally: Tally, clock: Callable[[], datetime]) -> Mail | None:
    """The mail, or None where the handler says that there is none now."""
    answer = handler_of(message.kind)(message, now=clock())
    if isinstance(answer, NotNeeded):
        actions.withdraw_claimed(message, reason=answer.reason, now=clock())
        tally.withdrawn += 1
        return None
    if isinstance(answer, Later):
        actions.postpone(message, until=answer.not_before)
        tally.postponed += 1
        return None
    return answer


def _record_sent(message: Message, mail: Mail, clock: Callable[[], datetime]) -> None:
    """Write that the server took the mail, and try hard: what is not written is sent once more.

    A kill between the server's 250 and this commit leaves such a mail; the second copy has the same
    Message-ID (docs/adr/0005-outbox.md).
    """
    result = {"to": mail.to, "subject": mail.subject}
    for pause in RECORD_AGAIN_SECONDS:
        try:
            if not actions.record_sent(message, result=result, now=clock()):
                log.error("Message %s is sent, but its lease was lost meanwhile.", message.key)
            return
        except Error:
            log.exception("Message %s is sent, but that could not be written.", message.key)
            connection.close()
            sleep(pause)
    actions.record_sent(message, result=result, now=clock())


def _try_later(message: Message, problem: str, tally: Tally, now: datetime) -> None:
    actions.try_later(message, problem=problem, now=now)
    if message.attempts > len(actions.BACK_OFF):
        tally.gave_up += 1
    else:
        tally.failed += 1
