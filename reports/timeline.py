"""What happened to one person in a guideline's training, fact by fact. Never an answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from lib.days import day_of
from outbox.models import Message
from people.models import DepartmentRecord, Employee, FormerDetails, Leave, Placement
from people.names import names_of
from policy.models import Acknowledgement, Guideline, Method
from reports.events import Event, happened
from reports.rounds import of_rounds, of_rules
from reports.rows import LANGUAGES
from training.mail_log import line_of
from training.models import (
    Assignment,
    Exemption,
)


def timeline_of(employee: Employee, guideline: Guideline) -> list[Event]:
    """Everything that is known, the newest first, in a constant number of queries."""
    rounds = list(
        Assignment.objects.filter(employee=employee, guideline=guideline).select_related(
            "assigned_by", "rule"
        )
    )
    events = [
        *_placed(employee),
        *_away(employee),
        *_exempt(employee, guideline),
        *_called(employee),
        *of_rounds(rounds),
        *of_rules(employee, guideline, rounds),
        *_acknowledged(employee, guideline),
        *_told(employee),
    ]
    names = names_of(ref for event in events for ref in (event.by, event.witness))
    named = [
        replace(event, by=names.get(event.by, ""), witness=names.get(event.witness, ""))
        for event in events
    ]
    return sorted(named, key=lambda event: event.order, reverse=True)


def _placed(employee: Employee) -> Iterator[Event]:
    """Where the person has worked, by the name that each department had then."""
    placements = list(
        Placement.objects.filter(employee=employee, is_primary=True).order_by("from_on", "pk")
    )
    places = {one.department_id for one in placements}
    records = list(DepartmentRecord.objects.filter(department__in=places).order_by("recorded_at"))
    for number, one in enumerate(placements):
        mine = [row for row in records if row.department_id == one.department_id]
        what = _("Began in %(department)s") if number == 0 else _("Moved to %(department)s")
        said = what % {"department": _name_on(one.from_on, mine)}
        yield Event(one.from_on, said, _recorded(one.from_on, one.recorded_at))
    if employee.left_on is not None:
        yield Event(employee.left_on, _("No longer employed"))


def _name_on(day: date, records: list[DepartmentRecord]) -> str:
    """What the department was called; its first name on days before it is on record."""
    held = [row for row in records if row.from_on <= day and (row.to_on is None or row.to_on > day)]
    return (held or records)[0].name


def _recorded(on: date, recorded_at: datetime) -> str:
    """When it was recorded, where that was later."""
    recorded_on = day_of(recorded_at)
    if recorded_on <= on:
        return ""
    return _("recorded on %(day)s") % {"day": date_format(recorded_on, "DATE_FORMAT")}


def _away(employee: Employee) -> Iterator[Event]:
    for leave in Leave.objects.filter(employee=employee):
        late = _recorded(leave.from_on, leave.recorded_at)
        yield Event(leave.from_on, _("On leave"), late, leave.recorded_by)
        if leave.to_on is not None and leave.to_recorded_at is not None:
            late = _recorded(leave.to_on, leave.to_recorded_at)
            yield Event(leave.to_on, _("Back from leave"), late, leave.ended_by)


def _exempt(employee: Employee, guideline: Guideline) -> Iterator[Event]:
    for one in Exemption.objects.filter(employee=employee, guideline=guideline):
        text = _("Exempt until %(day)s") % {"day": date_format(one.last_on, "DATE_FORMAT")}
        yield happened(one.recorded_at, text, one.reason, one.recorded_by)
        if one.ended_by and one.to_recorded_at:
            yield happened(one.to_recorded_at, _("No longer exempt"), by=one.ended_by)


def _called(employee: Employee) -> Iterator[Event]:
    for former in FormerDetails.objects.filter(employee=employee):
        if former.name != employee.name:
            text = _("Until then on record as %(name)s") % {"name": former.name}
            yield happened(former.replaced_at, text)


def _acknowledged(employee: Employee, guideline: Guideline) -> Iterator[Event]:
    rows = Acknowledgement.objects.filter(employee=employee, edition__guideline=guideline)
    for row in rows.select_related("edition"):
        said = {"edition": row.edition.number, "language": _language(row.language)}
        if row.replaces_id is None:
            how = "" if row.method == Method.SELF else str(Method(row.method).label)
            text = _("Acknowledged version %(edition)s in %(language)s") % said
            yield happened(row.acknowledged_at, text, how, row.actor_ref, row.witness_ref)
        else:
            text = _correction(row) % said
            yield happened(row.recorded_at, text, row.correction_note, row.corrected_by)


def _language(code: str) -> str:
    """The language's name as it stands within the reader's sentence."""
    return str(get_language_info(code)["name_translated"]) if code in LANGUAGES else ""


def _correction(row: Acknowledgement) -> str:
    if not row.counts:
        return _("The acknowledgement of version %(edition)s was withdrawn")
    return _("The acknowledgement was corrected: version %(edition)s in %(language)s")


def _told(employee: Employee) -> Iterator[Event]:
    """Every mail that went out or was not sent after all, and why; none that still waits."""
    for message in Message.objects.about(employee.directory_id):
        if message.state == Message.State.WAITING:
            continue
        line = line_of(message, employee.name)
        said = {"kind": line.kind, "state": line.state[:1].lower() + line.state[1:]}
        yield happened(line.at, _("Mail “%(kind)s”: %(state)s") % said, line.why)
