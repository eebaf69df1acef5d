"""Many rows into a few tables, as fast as the database takes them: binary COPY, or executemany on SQLite.

It passes by the actions and by each model's `save()`: for invented organisations, and for the import
of people, which derives what `save()` would.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC
from typing import Any, TypeAlias

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models import Max

AnyField: TypeAlias = "models.Field[Any, Any]"
Row = Sequence[Any]
# Writes what was taken from a table.
Piece = Callable[[], None]
# Seconds; Python's own are five times as many.
SWITCH = 0.001


class Table:
    """Rows of one model, numbered from the last that is there.

    `columns` are what `add` takes, in that order; `constants` are the same in every row. Any other
    column has its field's default.
    """

    def __init__(self, model: type[models.Model], *columns: str, **constants: Any) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        unknown = {*columns, *constants} - set(fields)
        if unknown:
            raise ValueError(f"{model._meta.label} has no {', '.join(sorted(unknown))}.")
        rest = [name for name in fields if name not in columns and not fields[name].primary_key]
        self.model = model
        self._fields = [model._meta.pk, *(fields[name] for name in (*columns, *rest))]
        self._rest = tuple(constants.get(name, fields[name].get_default()) for name in rest)
        self._rows: list[Row] = []
        self.last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0

    def add(self, *values: Any, key: int | None = None) -> int:
        """Add a row; returns its key, which is the next unless one is given."""
        self.last = self.last + 1 if key is None else key
        self._rows.append((self.last, *values, *self._rest))
        return self.last

    def take(self) -> Piece:
        """What was added since the last time, to be written by a call."""
        rows, self._rows = self._rows, []
        return lambda: _write(self.model, self._fields, rows)

    def write(self) -> None:
        """Write what was added since the last time."""
        self.take()()


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows with these columns, in their order; the database numbers them.

    Any other column has its field's default. `IntegrityError` where a rule is broken.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [name for name in fields if name not in columns and not fields[name].primary_key]
    constants = tuple(fields[name].get_default() for name in rest)
    whole = [(*row, *constants) for row in rows]
    _write(model, [fields[name] for name in (*columns, *rest)], whole)


def insert_from(
    model: type[models.Model], columns: Sequence[str], rows: "models.QuerySet[Any, Any]"
) -> None:
    """Insert what a query of values finds into these columns, in their order, within the database."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    names = ", ".join(quote(fields[name].column) for name in columns)
    sql, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({names}) {sql}", values)


def _write(model: type[models.Model], fields: Sequence[AnyField], rows: Sequence[Row]) -> None:
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT binary)")
            with connection.wrap_database_errors, copying as copy:
                copy.set_types([_type_of(field) for field in fields])
                for row in rows:
                    copy.write_row(row)
        elif rows:
            marks = ", ".join(["%s"] * len(fields))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - a model's own names
            cursor.executemany(statement, _converted(fields, rows))


def _type_of(field: AnyField) -> str:
    """The name of a column's type, without its length: `varchar(20)` is of type varchar."""
    return str(field.db_type(connection)).partition("(")[0]


def _converted(fields: Sequence[AnyField], rows: Sequence[Row]) -> list[Row]:
    """Rows as SQLite's driver takes them."""
    convert = [_conversion(field) for field in fields]
    return [
        [
            value if by is None or value is None else by(value)
            for by, value in zip(convert, row, strict=True)
        ]
        for row in rows
    ]


def _conversion(field: AnyField) -> Callable[[Any], Any] | None:
    """How SQLite keeps a field's values, where its driver can't tell."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.DateTimeField):
        return lambda moment: str(moment.astimezone(UTC))[: -len("+00:00")]
    return str if isinstance(field, models.DateField) else None


@contextmanager
def written_behind() -> Iterator[Callable[[Sequence[Piece]], None]]:
    """Lets a thread write a batch, in one transaction, while the block makes the next one.

    Yields what takes a batch's pieces, in the order of their references. One batch is under way at
    most; its error is raised by the next call, or where the block ends. The thread has the block's
    own connection, in the transaction that it may be in, so the block leaves the database alone.
    SQLite lives in this process and would halt the block at every row: there nothing is won, and the
    batch is written at once.
    """
    if connection.vendor == "sqlite":
        yield _write_pieces
        return
    under_way: list[Future[None]] = []

    def write(pieces: Sequence[Piece]) -> None:
        wait()
        under_way.append(thread.submit(_write_pieces, pieces))

    def wait() -> None:
        if under_way:
            under_way.pop().result()

    own, interval = connections[DEFAULT_DB_ALIAS], sys.getswitchinterval()
    own.inc_thread_sharing()
    # The thread waits for the server many times a batch, and then this long for the block to let it on.
    sys.setswitchinterval(SWITCH)
    try:
        with ThreadPoolExecutor(1, initializer=_use, initargs=(own,)) as thread:
            yield write
            wait()
    finally:
        sys.setswitchinterval(interval)
        own.dec_thread_sharing()


def _use(own: Any) -> None:
    """Let this thread have another's connection."""
    connections[DEFAULT_DB_ALIAS] = own


def _write_pieces(pieces: Sequence[Piece]) -> None:
    with transaction.atomic():
        for piece in pieces:
            piece()


def write_all(tables: Iterable[Table]) -> None:
    """Write what was added to each, in one transaction; the order is that of their references."""
    _write_pieces([table.take() for table in tables])


def end(tables: Sequence[Table]) -> None:
    """Let the database number on from the last rows, and PostgreSQL look at what it has now.

    SQLite plans by its rules, as in production, where nothing tells it to look: it would take all the
    empty places of a unique column for one value, and read a whole table for each row that asks.
    """
    models_written = [table.model for table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_written):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
