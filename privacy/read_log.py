"""Who looked at what is held about a person, in plain words, for that person.

A reading of one person names them. A list says which departments it was of: it counts for everybody who
was placed in them or below on the day that the list shows. Whether a filter left somebody out is not
known, so they may find a list on which they did not stand, never the reverse.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from lib.days import day_of
from people.models import Employee
from people.names import names_of
from people.places import Places
from people.reading import WHOLE

KINDS: dict[str, str | Promise] = {
    "read.person": _("Your state, deadline and history"),
    "read.employees": _("A list of employees that may have shown you"),
    "read.file": _("A file with employees that may have held you"),
    "read.department": _("Who is missing in your department, by name"),
    "read.corrections": _("A list of what was recorded late"),
    "read.team": _("The list of your team"),
    "read.rule": _("Whom a rule asks, by name"),
    "read.question": _("What you have asked your manager"),
    "read.paper": _("A list of acknowledgements on paper"),
    "read.receipt": _("Your acknowledgement on paper"),
    "read.mails": _("A list of mails"),
    "read.mail": _("A mail to you"),
    "read.export": _("All that is held about you, taken out for you"),
}
ROLES: dict[str, str | Promise] = {
    "hr": _("HR"),
    "auditor": _("Auditor"),
    "manager": _("Manager"),
    "operator": _("Whoever runs the server"),
}


@dataclass(frozen=True)
class Reading:
    """That somebody, in a role, read a kind of thing on a day: how often, and when last."""

    day: date
    last_at: datetime
    name: str
    role: str | Promise
    what: str | Promise
    count: int


def readings_of(records: list[Employee]) -> list[Reading]:
    """Everybody else's readings of a person (all their records), the newest first (five queries)."""
    ids = {one.directory_id for one in records}
    places = Places.read([one.pk for one in records])
    events = (
        Event.objects.reads()
        .filter(Q(subject__in=ids) | Q(subject=""))
        .exclude(actor__in=ids)
        .order_by("-at", "-pk")
    )
    seen = [one for one in events.iterator() if one.subject or _lists(one, records, places)]
    return list(_by_day(seen, names_of(one.actor for one in seen)))


def _lists(event: Event, records: Iterable[Employee], places: Places) -> bool:
    """Whether one of the records was placed in the departments that a list was of."""
    day = _day_shown(event)
    above = frozenset[int]().union(*(places.of(one.pk, day) for one in records))
    of = str(event.detail.get("departments", WHOLE))
    return bool(above) if of == WHOLE else not above.isdisjoint(map(int, of.split()))


def _day_shown(event: Event) -> date:
    try:
        return date.fromisoformat(str(event.detail.get("day", "")))
    except ValueError:
        return day_of(event.at)


def _by_day(events: Iterable[Event], names: dict[str, str]) -> Iterator[Reading]:
    """One line for each reader, role and kind on a day."""
    lines: dict[tuple[date, str, str, str], list[Event]] = {}
    for one in events:
        role = str(one.detail.get("role", ""))
        lines.setdefault((day_of(one.at), one.actor, role, one.kind), []).append(one)
    for (day, actor, role, kind), found in lines.items():
        yield Reading(
            day=day,
            last_at=found[0].at,
            name=names.get(actor, actor),
            role=ROLES.get(role, ""),
            what=KINDS.get(kind, kind),
            count=len(found),
        )
