"""The list of who was erased, kept outside the database: a backup that is restored brings them back.

A line holds a person's key in the database and their last day, which say nothing without the backup itself.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from people.models import Employee

NAME = "erased.jsonl"


class BadTombstone(ValueError):
    """A line of the list can't be read; the message says which."""


@dataclass(frozen=True)
class Tombstone:
    """That the record with this key, of somebody who left on this day, was erased in a run."""

    employee: int
    left_on: date
    run: str


def list_path() -> Path | None:
    """Where the list is kept (RETENTION_FOLDER), None where nowhere."""
    folder = settings.RETENTION_FOLDER
    return Path(folder) / NAME if folder else None


def note(people: Iterable[Employee], *, run: str) -> None:
    """Write the people down, before they are erased: a line too many is harmless, one missing is not."""
    path = list_path()
    if path is None:
        return
    with path.open("a", encoding="utf-8") as file:
        for one in people:
            line = {"employee": one.pk, "left_on": str(one.left_on), "run": run}
            file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[Tombstone]:
    """The lines of a list; `BadTombstone`."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found = json.loads(line)
            left_on = date.fromisoformat(found["left_on"])
            yield Tombstone(int(found["employee"]), left_on, str(found["run"]))
        except (ValueError, KeyError, TypeError):
            raise BadTombstone(f"Line {number} of {path} is no tombstone.") from None


def raised(tombstones: Iterable[Tombstone]) -> list[Employee]:
    """Those of the list who are there again: the same key and the same last day."""
    days = {one.employee: one.left_on for one in tombstones}
    found = Employee.objects.filter(pk__in=days, is_nameless=False).order_by("pk")
    return [one for one in found if one.left_on == days[one.pk]]
