"""When each was reminded last, and what is said of a manager's own reminder."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox.models import Message
from people.models import Employee
from training.actions import Nudged
from training.mail_preview import NAMED
from training.schedule import PRESSING


def last_reminded(directory_ids: Iterable[str]) -> dict[str, datetime]:
    """When the last reminder of any kind was sent to each who got one (one query)."""
    rows = Message.objects.filter(
        kind__in=PRESSING, subject__in=list(directory_ids), sent_at__isnull=False
    )
    return dict(rows.order_by().values_list("subject").annotate(last=Max("sent_at")))


def said_of(nudged: Nudged) -> list[str]:
    """Who gets a mail, and who does not and why, in sentences."""
    count = len(nudged.reminded)
    said = []
    if count == 1:
        said.append(_("%(name)s gets a reminder by mail.") % {"name": nudged.reminded[0].name})
    elif count:
        said.append(_("%(count)d get a reminder by mail.") % {"count": count})
    reasons = [
        (_("Reminded only lately: %(names)s."), nudged.too_soon),
        (_("Without an e-mail address, so tell them yourself: %(names)s."), nudged.no_address),
        (_("Waits for an answer from a manager first: %(names)s."), nudged.asking),
        (_("Has nothing to do now: %(names)s."), nudged.nothing_to_do),
    ]
    said += [text % {"names": _named(people)} for text, people in reasons if people]
    return said or [_("Nobody is to be reminded.")]


def _named(people: list[Employee]) -> str:
    names = ", ".join(one.name for one in people[:NAMED])
    more = len(people) - NAMED
    if more <= 0:
        return names
    text = ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", more)
    return text % {"names": names, "count": more}
