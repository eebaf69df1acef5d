"""The training room: assignment, progress, completion, the manager's pages."""

from django.apps import AppConfig

from lib.frozen import UPDATE, Frozen, keep_frozen

REPLIES = "SELECT 1 FROM training_reply r WHERE r.question_id = OLD.id"
FROZEN = [
    Frozen("training_question", f"EXISTS ({REPLIES})", events=(UPDATE,)),
    Frozen("training_reply", "OLD.id IS NOT NULL", events=(UPDATE,)),
]


class TrainingConfig(AppConfig):
    """Freezes what was answered."""

    name = "training"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        keep_frozen(FROZEN, self)
