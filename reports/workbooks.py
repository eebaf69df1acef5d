"""A report as an Excel workbook: typed cells to sort and filter, and a sheet of what the words mean."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import IO, Any

import xlsxwriter
from django.conf import settings
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from reports.about import version
from reports.definitions import definitions
from reports.documents import Document, Kind, Table

# Excel's own limit, less the heading.
MOST_ROWS = 1_048_575
WIDTHS = {
    Kind.TEXT: 30,
    Kind.WHOLE: 14,
    Kind.PERCENT: 14,
    Kind.DAY: 13,
    Kind.MOMENT: 18,
    Kind.VERSION: 14,
}
FORMATS = {
    Kind.PERCENT: '0" %"',
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
LONGEST_NAME = 31
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

Write = Callable[[int, int, Any], object]


class TooManyRows(Exception):
    """More than a sheet holds: the report is to be had as CSV."""


class _Workbook:
    """The workbook while it is written: each row leaves the memory when the next begins."""

    def __init__(self, file: IO[bytes], document: Document) -> None:
        options = {"constant_memory": True, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(file, options)
        # No clock time: a past day's workbook is the same bytes whenever it is made.
        self.book.set_properties(
            {
                "title": document.title,
                "author": settings.ORGANISATION_NAME,
                "created": datetime.combine(document.day, time.min, UTC).replace(tzinfo=None),
            }
        )
        self.bold = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.formats = {
            kind: self.book.add_format({"num_format": words, "align": "left"})
            for kind, words in FORMATS.items()
        }
        self._names: set[str] = set()

    def sheet(self, title: str) -> Any:
        """A new sheet; Excel wants its name short, without some signs, and used once."""
        name = title.translate(NOT_IN_NAMES).strip("' ")[:LONGEST_NAME] or "–"
        while name.casefold() in self._names:
            name = f"{name[: LONGEST_NAME - 2]} 2"
        self._names.add(name.casefold())
        return self.book.add_worksheet(name)

    def pairs(self, title: str, pairs: list[tuple[str, object]], *, heading: str = "") -> None:
        """A sheet of words and what belongs to each."""
        sheet = self.sheet(title)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        if heading:
            sheet.write_string(0, 0, heading, self.bold)
        for row, (word, value) in enumerate(pairs, 2 if heading else 0):
            sheet.write_string(row, 0, word, self.wrap)
            kind = Kind.DAY if isinstance(value, date) else Kind.WHOLE
            if isinstance(value, date | int):
                self.writer(sheet, kind)(row, 1, value)
            else:
                sheet.write_string(row, 1, str(value), self.wrap)

    def table(self, table: Table) -> None:
        """A sheet with its headings in the first row, which stays, and a filter on each."""
        sheet = self.sheet(table.title)
        sheet.freeze_panes(1, 0)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, WIDTHS[column.kind])
            sheet.write_string(0, number, str(column.heading), self.bold)
        cells = [
            (number, column.get, self.writer(sheet, column.kind))
            for number, column in enumerate(table.columns)
        ]
        row = 0
        for row, one in enumerate(table.rows(), 1):
            if row > MOST_ROWS:
                raise TooManyRows
            for number, get, write in cells:
                value = get(one)
                if value is not None and value != "":
                    write(row, number, value)
        sheet.autofilter(0, 0, row, len(table.columns) - 1)

    def writer(self, sheet: Any, kind: Kind) -> Write:
        """How a value of this kind is written. Text is text, whatever it begins with."""
        number, text = sheet.write_number, sheet.write_string
        style, zone = self.formats.get(kind), get_current_timezone()
        if kind == Kind.WHOLE:
            return lambda row, column, value: number(row, column, value)
        if kind == Kind.PERCENT:
            return lambda row, column, value: number(row, column, value, style)
        if kind == Kind.DAY:
            return lambda row, column, value: number(row, column, _serial(value), style)
        if kind == Kind.MOMENT:
            return lambda row, column, value: number(
                row, column, _serial_moment(value.astimezone(zone)), style
            )
        if kind == Kind.VERSION:
            return lambda row, column, value: text(row, column, version(value))
        return lambda row, column, value: text(row, column, str(value))


EPOCH = date(1899, 12, 30).toordinal()


def _serial(day: date) -> int:
    """A day as Excel counts it."""
    return day.toordinal() - EPOCH


def _serial_moment(local: datetime) -> float:
    """A moment as Excel counts it, which knows no zones: to the minute, as it is shown."""
    return local.toordinal() - EPOCH + (local.hour * 60 + local.minute) / 1440


def write_workbook(file: IO[bytes], document: Document) -> None:
    """Write the workbook into a file open for bytes; `TooManyRows` where a sheet does not hold them."""
    if document.listed > MOST_ROWS:
        raise TooManyRows
    book = _Workbook(file, document)
    try:
        book.pairs(_("About the report"), document.about, heading=document.title)
        for table in document.tables:
            book.table(table)
        meanings: list[tuple[str, object]] = list(definitions())
        book.pairs(_("What the words mean"), meanings)
    finally:
        book.book.close()  # removes what lies beside the file until then
