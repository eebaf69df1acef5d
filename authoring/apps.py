"""The authoring room: loading, checking, editing and publishing what employees learn from."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from lib.frozen import UPDATE, Frozen, freeze

FROZEN = [Frozen("authoring_change", "OLD.id IS NOT NULL", events=(UPDATE,))]


class AuthoringConfig(AppConfig):
    """Freezes the history of changes."""

    name = "authoring"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        post_migrate.connect(lambda using, **_: freeze(FROZEN, using), sender=self, weak=False)
