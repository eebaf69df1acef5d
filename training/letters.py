"""The words of the mails about training."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from lib.days import spelled_moment
from outbox.letters import Letter, footer


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


def nudge(task: Task, by: str) -> Letter:
    """When a manager reminds somebody, whatever the deadline."""
    with override(task.language):
        values = {"day": in_words(task.due_on), "title": task.title, "name": by}
        text = (
            _("%(name)s reminds you of the training “%(title)s”. You have not completed it yet.")
            if by
            else _("You have not completed the training “%(title)s” yet.")
        )
        return _to_employee(
            task,
            subject=_("Reminder: %(title)s") % values,
            heading=_("Remember your training"),
            paragraphs=[text % values, _("Is something in the way? Then talk to your manager.")],
        )


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
                (_("When"), spelled_moment(receipt.at)),
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
