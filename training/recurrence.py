"""When a rule asks again of those who are done. Pure: no database, no day of its own."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the month's last where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_fixed(first: date, months: int, day: date) -> date | None:
    """The last of the fixed days by `day`: `first`, and every so many months after it."""
    if day < first:
        return None
    passed = (day.year - first.year) * 12 + day.month - first.month
    times = passed // months
    last = months_after(first, times * months)
    return last if last <= day else months_after(first, (times - 1) * months)


def is_due_again(done_on: date, *, months: int | None, fixed_on: date | None, day: date) -> bool:
    """Whether somebody who was done on `done_on` is asked again by `day`: so many months after that,
    or on the fixed days; never, without `months`.
    """
    if months is None:
        return False
    if fixed_on is None:
        return months_after(done_on, months) <= day
    last = last_fixed(fixed_on, months, day)
    return last is not None and done_on < last
