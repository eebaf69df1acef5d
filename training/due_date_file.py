"""The calendar file that goes with a mail: the deadline as a whole day, without an alarm."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from outbox.mail import Attachment
from training.models import Assignment


def due_date_file(
    assignment: Assignment, due_on: date, *, title: str, moves: int, stamp: datetime
) -> Attachment:
    """The deadline for a calendar (RFC 5545). Moved `moves` times, it replaces the one before."""
    event = Event()
    host = settings.SITE_URL.rpartition("//")[2]
    event.add("uid", f"assignment-{assignment.pk}@{host}")
    event.add("sequence", moves)
    event.add("dtstamp", stamp)
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    event.add("summary", _("Deadline: %(title)s") % {"title": title})
    event.add("url", f"{settings.SITE_URL}/")
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Omtanke//Omtanke online//DA")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return Attachment(
        name=_("deadline.ics"),
        content=calendar.to_ical().decode(),
        content_type="text/calendar",
    )
