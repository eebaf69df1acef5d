"""The evidence room: an append-only log of commitments that is proved, checkpointed and verified."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from lib.frozen import DELETE, UPDATE, Frozen, freeze

FROZEN = [
    Frozen("evidence_entry", "OLD.seq IS NOT NULL", events=(UPDATE, DELETE)),
    Frozen("evidence_head", "OLD.id IS NOT NULL", events=(DELETE,)),
    Frozen("evidence_checkpoint", "OLD.size IS NOT NULL", events=(UPDATE, DELETE)),
    Frozen("evidence_timestamp", "OLD.checkpoint_id IS NOT NULL", events=(UPDATE, DELETE)),
    Frozen("evidence_verification", "OLD.id IS NOT NULL", events=(UPDATE,)),
]


class EvidenceConfig(AppConfig):
    """Freezes the log."""

    name = "evidence"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        post_migrate.connect(lambda using, **_: freeze(FROZEN, using), sender=self, weak=False)
