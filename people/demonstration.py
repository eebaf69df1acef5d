"""Demonstration mode: when one-click sign-in may exist at all, and for whom."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from people.models import INVENTED, Employee, EmployeeQuerySet, Origin

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}
# Sign-in name and part; `demo_organisation` gives them their places.
CAST = {
    "mette": gettext_lazy("New starter"),
    "anne": gettext_lazy("Manager"),
    "karin": gettext_lazy("HR"),
    "henrik": gettext_lazy("Editor"),
}


def is_loopback(hosts: list[str]) -> bool:
    """Whether every one of these names is this machine itself."""
    return bool(hosts) and set(hosts) <= LOOPBACK


def has_real_people() -> bool:
    """Whether the database holds anybody who is not invented."""
    return bool(Employee.objects.exclude(origin__in=INVENTED).exists())


def is_from_here(request: HttpRequest) -> bool:
    """Whether the request comes from this machine (a Unix socket has no address)."""
    return request.META.get("REMOTE_ADDR", "") in {"", "127.0.0.1", "::1"}


def is_safe(request: HttpRequest) -> bool:
    """Whether one-click sign-in may be offered: asked at every use, not only at the start."""
    if not is_from_here(request):
        return False
    return (
        bool(settings.DEMONSTRATION)
        and is_loopback(settings.ALLOWED_HOSTS)
        and not has_real_people()
    )


def may_stay(employee: Employee) -> bool:
    """Whether a session holds: one of an invented person ends with the demonstration."""
    if employee.origin not in INVENTED:
        return True
    return bool(settings.DEMONSTRATION) and not has_real_people()


def cast() -> EmployeeQuerySet:
    """The invented people whom one may sign in as."""
    people: EmployeeQuerySet = Employee.objects.filter(
        username__in=list(CAST), origin=Origin.DEMONSTRATION
    )
    return people


@dataclass(frozen=True)
class Offered:
    """One of the cast as the sign-in page offers them."""

    username: str
    name: str
    title: str


def offered() -> list[Offered]:
    """The cast in the order of the story."""
    names = dict(cast().values_list("username", "name"))
    return [
        Offered(username, names[username], str(title))
        for username, title in CAST.items()
        if username in names
    ]
