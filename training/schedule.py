"""When somebody is reminded of a deadline: pure arithmetic on days, no database and no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lib.workdays import is_working_day, working_day_from, working_day_until

# A reminder that a day off or an idle worker kept back is still sent so many days later.
LATE = timedelta(days=3)
# Two reminders after the deadline are at least so far apart, and the first comes so long after the
# assignment's own mail.
APART = timedelta(days=3)


class Kind(models.TextChoices):
    """The kinds of mail that HR sees: all but a sign-in code. What is never held HR can't stop either."""

    ASSIGNED = "assigned", _("On assignment")
    BEFORE = "before-due", _("Before the deadline")
    DUE = "due", _("On the deadline")
    AFTER = "after-due", _("After the deadline")
    ACKNOWLEDGED = "acknowledged", _("On acknowledgement")
    DIGEST = "digest", _("Weekly to managers")
    NUDGE = "nudge", _("Reminder from a manager")
    QUESTION = "question", _("Question to a manager")
    ANSWER = "answer", _("Answer to a question")
    FOLLOW_UP = "follow-up", _("Follow-up")
    SUBSTITUTE = "substitute", _("To a substitute")
    REVIEW = "review", _("Draft for review")
    CHECKPOINT = "checkpoint", _("Checkpoint of the evidence")
    FIRST_SIGN_IN = "first-sign-in", _("Link to a first password")
    SIGN_IN_CHANGED = "sign-in-changed", _("Changed way to sign in")
    REPORT = "report", _("Reports and files")


REMINDERS = (Kind.BEFORE, Kind.DUE, Kind.AFTER)
# What is to make somebody begin; it waits while they wait for an answer of their manager's.
PRESSING = (*REMINDERS, Kind.NUDGE)


@dataclass(frozen=True)
class Step:
    """One reminder: `days` after the deadline (below 0: before it), on the working day it lands on."""

    days: int
    lands_on: date

    @property
    def kind(self) -> Kind:
        """Which kind of mail it is."""
        return Kind.DUE if self.days == 0 else Kind.BEFORE if self.days < 0 else Kind.AFTER


def steps_of(due_on: date) -> list[Step]:
    """The reminders of a deadline in their order, each on a working day of its own.

    What would land on a day off comes before it until the deadline, and after it from then on.
    """
    return list(_steps(due_on, tuple(settings.REMINDER_DAYS_BEFORE), settings.REMINDER_WEEKS_AFTER))


@lru_cache(maxsize=4096)
def _steps(due_on: date, before: tuple[int, ...], weeks: int) -> tuple[Step, ...]:
    by_day: dict[date, Step] = {}
    for days in (*sorted({-days for days in before}), 0):
        lands_on = working_day_until(due_on + timedelta(days=days))
        by_day[lands_on] = Step(days, lands_on)  # of two on one day, the later
    last = date.min
    for days in (1, *(7 * week for week in range(1, weeks + 1))) if weeks else ():
        lands_on = working_day_from(due_on + timedelta(days=days))
        if lands_on - last >= APART:
            by_day[lands_on], last = Step(days, lands_on), lands_on
    return tuple(by_day[day] for day in sorted(by_day))


def step_on(due_on: date, day: date) -> Step | None:
    """The reminder to send on `day`: the last that has landed by then, if that is not long ago."""
    landed = [step for step in steps_of(due_on) if day - LATE <= step.lands_on <= day]
    return landed[-1] if landed else None


def deadlines_with_a_step(day: date) -> list[date]:
    """Every deadline of which somebody is reminded on `day`."""
    return [due_on for due_on in _around(day) if step_on(due_on, day)]


def _around(day: date) -> Iterator[date]:
    slack = 14  # more than any run of days off
    first = -7 * settings.REMINDER_WEEKS_AFTER - slack
    last = max(settings.REMINDER_DAYS_BEFORE, default=0) + slack
    return (day + timedelta(days=days) for days in range(first, last + 1))


def is_due_for(step: Step, assigned_on: date) -> bool:
    """Whether the step comes long enough after the assignment's own mail."""
    return step.days > 0 or step.lands_on - assigned_on >= APART


def is_digest_day(day: date) -> bool:
    """Whether managers get their weekly mail on `day`: the first working day of its week."""
    monday = day - timedelta(days=day.weekday())
    return is_working_day(day) and working_day_from(monday) == day


def week_of(day: date) -> str:
    """The week's name, as in "2026-W48"."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"
