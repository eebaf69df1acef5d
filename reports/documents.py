"""A report as every file of it is made from: what it is about, its tables, what the words mean."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any


class Kind(Enum):
    """What the cells of a column are, which each file writes in its own way."""

    TEXT = "text"
    WHOLE = "whole"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    VERSION = "version"


@dataclass(frozen=True)
class Column:
    """A heading, how its value is read from a row, and whether a page of paper has room for it."""

    heading: Any  # a text, lazily translated
    get: Callable[[Any], object]
    kind: Kind = Kind.TEXT
    is_printed: bool = True


@dataclass(frozen=True)
class Table:
    """Rows that are read anew each time they are asked for, and never all at once."""

    title: str
    columns: list[Column]
    rows: Callable[[], Iterable[Any]]


@dataclass(frozen=True)
class Document:
    """A report as of `day`. `about` are the first lines of every file; `listed` says how many
    rows it has, where these may be many."""

    name: str
    title: str
    day: date
    about: list[tuple[str, object]]
    tables: list[Table]
    listed: int

    def counting(self, every: int, tell: Callable[[int], None]) -> "Document":
        """The same, which tells after each `every` rows how many have been read."""
        read = 0

        def counted(rows: Callable[[], Iterable[Any]]) -> Callable[[], Iterator[Any]]:
            def reading() -> Iterator[Any]:
                nonlocal read
                for row in rows():
                    yield row
                    read += 1
                    if read % every == 0:
                        tell(read)

            return reading

        return replace(self, tables=[replace(one, rows=counted(one.rows)) for one in self.tables])
