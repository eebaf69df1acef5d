"""What an import does to one person: columns, places of work, departments managed, leave."""

from collections.abc import Mapping
from datetime import date

from people.directory.comparison import Comparison
from people.directory.known import KnownPerson
from people.directory.neutral import Away, Person
from people.directory.plan import Begin, Fields
from people.directory.preview import Change, Detail, Kind
from people.directory.problems import Problem
from people.directory.timelines import (
    End,
    Span,
    clipped,
    difference,
    other_spans,
    primary_spans,
    steps,
)

Spans = Mapping[str, list[Span[bool]]]


def plan_person(it: Comparison, person: Person) -> None:
    """Compare one person of the directory, and plan what differs."""
    known = it.known.people.get(person.key)
    today = it.known.today
    primary = primary_spans(person.engagements, today, person.left_on)
    if not primary:
        return
    _note_primary(it, person)
    is_back = known is not None and not known.is_staff(today)
    columns = _columns(it, person, known, primary[0].from_on, is_back=is_back)
    if known is not None and known.left_on and is_back:
        primary = clipped(primary, known.left_on)
        it.plan.rehired.append(known.id)
    details = [
        *_place(it, person, known, primary),
        *_other_places(it, person, known, primary),
        *_manages(it, person, known, primary),
        *_leave(it, person, known),
    ]
    if known is None:
        it.plan.new_people.append(columns)
    elif changed := _changed_columns(known, columns):
        it.plan.updates.append(columns)
        if any(one.what in ("hired", "left") for one in changed):  # which tells the days
            details = [one for one in details if one.what != "from"]
        details += changed
    kind = _kind(known, columns, details, is_back=is_back)
    if kind is None:
        it.shown.unchanged += 1
        return
    on = {
        Kind.JOIN: primary[0].from_on,
        Kind.MOVE: max(primary[-1].from_on, today),
        Kind.CHANGE: today,
        Kind.LEAVE: columns.left_on or today,
    }[kind]
    unit = it.unit_name(primary[-1].value)
    it.shown.changes.append(Change(kind, person.key, columns.name, on, unit, tuple(details)))


def _kind(
    known: KnownPerson | None, columns: Fields, details: list[Detail], *, is_back: bool
) -> Kind | None:
    if known is None or is_back:
        return Kind.JOIN
    if columns.left_on and not known.left_on:
        return Kind.LEAVE
    if any(detail.what == "unit" for detail in details):
        return Kind.MOVE
    return Kind.CHANGE if details else None


def _note_primary(it: Comparison, person: Person) -> None:
    """Say where the primary employment had to be chosen."""
    if len(person.engagements) < 2 or it.directory.keys_are_numbers:
        return
    today = it.known.today
    begun = [one for one in person.engagements if (one.from_on or today) <= today]
    marked = sum(one.is_primary for one in begun)
    if len(begun) > 1 and marked != 1:
        code = "several_primary" if marked else "no_primary"
        it.shown.notes.append(Problem(it.shown.file, person.line, "", code))


# Columns


def _columns(
    it: Comparison, person: Person, known: KnownPerson | None, start: date, *, is_back: bool
) -> Fields:
    if known is None:
        return Fields(
            None, person.key, person.name, person.email, person.number, start, person.left_on
        )
    return Fields(
        known.id,
        person.key,
        person.name,
        person.email if it.directory.tells_email else known.email,
        person.number or known.number,
        _hired_on(it, person, known, start, is_back=is_back),
        person.left_on,
    )


def _hired_on(
    it: Comparison, person: Person, known: KnownPerson, start: date, *, is_back: bool
) -> date:
    """The first day: as the directory says it, and else as it was; a new employment has a new one."""
    if person.hired_on:
        return person.hired_on
    is_new = is_back and known.left_on is not None and start >= known.left_on
    has_not_begun = max(start, known.hired_on) > it.known.today
    return start if is_new or has_not_begun else known.hired_on


def _changed_columns(known: KnownPerson, columns: Fields) -> list[Detail]:
    pairs = (
        ("name", known.name, columns.name),
        ("email", known.email, columns.email),
        ("number", known.number, columns.number),
        ("hired", known.hired_on.isoformat(), columns.hired_on.isoformat()),
        ("left", _text(known.left_on), _text(columns.left_on)),
    )
    return [Detail(what, before, after) for what, before, after in pairs if before != after]


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


# Places of work


def _place(
    it: Comparison, person: Person, known: KnownPerson | None, primary: list[Span[str]]
) -> list[Detail]:
    recorded = it.known.primary.get(known.id, []) if known else []
    ends, begins = difference(recorded, primary, it.known.today)
    it.plan.placement_ends += ends
    it.plan.placement_begins += [
        Begin(person.key, span.value, span.from_on, span.to_on) for span in begins
    ]
    before, after = (_values(spans, it.known.today) for spans in (recorded, primary))
    if not before or not (ends or begins):
        return []
    if before == after:
        first = (begins or primary)[-1].from_on
        return [Detail("from", "", first.isoformat())]
    return [Detail("unit", it.unit_name(before[0]), it.unit_name(after[-1]))]


def _values(spans: list[Span[str]], today: date) -> list[str]:
    return [value for _day, value in steps(spans, today) if value is not None]


def _other_places(
    it: Comparison, person: Person, known: KnownPerson | None, primary: list[Span[str]]
) -> list[Detail]:
    wanted = other_spans(person.engagements, primary, it.known.today)
    recorded = it.known.others.get(known.id, {}) if known else {}
    ends, begins = _by_unit(it, person, recorded, wanted, is_primary=False)
    it.plan.placement_ends += ends
    it.plan.placement_begins += begins
    return _units_detail(it, "also", recorded, wanted) if ends or begins else []


def _manages(
    it: Comparison, person: Person, known: KnownPerson | None, primary: list[Span[str]]
) -> list[Detail]:
    if not it.directory.tells_managers:
        return []
    since = max(it.known.today, primary[0].from_on)
    wanted = {unit: [Span(since, person.left_on, True)] for unit in it.managing.get(person.key, [])}
    recorded = it.known.managing.get(known.id, {}) if known else {}
    ends, begins = _by_unit(it, person, recorded, wanted)
    it.plan.management_ends += ends
    it.plan.management_begins += begins
    return _units_detail(it, "manages", recorded, wanted) if ends or begins else []


def _by_unit(
    it: Comparison, person: Person, recorded: Spans, wanted: Spans, *, is_primary: bool = True
) -> tuple[list[End], list[Begin]]:
    """What to end and begin where each department is a question of its own."""
    ends: list[End] = []
    begins: list[Begin] = []
    for unit in sorted(recorded.keys() | wanted.keys()):
        ended, begun = difference(recorded.get(unit, []), wanted.get(unit, []), it.known.today)
        ends += ended
        begins += [Begin(person.key, unit, one.from_on, one.to_on, is_primary) for one in begun]
    return ends, begins


def _units_detail(it: Comparison, what: str, recorded: Spans, wanted: Spans) -> list[Detail]:
    before, after = (
        ", ".join(sorted(it.unit_name(unit) for unit in spans)) for spans in (recorded, wanted)
    )
    return [Detail(what, before, after)]


# Leave


def _leave(it: Comparison, person: Person, known: KnownPerson | None) -> list[Detail]:
    """The list's own leave follows the list; leave that somebody recorded by hand stays."""
    if not it.directory.tells_leave:
        return []
    recorded = it.known.listed_leave.get(known.id, []) if known else []
    noted = it.known.noted_leave.get(known.id, []) if known else []
    since = it.known.back_since.get(known.id) if known else None
    wanted = _wanted_leave(person.away, it.known.today, since)
    if any(_overlap(one, two) for one in wanted for two in noted):
        it.shown.notes.append(Problem(it.shown.file, person.line, "", "leave_recorded"))
        wanted = []
    ends, begins = difference(recorded, wanted, it.known.today)
    it.plan.leave_ends += ends
    it.plan.leave_begins += [(person.key, Away(one.from_on, one.to_on)) for one in begins]
    if not ends and not begins:
        return []
    return [Detail("leave", _days(recorded), _days(wanted))]


def _wanted_leave(away: Away | None, today: date, since: date | None) -> list[Span[bool]]:
    """Leave that goes on or is to come; its days up to an earlier one's end (`since`) are recorded."""
    if away is None or (away.back_on is not None and away.back_on <= today):
        return []
    return [Span(max(away.from_on, since or away.from_on), away.back_on, True)]


def _overlap(one: Span[bool], two: Span[bool]) -> bool:
    return (one.to_on is None or two.from_on < one.to_on) and (
        two.to_on is None or one.from_on < two.to_on
    )


def _days(spans: list[Span[bool]]) -> str:
    return ", ".join(f"{span.from_on.isoformat()}–{_text(span.to_on)}" for span in spans)
