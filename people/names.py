"""Who stands behind a directory id: facts keep the id, pages show the name."""

from collections.abc import Iterable

from people.models import Employee


def names_of(directory_ids: Iterable[str]) -> dict[str, str]:
    """The names by directory id (one query); an id that nobody has any more stands for itself."""
    wanted = {one for one in directory_ids if one}
    found = Employee.objects.filter(directory_id__in=wanted)
    return {one: one for one in wanted} | dict(found.values_list("directory_id", "name"))
