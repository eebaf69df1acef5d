"""Days are days in the organisation's time zone; instants are UTC. This is where one becomes the other."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def day_of(instant: datetime) -> date:
    """The organisation's day on which the instant falls."""
    return timezone.localtime(instant).date()


def end_of(day: date) -> datetime:
    """The instant at which the day is over: the next day's first, so compare with `<`."""
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(midnight)
