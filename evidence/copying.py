"""A copy of tables that hides the real ones from this connection alone: for trying out what one must not do.

Temporary tables come before all others when a name is looked up, on SQLite and PostgreSQL alike. They
have no triggers and no constraints, nobody else sees them, and they are gone with the connection.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, models

from evidence.snapshot import snapshot

PRISTINE = "drill_"


class Copies:
    """The copied tables, to be brought back to their first state as often as wanted."""

    def __init__(self, tables: Sequence[type[models.Model]]) -> None:
        self.tables = [(one._meta.db_table, one._meta.pk.column) for one in tables]

    def take(self) -> None:
        """Copy the real tables as of one moment."""
        schema = "main" if connection.vendor == "sqlite" else _schema()
        with snapshot():
            for table, _key in self.tables:
                _copy(f"{schema}.{table}", PRISTINE + table)
        self.restore()

    def restore(self) -> None:
        """Hide the real tables behind fresh copies."""
        for table, key in self.tables:
            _run(f"DROP TABLE IF EXISTS {_temporary(table)}")
            _copy(_temporary(PRISTINE + table), table)
            _run(f"CREATE INDEX {_index(table)}{key})")

    def keep(self) -> None:
        """Let the copies as they are now be the first state."""
        for table, _key in self.tables:
            _run(f"DROP TABLE {_temporary(PRISTINE + table)}")
            _copy(_temporary(table), PRISTINE + table)

    def drop(self) -> None:
        """Let the real tables be seen again."""
        for table, _key in self.tables:
            for name in (table, PRISTINE + table):
                _run(f"DROP TABLE IF EXISTS {_temporary(name)}")


@contextmanager
def copies_of(tables: Sequence[type[models.Model]]) -> Iterator[Copies]:
    """Hide the tables of these models behind copies until the end."""
    copies = Copies(tables)
    try:
        copies.take()
        yield copies
    finally:
        copies.drop()


def _temporary(table: str) -> str:
    return f"{'temp' if connection.vendor == 'sqlite' else 'pg_temp'}.{table}"


def _index(table: str) -> str:
    name = f"{PRISTINE}{table}_key"
    if connection.vendor == "sqlite":
        return f"temp.{name} ON {table} ("
    return f"{name} ON {_temporary(table)} ("


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        return str(cursor.fetchone()[0])


def _copy(source: str, name: str) -> None:
    _run(f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {source}")  # noqa: S608 - our own names


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
