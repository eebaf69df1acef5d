"""Batches that a thread writes while the next is made: all of a batch or nothing, and no error is lost."""

from collections.abc import Sequence

import pytest

from lib.bulk import Piece, Table, written_behind
from people.models import Department

pytestmark = pytest.mark.django_db


def write(*batches: Sequence[Piece]) -> None:
    with written_behind() as write_one:
        for batch in batches:
            write_one(batch)


def departments(names: str) -> Piece:
    table = Table(Department, "directory_id")
    for name in names:
        table.add(name)
    return table.take()


def names() -> str:
    return "".join(Department.objects.order_by("pk").values_list("directory_id", flat=True))


def broken() -> None:
    raise ValueError("no room")


def test_batches_are_written_in_their_order() -> None:
    table = Table(Department, "directory_id")
    pieces = []
    for name in "abc":
        table.add(name)
        pieces.append([table.take()])
    write(*pieces)
    assert names() == "abc"


def test_an_error_reaches_who_brings_the_next_batch_which_is_not_written() -> None:
    with pytest.raises(ValueError, match="no room"):
        write([broken], [departments("a")])
    assert names() == ""


def test_an_error_in_the_last_batch_is_raised_where_the_block_ends() -> None:
    with pytest.raises(ValueError, match="no room"):
        write([departments("a")], [broken])
    assert names() == "a"


def test_nothing_stands_of_a_batch_that_broke() -> None:
    with pytest.raises(ValueError, match="no room"):
        write([departments("a"), broken])
    assert names() == ""
