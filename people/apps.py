"""The people room: employees, departments, roles, sign-in."""

from django.apps import AppConfig

from lib.frozen import UPDATE, Frozen, keep_frozen

FROZEN = [
    Frozen(
        "people_employee",
        "OLD.directory_id <> NEW.directory_id",
        events=(UPDATE,),
        name="directory_id",
    ),
]


class PeopleConfig(AppConfig):
    """Makes a person's directory id immutable in the database."""

    name = "people"

    def ready(self) -> None:
        """Freeze again after every migrate (lib/frozen.py)."""
        keep_frozen(FROZEN, self)
