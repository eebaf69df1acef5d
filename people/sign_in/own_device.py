"""A device of one's own: whoever says so when they sign in stays signed in there for some days."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from people.models import Employee

SAID = "own_device"


def say(request: HttpRequest, employee: Employee, *, is_own: bool) -> None:
    """Keep what somebody said until they are in: a second step may come between, and somebody else."""
    request.session[SAID] = employee.pk if is_own else None


def was_said_by(request: HttpRequest, employee: Employee) -> bool:
    """Whether this person said so just now; it is forgotten with that."""
    return bool(request.session.pop(SAID, None) == employee.pk)


def stay(request: HttpRequest) -> None:
    """Let the session last, whether it is used or not."""
    request.session.set_expiry(timezone.now() + timedelta(days=settings.OWN_DEVICE_DAYS))
