"""The policy room: editions, lessons, acknowledgements, and what the database freezes of them."""

from django.apps import AppConfig

from lib.frozen import DELETE, UPDATE, Frozen, keep_frozen

EDITION = (
    "SELECT 1 FROM policy_edition e WHERE e.published_at IS NOT NULL AND e.id = {row}.edition_id"
)
REVISION = (
    "SELECT 1 FROM policy_revision r WHERE r.published_at IS NOT NULL AND r.id = {row}.revision_id"
)
LESSON = (
    "SELECT 1 FROM policy_revision r JOIN policy_lesson l ON l.revision_id = r.id"
    " WHERE r.published_at IS NOT NULL AND l.id = {row}.lesson_id"
)
FROZEN = [
    Frozen("policy_edition", "OLD.published_at IS NOT NULL", events=(UPDATE, DELETE)),
    Frozen("policy_block", f"EXISTS ({EDITION})"),
    Frozen("policy_revision", "OLD.published_at IS NOT NULL", events=(UPDATE, DELETE)),
    Frozen("policy_lesson", f"EXISTS ({REVISION})"),
    Frozen("policy_lessonclause", f"EXISTS ({LESSON})"),
    Frozen("policy_record", "OLD.entry_id IS NOT NULL", events=(UPDATE,)),
    Frozen("policy_acknowledgement", "OLD.id IS NOT NULL", events=(UPDATE,)),
    Frozen("policy_approval", "OLD.id IS NOT NULL", events=(UPDATE,)),
]


class PolicyConfig(AppConfig):
    """Freezes what is published."""

    name = "policy"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        keep_frozen(FROZEN, self)
