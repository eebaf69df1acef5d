"""What a directory says, whichever files it came in: the form that is checked, kept and compared."""

import json
import zlib
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from people.directory.problems import Problem

# Begins the directory id of somebody who came with a list without ids: their number follows.
NUMBERED = "nr:"


@dataclass(frozen=True, slots=True)
class Unit:
    """A department. In a list without ids `key` is its path."""

    key: str
    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Engagement:
    """That somebody is employed in a department; `from_on` is None where the file does not say."""

    id: str
    unit: str
    from_on: date | None
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Away:
    """Leave from a day until the first day back, None where nobody knows."""

    from_on: date
    back_on: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody employed, now or from a day to come. `line` is where the file tells of them.

    `hired_on` and `left_on` are None where the source has no such column or says nothing.
    """

    key: str
    name: str
    email: str
    line: int
    engagements: tuple[Engagement, ...]
    number: str = ""
    hired_on: date | None = None
    left_on: date | None = None
    away: Away | None = None


@dataclass
class Directory:
    """All that `source` (a file's name) says; `file` in it is the one that names the people.

    With `problems` nothing of it may be applied; `notes` are worth knowing. `held` are people with a
    row that is wrong: they are known to be there, and nothing is planned for them. `departed` are
    people of whom it says that they left, and since when. `keys_are_numbers` where people are known
    by their employee numbers, and departments by their paths, because the source has no ids.
    """

    file: str
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    managers: set[tuple[str, str]] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    departed: dict[str, date] = field(default_factory=dict)
    keys_are_numbers: bool = False
    tells_email: bool = True
    tells_managers: bool = True
    tells_leave: bool = False
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    source: str = ""


def packed(directory: Directory) -> bytes:
    """The directory as bytes, to be kept until it is confirmed."""
    data = {
        **{name: getattr(directory, name) for name in PLAIN},
        "units": [list(_values(unit)) for unit in directory.units.values()],
        "people": [list(_values(person)) for person in directory.people.values()],
        "managers": sorted(directory.managers),
        "held": sorted(directory.held),
        "departed": directory.departed,
        "problems": [asdict(problem) for problem in directory.problems],
        "notes": [asdict(note) for note in directory.notes],
    }
    return zlib.compress(json.dumps(data, default=_as_json, ensure_ascii=False).encode())


def unpacked(content: bytes) -> Directory:
    """The directory again."""
    data: dict[str, Any] = json.loads(zlib.decompress(content))
    people = [_person(values) for values in data["people"]]
    return Directory(
        **{name: data[name] for name in PLAIN},
        units={values[0]: Unit(*values) for values in data["units"]},
        people={person.key: person for person in people},
        managers={(person, unit) for person, unit in data["managers"]},
        held=set(data["held"]),
        departed={key: date.fromisoformat(day) for key, day in data["departed"].items()},
        problems=[Problem(**problem) for problem in data["problems"]],
        notes=[Problem(**note) for note in data["notes"]],
    )


PLAIN = ("file", "source", "keys_are_numbers", "tells_email", "tells_managers", "tells_leave")


def _values(row: Any) -> list[Any]:
    return [getattr(row, name) for name in row.__slots__]


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _values(value)


def _person(values: list[Any]) -> Person:
    key, name, email, line, engagements, number, hired_on, left_on, away = values
    return Person(
        key,
        name,
        email,
        line,
        tuple(Engagement(key, unit, _day(day), main) for key, unit, day, main in engagements),
        number,
        _day(hired_on),
        _day(left_on),
        _away(away),
    )


def _away(values: list[str | None] | None) -> Away | None:
    if values is None or values[0] is None:
        return None
    return Away(date.fromisoformat(values[0]), _day(values[1]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
