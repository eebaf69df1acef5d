"""Signing somebody in without a browser: the cookie of a real session."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people.models import Employee


def signed_in(employee: "Employee") -> dict[str, str]:
    """The cookies that a browser would have after sign-in."""
    from django.test import Client

    client = Client()
    client.force_login(employee, backend="people.backends.SignInBackend")
    return {name: cookie.value for name, cookie in client.cookies.items()}
