"""Rules followed some days from now, and the round that somebody has then."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from people.models import Employee
from training import actions
from training.models import Assignment, DueDate

DAY = timedelta(days=1)


def follow(days: int = 0) -> actions.Followed:
    """Follow all rules, so many days from now."""
    return actions.follow_rules(now=at(days))


def at(days: int) -> datetime:
    """This moment, so many days from now."""
    return timezone.now() + days * DAY


def held(employee: Employee) -> Assignment | None:
    """The round that somebody has open, if any."""
    return Assignment.objects.open().filter(employee=employee).first()


def the_round(employee: Employee) -> Assignment:
    """The round that somebody has open."""
    return Assignment.objects.open().get(employee=employee)


def due_on(employee: Employee) -> date:
    """The deadline of the round that somebody has open."""
    return (
        DueDate.objects.open().get(assignment__closed_at=None, assignment__employee=employee).due_on
    )
