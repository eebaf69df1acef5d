"""A row of HR's list of employees, and how it is read from the query's."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings

from people.tree import Tree
from policy.models import Method
from training.states import TONES, State

LANGUAGES = {code: str(name) for code, name in settings.LANGUAGES}


class Row(NamedTuple):
    """One employee as of the day. Never an answer."""

    id: int
    name: str
    number: str
    department: str
    path: str
    hired_on: date
    state: State
    tone: str
    due_on: date | None
    assigned_at: datetime | None
    completed_at: datetime | None
    acknowledged_at: datetime | None
    method: str
    edition: str
    text_sha256: str
    language: str


# What `EmployeeList` reads of each person.
SHOWN = [
    *("id", "department_id", "name_then", "number_then", "hired_then", "state", "due_on"),
    *("assigned_at", "completed_at", "acknowledged_at", "text"),
    *("completed_major", "completed_minor"),
]


def read(found: Iterable[tuple[Any, ...]], tree: Tree) -> Iterator[Row]:
    """The rows of what was read by `SHOWN`; `tree` is the departments of the day."""
    place = cache(lambda key: (tree.name(key), tree.path(key)))
    for row in found:
        yield _row(*place(row[1]), *row)


def _row(
    department: str,
    path: str,
    key: int,
    _department: int,
    name: str,
    number: str | None,
    hired_on: date,
    state: str,
    due_on: date | None,
    assigned_at: datetime | None,
    completed_at: datetime | None,
    acknowledged_at: datetime | None,
    text: dict[str, Any] | None,
    *completed: int | None,
) -> Row:
    """A row from what is read, in the order of `SHOWN`; a million are made for a file."""
    known = State(state)
    shown = text or {}
    return Row(
        id=key,
        name=name,
        number=number or "",
        department=department,
        path=path,
        hired_on=hired_on,
        state=known,
        tone=TONES.get(known, "neutral"),
        due_on=due_on,
        assigned_at=assigned_at,
        completed_at=completed_at,
        acknowledged_at=acknowledged_at,
        method=str(Method(shown["method"]).label) if shown else "",
        edition=_edition(shown, completed_at, completed),
        text_sha256=shown.get("sha256", ""),
        language=LANGUAGES.get(shown.get("language", ""), ""),
    )


def _edition(
    text: dict[str, Any], completed_at: datetime | None, completed: tuple[int | None, ...]
) -> str:
    if text:
        return f"{text['major']}.{text['minor']}"
    return "" if completed_at is None else ".".join(map(str, completed))
