"""The words of the weekly mail to a manager. What was asked stands on the site alone, not in the mail."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox.letters import Letter, footer
from people.models import Employee
from training.digests import Digest, Missing
from training.letters import in_words
from training.questions import Asked

# A mail with more names than this is not read; the link shows them all.
LISTED = 30


def weekly(manager: Employee, digest: Digest) -> Letter:
    """The digest in the manager's language, which is active."""
    subject = _subject(digest)
    link_label, page = _way(digest)
    later = ngettext(
        "%(count)d of them has more than a week left.",
        "%(count)d of them have more than a week left.",
        digest.later,
    )
    return Letter(
        language=manager.language,
        subject=subject,
        heading=subject,
        greeting=_("Hello %(name)s") % {"name": manager.given_name},
        paragraphs=[later % {"count": digest.later}] if digest.later else [],
        lists=[(heading, _few(lines)) for heading, lines in _lists(digest) if lines],
        link_label=link_label,
        link=f"{settings.SITE_URL}{reverse(page)}",
        closing=[_closing(digest)],
        footer=footer(),
    )


def _way(digest: Digest) -> tuple[str, str]:
    """Where the mail leads: to the questions where it is about nothing else."""
    if digest.count or digest.escalated:
        return _("Go to My team"), "training:team"
    return _("Read and answer"), "training:team_questions"


def _closing(digest: Digest) -> str:
    if digest.questions:
        return _(
            "You get this mail once a week, as long as somebody is missing or waits for your answer. "
            "Whoever waits gets no reminders meanwhile."
        )
    return _("You get this mail once a week, as long as somebody is missing.")


def _subject(digest: Digest) -> str:
    count, waiting = digest.count, len(digest.questions)
    if count:
        text = ngettext(
            "%(count)d of your employees is missing training",
            "%(count)d of your employees are missing training",
            count,
        )
        return text % {"count": count}
    if waiting:
        text = ngettext(
            "%(count)s question waits for your answer",
            "%(count)s questions wait for your answer",
            waiting,
        )
        return text % {"count": waiting}
    return _("Long overdue with the managers below you")


def _lists(digest: Digest) -> list[tuple[str, list[str]]]:
    return [
        (_("Wait for your answer"), [_asked(one) for one in digest.questions]),
        (_("The deadline has passed"), [_line(one) for one in digest.overdue]),
        (_("The deadline is within a week"), [_line(one) for one in digest.soon]),
        (
            _("Have no e-mail: tell them yourself"),
            [_line(one, mark=False) for one in digest.without_mail],
        ),
        (
            _("Long overdue with the managers below you"),
            [f"{_line(one)} ({manager})" for one, manager in digest.escalated],
        ),
    ]


def _line(one: Missing, *, mark: bool = True) -> str:
    """The employee with the deadline; `mark` says where nobody but the manager can tell them."""
    parts = [one.name, one.title]
    if one.due_on:
        parts.append(_("deadline %(day)s") % {"day": in_words(one.due_on)})
    if mark and not one.has_mail:
        parts.append(_("has no e-mail"))
    return ", ".join(part for part in parts if part)


def _asked(one: Asked) -> str:
    """Who asked, and when: what they asked is for the site."""
    return _("%(name)s, asked on %(day)s") % {"name": one.name, "day": in_words(one.asked_on)}


def _few(lines: list[str]) -> list[str]:
    """The first of many, and how many more there are."""
    if len(lines) <= LISTED:
        return lines
    more = ngettext("and %(count)d more", "and %(count)d more", len(lines) - LISTED)
    return [*lines[:LISTED], more % {"count": len(lines) - LISTED}]
