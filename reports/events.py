"""One thing that happened to a person: on which day, what, who recorded it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from lib.days import day_of


@dataclass(frozen=True)
class Event:
    """Something that happened on a day: what, the rest of it, who recorded it, who saw it.

    `by` is empty for what the directory's list says and for what the person did.
    """

    on: date
    what: str
    detail: str = ""
    by: str = ""
    witness: str = ""
    at: datetime | None = None

    @property
    def order(self) -> tuple[date, datetime]:
        """The day, and the moment where one is known."""
        return self.on, self.at or timezone.make_aware(datetime.combine(self.on, time.min))


def happened(
    moment: datetime, what: str, detail: str = "", by: str = "", witness: str = ""
) -> Event:
    return Event(day_of(moment), what, detail, by, witness, moment)
