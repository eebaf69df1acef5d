"""The mails on their way, not deliverable, sent and not sent: for HR's page and the timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.addresses import FilterLink
from lib.days import day_of, spelled_moment
from lib.texts import Text
from outbox.handlers import NotNeeded
from outbox.mail import Mail, why_not
from outbox.models import WAITING, Hold, Message, MessageQuerySet
from people.models import Employee
from training import letters, mails, unneeded
from training.schedule import Kind
from training.states import State

PER_PAGE = 50
# Mails that should have left so long ago mean that nobody sends them.
OVERDUE = timedelta(hours=1)
# Each tab: its name, what is in it, in which order.
TABS: dict[str, tuple[Any, Q, tuple[Any, ...]]] = {
    "paa-vej": (gettext_lazy("On their way"), WAITING, ("not_before", "pk")),
    "fejl": (
        gettext_lazy("Cannot be delivered"),
        Q(gave_up_at__isnull=False),
        ("-gave_up_at", "-pk"),
    ),
    "sendt": (gettext_lazy("Sent"), Q(sent_at__isnull=False), ("-sent_at", "-pk")),
    "ikke-sendt": (
        gettext_lazy("Not sent"),
        Q(stopped_at__isnull=False) | Q(withdrawn_at__isnull=False),
        (Coalesce("stopped_at", "withdrawn_at").desc(), "-pk"),
    ),
}
TONES = {
    Message.State.SENT: "good",
    Message.State.GAVE_UP: "bad",
    Message.State.STOPPED: "warn",
}
REASONS = {
    unneeded.GONE: gettext_lazy("What it was about is no longer there."),
    unneeded.LEFT: gettext_lazy("No longer employed."),
    unneeded.NO_ADDRESS: gettext_lazy("Has no e-mail."),
    unneeded.ANOTHER_ROUND: gettext_lazy("The training has been assigned again."),
    unneeded.DATE_MOVED: gettext_lazy("The deadline has been moved."),
    unneeded.SUPERSEDED: gettext_lazy("A later mail has taken its place."),
    unneeded.FOLLOWED_UP: gettext_lazy("The follow-up is answered, or a new round has begun."),
    unneeded.ANSWERED: gettext_lazy("The question is answered or taken back."),
    unneeded.NOT_ASKED: gettext_lazy("It is for somebody else to answer now."),
    unneeded.NOBODY: gettext_lazy("Nobody is missing or waits for an answer any more."),
    unneeded.NOT_THEIRS: gettext_lazy("May no longer read the report."),
    unneeded.NOT_STANDING_IN: gettext_lazy("They do not stand in any more."),
}


@dataclass(frozen=True)
class Line:
    """One mail: to whom, of which kind, when, and what has become of it."""

    id: int
    name: str
    kind: str
    at: datetime
    day: date
    state: str
    tone: str
    address: str
    subject: str
    why: str
    can_stop: bool
    can_retry: bool


@dataclass(frozen=True)
class Held:
    """That mails wait because somebody said so; `kind` is empty where all do."""

    kind: str
    label: str
    by: str
    when: str


@dataclass(frozen=True)
class Log:
    """HR's page of mails: what holds them back, and one tab of them."""

    is_demonstration: bool
    missing_host: bool
    held: list[Held]
    is_all_held: bool
    stalled: int
    tabs: list[FilterLink]
    tab: str
    kind: str
    kind_label: str
    lines: list[Line]
    page: "Page[Message]"


def kind_label(kind: str) -> str:
    """The kind in words; one of another room keeps its own name."""
    return str(Kind(kind).label) if kind in Kind.values else kind


def in_words(reason: str) -> str:
    """Why a mail was not needed, in words."""
    if reason in State.values:
        return str(State(reason).label)
    return str(REASONS.get(reason, reason))


def line_of(message: Message, name: str) -> Line:
    """A mail as a line."""
    state, at = message.state, message.ended_at or message.not_before
    return Line(
        id=message.pk,
        name=name,
        kind=kind_label(message.kind),
        at=at,
        day=day_of(at),
        state=_state_label(state),
        tone=TONES.get(state, "neutral"),
        address=message.result.get("to", ""),
        subject=message.result.get("subject", ""),
        why=in_words(message.problem) if state == Message.State.WITHDRAWN else message.problem,
        can_stop=state == Message.State.WAITING and message.kind not in settings.OUTBOX_NEVER_HELD,
        can_retry=state == Message.State.GAVE_UP,
    )


def _state_label(state: Message.State) -> str:
    """The state in words; a demonstration's mails reach nobody."""
    if settings.DEMONSTRATION and state == Message.State.SENT:
        return _("Would have been sent")
    return str(state.label)


def messages_about(employee: Employee) -> list[Line]:
    """Every mail to an employee, newest first, for their timeline (one query)."""
    return [line_of(one, employee.name) for one in Message.objects.about(employee.directory_id)]


def names_of(directory_ids: Iterable[str]) -> dict[str, str]:
    """The people's names by `directory_id` (one query)."""
    found = Employee.objects.filter(directory_id__in=set(directory_ids))
    return dict(found.values_list("directory_id", "name"))


def mail_log(*, tab: str, kind: str, number: str, now: datetime) -> Log:
    """One page of one tab, in a constant number of queries."""
    tab = tab if tab in TABS else "paa-vej"
    kind = kind if kind in Kind.values else ""
    messages = _in_tab(tab)
    page = Paginator(messages.filter(kind=kind) if kind else messages, PER_PAGE).get_page(number)
    holds = list(Hold.objects.active().order_by("kind"))
    names = names_of([*(one.subject for one in page), *(one.held_by for one in holds)])
    held = [_held(one, names) for one in holds]
    missing_host = bool(why_not())
    return Log(
        is_demonstration=settings.DEMONSTRATION,
        missing_host=missing_host,
        held=held,
        is_all_held=any(not one.kind for one in held),
        stalled=0 if missing_host or settings.DEMONSTRATION else _stalled(now),
        tabs=_tabs(tab),
        tab=tab,
        kind=kind,
        kind_label=kind_label(kind) if kind else "",
        lines=[line_of(one, names.get(one.subject, one.subject)) for one in page],
        page=page,
    )


def _held(hold: Hold, names: dict[str, str]) -> Held:
    by = names.get(hold.held_by, hold.held_by)
    when = spelled_moment(hold.held_at)
    return Held(hold.kind, kind_label(hold.kind), by, when)


def _tabs(current: str) -> list[FilterLink]:
    """The tabs with how many mails each has (one query)."""
    counts = Message.objects.filter(kind__in=Kind.values).aggregate(
        **{name: Count("pk", filter=in_it) for name, (_label, in_it, _order) in TABS.items()}
    )
    return [
        FilterLink(str(label), counts[name], f"?vis={name}", name == current)
        for name, (label, _in_it, _order) in TABS.items()
    ]


def _in_tab(tab: str) -> MessageQuerySet:
    _label, in_it, order = TABS[tab]
    return Message.objects.filter(in_it, kind__in=Kind.values).order_by(*order)


def _stalled(now: datetime) -> int:
    """How many mails nobody holds back should have been sent long ago."""
    return Message.objects.due(settings.OUTBOX_HANDLERS, now - OVERDUE).count()


@dataclass(frozen=True)
class Preview:
    """A mail that waits, as it would be sent: its text, or why it would not be."""

    line: Line
    subject: str
    to: str
    text: str
    why_not: str


def preview_of(message: Message, *, now: datetime) -> Preview:
    """What the mail would say if it were sent when it is due."""
    name = names_of([message.subject]).get(message.subject, message.subject)
    line = line_of(message, name)
    if message.state != Message.State.WAITING or message.kind not in mails.MAKERS:
        return Preview(line, line.subject, line.address, "", line.why)
    answer = mails.mail_for(message, now=max(now, message.not_before))
    if isinstance(answer, Mail):
        subject, text = (Text(words, answer.language) for words in (answer.subject, answer.text))
        return Preview(line, subject, answer.to, text, line.why)
    if isinstance(answer, NotNeeded):
        return Preview(line, "", "", "", in_words(answer.reason))
    day = letters.in_words(timezone.localtime(answer.not_before).date())
    return Preview(line, "", "", "", _("Not before %(day)s.") % {"day": day})
