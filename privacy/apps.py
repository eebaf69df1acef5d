"""The privacy room: what is held about a person, and erasing it on schedule."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from lib.frozen import DELETE, Frozen, freeze

FROZEN = [Frozen("privacy_retentiondecision", "OLD.id IS NOT NULL", events=(DELETE,))]


class PrivacyConfig(AppConfig):
    """Freezes what was signed."""

    name = "privacy"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        post_migrate.connect(lambda using, **_: freeze(FROZEN, using), sender=self, weak=False)
