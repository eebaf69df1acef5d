"""Danish working days, and the office hours in which somebody at work may be written to."""

from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils import timezone

OPENS, CLOSES = time(8), time(16)
# Holidays by law, in days from Easter Sunday: Maundy Thursday, Good Friday, Easter Sunday and
# Monday, Ascension, Whit Sunday and Monday.
FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
# Store bededag, the fourth Friday after Easter, was a holiday until 2023 (lov nr. 214 af 6. marts 2023).
GREAT_PRAYER_DAY, LAST_GREAT_PRAYER_DAY = 26, 2023
FIXED = ((1, 1), (12, 25), (12, 26))
# No holidays by law, but town halls are closed: Constitution Day, Christmas Eve, New Year's Eve.
CLOSED = ((6, 5), (12, 24), (12, 31))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def days_off(year: int) -> frozenset[date]:
    """The holidays of a year, and the other days on which a town hall is closed."""
    offsets = [*FROM_EASTER, *([GREAT_PRAYER_DAY] if year <= LAST_GREAT_PRAYER_DAY else [])]
    moving = {easter(year) + timedelta(days=days) for days in offsets}
    return frozenset(moving | {date(year, month, day) for month, day in (*FIXED, *CLOSED)})


def is_working_day(day: date) -> bool:
    """Whether the day is neither at a weekend nor off."""
    return day.weekday() < 5 and day not in days_off(day.year)


def working_day_from(day: date) -> date:
    """The day, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_until(day: date) -> date:
    """The day, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def next_working_day(day: date) -> date:
    """The first working day after the day."""
    return working_day_from(day + timedelta(days=1))


def opening(day: date) -> datetime:
    """The instant at which office hours begin on a day."""
    return timezone.make_aware(datetime.combine(day, OPENS))


def in_office_hours(instant: datetime) -> bool:
    """Whether the instant is on a working day, from 8 to before 16 in the organisation's time zone."""
    local = timezone.localtime(instant)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def office_time_from(instant: datetime) -> datetime:
    """The instant itself in office hours, else when they begin next."""
    if in_office_hours(instant):
        return instant
    local = timezone.localtime(instant)
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return opening(working_day_from(day))
