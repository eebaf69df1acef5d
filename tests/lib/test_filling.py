"""A database filled without its indexes and foreign keys has them again afterwards, and none is broken."""

import gc

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from lib.bulk import Table
from lib.filling import filling
from people.models import Department, DepartmentRecord
from tests.factories.people import today

pytestmark = pytest.mark.django_db


def made() -> set[str]:
    """Every index and foreign key, as the database itself tells them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
            return {sql for (sql,) in cursor.fetchall()}
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()")
        indexes = {sql for (sql,) in cursor.fetchall()}
        cursor.execute("SELECT conrelid, conname, pg_get_constraintdef(oid) FROM pg_constraint")
        return indexes | {f"{table} {name} {sql}" for table, name, sql in cursor.fetchall()}


def a_record(department: int) -> None:
    records = Table(DepartmentRecord, "department_id", "name", "from_on", "recorded_at")
    records.add(department, "Havnen", today(), timezone.now())
    records.write()


def test_the_block_has_fewer_and_afterwards_all_are_as_they_were() -> None:
    before = made()
    with filling():
        assert len(made()) < len(before) - 20
        Department.objects.create(directory_id="a")
    assert made() == before
    assert Department.objects.filter(directory_id="a").exists()


def fill_and_fail() -> None:
    with filling():
        Department.objects.create(directory_id="a")
        raise ValueError("no room")


def test_where_the_block_fails_all_is_as_it_was() -> None:
    before = made()
    with pytest.raises(ValueError, match="no room"):
        fill_and_fail()
    assert made() == before
    assert not Department.objects.filter(directory_id="a").exists()


def fill_with_a_broken_row() -> None:
    with filling():
        Department.objects.create(directory_id="a")
        a_record(department=123_456)


def test_a_row_that_breaks_a_foreign_key_is_refused_at_the_end() -> None:
    before = made()
    with pytest.raises(IntegrityError):
        fill_with_a_broken_row()
    assert made() == before
    assert not Department.objects.exists()


def test_it_looks_for_rubbish_again_afterwards() -> None:
    with filling():
        assert not gc.isenabled()
    assert gc.isenabled()
