"""The privacy room: what is held about a person, and erasing it on schedule."""

from django.apps import AppConfig

from lib.frozen import DELETE, Frozen, keep_frozen

FROZEN = [Frozen("privacy_retentiondecision", "OLD.id IS NOT NULL", events=(DELETE,))]


class PrivacyConfig(AppConfig):
    """Freezes what was signed."""

    name = "privacy"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        keep_frozen(FROZEN, self)
