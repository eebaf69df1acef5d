"""An invented organisation of any size with three years behind it: its tree and its people.

Rows are written past the actions (lib/bulk.py); the same number and seed give the same people.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.hashers import make_password

from lib.bulk import Table
from lib.danish import sort_key
from people.models import (
    Department,
    DepartmentRecord,
    Employee,
    Leave,
    Management,
    Origin,
    Placement,
)
from quiz.models import Work
from training.demonstration_names import FAMILY_NAMES, GIVEN_NAMES

DAYS = 3 * 365
PEOPLE_OF_A_WORKPLACE = 34
WORKPLACES_OF_AN_AREA = 14
# Of a hundred people, how many a year leave, move to another workplace, go on leave.
LEAVE_A_YEAR, MOVE_A_YEAR, AWAY_A_YEAR = 0.12, 0.06, 0.05
# A directorate, what its work is like, and what its workplaces are called.
DIRECTORATES: list[tuple[str, str, list[str]]] = [
    ("Sundhed og Senior", Work.CARE, ["Plejecenter", "Hjemmeplejen", "Bosted"]),
    ("Børn og Uddannelse", Work.CHILDREN, ["Børnehuset", "Skolen ved", "SFO"]),
    ("Job og Velfærd", Work.AUTHORITY, ["Jobcenter", "Familierådgivning", "Ydelser"]),
    ("Teknik og Miljø", Work.TECHNICAL, ["Vejgård", "Park", "Bygninger"]),
    ("Kultur og Service", Work.OFFICE, ["Bibliotek", "Borgerservice", "Sekretariat"]),
]
PLACES = """
    Alssund Augustenborg Broager Dybbøl Egernsund Fynshav Gråsten Guderup Hørup Kegnæs Kollund Lysabild
    Mølleparken Nordals Nordborg Nybøl Oksbøl Rinkenæs Skelde Skovby Stevning Svenstrup Sydals Tandslet
    Ulkebøl Vester-Sottrup Øster-Snogbæk Østerlund Ragebøl Mommark
""".split()  # noqa: SIM905 - a list of thirty strings reads worse


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where people work: the department's key and what its work is like."""

    id: int
    work: str


@dataclass(frozen=True, slots=True)
class Person:
    """What the rest of a person's history is made from."""

    id: int
    ref: str
    name: str
    hired_on: date
    left_on: date | None
    work: str
    department_ref: str
    away: tuple[date, date] | None


DATED = ("from_on", "recorded_at", "to_on", "to_recorded_at")


@dataclass
class Organisation:
    """The tables that departments are written to, and what has been made so far."""

    now: datetime
    seed: int
    people: int
    refs: dict[int, str] = field(default_factory=dict)
    workplaces: list[Workplace] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - no secret
        self.zone = ZoneInfo(settings.TIME_ZONE)
        self.today = self.now.astimezone(self.zone).date()
        self.start = self.today - timedelta(days=DAYS)
        self._mornings: dict[date, datetime] = {}
        self.units = Table(Department, "directory_id")
        self.records = Table(DepartmentRecord, "department_id", "name", "parent_id", *DATED)

    def at(self, day: date) -> datetime:
        """A moment in the working hours of a day."""
        if day not in self._mornings:
            self._mornings[day] = datetime.combine(day, time(8), self.zone).astimezone(UTC)
        minutes = int(self.chance.random() * 8 * 60)
        return min(self._mornings[day] + timedelta(minutes=minutes), self.now)

    def share(self, of: float) -> bool:
        """Whether it happens to this one."""
        return self.chance.random() < of

    def day(self, first: date, last: date) -> date:
        """A day from the first to the last."""
        return first + timedelta(days=self.chance.randint(0, max((last - first).days, 0)))


def open_departments(organisation: Organisation) -> None:
    """A root, directorates, areas, workplaces; one workplace in twenty has moved or been renamed."""
    root = _open(organisation, "Sønderborg Kommune", None)
    areas: list[tuple[int, str, list[str]]] = []
    places = max(round(organisation.people / PEOPLE_OF_A_WORKPLACE), len(DIRECTORATES))
    for name, work, kinds in DIRECTORATES:
        above = _open(organisation, name, root)
        for number in range(max(places // len(DIRECTORATES) // WORKPLACES_OF_AN_AREA, 1)):
            areas.append((_open(organisation, f"{name}, område {number + 1}", above), work, kinds))
    for number in range(places):
        area, work, kinds = areas[number % len(areas)]
        other = areas[(number + len(DIRECTORATES)) % len(areas)][0]
        name = f"{kinds[number % len(kinds)]} {PLACES[number % len(PLACES)]}"
        name = name if number < len(PLACES) else f"{name} {number // len(PLACES) + 1}"
        was = other if organisation.share(0.05) else None
        key = _open(organisation, name, area, was)
        organisation.workplaces.append(Workplace(key, work))


def _open(organisation: Organisation, name: str, parent: int | None, was: int | None = None) -> int:
    ref = f"demo-unit-{organisation.units.last + 1}"
    key = organisation.units.add(ref)
    organisation.refs[key] = ref
    opened = organisation.start - timedelta(days=2000)
    begins, recorded = opened, organisation.at(organisation.start)
    if was is not None:
        begins = organisation.day(organisation.start, organisation.today)
        moved = organisation.at(begins)
        organisation.records.add(key, f"{name} (før)", was, opened, recorded, begins, moved)
        recorded = moved
    organisation.records.add(key, name, parent, begins, recorded, None, None)
    return key


@dataclass
class Staff:
    """The tables that people are written to; made when nobody else writes to them any more."""

    organisation: Organisation

    def __post_init__(self) -> None:
        columns = ("directory_id", "username", "employee_number", "name", "sort_name")
        self.employees = Table(
            Employee,
            *columns,
            *("hired_on", "left_on"),
            password=make_password(None),
            origin=Origin.DEMONSTRATION,
        )
        self.placements = Table(Placement, "employee_id", "department_id", *DATED, is_primary=True)
        self.managements = Table(Management, "employee_id", "department_id", *DATED)
        self.leaves = Table(Leave, "employee_id", *DATED)
        self.hired = 0
        gone = round(self.organisation.people * LEAVE_A_YEAR * DAYS / 365)
        self.expected = self.organisation.people + gone

    @property
    def tables(self) -> list[Table]:
        """In the order of their references."""
        return [self.employees, self.placements, self.managements, self.leaves]

    def everybody(self) -> Iterator[Person]:
        """Everybody employed today, as many as are asked for; then those who left in these years."""
        for number in range(self.expected):
            yield self._hire(gone=number >= self.organisation.people)

    def _hire(self, *, gone: bool) -> Person:
        organisation, chance = self.organisation, self.organisation.chance
        hired_on, left_on = _employed(organisation, gone=gone)
        workplace = organisation.workplaces[self.hired % len(organisation.workplaces)]
        self.hired += 1
        name = " ".join(map(chance.choice, (GIVEN_NAMES, FAMILY_NAMES, FAMILY_NAMES)))
        ref = f"demo-{self.hired:07}"
        number = str(100_000 + self.hired)
        key = self.employees.add(
            ref, f"demo-{number}", number, name, sort_key(name), hired_on, left_on
        )
        self._place(key, workplace, hired_on, left_on)
        if self.hired <= len(organisation.workplaces):
            known = organisation.at(max(hired_on, organisation.start))
            self.managements.add(key, workplace.id, hired_on, known, None, None)
        away = self._away(key, max(hired_on, organisation.start), left_on or organisation.today)
        unit = organisation.refs[workplace.id]
        return Person(key, ref, name, hired_on, left_on, workplace.work, unit, away)

    def _place(self, key: int, workplace: Workplace, hired_on: date, left_on: date | None) -> None:
        """Where a person has worked, the last place being the workplace."""
        organisation, first = self.organisation, hired_on
        since = max(first, organisation.start)
        known = organisation.at(since)
        last = left_on or organisation.today
        if since < last and organisation.share(MOVE_A_YEAR * DAYS / 365):
            before = organisation.chance.choice(organisation.workplaces)
            moved = organisation.day(since, last)
            told = organisation.at(moved)
            self.placements.add(key, before.id, first, known, moved, told)
            first, known = moved, told
        gone_at = organisation.at(left_on) if left_on else None
        self.placements.add(key, workplace.id, first, known, left_on, gone_at)

    def _away(self, key: int, first: date, last: date) -> tuple[date, date] | None:
        """Some weeks or months on leave, of some."""
        organisation = self.organisation
        if first >= last or not organisation.share(AWAY_A_YEAR * DAYS / 365):
            return None
        begins = organisation.day(first, last)
        back = begins + timedelta(days=organisation.chance.choice([30, 60, 180, 300]))
        told = organisation.at(begins)
        self.leaves.add(key, begins, told, back, told)
        return begins, back


def _employed(organisation: Organisation, *, gone: bool) -> tuple[date, date | None]:
    """First day and, of those who are gone, the last; one in three of those here is new."""
    start, today = organisation.start, organisation.today
    came_before = not organisation.share(0.45 if gone else 0.33)
    long_ago = start - timedelta(days=7000)
    first = organisation.day(long_ago, start) if came_before else organisation.day(start, today)
    return first, organisation.day(max(first, start), today) if gone else None
