"""The training room: assignment, progress, completion, the manager's pages."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from lib.frozen import UPDATE, Frozen, freeze

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
        post_migrate.connect(lambda using, **_: freeze(FROZEN, using), sender=self, weak=False)
