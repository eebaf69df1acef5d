"""Days are days in the organisation's time zone, instants are UTC: both ways, and how both are written."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import pgettext


def day_of(instant: datetime) -> date:
    """The organisation's day on which the instant falls."""
    return timezone.localtime(instant).date()


def end_of(day: date) -> datetime:
    """The instant at which the day is over: the next day's first, so compare with `<`."""
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(midnight)


def start_of(day: date) -> datetime:
    """The day's first instant."""
    return timezone.make_aware(datetime.combine(day, time.min))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or that month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def spelled_day(day: date) -> str:
    """The day with its weekday, as the reader's language writes it."""
    return written(
        day, pgettext("a date with its weekday, as Django's date filter writes it", "l j F Y")
    )


def spelled_moment(instant: datetime) -> str:
    """The organisation's day with its weekday, and the time of day, in the reader's language."""
    local = timezone.localtime(instant)
    clock = pgettext("a time of day, as Django's date filter writes it", "H:i")
    moment = pgettext("a day and a time of day on it", "%(day)s, %(time)s")
    return moment % {"day": spelled_day(local), "time": written(local, clock)}
