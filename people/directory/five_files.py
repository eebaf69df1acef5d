"""Reads the five files that Danish municipalities make for their learning systems.

bruger, organisation, engagement, stillingskode, leder. Only what is used is kept: neither CPR number,
mobile, address nor job title ever leaves the reading of its row; of stillingskode nothing is kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from people.directory.bundles import Source
from people.directory.cells import LONGEST_NAME, Cells
from people.directory.checks import find_loops, hold_back_twins
from people.directory.neutral import Directory, Engagement, Person, Unit
from people.directory.problems import Problem, Problems, Refused
from people.directory.tables import Column, Table

COLUMNS: dict[str, Sequence[Column]] = {
    "organisation": (
        Column("unit", "AfdelingsID"),
        Column("name", "Afdelingsnavn"),
        Column("parent", "Parentid"),
    ),
    "bruger": (
        Column("person", "BrugerId"),
        Column("name", "Navn"),
        Column("email", "E-mail"),
    ),
    "engagement": (
        Column("id", "EngagementId"),
        Column("person", "BrugerId"),
        Column("unit", "AfdelingsId"),
        Column("is_active", "AktivStatus"),
        Column("is_primary", "Primær", ("Primaer",)),
        Column("from_on", "StartdatoEngagement"),
    ),
    "leder": (
        Column("person", "BrugerId"),
        Column("unit", "AfdelingsID"),
        Column("is_active", "AktivStatus"),
    ),
    "stillingskode": (Column("code", "StillingskodeID"),),
}
# The job codes are read by nobody, so a delivery without them is whole.
NEEDED = ("organisation", "bruger", "engagement", "leder")
NAMED = re.compile(r"(bruger|organisation|engagement|stillingskode|leder)(?:[-_ .].*)?")


def kind_of(source: Source) -> str:
    """Which of the five files this is by its name; "" if it is none."""
    found = NAMED.fullmatch(source.stem)
    return found[1] if found else ""


@dataclass
class _Reading:
    """What has been read so far."""

    directory: Directory
    problems: Problems
    files: dict[str, Source]
    # Ids in rows that are wrong: what refers to them is not wrong as well.
    bad_units: set[str] = field(default_factory=set)
    users: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    engagements: dict[str, list[Engagement]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def rows(self, kind: str) -> Iterator[Cells]:
        """The rows of one of the files."""
        table = Table(self.files[kind], COLUMNS[kind], self.problems)
        self.titles |= {f"{kind}.{name}": text for name, text in table.headings.items()}
        for row in table.rows():
            yield Cells(table, row, self.problems)

    def note(self, code: str, kind: str, line: int, column: str = "") -> None:
        """Something worth knowing about a row."""
        heading = self.titles.get(f"{kind}.{column}", "")
        self.directory.notes.append(Problem(self.files[kind].name, line, heading, code))


def read_five_files(sources: list[Source]) -> Directory:
    """The directory that the five files tell of; `Refused` if they can't be read at all."""
    problems = Problems()
    files = _files(sources)
    reading = _Reading(Directory(files["bruger"].name), problems, files)
    _read_units(reading)
    _read_users(reading)
    _read_engagements(reading)
    _read_people(reading)
    _read_managers(reading)
    if "stillingskode" in files:
        Table(files["stillingskode"], COLUMNS["stillingskode"], problems)
    reading.directory.problems = list(problems)
    return reading.directory


def _files(sources: list[Source]) -> dict[str, Source]:
    files: dict[str, Source] = {}
    for source in sources:
        kind = kind_of(source)
        if kind in files:
            raise Refused("file_twice", source.name)
        if kind:
            files[kind] = source
    for kind in NEEDED:
        if kind not in files:
            raise Refused("file_missing", f"{kind}.csv", name=kind)
    return files


def _read_units(reading: _Reading) -> None:
    lines: dict[str, int] = {}
    found: list[tuple[Cells, Unit]] = []
    for cells in reading.rows("organisation"):
        key = cells.key("unit")
        name = cells.text("name", most=LONGEST_NAME)
        parent = cells.key("parent", is_required=False)
        if key in lines:
            cells.wrong("unit", "twice", first=lines[key])
        elif cells.is_good:
            lines[key] = cells.line
            found.append((cells, Unit(key, name, parent or None)))
        else:
            reading.bad_units.add(key)
    if not lines and not reading.bad_units:
        raise Refused("no_rows", reading.files["organisation"].name)
    for cells, unit in found:
        if unit.parent and unit.parent not in lines and unit.parent not in reading.bad_units:
            cells.wrong("parent", "unknown_unit")
    reading.directory.units = {unit.key: unit for _cells, unit in found}
    file, column = reading.files["organisation"].name, reading.titles["organisation.parent"]
    for ring in find_loops(reading.directory.units):
        names = " → ".join(reading.directory.units[key].name for key in [*ring, ring[0]])
        reading.problems.add("loop", file, lines[ring[0]], column, names=names)


def _read_users(reading: _Reading) -> None:
    """Name and e-mail by id; who of them is employed, the engagements tell."""
    for cells in reading.rows("bruger"):
        key = cells.key("person")
        name = cells.text("name", most=LONGEST_NAME)
        email = cells.email("email")
        if key in reading.users:
            cells.wrong("person", "twice", first=reading.users[key][2])
        elif key:
            reading.users[key] = (name, email, cells.line)
        if not cells.is_good:
            reading.directory.held.add(key)
    if not reading.users:
        raise Refused("no_rows", reading.directory.file)


def _read_engagements(reading: _Reading) -> None:
    lines: dict[str, int] = {}
    for cells in reading.rows("engagement"):
        if not cells.yes("is_active") and cells.is_good:
            continue
        person = cells.key("person")
        engagement = Engagement(
            cells.key("id", is_required=False),
            cells.key("unit"),
            cells.day("from_on"),
            cells.yes("is_primary", default=False),
        )
        _check_references(reading, cells, person, engagement.unit)
        if engagement.id and lines.setdefault(engagement.id, cells.line) != cells.line:
            cells.wrong("id", "twice", first=lines[engagement.id])
        if cells.is_good:
            reading.engagements.setdefault(person, []).append(engagement)
        else:
            reading.directory.held.add(person)


def _check_references(reading: _Reading, cells: Cells, person: str, unit: str) -> None:
    if person and person not in reading.users:
        cells.wrong("person", "unknown_person")
    if unit in reading.bad_units:
        reading.directory.held.add(person)
    elif unit and unit not in reading.directory.units:
        cells.wrong("unit", "unknown_unit")


def _read_people(reading: _Reading) -> None:
    directory = reading.directory
    for key, (name, email, line) in reading.users.items():
        if key in directory.held:
            continue
        engagements = tuple(reading.engagements.get(key, ()))
        if engagements:
            directory.people[key] = Person(key, name, email, line, engagements)
        else:
            reading.note("no_employment", "bruger", line, "person")
    hold_back_twins(directory, "email", reading.titles["bruger.email"], reading.problems)


def _read_managers(reading: _Reading) -> None:
    directory = reading.directory
    for cells in reading.rows("leder"):
        if not cells.yes("is_active") and cells.is_good:
            continue
        person, unit = cells.key("person"), cells.key("unit")
        _check_references(reading, cells, person, unit)
        if not cells.is_good or person in directory.held:
            continue
        if person not in directory.people:
            reading.note("manager_not_employed", "leder", cells.line, "person")
            continue
        directory.managers.add((person, unit))
        if all(engagement.unit != unit for engagement in directory.people[person].engagements):
            reading.note("manager_elsewhere", "leder", cells.line, "unit")
