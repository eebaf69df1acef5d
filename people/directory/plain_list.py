"""Reads one plain list of employees, as CSV or XLSX, with Danish or English headings.

The employee number is the key, and a department is known by its path from the top. Who manages a
department follows from whom its people name as their manager.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from people.directory.bundles import Source
from people.directory.cells import LONGEST_NAME, Cells
from people.directory.checks import hold_back_twins
from people.directory.neutral import Away, Directory, Engagement, Person, Unit
from people.directory.problems import Problem, Problems, Refused
from people.directory.tables import Column, Table

COLUMNS = (
    Column(
        "number",
        "Medarbejdernummer",
        (
            *("Medarbejdernr", "Medarbejder-id", "Lønnummer", "Tjenestenummer", "Nummer", "Nr"),
            *("Employee number", "Employee no", "Employee ID", "Number", "No"),
        ),
    ),
    Column("name", "Navn", ("Name",)),
    Column(
        "email",
        "E-mail",
        ("Mail", "E-mailadresse", "E-mail address", "Arbejdsmail", "Work e-mail"),
        is_required=False,
    ),
    Column("path", "Afdeling", ("Afdelingssti", "Department", "Department path")),
    Column(
        "manager",
        "Leders nummer",
        (
            *("Leders medarbejdernummer", "Ledernummer", "Leder", "Leder nr"),
            *("Manager's number", "Manager number", "Manager’s employee number", "Manager"),
        ),
        is_required=False,
    ),
    Column(
        "hired",
        "Ansat",
        ("Ansat den", "Ansat fra", "Ansættelsesdato", "Startdato", "Hired", "Hired on"),
        is_required=False,
    ),
    Column(
        "left",
        "Fratrådt",
        ("Fratrådt den", "Fratrædelsesdato", "Slutdato", "Left", "Left on"),
        is_required=False,
    ),
    Column("leave_from", "Orlov fra", ("Leave from",), is_required=False),
    Column("leave_to", "Orlov til", ("Leave to",), is_required=False),
)
# Between the names of a path; the first that the list uses anywhere holds for all of it.
SEPARATORS = (">", "\\", "|", " / ", "/")
LONGEST_PATH = 1000


@dataclass
class _Reading:
    """What has been read so far."""

    directory: Directory
    table: Table
    problems: Problems
    lines: dict[str, int] = field(default_factory=dict)
    # Person, department and manager by their keys, and the row.
    reports: list[tuple[str, str, str, Cells]] = field(default_factory=list)

    def note(self, code: str, line: int, column: str) -> None:
        """Something worth knowing about a row; line 0 for the list as a whole."""
        heading = self.table.headings.get(column, "")
        self.directory.notes.append(Problem(self.table.file, line, heading, code))


def read_plain_list(source: Source, *, today: date) -> Directory:
    """The directory that the list tells of; `Refused` if it can't be read at all."""
    problems = Problems()
    table = Table(source, COLUMNS, problems)
    reading = _Reading(Directory(source.name, keys_are_numbers=True), table, problems)
    directory = reading.directory
    directory.tells_email = "email" in table.headings
    directory.tells_managers = "manager" in table.headings
    directory.tells_leave = "leave_from" in table.headings
    if not directory.tells_managers:
        reading.note("no_managers_told", 0, "")
    if not directory.tells_leave:
        reading.note("no_leave_told", 0, "")
    rows = [Cells(table, row, problems) for row in table.rows()]
    if not rows:
        raise Refused("no_rows", source.name)
    for cells, path in _with_paths(rows):
        _read_row(reading, cells, path, today)
    hold_back_twins(directory, "email", table.headings.get("email", ""), problems)
    _read_managers(reading)
    directory.problems = list(problems)
    return directory


def _with_paths(rows: list[Cells]) -> Iterator[tuple[Cells, list[str]]]:
    paths = [cells.text("path", most=LONGEST_PATH) for cells in rows]
    separator = next((one for one in SEPARATORS if any(one in path for path in paths)), ">")
    for cells, path in zip(rows, paths, strict=True):
        names = [name.strip() for name in path.split(separator)]
        names = [name for name in names if name]
        if any(len(name) > LONGEST_NAME for name in names):
            cells.wrong("path", "too_long", most=LONGEST_NAME)
        elif path and not names:
            cells.wrong("path", "missing")
        yield cells, names


def _read_row(reading: _Reading, cells: Cells, path: list[str], today: date) -> None:
    directory = reading.directory
    number = cells.number("number")
    name = cells.text("name", most=LONGEST_NAME)
    email = cells.email("email")
    manager = cells.number("manager", is_required=False).casefold()
    hired_on, left_on = cells.day("hired"), cells.day("left")
    away = _away(cells)
    key = number.casefold()
    if hired_on and left_on and left_on < hired_on:
        cells.wrong("left", "before")
    if key and reading.lines.setdefault(key, cells.line) != cells.line:
        cells.wrong("number", "twice", first=reading.lines[key])
    if not cells.is_good:
        directory.held.add(key)
    elif left_on and left_on <= today:
        directory.departed[key] = left_on
    else:
        unit = _unit(directory, path)
        engagement = Engagement("", unit, hired_on, is_primary=True)
        directory.people[key] = Person(
            key, name, email, cells.line, (engagement,), number, hired_on, left_on, away
        )
        if manager:
            reading.reports.append((key, unit, manager, cells))


def _away(cells: Cells) -> Away | None:
    first, last = cells.day("leave_from"), cells.day("leave_to")
    if last and not first:
        cells.wrong("leave_to", "leave_without_start")
    if first and last and last < first:
        cells.wrong("leave_to", "before")
    return Away(first, last + timedelta(days=1) if last else None) if first else None


def _unit(directory: Directory, path: list[str]) -> str:
    """The key of the department with this path; those above it are made on the way."""
    parent: str | None = None
    for depth, name in enumerate(path, 1):
        key = path_key(path[:depth])
        directory.units.setdefault(key, Unit(key, name, parent))
        parent = key
    assert parent is not None
    return parent


def path_key(names: list[str]) -> str:
    """A path as a key: the same however it is capitalised."""
    return "\n".join(names).casefold()


def _read_managers(reading: _Reading) -> None:
    """Whoever is named by somebody manages that person's department.

    A manager's own manager is looked for further up: there, where they work themselves.
    """
    directory = reading.directory
    named = {
        (manager, unit) for person, unit, manager, _cells in reading.reports if manager != person
    }
    noted: set[tuple[str, str]] = set()
    for person, unit, manager, cells in reading.reports:
        if manager == person:
            reading.note("own_manager", cells.line, "manager")
        elif manager in directory.people:
            target = _above(directory, unit, manager) if (person, unit) in named else unit
            directory.managers.add((manager, target))
            if target != _place(directory, manager) and (manager, target) not in noted:
                noted.add((manager, target))
                reading.note("manager_elsewhere", cells.line, "manager")
        elif manager in directory.departed:
            reading.note("manager_not_employed", cells.line, "manager")
        elif manager not in directory.held:
            cells.wrong("manager", "unknown_manager")
            directory.held.add(person)
            directory.people.pop(person, None)


def _place(directory: Directory, person: str) -> str:
    return directory.people[person].engagements[0].unit


def _above(directory: Directory, unit: str, manager: str) -> str:
    """The nearest department above `unit` in which the manager works, else `unit` itself."""
    place = _place(directory, manager)
    above = directory.units[unit].parent
    while above is not None and above != place:
        above = directory.units[above].parent
    return above or unit
