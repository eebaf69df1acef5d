"""What has to hold within one directory: no rings of departments, nothing twice that is one person's."""

from collections.abc import Iterator, Mapping

from people.directory.neutral import Directory, Unit
from people.directory.problems import Problems


def find_loops(units: Mapping[str, Unit]) -> Iterator[list[str]]:
    """Each ring of departments that belong to each other, once, in the order of belonging."""
    done: set[str] = set()
    for start in units:
        path: list[str] = []
        current: str | None = start
        while current in units and current not in done:
            assert current is not None
            done.add(current)
            path.append(current)
            current = units[current].parent
        if current in path:
            assert current is not None
            yield path[path.index(current) :]


def hold_back_twins(directory: Directory, field: str, column: str, problems: Problems) -> None:
    """An e-mail address or number (`field`) is one person's: the second who has it is held back."""
    lines: dict[str, int] = {}
    for person in list(directory.people.values()):
        value = getattr(person, field).casefold()
        if value and value in lines:
            problems.add("twice", directory.file, person.line, column, first=lines[value])
            del directory.people[person.key]
            directory.held.add(person.key)
        elif value:
            lines[value] = person.line
