"""The authoring room: loading, checking, editing and publishing what employees learn from."""

from django.apps import AppConfig

from lib.frozen import UPDATE, Frozen, keep_frozen

FROZEN = [Frozen("authoring_change", "OLD.id IS NOT NULL", events=(UPDATE,))]


class AuthoringConfig(AppConfig):
    """Freezes the history of changes."""

    name = "authoring"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        keep_frozen(FROZEN, self)
