"""The demonstration's guard: its one-click sign-in must never meet real people or another machine."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from people.demonstration import has_real_people, is_loopback
from people.models import Employee


def guard() -> None:
    """Refuse demonstration mode for other hosts than loopback and for a database with real people.

    Asked before the site serves; `people.demonstration.is_safe` asks again at every sign-in.
    """
    if not settings.DEMONSTRATION:
        return
    if not is_loopback(settings.ALLOWED_HOSTS):
        raise ImproperlyConfigured(
            "Demonstration mode serves this machine alone: unset ALLOWED_HOSTS, or DEMONSTRATION."
        )
    try:
        # Before the first migration there is no table, and nobody in it.
        tables = connection.introspection.table_names()
        if Employee._meta.db_table in tables and has_real_people():
            raise ImproperlyConfigured(
                "This database holds real people: start without DEMONSTRATION, or choose another."
            )
    finally:
        # Neither a connection nor a pool's threads may reach the server's children.
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's alone
