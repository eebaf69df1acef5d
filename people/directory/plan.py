"""What an import would do: all that is to be written, and all that is to be shown before."""

import hashlib
from dataclasses import dataclass, field, fields
from datetime import date

from people.directory.neutral import Away
from people.directory.preview import Preview
from people.directory.timelines import End


@dataclass(frozen=True, slots=True)
class Begin:
    """A row to record: a place of work, or that somebody manages a department."""

    person: str
    unit: str
    from_on: date
    to_on: date | None
    is_primary: bool = True


@dataclass(frozen=True, slots=True)
class Fields:
    """A person's columns as they are to be; `id` is None for somebody new."""

    id: int | None
    key: str
    name: str
    email: str
    number: str
    hired_on: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class UnitBegin:
    """What a department is called and where it belongs from a day on."""

    unit: str
    from_on: date
    name: str
    parent: str | None


@dataclass
class Plan:
    """All that is to be written, and the preview of it."""

    preview: Preview
    new_units: list[str] = field(default_factory=list)
    unit_ends: list[End] = field(default_factory=list)
    unit_begins: list[UnitBegin] = field(default_factory=list)
    new_people: list[Fields] = field(default_factory=list)
    updates: list[Fields] = field(default_factory=list)
    freed_emails: list[int] = field(default_factory=list)
    freed_numbers: list[int] = field(default_factory=list)
    rehired: list[int] = field(default_factory=list)
    leaving: list[tuple[int, date]] = field(default_factory=list)
    placement_ends: list[End] = field(default_factory=list)
    placement_begins: list[Begin] = field(default_factory=list)
    management_ends: list[End] = field(default_factory=list)
    management_begins: list[Begin] = field(default_factory=list)
    leave_ends: list[End] = field(default_factory=list)
    leave_begins: list[tuple[str, Away]] = field(default_factory=list)

    def fingerprint(self) -> str:
        """The same for two plans exactly if they write and show the same."""
        total = hashlib.sha256()
        for part in (self.preview, self):
            for one in fields(part):
                value = getattr(part, one.name)
                for row in value if isinstance(value, list) else []:
                    total.update(f"{one.name}={row!r}\n".encode())
        return total.hexdigest()
