"""A report as CSV that a Danish Excel opens rightly: semicolons, a byte-order mark, days as 2026-11-23.

Excel reads such a day as a day in every country; a number alone like 1.1 a Danish one makes a day of.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from django.utils.timezone import get_current_timezone

from reports.about import version
from reports.documents import Column, Document, Kind, Table

CHUNK = 2000
# Excel runs a cell that begins so as a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: object) -> str:
    """A value as a cell: days and times as the standard writes them, formulas made harmless."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return _text(value)


def _text(value: object) -> str:
    text = str(value)
    if text[:1].isalnum():  # as nearly every cell
        return text
    return f"'{text}" if text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS) else text


def _moment(value: Any) -> str:
    # Its first 16 letters are the local time to the minute; strftime takes three times as long.
    return value.astimezone(get_current_timezone()).isoformat(" ")[:16] if value else ""


WRITE: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: lambda value: _text(value) if value else "",
    Kind.WHOLE: lambda value: "" if value is None else str(value),
    Kind.PERCENT: lambda value: "" if value is None else str(value),
    Kind.DAY: lambda value: value.isoformat() if value else "",
    Kind.MOMENT: _moment,
    Kind.VERSION: lambda value: version(value) if value else "",
}


def csv_lines(document: Document) -> Iterator[str]:
    """The file a piece at a time: what it is about, then each table with its headings."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([document.title])
    writer.writerows([cell(name), cell(value)] for name, value in document.about)
    for table in document.tables:
        writer.writerow([])
        if len(document.tables) > 1:
            writer.writerow([cell(table.title)])
        yield from _table_lines(table, writer, buffer)
    yield _drain(buffer)


def _table_lines(table: Table, writer: Any, buffer: StringIO) -> Iterator[str]:
    writer.writerow([str(column.heading) for column in table.columns])
    yield _drain(buffer)  # the first byte at once, however long the rest takes
    cells = [_cell_of(column) for column in table.columns]
    for number, row in enumerate(table.rows(), 1):
        writer.writerow([of(row) for of in cells])
        if number % CHUNK == 0:
            yield _drain(buffer)


def _cell_of(column: Column) -> Callable[[Any], str]:
    get, write = column.get, WRITE[column.kind]
    return lambda row: write(get(row))


def _drain(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
