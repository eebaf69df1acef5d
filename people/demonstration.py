"""Demonstration mode: when one-click sign-in may exist at all, and for whom."""

from django.conf import settings

from people.models import Employee, EmployeeQuerySet, Origin

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}
# Their sign-in names; `demo_organisation` gives them their places.
CAST = ("mette", "anne", "karin", "henrik")


def is_loopback(hosts: list[str]) -> bool:
    """Whether every one of these names is this machine itself."""
    return bool(hosts) and set(hosts) <= LOOPBACK


def has_real_people() -> bool:
    """Whether the database holds anybody whom the demonstration did not invent."""
    return Employee.objects.exclude(origin=Origin.DEMONSTRATION).exists()


def is_safe() -> bool:
    """Whether one-click sign-in may be offered: asked at every use, not only at the start."""
    return settings.DEMONSTRATION and is_loopback(settings.ALLOWED_HOSTS) and not has_real_people()


def cast() -> EmployeeQuerySet:
    """The invented people whom one may sign in as."""
    people: EmployeeQuerySet = Employee.objects.filter(
        username__in=CAST, origin=Origin.DEMONSTRATION
    )
    return people
