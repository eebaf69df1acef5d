"""Compares a directory with what is recorded. Asks the database nothing, and writes nothing.

A change holds from the day of the import, unless the directory names a later day; somebody who joins
is recorded from their own first day. What was recorded of days past stays as it is.
"""

from datetime import date

from lib.danish import sort_key
from people.directory.comparison import Comparison
from people.directory.known import Known, KnownPerson, absent_origins, managed_origins
from people.directory.neutral import Directory
from people.directory.plan import Plan
from people.directory.plan_people import plan_person
from people.directory.plan_units import plan_units
from people.directory.preview import Change, Kind, Preview
from people.directory.problems import Problem
from people.directory.resolving import resolve


def make_plan(directory: Directory, known: Known, *, is_invented: bool = False) -> Plan:
    """What it takes to make what is recorded say what the directory says, from today on."""
    shown = Preview(
        directory.file, directory.source, problems=[*directory.problems], notes=[*directory.notes]
    )
    plan = Plan(shown)
    it = Comparison(resolve(directory, known), known, plan)
    absent = absent_origins(is_invented=is_invented)
    _hold_back_strangers(it, managed_origins(is_invented=is_invented))
    staff = [one for one in known.people.values() if one.is_staff(known.today)]
    shown.staff = sum(one.origin in absent for one in staff)
    _plan_leavers(it, staff, absent)
    _free_what_is_one_persons(it)
    for key in sorted(it.directory.people):
        plan_person(it, it.directory.people[key])
    plan_units(it)
    _keep_hr(it, staff)
    shown.changes.sort(key=lambda change: (sort_key(change.name), change.key))
    return plan


def _hold_back_strangers(it: Comparison, managed: set[str]) -> None:
    """The directory may not speak of people who came otherwise."""
    for key in [*it.directory.people]:
        known = it.known.people.get(key)
        if known is not None and known.origin not in managed:
            it.hold_back(key, "not_ours")
    for key in [*it.directory.departed]:
        known = it.known.people.get(key)
        if known is not None and known.origin not in managed:
            del it.directory.departed[key]


def _plan_leavers(it: Comparison, staff: list[KnownPerson], absent: set[str]) -> None:
    """Those whom the directory names no longer, and those of whom it says that they left."""
    named = it.directory.people.keys() | it.directory.held
    for person in sorted(staff, key=lambda one: one.key):
        if person.key in named:
            continue
        if person.key in it.directory.departed:
            _leave(it, person, it.directory.departed[person.key])
        elif person.origin in absent:
            _leave(it, person, it.known.today)


def _leave(it: Comparison, person: KnownPerson, on: date) -> None:
    it.plan.leaving.append((person.id, on))
    places = it.known.primary.get(person.id, [])
    unit = it.unit_name(places[0].value) if places else ""
    it.shown.changes.append(Change(Kind.LEAVE, person.key, person.name, on, unit))


def _free_what_is_one_persons(it: Comparison) -> None:
    """An e-mail address or number goes from somebody who left to the one who has it now."""
    gone = {pk for pk, _on in it.plan.leaving}
    for field, holders, freed in (
        ("email", it.known.by_email, it.plan.freed_emails),
        ("number", it.known.by_number, it.plan.freed_numbers),
    ):
        for key in sorted(it.directory.people):
            value = getattr(it.directory.people[key], field).casefold()
            holder = it.known.people.get(holders.get(value, "")) if value else None
            if holder is None or holder.key == key or _gives_up(it, holder.key, field, value):
                continue
            if holder.id in gone or not holder.is_staff(it.known.today):
                freed.append(holder.id)
            else:
                it.hold_back(key, f"{field}_taken")


def _gives_up(it: Comparison, holder: str, field: str, value: str) -> bool:
    """Whether the directory itself gives the holder another one."""
    person = it.directory.people.get(holder)
    return person is not None and getattr(person, field).casefold() != value


def _keep_hr(it: Comparison, staff: list[KnownPerson]) -> None:
    """Somebody must be left who can let others in."""
    before = {one.id for one in staff} & it.known.hr
    if before and not before - {pk for pk, _on in it.plan.leaving}:
        it.shown.problems.append(Problem(it.shown.file, 0, "", "last_hr"))
