"""What a handler may answer, and which handler takes which kind of message (OUTBOX_HANDLERS).

A handler is `handler(message, *, now) -> Mail | NotNeeded | Later`. It is asked when the mail is
about to be sent, so it looks at the facts of that moment; it sends and writes nothing itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from outbox.mail import Mail
from outbox.models import Message


@dataclass(frozen=True)
class NotNeeded:
    """The occasion is gone; `reason` is a word that the room which put the message can explain."""

    reason: str


@dataclass(frozen=True)
class Later:
    """It is too early."""

    not_before: datetime


Answer = Mail | NotNeeded | Later


class Handler(Protocol):
    """Turns a message into what is to be sent."""

    def __call__(self, message: Message, *, now: datetime) -> Answer:
        """The mail, or why there is none."""


def handled_kinds() -> list[str]:
    """The kinds of message that this site knows how to send; others wait until it does."""
    return list(settings.OUTBOX_HANDLERS)


def handler_of(kind: str) -> Handler:
    """The handler of a kind."""
    handler: Handler = import_string(settings.OUTBOX_HANDLERS[kind])
    return handler
