"""The evidence room: an append-only log of commitments that is proved, checkpointed and verified."""

from django.apps import AppConfig

from lib.frozen import DELETE, UPDATE, Frozen, keep_frozen

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
        keep_frozen(FROZEN, self)
