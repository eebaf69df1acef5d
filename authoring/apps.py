"""The authoring room: loading, checking, editing and publishing what employees learn from."""

from django.apps import AppConfig

from lib.frozen import UPDATE, Frozen, keep_frozen

# Of a change nothing is changed later, but that somebody erased becomes a nameless person.
SAME = (
    "OLD.id = NEW.id AND OLD.draft_id = NEW.draft_id AND OLD.part = NEW.part"
    " AND OLD.number = NEW.number AND OLD.before IS NOT DISTINCT FROM NEW.before"
    " AND OLD.changed_at = NEW.changed_at"
)
NAMELESS = "SELECT 1 FROM people_employee e WHERE e.is_nameless AND e.id = NEW.changed_by_id"
FROZEN = [
    Frozen("authoring_change", f"NOT ({SAME} AND EXISTS ({NAMELESS}))", events=(UPDATE,)),
]


class AuthoringConfig(AppConfig):
    """Freezes the history of changes."""

    name = "authoring"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        keep_frozen(FROZEN, self)
