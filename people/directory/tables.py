"""CSV and XLSX files as rows of text by column. Only the columns that are asked for are ever kept."""

import codecs
import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from people.directory import sheet_process
from people.directory.bundles import CHUNK, MEGABYTE, MOST_UNPACKED, Source
from people.directory.problems import Problems, Refused

MOST_LINE = 64 * 1024
DELIMITERS = ";\t,"
SECONDS = 2 * sheet_process.MOST_SECONDS
SHEET_PROGRAM = Path(sheet_process.__file__)
# UTF-8's way to write the letters of our languages; in a text that is not UTF-8 it is a broken one.
MIXED = re.compile(rb"\xc3[\x80-\xbf]")
# What may differ in a heading: capitals, blanks, underscores, hyphens, full stops, apostrophes.
INSIGNIFICANT = re.compile(r"[\s_\-.'’]+")

Lines = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class Column:
    """A column we read: our word for it, its usual heading, and others that it may have."""

    name: str
    heading: str
    others: tuple[str, ...] = ()
    is_required: bool = True

    def matching(self) -> set[str]:
        """Its headings without what may differ."""
        return {heading_key(heading) for heading in (self.heading, *self.others)}


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells by our word for the column; `line` is its first line in the file."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


class Table:
    """A file's rows. `headings` are the columns it has, by our word, as the file writes them."""

    def __init__(self, source: Source, columns: Sequence[Column], problems: Problems) -> None:
        self.file = source.name
        self._problems = problems
        self._lines = _lines_of(source)
        line, first = next(filter(_has_something, self._lines), (0, []))
        if not first:
            raise Refused("empty", self.file)
        self._width = len(first)
        self.headings, self._places = self._match(line, first, columns)

    def _match(
        self, line: int, first: list[str], columns: Sequence[Column]
    ) -> tuple[dict[str, str], dict[str, int]]:
        found: dict[str, list[int]] = {}
        for place, heading in enumerate(first):
            found.setdefault(heading_key(heading), []).append(place)
        headings, places = {}, {}
        for column in columns:
            here = [place for key in column.matching() for place in found.get(key, [])]
            if len(here) > 1:
                raise Refused("column_twice", self.file, line, name=first[here[0]].strip())
            if here:
                places[column.name] = here[0]
                headings[column.name] = first[here[0]].strip()
            elif column.is_required:
                raise Refused("column_missing", self.file, line, name=column.heading)
        return headings, places

    def rows(self) -> Iterator[Row]:
        """The rows with something in them; one of another length than the headings is a problem."""
        for line, cells in filter(_has_something, self._lines):
            if len(cells) < self._width or any(cell.strip() for cell in cells[self._width :]):
                self._problems.add("row_length", self.file, line)
                continue
            yield Row(line, {name: cells[place] for name, place in self._places.items()})


def _has_something(record: tuple[int, list[str]]) -> bool:
    return any(cell.strip() for cell in record[1])


def heading_key(heading: str) -> str:
    """A heading without what may differ."""
    return INSIGNIFICANT.sub("", heading).casefold()


def _lines_of(source: Source) -> Lines:
    if source.suffix == ".xlsx":
        return _sheet_lines(source)
    if source.suffix in {".csv", ".txt"}:
        return _csv_lines(source)
    raise Refused("not_a_list", source.name)


def _csv_lines(source: Source) -> Lines:
    with source.open() as file:
        encoding = _encoding_of(source.name, file)
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding, newline="")
        delimiter = _delimiter(text.readline(MOST_LINE))
        text.seek(0)
        yield from _csv_records(source.name, text, delimiter)


def _csv_records(name: str, text: io.TextIOWrapper, delimiter: str) -> Lines:
    reader = csv.reader(_bounded(name, text), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused("row_broken", name, line) from None
        yield line, cells


def _bounded(name: str, text: io.TextIOWrapper) -> Iterator[str]:
    """The lines, none of them longer than a row can be."""
    number = 0
    while line := text.readline(MOST_LINE + 1):
        number += 1
        if len(line) > MOST_LINE:
            raise Refused("line_too_long", name, number)
        yield line


def _delimiter(heading: str) -> str:
    return max(DELIMITERS, key=heading.count)


def _encoding_of(name: str, file: BinaryIO) -> str:
    """UTF-8 where all of it is, else CP1252 where all of it can be."""
    for encoding in ("utf-8-sig", "cp1252"):
        file.seek(0)
        if _decodes(file, encoding):
            return encoding
    raise Refused("not_text", name)


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
            if b"\0" in chunk or (encoding == "cp1252" and MIXED.search(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _sheet_lines(source: Source) -> Lines:
    with source.open() as file:
        content = file.read()
    command = [sys.executable, "-I", str(SHEET_PROGRAM)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file is only its input
            command, input=content, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Refused("damaged", source.name) from None
    del content
    if done.returncode == sheet_process.TOO_MUCH:
        raise Refused("too_large_unpacked", source.name, most=MOST_UNPACKED // MEGABYTE)
    if done.returncode == sheet_process.LOCKED:
        raise Refused("locked", source.name)
    if done.returncode:
        raise Refused("damaged", source.name)
    for line in io.BytesIO(done.stdout):
        number, cells = json.loads(line)
        yield number, cells
