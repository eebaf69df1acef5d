"""The list of employees as CSV that a Danish Excel opens rightly. A new column is one line."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.employees import EmployeeList, Row

CHUNK = 2000
# Excel runs a cell that begins so as a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")

COLUMNS: list[tuple[object, Callable[[Row], object]]] = [
    (_("Employee number"), lambda row: row.number),
    (_("Name"), lambda row: row.name),
    (_("Department"), lambda row: row.department),
    (_("Placed under"), lambda row: row.path),
    (_("Hired"), lambda row: row.hired_on),
    (_("State"), lambda row: row.state.label),
    (_("Assigned"), lambda row: row.assigned_at),
    (_("Deadline"), lambda row: row.due_on),
    (_("Completed"), lambda row: row.completed_at),
    (_("Acknowledged"), lambda row: row.acknowledged_at),
    (_("How"), lambda row: row.method),
    (_("Version"), lambda row: row.edition),
    (_("Language"), lambda row: row.language),
    (_("The text’s fingerprint (SHA-256)"), lambda row: row.text_sha256),
]


def cell(value: object) -> str:
    """A value as a cell: days and times as the standard writes them, formulas made harmless."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS) else text


def csv_lines(employees: EmployeeList, about: list[tuple[str, str]]) -> Iterator[str]:
    """The file a piece at a time: what it is about, the headings, then a line an employee."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerows([cell(name), cell(value)] for name, value in about)
    writer.writerow([])
    writer.writerow([str(heading) for heading, _get in COLUMNS])
    people = employees.people.iterator(chunk_size=CHUNK)
    for number, row in enumerate(employees.rows(people), 1):
        writer.writerow([cell(get(row)) for _heading, get in COLUMNS])
        if number % CHUNK == 0:
            yield _drain(buffer)
    yield _drain(buffer)


def _drain(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
