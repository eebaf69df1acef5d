"""Queries that Django puts together once in a process, and the database runs with other values each time.

Where a query has a dozen subqueries, putting it together takes Django longer than the database takes to
answer it for a few people. Written as a function of its values, it is put together with stand-ins, which
no fact ever has; from then on the same text is run with the values in their places.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, ValuesListIterable

from lib.days import end_of

# Days long before any fact, keys, numbers and words that no row has. A number is one that a field of 32 bits
# can hold: of one that it can't, Django knows without asking that it is never there.
_FIRST_DAY, _FIRST_KEY, _WORD = date(1583, 7, 1), 2_115_830_000, "stand-in of a word"
_ASTRAY = re.compile(rf"^158[34]-|^\[?2115830\d\d\d|{_WORD}", re.IGNORECASE)
Value = date | int | str | Collection[int]
Row = TypeVar("Row")


class Keys(Expression):
    """Keys to choose rows by, `pk__in=Keys(…)`: one value of a query however many they are."""

    output_field = models.BigIntegerField()

    def __init__(self, keys: Collection[int]) -> None:
        super().__init__()
        self.keys = list(keys)

    def as_sql(self, *_how: Any, **_more: Any) -> tuple[str, list[Any]]:
        """As SQLite takes them."""
        return "(SELECT value FROM json_each(%s))", [_keys(self.keys)]

    def as_postgresql(self, *_how: Any, **_more: Any) -> tuple[str, list[Any]]:
        """As PostgreSQL takes them."""
        return "(SELECT unnest(%s::bigint[]))", [_keys(self.keys)]


@dataclass(frozen=True)
class _Text:
    """A query as it is sent: of each parameter the place and form of its value, or what it always is."""

    sql: str
    parameters: list[Any]
    places: dict[int, tuple[int, int]]
    compiler: Any
    has_objects: bool
    is_planned: bool
    kinds: list[str]

    def run(self, values: tuple[Value, ...]) -> list[Any]:
        forms = [_forms(value) for value in values]
        parameters = list(self.parameters)
        for index, (value, form) in self.places.items():
            parameters[index] = forms[value][form]
        with _planning_cursor() if self.is_planned else connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            found = cursor.fetchall()
        if self.has_objects:
            answered: Any = _Answered(self.compiler, found)
            return list(ModelIterable(answered))
        return list(self.compiler.results_iter([found], tuple_expected=True))


def _planning_cursor() -> Any:
    """A cursor that sends text and values apart, so that PostgreSQL keeps the plan of what is asked again
    and again; elsewhere, and where somebody reads along, Django's, which has the values in the text.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from lib.planning import PlanningCursor

    django: Any = connection
    django.ensure_connection()
    # As connection.cursor() does it, which has no way to choose the kind of cursor for one query.
    return django._prepare_cursor(PlanningCursor(django.connection))


class _Answered:
    """A query whose rows are there: as much of one as the maker of its objects asks for."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, compiler: Any, rows: list[Any]) -> None:
        self.db, self.query, self.rows, self.compiler = connection.alias, self, rows, compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compiler, name)  # what is selected, and what becomes of it

    def get_compiler(self, using: str) -> "_Answered":
        """Itself: it has been put together."""
        return self

    def execute_sql(self, **_how: Any) -> list[Any]:
        """The rows, which the database has sent."""
        return [self.rows]


class Prepared(Generic[Row]):
    """A query as a function of days, keys and numbers, words, and collections of keys; it yields
    rows of values or a model's objects, with what is selected or annotated beside them.

    `rows = prepared(build)` puts `build` together at its first call. `build` gets every value by position
    and uses it as a parameter alone, a day also by `end_of`: no choice and no arithmetic rests on one, and
    nothing on the reader's language, since the first text stays. `ValueError` where a value leads to
    another parameter than that, and where values are of other kinds than the first time.
    """

    is_planned = False

    def __init__(self, build: Callable[..., models.QuerySet[Any, Row]]) -> None:
        self._build = build
        self._texts: dict[str, _Text] = {}

    def __call__(self, *values: Value) -> list[Row]:
        """The rows of the query with these values (one query)."""
        kinds = list(map(_kind, values))
        text = self._texts.get(connection.vendor) or self._put_together(values)
        if text.kinds != kinds:
            raise ValueError(f"A query of {text.kinds} was given {kinds}.")
        found = text.run(values)
        self._texts[connection.vendor] = text  # one that has been answered
        return found

    def _put_together(self, values: tuple[Value, ...]) -> _Text:
        stand_ins = [_stand_in(place, value) for place, value in enumerate(values)]
        named = [Keys(one) if isinstance(one, list) else one for one in stand_ins]
        queryset: Any = self._build(*named)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        _refuse_other_shapes(queryset, compiler)
        places = dict(_places(list(parameters), stand_ins))
        for index, parameter in enumerate(parameters):
            if index not in places and _ASTRAY.search(str(parameter)):
                raise ValueError(f"A value became another parameter: {parameter}.")
        if missing := set(range(len(values))) - {value for value, _form in places.values()}:
            raise ValueError(f"Values that the query does not use: {sorted(missing)}.")
        has_objects = queryset._iterable_class is ModelIterable
        return _Text(
            sql=sql,
            parameters=list(parameters),
            places=places,
            compiler=compiler,
            has_objects=has_objects,
            is_planned=self.is_planned,
            kinds=list(map(_kind, values)),
        )


class Planned(Prepared[Row]):
    """One that the database has to plan but once in a connection as well. For what finds few rows by
    their keys, where no value is better served by another plan.
    """

    is_planned = True


def _refuse_other_shapes(queryset: Any, compiler: Any) -> None:
    """What Django makes of the rows must be known here: `ValueError` where it would make more of them."""
    if queryset._prefetch_related_lookups:
        raise ValueError("What is fetched besides is not part of the query.")
    # Others cut the rows to another shape, or choose columns by the reader's language.
    if queryset._iterable_class not in (ModelIterable, ValuesListIterable):
        raise ValueError("A query yields a model's objects or the tuples of values_list.")
    if compiler.has_extra_select:
        raise ValueError("What is sorted by must be selected.")


def _kind(value: Value) -> str:
    """What a value is; `ValueError` where it is nothing that a query can be asked with."""
    if isinstance(value, bool | datetime | None):
        raise ValueError(f"No value of a prepared query: {value!r}.")
    if isinstance(value, date):
        return "day"
    if isinstance(value, int):
        return "number"
    return "word" if isinstance(value, str) else "keys"


def _stand_in(place: int, value: Value) -> Value:
    if isinstance(value, date):
        return _FIRST_DAY + timedelta(days=7 * place)
    if isinstance(value, str):
        return f"{_WORD} {place}"
    key = _FIRST_KEY + place
    return key if isinstance(value, int) else [key]


def _forms(value: Value) -> list[Any]:
    """A value in the forms in which it can be a parameter: a day also as the instant of its end, a
    number as a key and as what a field holds, which PostgreSQL is told apart.
    """
    adapt = connection.ops
    if isinstance(value, date):
        instant = adapt.adapt_datetimefield_value(end_of(value))
        return [adapt.adapt_datefield_value(value), instant]
    if isinstance(value, int):
        return [value, adapt.adapt_integerfield_value(value, "PositiveIntegerField")]
    if isinstance(value, str):
        return [value]
    return [_keys(value)]


def _keys(keys: Collection[int]) -> Any:
    """Keys as one parameter: an array, or JSON for SQLite."""
    return list(keys) if connection.vendor == "postgresql" else json.dumps(list(keys))


def _places(parameters: list[Any], stand_ins: list[Value]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where the forms of the stand-ins are among the parameters."""
    forms = [_forms(one) for one in stand_ins]
    for index, parameter in enumerate(parameters):
        for value, known in enumerate(forms):
            for form, one in enumerate(known):
                if type(parameter) is type(one) and parameter == one:
                    yield index, (value, form)
