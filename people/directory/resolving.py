"""A directory in the words of the database: whom and which department each of its keys means.

A person who was merged is the person who was kept. In a list without ids a person is known by their
number and a department by its path, so one that is there already under an id of its own is that one.
"""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from people.directory.known import Known
from people.directory.neutral import NUMBERED, Directory, Person, Unit
from people.directory.plain_list import path_key


def resolve(directory: Directory, known: Known) -> Directory:
    """The same directory with directory ids for keys."""
    person_key = _person_keys(directory, known)
    unit_key = _unit_keys(directory, known)
    return replace(
        directory,
        units={
            unit_key(unit.key): Unit(
                unit_key(unit.key),
                unit.name,
                unit_key(unit.parent) if unit.parent in directory.units else None,
            )
            for unit in directory.units.values()
        },
        people=_people(directory, known, person_key, unit_key),
        managers={
            (person_key(person), unit_key(unit))
            for person, unit in directory.managers
            if unit in directory.units
        },
        held={person_key(key) for key in directory.held},
        departed={person_key(key): day for key, day in directory.departed.items()},
    )


Keys = Callable[[str], str]


def _person_keys(directory: Directory, known: Known) -> Keys:
    if not directory.keys_are_numbers:
        return lambda key: known.aliases.get(key, key)

    def of_number(number: str) -> str:
        key = known.number_aliases.get(number) or known.by_number.get(number) or NUMBERED + number
        return known.aliases.get(key, key)

    return of_number


def _unit_keys(directory: Directory, known: Known) -> Keys:
    if not directory.keys_are_numbers:
        return lambda key: key
    paths = _known_paths(known)
    return lambda path: paths.get(path) or f"sti:{sha256(path.encode()).hexdigest()[:40]}"


def _known_paths(known: Known) -> dict[str, str]:
    """The departments of today by their paths; of two with the same path the older one."""
    now = {
        key: next((span.value for span in spans if span.holds(known.today)), None)
        for key, spans in known.records.items()
    }
    paths: dict[str, str] = {}
    for key in sorted(now, key=lambda key: known.units[key]):
        names, seen, above = [], set[str](), key
        while (facts := now.get(above)) and above not in seen:
            seen.add(above)
            names.append(facts[0])
            above = facts[1] or ""
        if names:
            paths.setdefault(path_key(names[::-1]), key)
    return paths


def _people(
    directory: Directory, known: Known, person_key: Keys, unit_key: Keys
) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for person in directory.people.values():
        key = person_key(person.key)
        engagements = tuple(
            replace(one, unit=unit_key(one.unit))
            for one in person.engagements
            if one.unit in directory.units
        )
        is_own = _is_own_row(person, known)
        number = person.number if is_own else known.people[key].number
        here = replace(person, key=key, engagements=engagements, number=number)
        if key not in found:
            found[key] = here
        elif is_own:
            found[key] = _both(here, found[key])
        else:
            found[key] = _both(found[key], here)
    return found


def _is_own_row(person: Person, known: Known) -> bool:
    """Whether the row names the person by an id or number of their own, not by one merged."""
    return person.key not in known.aliases and person.key not in known.number_aliases


def _both(kept: Person, other: Person) -> Person:
    """Two rows of one person: what the kept id's row says of them, and the employments of both.

    A list without ids knows no primary employment: there it is the kept one's.
    """
    as_well = other.engagements
    if kept.number:
        as_well = tuple(replace(one, is_primary=False) for one in as_well)
    last_days = (kept.left_on, other.left_on)
    return replace(
        kept,
        email=kept.email or other.email,
        engagements=(*kept.engagements, *as_well),
        left_on=None if None in last_days else max(day for day in last_days if day),
        away=kept.away or other.away,
    )
