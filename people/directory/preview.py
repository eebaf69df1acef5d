"""What HR is shown before anything is written; page and command show the same."""

import json
import zlib
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from people.directory.problems import Problem

DETAILS = {
    "name": _("Name"),
    "email": _("E-mail address"),
    "number": _("Employee number"),
    "hired": _("Hired"),
    "left": _("Leaves"),
    "unit": _("Department"),
    "from": _("From"),
    "also": _("Also works in"),
    "manages": _("Manages"),
    "leave": _("Leave"),
}
DAYS = {"hired", "left", "from"}
UNITS = {
    "opened": _("Opened"),
    "renamed": _("New name"),
    "moved": _("Moved"),
    "closed": _("Closed"),
}


class Kind(models.TextChoices):
    """What happens to a person; the first that holds."""

    JOIN = "join", _("Joining")
    MOVE = "move", _("Moving")
    CHANGE = "change", _("Changing")
    LEAVE = "leave", _("Leaving")


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact of a person that changes: which, what it was and what it will be."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one person, as HR is shown it."""

    kind: Kind
    key: str
    name: str
    on: date
    unit: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What happens to one department: opened, renamed, moved or closed."""

    what: str
    name: str
    before: str = ""
    after: str = ""


@dataclass
class Preview:
    """What happens to whom, and what stands in the way. `staff` is of how many."""

    file: str = ""
    source: str = ""
    staff: int = 0
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)
    unit_changes: list[UnitChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many people join, move, change, leave, and stay as they are."""
        found = {kind.value: 0 for kind in Kind}
        for change in self.changes:
            found[change.kind.value] += 1
        return found | {"unchanged": self.unchanged}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.changes or self.unit_changes)

    def is_beyond(self, percent: int) -> bool:
        """Whether more than this share of the staff would leave."""
        return self.counts[Kind.LEAVE.value] * 100 > percent * self.staff

    def of_kind(self, kind: str) -> list[Change]:
        """Those of one kind."""
        return [change for change in self.changes if change.kind == kind]

    def look_alikes(self) -> list[tuple[Change, Change]]:
        """Somebody who joins and somebody of the same name who leaves: perhaps one person, two ids."""
        leaving = {change.name.casefold(): change for change in self.of_kind(Kind.LEAVE)}
        joining = self.of_kind(Kind.JOIN)
        pairs = [(change, leaving.get(change.name.casefold())) for change in joining]
        return [(one, other) for one, other in pairs if other is not None]


def said(detail: Detail) -> tuple[str, str, str]:
    """A detail in words: which fact, what it was, what it will be."""
    return str(DETAILS[detail.what]), _shown(detail, detail.before), _shown(detail, detail.after)


def _shown(detail: Detail, text: str) -> str:
    if detail.what == "leave":
        return ", ".join(
            "–".join(_day(day) for day in days.split("–")) for days in text.split(", ")
        )
    return _day(text) if detail.what in DAYS else text


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT") if text else ""


def packed(preview: Preview) -> bytes:
    """The preview as bytes, to be kept with what was uploaded."""
    data = {
        "plain": [preview.file, preview.source, preview.staff, preview.unchanged],
        "changes": [_values(change) for change in preview.changes],
        "units": [_values(change) for change in preview.unit_changes],
        "problems": [asdict(problem) for problem in preview.problems],
        "notes": [asdict(note) for note in preview.notes],
    }
    return zlib.compress(json.dumps(data, default=_as_json, ensure_ascii=False).encode())


def unpacked(content: bytes) -> Preview:
    """The preview again."""
    data: dict[str, Any] = json.loads(zlib.decompress(content))
    file, source, staff, unchanged = data["plain"]
    return Preview(
        file,
        source,
        staff,
        unchanged,
        [_change(*values) for values in data["changes"]],
        [UnitChange(*values) for values in data["units"]],
        [Problem(**problem) for problem in data["problems"]],
        [Problem(**note) for note in data["notes"]],
    )


def _values(row: Any) -> list[Any]:
    return [getattr(row, name) for name in row.__slots__]


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _values(value)


def _change(kind: str, key: str, name: str, on: str, unit: str, details: list[Any]) -> Change:
    facts = tuple(Detail(*values) for values in details)
    return Change(Kind(kind), key, name, date.fromisoformat(on), unit, facts)
