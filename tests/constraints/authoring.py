"""How each rule of authoring is broken."""

from collections.abc import Callable

from authoring.models import Change, Flag
from tests.constraints.rows import again

BREAK: dict[str, Callable[[], object]] = {
    "authoring_change_number_unique": lambda: again(Change.objects.all()[0]),
    "authoring_change_numbers_from_one": lambda: again(Change.objects.all()[0], number=0),
    "authoring_flag_closed_at_and_by": lambda: Flag.objects.update(outcome="Rettet."),
    "authoring_flag_language": lambda: Flag.objects.update(language="fr"),
}
