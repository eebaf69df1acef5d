"""The words of the mails about training: one letter, read as text and as HTML."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from outbox.mail import Attachment, Mail


@dataclass(frozen=True)
class Letter:
    """What a mail says, in one language: facts stand under each other, lists under their headings."""

    language: str
    subject: str
    heading: str
    greeting: str
    paragraphs: list[str]
    link_label: str
    link: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    lists: list[tuple[str, list[str]]] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    footer: str = ""

    def mail_to(self, address: str, attachments: tuple[Attachment, ...] = ()) -> Mail:
        """The letter as a mail."""
        with override(self.language):
            return Mail(
                to=address,
                subject=self.subject,
                text=self.text(),
                html=render_to_string(
                    "mail/letter.html",
                    {"letter": self, "colours": settings.ORGANISATION_PALETTE.light},
                ),
                language=self.language,
                attachments=attachments,
            )

    def text(self) -> str:
        """The letter without any markup, as in the mail's text part and in a preview."""
        return render_to_string("mail/letter.txt", {"letter": self})


@dataclass(frozen=True)
class Task:
    """What a letter to an employee is about."""

    name: str
    language: str
    title: str
    assigned_by: str
    due_on: date
    today: date
    minutes: int
    has_begun: bool


def in_words(day: date) -> str:
    """The day with its weekday, as the language writes it."""
    written = pgettext("a date with its weekday, as Django's date filter writes it", "l j F Y")
    return dateformat.format(day, written)


def clock(instant: datetime) -> str:
    """The time of day, as the language writes it."""
    written = pgettext("a time of day, as Django's date filter writes it", "H:i")
    return dateformat.format(timezone.localtime(instant), written)


def footer() -> str:
    """Who sends this, and whom to ask."""
    values = {"site": settings.SITE_NAME, "organisation": settings.ORGANISATION_NAME}
    sent = _("This mail comes from %(site)s at %(organisation)s. It cannot be answered.") % values
    if not settings.ORGANISATION_CONTACT:
        return sent
    return f"{sent} " + _("Questions: %(contact)s") % {"contact": settings.ORGANISATION_CONTACT}


def assigned(task: Task) -> Letter:
    """On assignment: what it is, by when, how long it takes."""
    with override(task.language):
        day, title = in_words(task.due_on), task.title
        return _to_employee(
            task,
            subject=_("New training, deadline %(day)s: %(title)s") % {"day": day, "title": title},
            heading=_("New training for you"),
            paragraphs=[
                _assigned_by(task),
                _("You can take a break and continue where you left off, on your phone too."),
            ],
        )


def _assigned_by(task: Task) -> str:
    values = {"name": task.assigned_by, "title": task.title}
    if task.assigned_by:
        return _("%(name)s has assigned you the training “%(title)s”.") % values
    return _("You have been assigned the training “%(title)s”.") % values


def reminder(task: Task) -> Letter:
    """Before, on and after the deadline: the words follow from the day."""
    with override(task.language):
        values = {"day": in_words(task.due_on), "title": task.title}
        if task.due_on > task.today:
            subject, heading = _("Deadline %(day)s: %(title)s"), _("The deadline is near")
            paragraphs = [_("You have not completed the training “%(title)s” yet.") % values]
        elif task.due_on == task.today:
            subject, heading = _("Deadline today: %(title)s"), _("The deadline is today")
            paragraphs = [_("You have not completed the training “%(title)s” yet.") % values]
        else:
            subject, heading = (
                _("The deadline was %(day)s: %(title)s"),
                _("You can still complete it"),
            )
            paragraphs = [
                _("You have not completed the training “%(title)s”, and the deadline has passed.")
                % values,
                _("Is something in the way? Then talk to your manager."),
            ]
        if task.assigned_by:
            who = _("%(name)s assigned it to you.") % {"name": task.assigned_by}
            paragraphs[0] = f"{paragraphs[0]} {who}"
        return _to_employee(task, subject=subject % values, heading=heading, paragraphs=paragraphs)


def _to_employee(task: Task, *, subject: str, heading: str, paragraphs: list[str]) -> Letter:
    return Letter(
        language=task.language,
        subject=subject,
        heading=heading,
        greeting=_("Hello %(name)s") % {"name": task.name},
        paragraphs=paragraphs,
        facts=[(_("Deadline"), in_words(task.due_on)), (_("Time"), _time(task.minutes))],
        link_label=_("Continue") if task.has_begun else _("Begin"),
        link=f"{settings.SITE_URL}/",
        closing=[
            _(
                "Your manager and HR can see whether you have completed the training, and which "
                "version you have acknowledged. They cannot see your answers."
            )
        ],
        footer=footer(),
    )


@dataclass(frozen=True)
class Receipt:
    """What a letter about an acknowledgement says."""

    name: str
    language: str
    title: str
    edition: str
    at: datetime
    text_language: str
    leaf_sha256: str
    checkpoint: str
    link: str


def acknowledged(receipt: Receipt) -> Letter:
    """At every acknowledgement in one's name, so that nobody acknowledges for another unseen."""
    with override(receipt.language):
        values = {"title": receipt.title, "edition": receipt.edition}
        return Letter(
            language=receipt.language,
            subject=_("You have acknowledged %(title)s, version %(edition)s") % values,
            heading=_("Your acknowledgement is received"),
            greeting=_("Hello %(name)s") % {"name": receipt.name},
            paragraphs=[
                _("“%(title)s”, version %(edition)s, has been acknowledged in your name.") % values
            ],
            facts=[
                (
                    _("When"),
                    f"{in_words(timezone.localtime(receipt.at).date())}, {clock(receipt.at)}",
                ),
                (_("Language"), receipt.text_language),
                *_proof(receipt),
            ],
            link_label=_("See your receipt"),
            link=receipt.link,
            closing=[_("Was it not you? Then tell HR at once.")],
            footer=footer(),
        )


def _proof(receipt: Receipt) -> list[tuple[str, str]]:
    """What the evidence log holds of it: nothing here names anybody, so it may stay in a mailbox."""
    facts = [(_("The entry’s fingerprint (SHA-256)"), receipt.leaf_sha256)]
    if receipt.checkpoint:
        facts.append((_("The signed checkpoint"), receipt.checkpoint))
    return facts


def _time(minutes: int) -> str:
    if not minutes:
        return _("only the acknowledgement is left")
    text = ngettext("about %(minutes)d minute", "about %(minutes)d minutes", minutes)
    return text % {"minutes": minutes}
