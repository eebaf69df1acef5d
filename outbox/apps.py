"""The outbox room: mail and other effects, each sent once, by `manage.py work`."""

from django.apps import AppConfig
from django.core.checks import register

from lib.frozen import UPDATE, Frozen, keep_frozen

FROZEN = [Frozen("outbox_message", "OLD.sent_at IS NOT NULL", events=(UPDATE,))]


class OutboxConfig(AppConfig):
    """Freezes what has been sent; deleting is left to the retention rules."""

    name = "outbox"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py), and check handlers and jobs at the start."""
        from outbox.checks import handlers_and_jobs

        register(handlers_and_jobs)
        keep_frozen(FROZEN, self)
