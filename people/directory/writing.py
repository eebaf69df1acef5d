"""Writes the rows of a plan, set-wise: departments, people, their places, managers and leave."""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Max

from lib.batches import in_batches
from lib.bulk import insert
from lib.danish import sort_key
from lib.dated import DatedQuerySet
from people.actions import end_leave, grant_leave, keep_details, let_leave
from people.directory.known import APPLIED, Known
from people.directory.plan import Begin, Fields, Plan
from people.directory.timelines import End
from people.directory.usernames import usernames
from people.models import (
    Department,
    DepartmentRecord,
    Employee,
    Leave,
    Management,
    Placement,
    RoleGrant,
)

# Keys in a statement: below SQLite's limit of variables.
NAMED = 900
# Rows in memory.
HELD = 5000
# Columns in the order in which rows of them are made.
UPDATED = ["name", "sort_name", "email", "employee_number", "hired_on", "left_on"]
NEW = ("directory_id", "username", "password", "origin", *UPDATED)
BEGUN = ("employee_id", "department_id", "from_on", "to_on", "recorded_at", "to_recorded_at")
Progress = Callable[[str, int, int], None]


class Writing:
    """One plan being written, inside the caller's transaction."""

    def __init__(self, plan: Plan, known: Known, now: datetime, origin: str) -> None:
        self.plan = plan
        self.known = known
        self.now = now
        self.origin = origin
        self.units = dict(known.units)
        self.people = {key: person.id for key, person in known.people.items()}

    def write(self, progress: Progress) -> None:
        """All of it; `progress` is told of how many people and places have been written."""
        self._write_units()
        self._let_leave()
        self._change_columns()
        self._hire(progress)
        self._place(progress)
        self._grant_leave()

    def _write_units(self) -> None:
        new = Department.objects.bulk_create(
            Department(directory_id=key) for key in self.plan.new_units
        )
        self.units |= {unit.directory_id: unit.pk for unit in new}
        self._end(DepartmentRecord.objects.all(), self.plan.unit_ends)
        DepartmentRecord.objects.bulk_create(
            DepartmentRecord(
                department_id=self.units[one.unit],
                name=one.name,
                parent_id=self.units[one.parent] if one.parent else None,
                from_on=one.from_on,
                recorded_at=self.now,
            )
            for one in self.plan.unit_begins
        )

    def _end(self, rows: DatedQuerySet[Any], ends: Iterable[End]) -> None:
        by_day: dict[date, list[int]] = defaultdict(list)
        for end in ends:
            by_day[end.on].append(end.row)
        for day, keys in by_day.items():
            for some in in_batches(keys, NAMED):
                rows.filter(pk__in=some).update(to_on=day, to_recorded_at=self.now)

    def _let_leave(self) -> None:
        by_day: dict[date, list[int]] = defaultdict(list)
        for pk, on in self.plan.leaving:
            by_day[on].append(pk)
        for on, keys in by_day.items():
            for some in in_batches(keys, NAMED):
                let_leave(some, on=on, now=self.now)

    def _change_columns(self) -> None:
        """Addresses and numbers are given up by all before any is taken over."""
        self._keep_details()
        emails = [one for one in self.plan.updates if one.email != self._known(one).email]
        numbers = [one for one in self.plan.updates if one.number != self._known(one).number]
        for some in in_batches([*map(_id, emails), *self.plan.freed_emails], NAMED):
            Employee.objects.filter(pk__in=some).update(email=None)
            EmailAddress.objects.filter(user__in=some).delete()
        for some in in_batches([*map(_id, numbers), *self.plan.freed_numbers], NAMED):
            Employee.objects.filter(pk__in=some).update(employee_number=None)
        changed = (Employee(pk=one.id, **_columns(one)) for one in self.plan.updates)
        for rows in in_batches(changed, HELD):
            Employee.objects.bulk_update(rows, UPDATED)
        self._verify(emails)
        for some in in_batches(self.plan.rehired, NAMED):
            # A role does not outlive the employment it was given for.
            active = RoleGrant.objects.active().filter(employee__in=some)
            active.update(revoked_at=self.now, revoked_by=APPLIED)

    def _keep_details(self) -> None:
        """Lists of earlier days show the names, numbers and first days of then."""
        changed = {
            _id(one)
            for one in self.plan.updates
            if (one.name, one.number, one.hired_on)
            != (self._known(one).name, self._known(one).number, self._known(one).hired_on)
        }
        for some in in_batches(sorted({*changed, *self.plan.freed_numbers}), NAMED):
            keep_details(some, now=self.now)

    def _known(self, person: Fields) -> Any:
        return self.known.people[person.key]

    def _hire(self, progress: Progress) -> None:
        new = self.plan.new_people
        names = usernames(new, self.known.usernames)
        last = Employee.objects.aggregate(last=Max("pk"))["last"] or 0
        done = 0
        for some in in_batches(new, HELD):
            insert(Employee, NEW, (self._new_row(one, names[one.key]) for one in some))
            progress("people", done := done + len(some), len(new))
        rows = Employee.objects.filter(pk__gt=last).order_by()
        self.people |= dict(rows.values_list("directory_id", "pk").iterator())
        self._verify(new)

    def _new_row(self, person: Fields, username: str) -> tuple[Any, ...]:
        columns = _columns(person).values()
        return person.key, username, no_password(), self.origin, *columns

    def _verify(self, people: Iterable[Fields]) -> None:
        """The directory vouches for its addresses: a code to sign in may be sent there."""
        rows = (
            (self.people[one.key], one.email.lower(), True, True) for one in people if one.email
        )
        for some in in_batches(rows, HELD):
            insert(EmailAddress, ("user_id", "email", "verified", "primary"), some)

    def _place(self, progress: Progress) -> None:
        self._end(Placement.objects.all(), self.plan.placement_ends)
        self._end(Management.objects.all(), self.plan.management_ends)
        begins, done = self.plan.placement_begins, 0
        for some in in_batches(begins, HELD):
            insert(
                Placement,
                (*BEGUN, "is_primary"),
                ((*self._row(one), one.is_primary) for one in some),
            )
            progress("places", done := done + len(some), len(begins))
        insert(Management, BEGUN, map(self._row, self.plan.management_begins))

    def _row(self, begin: Begin) -> tuple[Any, ...]:
        ended_at = self.now if begin.to_on else None
        person, unit = self.people[begin.person], self.units[begin.unit]
        return person, unit, begin.from_on, begin.to_on, self.now, ended_at

    def _grant_leave(self) -> None:
        """Few are on leave: each goes through the action that everybody else uses."""
        rows = Leave.objects.select_related("employee").in_bulk(
            [one.row for one in self.plan.leave_ends]
        )
        for end in self.plan.leave_ends:
            end_leave(rows[end.row], back_on=end.on, now=self.now)
        people = Employee.objects.in_bulk(
            [self.people[key] for key, _away in self.plan.leave_begins]
        )
        for key, away in self.plan.leave_begins:
            grant_leave(
                people[self.people[key]],
                from_on=away.from_on,
                back_on=away.back_on,
                by="",  # the directory's own list
                now=self.now,
            )


def _columns(person: Fields) -> dict[str, Any]:
    """A person's columns; bulk writing passes by `save()`, so what sorts the name is made here."""
    return {
        "name": person.name,
        "sort_name": sort_key(person.name)[:600],
        "email": person.email or None,
        "employee_number": person.number or None,
        "hired_on": person.hired_on,
        "left_on": person.left_on,
    }


def no_password() -> str:
    """Django's unusable password, made of one call for random bytes instead of forty."""
    return UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20)


def _id(person: Fields) -> int:
    assert person.id is not None
    return person.id
