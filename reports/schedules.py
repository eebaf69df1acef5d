"""Reports by mail: who gets which, ordered on its day, stopped when nobody may or wants to read it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from audit.actions import record
from lib.days import day_of
from people.models import Department, Employee
from people.tree import Tree
from policy.models import Guideline
from reports.making import order_file
from reports.models import Report, ReportSchedule, Rhythm
from reports.orders import Order
from reports.reading import may_read_about, readers_of


class NotTheirs(Exception):
    """The recipient may not read reports about that department."""


class Already(Exception):
    """The recipient gets just that report already."""


@transaction.atomic
def add_schedule(
    *,
    recipient: Employee,
    report: Report,
    suffix: str,
    guideline: Guideline,
    department: Department | None,
    rhythm: Rhythm,
    day: int,
    by: Employee,
    now: datetime,
) -> ReportSchedule:
    """Send somebody a report from the next such day on; `NotTheirs` where they may not read it.

    `Already` where they get it."""
    if not may_read_about(recipient, department.pk if department else None, day_of(now)):
        raise NotTheirs
    facts: dict[str, Any] = {
        "recipient": recipient,
        "report": report,
        "suffix": suffix,
        "guideline": guideline,
        "department": department,
        "rhythm": rhythm,
        "day": day,
    }
    if ReportSchedule.objects.active().filter(**facts).exists():
        raise Already
    added = ReportSchedule.objects.create(**facts, added_at=now, added_by=by.directory_id)
    _record("schedule.added", added, by, now)
    return added


@transaction.atomic
def stop_schedule(schedule: ReportSchedule, *, by: Employee, now: datetime) -> ReportSchedule:
    """Send no more of it; one that is stopped already stays as it is."""
    active = ReportSchedule.objects.active().filter(pk=schedule.pk)
    if active.update(stopped_at=now, stopped_by=by.directory_id):
        _record("schedule.stopped", schedule, by, now)
    return ReportSchedule.objects.get(pk=schedule.pk)


def _record(kind: str, schedule: ReportSchedule, by: Employee, now: datetime) -> None:
    record(
        kind=kind,
        actor=by.directory_id,
        subject=schedule.recipient.directory_id,
        now=now,
        report=schedule.report,
        department=schedule.department_id,
        rhythm=f"{schedule.rhythm} {schedule.day}",
    )


def last_due(schedule: ReportSchedule, day: date) -> date:
    """The last day at or before `day` on which the report is due."""
    if schedule.rhythm == Rhythm.WEEKLY:
        return day - timedelta(days=(day.isoweekday() - schedule.day) % 7)
    if day.day >= schedule.day:
        return day.replace(day=schedule.day)
    return (day.replace(day=1) - timedelta(days=1)).replace(day=schedule.day)


def order_due(*, now: datetime) -> str:
    """Order every report that has come due (a periodic job): of the day before, which is over.

    After days without a worker each is ordered once, as of the last day on which it was due.
    """
    ordered = 0
    for schedule in ReportSchedule.objects.active().select_related("recipient", "guideline"):
        due_on = last_due(schedule, day_of(now))
        if due_on > day_of(schedule.added_at) and _order(schedule, due_on, now):
            ordered += 1
    return f"{ordered} reports ordered"


@transaction.atomic
def _order(schedule: ReportSchedule, due_on: date, now: datetime) -> bool:
    """Order the report of one due day, once."""
    before = Q(planned_for=None) | Q(planned_for__lt=due_on)
    if (
        not ReportSchedule.objects.active()
        .filter(before, pk=schedule.pk)
        .update(planned_for=due_on)
    ):
        return False
    query = QueryDict(mutable=True)
    report = Report(schedule.report)
    if schedule.department_id is not None:
        query["afdeling"] = str(schedule.department_id)
        report = Report.DEPARTMENT if report == Report.STATUS else report
    order_file(
        Order(report, schedule.guideline, query, names=True),
        suffix=schedule.suffix,
        day=due_on - timedelta(days=1),
        department=schedule.department_id,
        language=schedule.recipient.language,
        schedule=schedule,
        by=schedule.recipient,
        now=now,
    )
    return True


@dataclass(frozen=True)
class ScheduleRow:
    """A schedule as HR's page shows it; `is_theirs` whether the recipient may still read it."""

    id: int
    name: str
    department: str
    report: str
    suffix: str
    when: str
    has_mail: bool
    is_theirs: bool


def in_words(rhythm: Rhythm, day: int) -> str:
    """When a report is sent."""
    if rhythm == Rhythm.WEEKLY:
        return _("Every %(weekday)s") % {"weekday": WEEKDAYS[day - 1]}
    return _("Every month on day %(day)s") % {"day": day}


def schedule_rows(day: date) -> list[ScheduleRow]:
    """The schedules that hold, by recipient (a constant number of queries)."""
    tree = Tree.on(day)
    found = list(
        ReportSchedule.objects.active()
        .select_related("recipient")
        .order_by("recipient__sort_name", "recipient", "pk")
    )
    readers = readers_of({one.recipient_id for one in found}, tree, day)
    return [
        ScheduleRow(
            id=one.pk,
            name=one.recipient.name,
            department=tree.name(one.department_id) if one.department_id else "",
            report=str(Report(one.report).label),
            suffix=one.get_suffix_display(),
            when=in_words(Rhythm(one.rhythm), one.day),
            has_mail=bool(one.recipient.email),
            is_theirs=readers[one.recipient_id].may_read(one.department_id),
        )
        for one in found
    ]
