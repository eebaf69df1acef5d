"""Writes a plan: all of it or nothing, set-wise, in one short transaction."""

import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.formats import number_format
from django.utils.module_loading import import_string

from audit.actions import record
from lib.bulk import insert
from lib.danish import sort_key
from lib.dated import DatedQuerySet
from people.actions import AlreadyOnLeave, end_leave, grant_leave, keep_details, let_leave
from people.directory.known import APPLIED, Known, stamp
from people.directory.plan import Begin, Fields, Plan
from people.directory.preview import Kind, Preview
from people.directory.problems import Problem
from people.directory.timelines import End
from people.directory.usernames import usernames
from people.models import (
    Department,
    DepartmentRecord,
    Employee,
    Leave,
    Management,
    Origin,
    Placement,
    RoleGrant,
)

log = logging.getLogger(__name__)
T = TypeVar("T")
# Rows at a time: below SQLite's limit of variables in a statement.
CHUNK = 900
Progress = Callable[[str, int, int], None]


class Stopped(Exception):
    """The plan may not be applied: it has problems, or too many would leave."""


class Changed(Exception):
    """Something was recorded since the plan was made: it must be made again."""


def quietly(phase: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def apply_plan(
    plan: Plan,
    known: Known,
    *,
    by: str,
    now: datetime,
    is_invented: bool = False,
    accepts_leaving: bool = False,
    progress: Progress = quietly,
) -> dict[str, int]:
    """Write the plan, then let the rooms above follow (PEOPLE_AFTER_IMPORT). Returns its counts.

    `Stopped` if it has problems, or more than the set share would leave and that was not accepted;
    `Changed` if it no longer fits. Then nothing is written. `by` is a directory id, "" the program.
    """
    shown = plan.preview
    is_beyond = refuse_to_write(shown, accepts_leaving=accepts_leaving)
    if shown.is_empty:
        return shown.counts
    writing = _Writing(plan, known, by, now, Origin.TRIAL if is_invented else Origin.DIRECTORY)
    try:
        writing.write(progress, accepts_leaving=is_beyond)
    except (IntegrityError, AlreadyOnLeave) as problem:
        raise Changed from problem
    _follow(now)
    return shown.counts


def refuse_to_write(preview: Preview, *, accepts_leaving: bool) -> bool:
    """`Stopped` where it may not be written; else whether more leave than the set share."""
    is_beyond = preview.is_beyond(settings.PEOPLE_IMPORT_MOST_LEAVING)
    if preview.problems or (is_beyond and not accepts_leaving):
        raise Stopped
    return is_beyond


def too_many_leave(preview: Preview) -> Problem:
    """Why an import was stopped that more would leave by than the set share."""
    return Problem(
        preview.file,
        0,
        "",
        "too_many_leave",
        {
            "count": number_format(preview.counts[Kind.LEAVE.value], force_grouping=True),
            "staff": number_format(preview.staff, force_grouping=True),
            "percent": settings.PEOPLE_IMPORT_MOST_LEAVING,
        },
    )


def _follow(now: datetime) -> None:
    """What is told of an import once it holds; one that fails is made good by the periodic jobs."""
    for name in settings.PEOPLE_AFTER_IMPORT:
        try:
            import_string(name)(now=now)
        except Exception:
            log.exception("After the import %s failed.", name)


class _Writing:
    """One plan being written."""

    def __init__(self, plan: Plan, known: Known, by: str, now: datetime, origin: str) -> None:
        self.plan = plan
        self.known = known
        self.by = by
        self.now = now
        self.origin = origin
        self.units = dict(known.units)
        self.people = {key: person.id for key, person in known.people.items()}

    def write(self, progress: Progress, *, accepts_leaving: bool) -> None:
        """Write it all in one transaction; `Changed` where something was recorded since."""
        with transaction.atomic():
            # Two imports at once wait for each other at the first department's row.
            Department.objects.select_for_update().order_by("pk").first()
            if stamp() != self.known.stamp:
                raise Changed
            self._write_units()
            self._let_leave()
            self._change_columns()
            self._hire(progress)
            self._place(progress)
            self._grant_leave()
            self._record(accepts_leaving=accepts_leaving)

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
            for some in chunks(keys):
                rows.filter(pk__in=some).update(to_on=day, to_recorded_at=self.now)

    def _let_leave(self) -> None:
        by_day: dict[date, list[int]] = defaultdict(list)
        for pk, on in self.plan.leaving:
            by_day[on].append(pk)
        for on, keys in by_day.items():
            for some in chunks(keys):
                let_leave(some, on=on, now=self.now)

    def _change_columns(self) -> None:
        """Addresses and numbers are given up by all before any is taken over."""
        self._keep_details()
        emails = [one for one in self.plan.updates if one.email != self._known(one).email]
        numbers = [one for one in self.plan.updates if one.number != self._known(one).number]
        for some in chunks([*map(_id, emails), *self.plan.freed_emails]):
            Employee.objects.filter(pk__in=some).update(email=None)
            EmailAddress.objects.filter(user__in=some).delete()
        for some in chunks([*map(_id, numbers), *self.plan.freed_numbers]):
            Employee.objects.filter(pk__in=some).update(employee_number=None)
        changed = (Employee(pk=one.id, **_columns(one)) for one in self.plan.updates)
        for rows in batches(changed):
            Employee.objects.bulk_update(rows, UPDATED)
        self._verify(emails)
        for some in chunks(self.plan.rehired):
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
        for some in chunks(sorted({*changed, *self.plan.freed_numbers})):
            keep_details(some, now=self.now)

    def _known(self, person: Fields) -> Any:
        return self.known.people[person.key]

    def _hire(self, progress: Progress) -> None:
        new = self.plan.new_people
        names = usernames(new, self.known.usernames)
        last = Employee.objects.aggregate(last=Max("pk"))["last"] or 0
        done = 0
        for some in batches(new):
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
        for some in batches(rows):
            insert(EmailAddress, ("user_id", "email", "verified", "primary"), some)

    def _place(self, progress: Progress) -> None:
        self._end(Placement.objects.all(), self.plan.placement_ends)
        self._end(Management.objects.all(), self.plan.management_ends)
        begins, done = self.plan.placement_begins, 0
        for some in batches(begins):
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

    def _record(self, *, accepts_leaving: bool) -> None:
        record(
            kind=APPLIED,
            actor=self.by,
            now=self.now,
            units=len(self.plan.preview.unit_changes),
            accepted_leaving=int(accepts_leaving),
            plan=self.plan.fingerprint(),
            **dict[str, Any](self.plan.preview.counts),
        )


# Columns in the order in which rows of them are made.
UPDATED = ["name", "sort_name", "email", "employee_number", "hired_on", "left_on"]
NEW = ("directory_id", "username", "password", "origin", *UPDATED)
BEGUN = ("employee_id", "department_id", "from_on", "to_on", "recorded_at", "to_recorded_at")


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


def chunks(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """The keys, as many at a time as a statement can name."""
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def batches(rows: Iterable[T], size: int = 5000) -> Iterator[list[T]]:
    """The rows, so many at a time that memory holds them."""
    source = iter(rows)
    while some := list(islice(source, size)):
        yield some
