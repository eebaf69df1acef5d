"""What HR may know of one person: what was asked, what was done and when. Never an answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.days import day_of
from people.models import DepartmentRecord, Employee, FormerDetails, Leave, Placement
from people.tree import Tree
from policy.models import Acknowledgement, Guideline, Method
from reports.about import About
from reports.employees import LANGUAGES
from training.models import Assignment, DueDate, LessonDone
from training.states import TONES, State, state_on


@dataclass(frozen=True)
class Event:
    """Something that happened on a day: what, the rest of it, and who recorded it ("" for the list
    of the directory, or the person).
    """

    on: date
    what: str
    detail: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def order(self) -> tuple[date, datetime]:
        """The day, and the moment where one is known."""
        return self.on, self.at or timezone.make_aware(datetime.combine(self.on, time.min))


@dataclass(frozen=True)
class Person:
    """A person's page: who, where, in which state, and everything that happened, the newest first."""

    about: About
    name: str
    number: str
    path: str
    hired_on: date
    left_on: date | None
    state: State | None
    tone: str
    due_on: date | None
    events: list[Event]


def person_of(employee: Employee, guideline: Guideline, day: date) -> Person:
    """The person as they are known on `day` (today), in a constant number of queries."""
    tree = Tree.on(day)
    place = Placement.objects.as_of(day).filter(employee=employee, is_primary=True).first()
    state, due_on = state_on(employee, guideline, day) if place else (None, None)
    events = sorted(_events(employee, guideline), key=lambda event: event.order, reverse=True)
    return Person(
        about=About.of(guideline, day),
        name=employee.name,
        number=employee.employee_number or "",
        path=tree.path(place.department_id) if place else "",
        hired_on=employee.hired_on,
        left_on=employee.left_on,
        state=state,
        tone=TONES.get(state, "neutral") if state else "neutral",
        due_on=due_on,
        events=events,
    )


def _events(employee: Employee, guideline: Guideline) -> Iterator[Event]:
    yield from _placed(employee)
    yield from _away(employee)
    yield from _called(employee)
    rounds = list(
        Assignment.objects.filter(employee=employee, guideline=guideline).select_related(
            "assigned_by"
        )
    )
    yield from _asked(rounds)
    yield from _due(rounds)
    yield from _learned(rounds)
    yield from _acknowledged(employee, guideline)


def _placed(employee: Employee) -> Iterator[Event]:
    """Where the person has worked, by the name that each department had then."""
    placements = list(
        Placement.objects.filter(employee=employee, is_primary=True).order_by("from_on", "pk")
    )
    places = {one.department_id for one in placements}
    records = list(DepartmentRecord.objects.filter(department__in=places).order_by("recorded_at"))
    for number, one in enumerate(placements):
        name = _name_on(
            one.from_on, [row for row in records if row.department_id == one.department_id]
        )
        what = _("Began in %(department)s") if number == 0 else _("Moved to %(department)s")
        yield Event(
            one.from_on, what % {"department": name}, _recorded(one.from_on, one.recorded_at)
        )
    if employee.left_on is not None:
        yield Event(employee.left_on, _("No longer employed"))


def _name_on(day: date, records: list[DepartmentRecord]) -> str:
    """What the department was called; its first name on days before it is on record."""
    held = [row for row in records if row.from_on <= day and (row.to_on is None or row.to_on > day)]
    return (held or records)[0].name


def _recorded(on: date, recorded_at: datetime) -> str:
    recorded_on = day_of(recorded_at)
    if recorded_on <= on:
        return ""
    return _("recorded on %(day)s") % {"day": date_format(recorded_on, "DATE_FORMAT")}


def _away(employee: Employee) -> Iterator[Event]:
    leaves = list(Leave.objects.filter(employee=employee))
    names = _names(leave.recorded_by for leave in leaves)
    for leave in leaves:
        by = names.get(leave.recorded_by, "")
        yield Event(leave.from_on, _("On leave"), _recorded(leave.from_on, leave.recorded_at), by)
        if leave.to_on is not None and leave.to_recorded_at is not None:
            yield Event(
                leave.to_on, _("Back from leave"), _recorded(leave.to_on, leave.to_recorded_at)
            )


def _called(employee: Employee) -> Iterator[Event]:
    for former in FormerDetails.objects.filter(employee=employee):
        text = _("Until then on record as %(name)s") % {"name": former.name}
        if former.name != employee.name:
            yield Event(day_of(former.replaced_at), text, at=former.replaced_at)


def _asked(rounds: Iterable[Assignment]) -> Iterator[Event]:
    for one in rounds:
        yield Event(
            day_of(one.assigned_at),
            _("Was assigned the training"),
            _("round %(number)d") % {"number": one.round},
            one.assigned_by.name,
            one.assigned_at,
        )
        if one.closed_at is not None:
            text = _("Round %(number)d ended") % {"number": one.round}
            yield Event(day_of(one.closed_at), text, at=one.closed_at)


def _due(rounds: Iterable[Assignment]) -> Iterator[Event]:
    """The deadlines as they were set; the first comes with the round."""
    for one in DueDate.objects.filter(assignment__in=[one.pk for one in rounds]):
        day = date_format(one.due_on, "DATE_FORMAT")
        text = _("Deadline %(day)s") % {"day": day}
        yield Event(day_of(one.recorded_at), text, at=one.recorded_at)


def _learned(rounds: Iterable[Assignment]) -> Iterator[Event]:
    """How many lessons were done on each day, never which situation was answered how."""
    done = LessonDone.objects.filter(assignment__in=[one.pk for one in rounds])
    counts: dict[date, int] = {}
    for done_at in done.values_list("done_at", flat=True):
        counts[day_of(done_at)] = counts.get(day_of(done_at), 0) + 1
    for day, count in counts.items():
        text = ngettext("Did %(count)d lesson", "Did %(count)d lessons", count)
        yield Event(day, text % {"count": count})


def _acknowledged(employee: Employee, guideline: Guideline) -> Iterator[Event]:
    rows = list(
        Acknowledgement.objects.filter(
            employee=employee, edition__guideline=guideline
        ).select_related("edition", "completion")
    )
    names = _names(ref for row in rows for ref in (row.actor_ref, row.witness_ref))
    for row in rows:
        text = _("Acknowledged version %(edition)s in %(language)s")
        said = {"edition": row.edition.number, "language": LANGUAGES.get(row.language, "")}
        at = row.acknowledged_at
        yield Event(day_of(at), text % said, _how(row, names), names.get(row.actor_ref, ""), at)
        if hasattr(row, "completion"):
            at = row.completion.completed_at
            yield Event(day_of(at), _("Completed the training"), at=at)


def _how(row: Acknowledgement, names: dict[str, str]) -> str:
    """How it was acknowledged where not by the person, and who saw it."""
    if row.method == Method.SELF:
        return ""
    witness = _("witnessed by %(name)s") % {"name": names.get(row.witness_ref, row.witness_ref)}
    return f"{Method(row.method).label}, {witness}"


def _names(directory_ids: Iterable[str]) -> dict[str, str]:
    """Who stands behind these ids (one query); an id that nobody has any more stands for itself."""
    wanted = {one for one in directory_ids if one}
    found = Employee.objects.filter(directory_id__in=wanted).values_list("directory_id", "name")
    return {one: one for one in wanted} | dict(found)
