"""The quiz room: situations and answers, and what the database freezes of them."""

from django.apps import AppConfig

from lib.frozen import Frozen, keep_frozen

SITUATION = (
    "SELECT 1 FROM policy_revision r JOIN quiz_situation s ON s.revision_id = r.id"
    " WHERE r.published_at IS NOT NULL AND s.id = {row}.situation_id"
)
OPTION = (
    "SELECT 1 FROM policy_revision r JOIN quiz_situation s ON s.revision_id = r.id"
    " JOIN quiz_option o ON o.situation_id = s.id"
    " WHERE r.published_at IS NOT NULL AND o.id = {row}.option_id"
)
REVISION = (
    "SELECT 1 FROM policy_revision r WHERE r.published_at IS NOT NULL AND r.id = {row}.revision_id"
)
FROZEN = [
    Frozen("quiz_situation", f"EXISTS ({REVISION})"),
    Frozen("quiz_situationclause", f"EXISTS ({SITUATION})"),
    Frozen("quiz_option", f"EXISTS ({SITUATION})"),
    Frozen("quiz_consideration", f"EXISTS ({SITUATION})"),
    Frozen("quiz_consequencestep", f"EXISTS ({OPTION})"),
]


class QuizConfig(AppConfig):
    """Freezes the situations of a published revision."""

    name = "quiz"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        keep_frozen(FROZEN, self)
