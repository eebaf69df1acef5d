"""The mail that tells somebody that their ways to sign in have changed: whoever did it, they learn of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from lib.days import day_of, spelled_day
from outbox.actions import put
from outbox.handlers import NotNeeded
from outbox.letters import Letter, footer
from outbox.mail import Mail
from outbox.models import Message
from people.models import Employee
from people.sign_in.mails import AHEAD, recipient

KIND = "sign-in-changed"
PASSWORD = "password"  # noqa: S105 - a word for what changed
ADDED, REMOVED = "added", "removed"


@dataclass(frozen=True)
class Words:
    """What changed, as the subject says it, and what that means."""

    subject: Promise
    meaning: Promise


_OPENS = gettext_lazy("Whoever has it can confirm that they are you when they sign in.")
_NO_MORE = gettext_lazy("It no longer opens anything here.")
WORDS = {
    f"{Authenticator.Type.WEBAUTHN}-{ADDED}": Words(
        gettext_lazy("A passkey was added"),
        gettext_lazy("Whoever has it can sign in as you, without a password."),
    ),
    f"{Authenticator.Type.WEBAUTHN}-{REMOVED}": Words(
        gettext_lazy("A passkey was removed"), _NO_MORE
    ),
    f"{Authenticator.Type.TOTP}-{ADDED}": Words(
        gettext_lazy("An authenticator app was added"), _OPENS
    ),
    f"{Authenticator.Type.TOTP}-{REMOVED}": Words(
        gettext_lazy("An authenticator app was removed"), _NO_MORE
    ),
    PASSWORD: Words(
        gettext_lazy("A password was chosen"),
        gettext_lazy(
            "Whoever knows it can sign in as you. Earlier passwords open nothing any more."
        ),
    ),
}


def put_way(employee: Employee, *, way: str, pk: int, became: str, now: datetime) -> None:
    """Tell that a passkey or an app (`way`, `pk`) was added or removed: once for each."""
    _put(employee, f"{way}-{became}", str(pk), now)


def put_password(employee: Employee, *, now: datetime) -> None:
    """Tell that a password was chosen."""
    _put(employee, PASSWORD, now.isoformat(), now)


def _put(employee: Employee, what: str, occasion: str, now: datetime) -> None:
    """In the caller's transaction; ahead of all reminders, and at any time of the day."""
    if employee.email:
        put(
            key=f"{KIND}/{employee.directory_id}/{what}/{occasion}",
            kind=KIND,
            subject=employee.directory_id,
            payload={"employee": employee.pk, "what": what, "at": now.isoformat()},
            not_before=now - AHEAD,
            now=now,
        )


def handle(message: Message, *, now: datetime) -> Mail | NotNeeded:
    """The mail, also where it was undone since: that it happened is what they must know."""
    employee = recipient(message, now)
    if isinstance(employee, NotNeeded):
        return employee
    return letter_of(employee, message.payload).mail_to(employee.email or "")


def letter_of(employee: Employee, payload: dict[str, Any]) -> Letter:
    """What changed and when, and what to do if it was somebody else."""
    words, at = WORDS[payload["what"]], datetime.fromisoformat(payload["at"])
    with override(employee.language):
        clock = pgettext("a time of day, as Django's date filter writes it", "H:i")
        return Letter(
            language=employee.language,
            subject=str(words.subject),
            heading=str(words.subject),
            greeting=_("Hello %(name)s") % {"name": employee.given_name},
            paragraphs=[str(words.meaning)],
            facts=[
                (_("Day"), spelled_day(day_of(at))),
                (_("Time"), written(timezone.localtime(at), clock)),
            ],
            link_label=_("See your ways to sign in"),
            link=f"{settings.SITE_URL}{reverse('mfa_index')}",
            closing=[
                _(
                    "If it was you, you need not do anything. If not, say so to your manager or HR "
                    "at once: somebody else may be able to sign in as you."
                )
            ],
            footer=footer(),
        )
