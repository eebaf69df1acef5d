"""A kind of message for the outbox's own tests: the payload says whom to write to, and what to answer."""

from datetime import datetime, timedelta

from outbox.handlers import Later, NotNeeded
from outbox.mail import Mail
from outbox.models import Message


def letter(message: Message, *, now: datetime) -> Mail | NotNeeded | Later:
    """A letter to the payload's `to`, unless its `answer` says otherwise."""
    match message.payload.get("answer"):
        case "not needed":
            return NotNeeded("completed")
        case "later":
            return Later(now + timedelta(days=1))
        case "fail":
            raise RuntimeError("a fault of the program")
    return Mail(
        to=message.payload["to"],
        subject=message.payload.get("title", "Kære kollega"),
        text=f"Blåbærgrød til {message.key}",
        html=f"<p>Blåbærgrød til {message.key}</p>",
        language="da",
    )


def tidy(*, now: datetime) -> str:
    """A job that says when it was made."""
    return f"made at {now:%H:%M}"


def stumble(*, now: datetime) -> str:
    """A job that fails."""
    raise RuntimeError("a fault of the program")
