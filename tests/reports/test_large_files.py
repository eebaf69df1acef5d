"""Files of very many rows: memory stays flat, the first byte comes at once, a sheet has its end."""

import tracemalloc
from collections.abc import Callable
from datetime import date
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any

import pytest

from reports.documents import Column, Document, Kind, Table
from reports.exports import csv_lines
from reports.workbooks import TooManyRows, write_workbook


def many(rows: int) -> Document:
    columns = [
        Column("Navn", lambda row: f"Medarbejder {row}"),
        Column("Dag", lambda row: date(2026, 11, 23), Kind.DAY),
        Column("Tal", lambda row: row, Kind.WHOLE),
    ]
    table = Table("Mange", columns, lambda: iter(range(rows)))
    return Document("mange", "Mange", date(2026, 11, 23), [], [table], rows)


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_stays_flat_however_many_rows_are_written(kind: str) -> None:
    def written(rows: int) -> Callable[[], object]:
        if kind == "csv":
            return lambda: sum(len(line) for line in csv_lines(many(rows)))
        return lambda: _to_disk(many(rows))

    assert peak(written(40_000)) < peak(written(5_000)) * 1.2 + 50_000


def _to_disk(document: Document) -> None:
    with TemporaryFile() as file:
        write_workbook(file, document)


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    with pytest.raises(TooManyRows):
        write_workbook(BytesIO(), many(1_048_576))


def test_the_first_byte_comes_before_the_first_row_is_read() -> None:
    read: list[int] = []

    def rows() -> Any:
        for number in range(10):
            read.append(number)
            yield number

    table = Table("T", [Column("Tal", lambda row: row, Kind.WHOLE)], rows)
    pieces = csv_lines(Document("t", "T", date(2026, 11, 23), [], [table], 10))
    assert next(pieces).startswith("\ufeff")
    assert read == []
