"""What is recorded of people and departments, read once and set-wise, to compare a directory with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from audit.models import Event
from lib.dated import DatedQuerySet
from people.directory.timelines import Span
from people.models import (
    Department,
    DepartmentRecord,
    Employee,
    Leave,
    Management,
    Origin,
    PersonAlias,
    Placement,
    Role,
    RoleGrant,
)

APPLIED = "import.applied"
Stamp = tuple[Any, ...]
UnitFacts = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person's record."""

    id: int
    key: str
    number: str
    name: str
    email: str
    hired_on: date
    left_on: date | None
    origin: str

    def is_staff(self, today: date) -> bool:
        """Whether they work here, or will."""
        return self.left_on is None or self.left_on > today


@dataclass
class Known:
    """All of it as of `today`. Facts that ended before today are left out."""

    today: date
    stamp: Stamp
    people: dict[str, KnownPerson] = field(default_factory=dict)
    by_number: dict[str, str] = field(default_factory=dict)
    by_email: dict[str, str] = field(default_factory=dict)
    usernames: set[str] = field(default_factory=set)
    # The id or number of somebody merged, and the key of the person who was kept.
    aliases: dict[str, str] = field(default_factory=dict)
    number_aliases: dict[str, str] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    records: dict[str, list[Span[UnitFacts]]] = field(default_factory=dict)
    primary: dict[int, list[Span[str]]] = field(default_factory=dict)
    others: dict[int, dict[str, list[Span[bool]]]] = field(default_factory=dict)
    managing: dict[int, dict[str, list[Span[bool]]]] = field(default_factory=dict)
    listed_leave: dict[int, list[Span[bool]]] = field(default_factory=dict)
    noted_leave: dict[int, list[Span[bool]]] = field(default_factory=dict)
    # The day since which somebody is back from their last leave.
    back_since: dict[int, date] = field(default_factory=dict)
    hr: set[int] = field(default_factory=set)


def stamp() -> Stamp:
    """Something that differs whenever a fact that an import builds on was recorded since."""
    dated = (DepartmentRecord, Placement, Management, Leave)
    counted = (Employee, Department, PersonAlias, RoleGrant.objects.active())
    return (
        *(_dated_stamp(model.objects.all()) for model in dated),
        *(_counted_stamp(rows) for rows in counted),
        Event.objects.filter(kind=APPLIED).aggregate(last=Max("pk"))["last"],
    )


def _dated_stamp(rows: DatedQuerySet[Any]) -> Stamp:
    found = rows.aggregate(
        count=Count("pk"), last=Max("pk"), recorded=Max("recorded_at"), ended=Max("to_recorded_at")
    )
    return tuple(found.values())


def _counted_stamp(rows: Any) -> Stamp:
    queryset: QuerySet[Any] = rows if isinstance(rows, QuerySet) else rows.objects.all()
    return tuple(queryset.aggregate(count=Count("pk"), last=Max("pk")).values())


def read_known(today: date) -> Known:
    """Everything an import is compared with (ten queries whatever the number of people)."""
    known = Known(today, stamp())  # first, so that what is recorded meanwhile is noticed
    _read_people(known)
    _read_units(known)
    names = {pk: key for key, pk in known.units.items()}
    _read_places(known, names)
    for employee, unit, span in _spans(Management.objects.all(), today, F("department_id")):
        known.managing.setdefault(employee, {}).setdefault(names[unit], []).append(span)
    for employee, by, span in _spans(Leave.objects.all(), today, F("recorded_by")):
        leaves = known.noted_leave if by else known.listed_leave
        leaves.setdefault(employee, []).append(span)
    ended = Leave.objects.filter(to_on__lte=today, to_on__gt=F("from_on")).order_by()
    known.back_since = dict(ended.values_list("employee_id").annotate(last=Max("to_on")))
    return known


def _read_people(known: Known) -> None:
    columns = ("id", "directory_id", "employee_number", "name", "email", "hired_on", "left_on")
    rows = Employee.objects.order_by().values_list(*columns, "origin", "username")
    for pk, key, number, name, email, hired_on, left_on, origin, username in rows.iterator():
        person = KnownPerson(pk, key, number or "", name, email or "", hired_on, left_on, origin)
        known.people[key] = person
        known.usernames.add(username.casefold())
        if number:
            known.by_number[number.casefold()] = key
        if email:
            known.by_email[email.casefold()] = key
    for other, number, key in PersonAlias.objects.values_list(
        "directory_id", "employee_number", "employee__directory_id"
    ):
        known.aliases[other] = key
        if number:
            known.number_aliases[number.casefold()] = key
    holders = RoleGrant.objects.active().filter(role=Role.HR)
    known.hr = set(holders.values_list("employee_id", flat=True))


def _read_units(known: Known) -> None:
    known.units = dict(Department.objects.order_by().values_list("directory_id", "id"))
    names = {pk: key for key, pk in known.units.items()}
    rows = current(DepartmentRecord.objects.all(), known.today)
    for row in rows.values_list("department_id", "name", "parent_id", "from_on", "to_on", "id"):
        unit, name, parent, from_on, to_on, pk = row
        span = Span(from_on, to_on, (name, names[parent] if parent else None), pk)
        known.records.setdefault(names[unit], []).append(span)


def _read_places(known: Known, names: dict[int, str]) -> None:
    rows = current(Placement.objects.all(), known.today).order_by()
    columns = ("employee_id", "department_id", "is_primary", "from_on", "to_on", "id")
    for employee, unit, is_primary, from_on, to_on, pk in rows.values_list(*columns).iterator():
        if is_primary:
            span = Span(from_on, to_on, names[unit], pk)
            known.primary.setdefault(employee, []).append(span)
        else:
            other = Span(from_on, to_on, True, pk)
            known.others.setdefault(employee, {}).setdefault(names[unit], []).append(other)


def _spans(
    rows: DatedQuerySet[Any], today: date, value: F
) -> Iterable[tuple[int, Any, Span[bool]]]:
    for row in current(rows, today).values_list("employee_id", value, "from_on", "to_on", "id"):
        employee, of, from_on, to_on, pk = row
        yield employee, of, Span(from_on, to_on, True, pk)


def current(rows: DatedQuerySet[Any], today: date) -> DatedQuerySet[Any]:
    """The rows that hold today or on a later day; one of no day's length never held."""
    lasting = Q(to_on=None) | Q(to_on__gt=today) & ~Q(to_on=F("from_on"))
    return rows.filter(lasting)


def managed_origins(*, is_invented: bool) -> set[str]:
    """Whose records an import may change: real people's, or invented ones'."""
    if is_invented:
        return {Origin.TRIAL, Origin.DEMONSTRATION}
    return {Origin.DIRECTORY}


def absent_origins(*, is_invented: bool) -> set[str]:
    """Of whom a file that does not name them says that they left: those who came with an import."""
    return {Origin.TRIAL} if is_invented else {Origin.DIRECTORY}
