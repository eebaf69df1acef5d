"""Mail by SMTP: one connection for many mails, and which failure is whose."""

import hashlib
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives, get_connection

OK = 250
PERMANENT = 500  # replies from here on mean never (RFC 5321, 4.2.1)


class Unavailable(Exception):
    """Nothing can be sent to anybody now: no server, a wrong password, a refused sender."""


class Refused(Exception):
    """This mail will never be taken: the address is unknown or the mail unwanted."""


class TryLater(Exception):
    """This mail was not taken now; it may be later."""


@dataclass(frozen=True)
class Attachment:
    """A file with the mail; `content_type` as in "text/calendar; method=PUBLISH"."""

    name: str
    content: str
    content_type: str


@dataclass(frozen=True)
class Mail:
    """A mail to one address, as text and as HTML."""

    to: str
    subject: str
    text: str
    html: str
    language: str
    attachments: tuple[Attachment, ...] = ()


def why_not() -> str:
    """Why no mail can leave this site, in a word of the settings; empty where it can.

    A demonstration sends nothing to anybody (EMAIL_BACKEND), so it needs no host.
    """
    return "" if settings.EMAIL_HOST or settings.DEMONSTRATION else "EMAIL_HOST"


def message_id(key: str) -> str:
    """The same id for every copy of one mail, so that a receiver can tell a second one."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def one_line(text: str) -> str:
    """The text without line breaks or control characters: nothing in it can begin another header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def compose(mail: Mail, key: str) -> EmailMultiAlternatives:
    """The mail as it is sent. It says that a program wrote it, so that no out-of-office answers."""
    message = EmailMultiAlternatives(
        subject=one_line(mail.subject),
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={
            "Message-ID": message_id(key),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": mail.language,
        },
    )
    message.attach_alternative(mail.html, "text/html")
    for one in mail.attachments:
        message.attach(one.name, one.content, one.content_type)
    return message


class Post:
    """The way out to the mail server: opened at the first mail, closed by `close`."""

    def __init__(self) -> None:
        self._connection: Any = None

    def send(self, mail: Mail, key: str) -> None:
        """Send one mail; `Refused`, `TryLater` or `Unavailable` say why not."""
        if not mail.to or any(c.isspace() or not c.isprintable() for c in mail.to):
            raise Refused("The address is not an e-mail address.")
        self._open()
        try:
            with _as_ours():
                self._connection.send_messages([compose(mail, key)])
        except TryLater:
            self.close()  # the server may have hung up
            raise

    def close(self) -> None:
        """Say goodbye, as far as the server still listens."""
        if self._connection is not None:
            self._connection.fail_silently = True
            self._connection.close()
            self._connection = None

    def _open(self) -> None:
        """Open the connection, anew where the server has ended it, as many do after a hundred mails."""
        if self._connection is not None and self._is_alive():
            return
        self.close()
        connection = get_connection()
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as problem:
            raise Unavailable(_words(problem)) from problem
        self._connection = connection

    def _is_alive(self) -> bool:
        smtp = getattr(self._connection, "connection", None)
        try:
            return smtp is None or smtp.noop()[0] == OK
        except (smtplib.SMTPException, OSError):
            return False


@contextmanager
def _as_ours() -> Iterator[None]:
    """smtplib's errors as what they mean for this mail and the next."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as problem:
        _judge(*next(iter(problem.recipients.values())))
    except smtplib.SMTPSenderRefused as problem:
        raise Unavailable(_words(problem)) from problem
    except smtplib.SMTPDataError as problem:
        _judge(problem.smtp_code, problem.smtp_error)
    except (BadHeaderError, UnicodeError, smtplib.SMTPNotSupportedError) as problem:
        raise Refused(_words(problem)) from problem
    except (smtplib.SMTPException, OSError) as problem:  # hung up, timed out: nobody knows how far
        raise TryLater(_words(problem)) from problem


def _judge(code: int, said: bytes | str) -> None:
    text = f"{code} {_decoded(said)}"
    raise Refused(text) if code >= PERMANENT else TryLater(text)


def _decoded(said: bytes | str) -> str:
    return one_line(said.decode(errors="replace") if isinstance(said, bytes) else said)


def _words(problem: BaseException) -> str:
    """What went wrong in one line, as the server put it where it did."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{problem.smtp_code} {_decoded(problem.smtp_error)}"
    return one_line(f"{type(problem).__name__}: {problem}")
