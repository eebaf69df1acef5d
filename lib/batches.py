"""Rows a batch at a time: what a statement can name, a transaction may hold, or memory bears."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in their order, so many at a time; the last batch has what is left."""
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch
