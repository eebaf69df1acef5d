"""Many rows into a few tables, as fast as the database takes them: COPY, or executemany on SQLite.

It passes by the actions and by each model's `save()`: for invented organisations, and for the import
of people, which derives what `save()` would.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

Convert = Callable[[Any], Any]


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
        key = model._meta.pk.attname
        self.model = model
        self.names = [fields[name].column for name in (key, *columns, *rest)]
        self._convert = [
            (place, convert)
            for place, name in enumerate(columns)
            if (convert := _conversion(fields[name])) is not None
        ]
        self._rest = tuple(
            _converted(fields[name], constants.get(name, fields[name].get_default()))
            for name in rest
        )
        self._rows: list[tuple[Any, ...]] = []
        self.last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0

    def add(self, *values: Any, key: int | None = None) -> int:
        """Add a row; returns its key, which is the next unless one is given."""
        self.last = self.last + 1 if key is None else key
        row = [self.last, *values]
        for place, convert in self._convert:
            if row[place + 1] is not None:
                row[place + 1] = convert(row[place + 1])
        self._rows.append((*row, *self._rest))
        return self.last

    def write(self) -> None:
        """Write what was added since the last time."""
        rows, self._rows = self._rows, []
        _write(self.model, self.names, rows)


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows with these columns, in their order; the database numbers them.

    Any other column has its field's default. `IntegrityError` where a rule is broken.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [name for name in fields if name not in columns and not fields[name].primary_key]
    constants = tuple(_converted(fields[name], fields[name].get_default()) for name in rest)
    convert = [_conversion(fields[name]) for name in columns]
    names = [fields[name].column for name in (*columns, *rest)]
    _write(
        model,
        names,
        [
            (
                *(
                    value if by is None or value is None else by(value)
                    for by, value in zip(convert, row, strict=True)
                ),
                *constants,
            )
            for row in rows
        ],
    )


def _write(model: type[models.Model], columns: Sequence[str], rows: list[Any]) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = cursor.copy(f"COPY {table} ({names}) FROM STDIN")
            with connection.wrap_database_errors, copying as copy:
                for row in rows:
                    copy.write_row(row)
        elif rows:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - a model's own names


def _conversion(field: "models.Field[Any, Any]") -> Convert | None:
    """How a value of a field is written, where the database's driver can't do it by itself."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if connection.vendor == "sqlite" and isinstance(field, models.DateTimeField):
        return lambda moment: str(moment.astimezone(UTC).replace(tzinfo=None))
    if connection.vendor == "sqlite" and isinstance(field, models.DateField):
        return str
    return None


def _converted(field: "models.Field[Any, Any]", value: Any) -> Any:
    convert = _conversion(field)
    return value if convert is None or value is None else convert(value)


def write_all(tables: Iterable[Table]) -> None:
    """Write what was added to each, in one transaction; the order is that of their references."""
    with transaction.atomic():
        for table in tables:
            table.write()


def end(tables: Sequence[Table]) -> None:
    """Let the database number on from the last rows, and look at what it has now."""
    models_written = [table.model for table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_written):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
