"""A report as PDF/UA, to read aloud, to print or to file: the columns that paper has room for."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.pdf import to_pdf
from reports.about import version
from reports.definitions import definitions
from reports.documents import Column, Document, Kind, Table

MOST_ROWS = 1000
NUMBERS = {Kind.WHOLE, Kind.PERCENT}
WIDE = 6


@dataclass(frozen=True)
class PaperTable:
    """A table in words; `note` says that it does not show all, `is_number` of each column."""

    title: str
    headings: list[str]
    is_number: list[bool]
    rows: list[list[str]]
    note: str


@dataclass(frozen=True)
class Paper:
    """What the template shows."""

    about: list[dict[str, Any]]
    tables: list[PaperTable]
    definitions_title: str
    definitions: list[dict[str, Any]]
    is_wide: bool


def paper_of(document: Document) -> bytes:
    """The document as a PDF. Its time is the day's first instant: a past day's bytes stay the same."""
    tables = [_table(one) for one in document.tables]
    paper = Paper(
        about=[_fact(word, value) for word, value in document.about],
        tables=tables,
        definitions_title=_("What the words mean"),
        definitions=[_fact(word, meaning) for word, meaning in definitions()],
        is_wide=any(len(table.headings) > WIDE for table in tables),
    )
    made_at = timezone.make_aware(datetime.combine(document.day, time.min))
    return to_pdf("report.typ", paper, title=document.title, made_at=made_at)


def _fact(word: str, value: object) -> dict[str, Any]:
    kind = Kind.DAY if isinstance(value, date) else Kind.WHOLE
    said = _said(kind, value) if isinstance(value, date | int) else str(value)
    return {"label": word, "value": said, "is_code": False}


def _table(table: Table) -> PaperTable:
    """The first rows of a table; one more is looked for, to say so where there are others."""
    columns = [one for one in table.columns if one.is_printed]
    found = list(islice(table.rows(), MOST_ROWS + 1))
    rows = [[_of(column, row) for column in columns] for row in found[:MOST_ROWS]]
    return PaperTable(
        title=table.title,
        headings=[str(one.heading) for one in columns],
        is_number=[one.kind in NUMBERS for one in columns],
        rows=rows,
        note=_note() if len(found) > MOST_ROWS else "" if rows else _("Nobody."),
    )


def _note() -> str:
    count = number_format(MOST_ROWS, force_grouping=True)
    return ngettext(
        "Only the first row is shown. The Excel and CSV files have them all.",
        "Only the first %(count)s rows are shown. The Excel and CSV files have them all.",
        MOST_ROWS,
    ) % {"count": count}


def _of(column: Column, row: Any) -> str:
    value = column.get(row)
    return "–" if value is None or value == "" else _said(column.kind, value)


def _said(kind: Kind, value: Any) -> str:
    """A value as the reader's language writes it."""
    if kind == Kind.WHOLE:
        return number_format(value, force_grouping=True)
    if kind == Kind.PERCENT:
        return f"{value} %"
    if kind == Kind.DAY:
        return date_format(value, "SHORT_DATE_FORMAT")
    if kind == Kind.MOMENT:
        return date_format(timezone.localtime(value), "SHORT_DATE_FORMAT")
    return version(value) if kind == Kind.VERSION else str(value)
