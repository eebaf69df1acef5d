"""The audit room: who did what and who read whose data, in rows that are never changed."""

from django.apps import AppConfig

from lib.frozen import UPDATE, Frozen, keep_frozen

FROZEN = [Frozen("audit_event", "OLD.id IS NOT NULL", events=(UPDATE,))]


class AuditConfig(AppConfig):
    """Freezes what is recorded; deleting is left to the retention rules."""

    name = "audit"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        keep_frozen(FROZEN, self)
