"""The mails that let people in: a code for a quarter of an hour, and the link to a first password."""

from datetime import datetime, timedelta

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.actions import record
from lib.days import day_of
from lib.sealed import InvalidToken, seal, unseal
from outbox.actions import put
from outbox.handlers import NotNeeded
from outbox.letters import Letter, footer
from outbox.mail import Mail
from outbox.models import Message
from people.models import Employee

CODE, LINK = "sign-in-code", "first-sign-in"
CODE_LASTS = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
LINK_LASTS = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
# So that a code does not wait behind a morning's thousands of reminders.
AHEAD = timedelta(days=1)
# How long the row of a code that was sent, or came too late, is kept.
CODE_KEPT = timedelta(hours=1)


@transaction.atomic
def put_code(email: str, code: str, *, now: datetime) -> Message | None:
    """Put the mail with a sign-in code; nothing where no employee has the address.

    The code is sealed: who reads the outbox does not read it. HR's list of mails leaves it out.
    """
    employee = Employee.objects.filter(email__iexact=email).first()
    if employee is None:
        return None
    return put(
        key=f"{CODE}/{get_random_string(32)}",
        kind=CODE,
        payload={"employee": employee.pk, "code": seal(code), "put": now.isoformat()},
        not_before=now - AHEAD,
        now=now,
    )


class NoWayToThem(ValueError):
    """The person has no e-mail address, or a password already."""


@transaction.atomic
def put_link(employee: Employee, *, by: Employee, now: datetime) -> Message:
    """Put the mail with a link to a first password. The link is made when the mail is sent, so that
    nothing which opens the account is ever stored. `NoWayToThem` where it would not help.
    """
    if not employee.email or employee.has_usable_password():
        raise NoWayToThem
    record(kind="first-link.sent", actor=by.directory_id, subject=employee.directory_id, now=now)
    return put(
        key=f"{LINK}/{employee.directory_id}/{now:%Y-%m-%dT%H:%M}",  # a double tap is one mail
        kind=LINK,
        subject=employee.directory_id,
        payload={"employee": employee.pk},
        now=now,
    )


def handle_code(message: Message, *, now: datetime) -> Mail | NotNeeded:
    """The mail with the code, while it can still be used."""
    employee = recipient(message, now)
    if isinstance(employee, NotNeeded):
        return employee
    if now >= datetime.fromisoformat(message.payload["put"]) + CODE_LASTS:
        return NotNeeded("superseded")
    try:
        code = unseal(message.payload["code"])
    except InvalidToken:  # put under another SECRET_KEY
        return NotNeeded("gone")
    return code_letter(employee, code).mail_to(employee.email or "")


def handle_link(message: Message, *, now: datetime) -> Mail | NotNeeded:
    """The mail with the link, while there is no password."""
    employee = recipient(message, now)
    if isinstance(employee, NotNeeded):
        return employee
    if employee.has_usable_password():
        return NotNeeded("gone")
    return link_letter(employee).mail_to(employee.email or "")


def recipient(message: Message, now: datetime) -> Employee | NotNeeded:
    """Whom the message is for, or why nobody gets it."""
    employee = Employee.objects.filter(pk=message.payload["employee"]).first()
    if employee is None:
        return NotNeeded("gone")
    if not employee.is_employed(day_of(now)):
        return NotNeeded("left")
    return employee if employee.email else NotNeeded("no-address")


def code_letter(employee: Employee, code: str) -> Letter:
    """The code, large enough to be typed from a phone."""
    with override(employee.language):
        return Letter(
            language=employee.language,
            subject=_("Your code to sign in"),  # subjects are kept, so the code is not in it
            heading=_("Your code to sign in"),
            greeting=_("Hello %(name)s") % {"name": employee.given_name},
            paragraphs=[_("Type the code on the page where you asked for it.")],
            facts=[
                (_("Code"), code),
                (_("Valid for"), _("15 minutes")),
            ],
            link_label=_("Go to sign in"),
            link=f"{settings.SITE_URL}{reverse('account_confirm_login_code')}",
            closing=[
                _(
                    "If you did not ask for a code, you need not do anything. Never give it to "
                    "anybody, not to us either."
                )
            ],
            footer=footer(),
        )


def link_letter(employee: Employee) -> Letter:
    """The link, which works once."""
    with override(employee.language):
        return Letter(
            language=employee.language,
            subject=_("Sign in for the first time"),
            heading=_("Welcome to %(site)s") % {"site": settings.SITE_NAME},
            greeting=_("Hello %(name)s") % {"name": employee.given_name},
            paragraphs=[
                _("Choose a password of your own, and you are in."),
                _("The link works once, for 7 days. It is yours alone: do not pass it on."),
            ],
            facts=[(_("Your sign-in name"), employee.username)],
            link_label=_("Choose a password"),
            link=f"{settings.SITE_URL}{first_path(employee)}",
            footer=footer(),
        )


def first_path(employee: Employee) -> str:
    """The signed path to a first password: it ends with the first sign-in, the password or its time."""
    key = default_token_generator.make_token(employee)
    args = [user_pk_to_url_str(employee), key]
    return reverse("account_reset_password_from_key", args=args)


def discard_old(*, now: datetime) -> str:
    """The job that deletes the rows of codes nobody can use any more."""
    count, _each = Message.objects.filter(kind=CODE, put_at__lt=now - CODE_KEPT).delete()
    return f"{count} codes deleted"
