"""What filling a database without its checks leaves behind: checks that are on again."""

import gc

import pytest
from django.db import IntegrityError, connection, transaction

from lib.filling import filling
from tests.lib.test_filling import a_record, fill_and_fail, fill_with_a_broken_row, made


def a_broken_row() -> None:
    with transaction.atomic():
        a_record(department=123_456)


def test_keys_are_checked_again_afterwards(db: None) -> None:
    before = made()
    with filling():
        pass
    assert made() == before
    with pytest.raises(IntegrityError):
        a_broken_row()


def test_keys_are_checked_again_where_it_failed(db: None) -> None:
    before = made()
    with pytest.raises(ValueError, match="no room"):
        fill_and_fail()
    with pytest.raises(IntegrityError):
        fill_with_a_broken_row()
    assert made() == before
    assert gc.isenabled()
    with pytest.raises(IntegrityError):
        a_broken_row()
    assert not connection.in_atomic_block
