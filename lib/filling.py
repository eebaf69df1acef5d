"""Filling a database with rows by the million: what checks and finds them is made for all at once."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction

# Memory for sorting an index's rows, given back where the transaction ends.
SORTING = "256MB"
KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY oid
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class named ON named.oid = indexrelid
    WHERE NOT indisunique AND NOT indisexclusion AND named.relnamespace = current_schema()::regnamespace
    ORDER BY indexrelid
"""
SQLITE_INDEXES = """
    SELECT made.name, made.sql FROM sqlite_master made
    JOIN pragma_index_list(made.tbl_name) listed ON listed.name = made.name
    WHERE made.type = 'index' AND listed.origin = 'c' AND NOT listed."unique"
"""


class _Part(NamedTuple):
    """A foreign key or an index: how it is dropped and made again."""

    drop: str
    make: str


@contextmanager
def filling() -> Iterator[None]:
    """Let the block fill the database without its foreign keys and plain indexes, in one transaction.

    Row by row these cost several times what one look at all rows does. They are made again as they
    were; a row that breaks a foreign key raises `IntegrityError`. What fails or is killed leaves the
    database as it was. Whoever else writes to it, or on PostgreSQL reads, waits until the end or gives
    up: it is for databases that nobody uses yet. SQLite keeps its foreign keys and checks them all at
    the end; inside another transaction it checks them as ever.
    """
    connection.disable_constraint_checking()
    try:
        with transaction.atomic(), _without_looking_for_rubbish():
            connection.check_constraints()  # no check must be pending on a table that is altered
            parts = _parts()
            _run(part.drop for part in parts)
            yield
            connection.check_constraints()
            if connection.vendor == "postgresql":
                _run([f"SET LOCAL maintenance_work_mem = '{SORTING}'"])
            _run(part.make for part in parts)
    finally:
        connection.enable_constraint_checking()


def _parts() -> list[_Part]:
    """Indexes before foreign keys, which are checked through them."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(SQLITE_INDEXES)
            return [_Part(f"DROP INDEX {quote(name)}", sql) for name, sql in cursor.fetchall()]
        cursor.execute(INDEXES)
        indexes = [_Part(f"DROP INDEX {name}", sql) for name, sql in cursor.fetchall()]
        cursor.execute(KEYS)
        keys = [
            _Part(
                f"ALTER TABLE {table} DROP CONSTRAINT {quote(name)}",
                f"ALTER TABLE {table} ADD CONSTRAINT {quote(name)} {sql}",
            )
            for table, name, sql in cursor.fetchall()
        ]
    return indexes + keys


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _without_looking_for_rubbish() -> Iterator[None]:
    """Rows hold no circles, and each look for some goes through all the millions."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
