"""The columns of each report's files. A new column is one line."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.documents import Column, Kind
from reports.status import Figures
from training.states import State

EMPLOYEES = [
    Column(_("Employee number"), lambda row: row.number),
    Column(_("Name"), lambda row: row.name),
    Column(_("Department"), lambda row: row.department),
    Column(_("Placed under"), lambda row: row.path, is_printed=False),
    Column(_("Hired"), lambda row: row.hired_on, Kind.DAY, is_printed=False),
    Column(_("State"), lambda row: row.state.label),
    Column(_("Assigned"), lambda row: row.assigned_at, Kind.MOMENT, is_printed=False),
    Column(_("Deadline"), lambda row: row.due_on, Kind.DAY),
    Column(_("Completed"), lambda row: row.completed_at, Kind.MOMENT),
    Column(_("Acknowledged"), lambda row: row.acknowledged_at, Kind.MOMENT, is_printed=False),
    Column(_("How"), lambda row: row.method, is_printed=False),
    Column(_("Version"), lambda row: row.edition, Kind.VERSION),
    Column(_("Language"), lambda row: row.language, is_printed=False),
    Column(_("The text’s fingerprint (SHA-256)"), lambda row: row.text_sha256, is_printed=False),
]
MISSING = [one for one in EMPLOYEES[:8] if one.is_printed]


def _figure(get: Callable[[Figures], object]) -> Callable[[Any], object]:
    return lambda row: get(row.figures)


def _in_state(state: State) -> Callable[[Any], object]:
    return lambda row: row.figures.states[state]


FIGURES = [
    Column(_("Department"), lambda row: row.name),
    Column(_("Level"), lambda row: row.depth, Kind.WHOLE, is_printed=False),
    Column(_("Employees"), _figure(lambda one: one.headcount), Kind.WHOLE),
    Column(_("Assigned"), _figure(lambda one: one.obliged), Kind.WHOLE),
    Column(_("Acknowledged"), _figure(lambda one: one.done), Kind.WHOLE),
    Column(_("Percentage"), _figure(lambda one: one.percent), Kind.PERCENT),
    *(
        Column(
            state.label,
            _in_state(state),
            Kind.WHOLE,
            is_printed=state in {State.OVERDUE, State.IN_PROGRESS, State.NOT_STARTED},
        )
        for state in State
    ),
]
FIVES = [
    Column(_("Group"), lambda row: row[0]),
    Column(_("Employees, in fives"), lambda row: row[1], Kind.WHOLE),
]
PROGRESS = [
    Column(_("Date"), lambda row: row.day, Kind.DAY),
    Column(_("Percentage"), lambda row: row.percent, Kind.PERCENT),
    Column(_("Acknowledged"), lambda row: row.done, Kind.WHOLE),
    Column(_("Assigned"), lambda row: row.obliged, Kind.WHOLE),
    Column(_("Employees"), lambda row: row.headcount, Kind.WHOLE),
    Column(_("Deadlines that week"), lambda row: row.due, Kind.WHOLE),
]
EDITIONS = [
    Column(_("Version"), lambda row: row.number, Kind.VERSION),
    Column(_("In force from"), lambda row: row.published_at, Kind.MOMENT),
    Column(_("Have acknowledged it"), lambda row: row.ever, Kind.WHOLE),
    Column(_("It is their newest"), lambda row: row.newest, Kind.WHOLE),
]
CAMPAIGNS = [
    Column(_("Assigned"), lambda row: row.assigned_on, Kind.DAY),
    Column(_("Version"), lambda row: row.edition, Kind.VERSION),
    Column(_("Percentage"), lambda row: row.percent, Kind.PERCENT),
    Column(_("Acknowledged"), lambda row: row.done, Kind.WHOLE),
    Column(_("People asked"), lambda row: row.asked, Kind.WHOLE),
    Column(_("By the deadline"), lambda row: row.in_time, Kind.WHOLE),
    Column(_("Latest deadline"), lambda row: row.last_due_on, Kind.DAY),
    Column(_("Last acknowledged"), lambda row: row.last_done_on, Kind.DAY),
]
COHORTS = [
    Column(_("Began in"), lambda row: row.month, Kind.DAY),
    Column(_("Done in 14 days"), lambda row: row.percent, Kind.PERCENT),
    Column(_("Acknowledged in time"), lambda row: row.done, Kind.WHOLE),
    Column(_("Still have days left"), lambda row: row.pending, Kind.WHOLE),
    Column(_("New starters in all"), lambda row: row.hired, Kind.WHOLE),
]
