"""The retention rules: what `retention.toml` says of every field, read once."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

FILE = Path(__file__).with_name("retention.toml")
ALL = "*"
TEXTS = {"holds", "why", "period", "of", "nobody", "until"}


class Fate(StrEnum):
    """What becomes of a field when its period is over (the words are defined in the file)."""

    KEEP = "keep"
    DAY = "day"
    NAMELESS = "nameless"
    KEY = "key"
    DASH = "dash"
    ERASE = "erase"
    DELETE = "delete"


class BadRules(ValueError):
    """The file says something that can't be followed; the message says where."""


@dataclass(frozen=True)
class Rules:
    """What holds for one table; `of` is the way from a row to its person, empty where it has none."""

    model: type[Model]
    holds: str
    why: str
    period: str
    of: str
    nobody: str
    until: str
    fates: dict[str, Fate] = field(default_factory=dict)

    def fields(self, fate: Fate) -> list[str]:
        """The fields that meet this fate."""
        return [name for name, one in self.fates.items() if one == fate]

    @property
    def deletes_rows(self) -> bool:
        """Whether the whole row goes."""
        return Fate.DELETE in self.fates.values()


@cache
def all_rules() -> dict[str, Rules]:
    """The rules by the table's label, such as "people.Leave"; `BadRules` where they make no sense."""
    with FILE.open("rb") as file:
        found = tomllib.load(file)
    periods = found.pop("periods")
    return {label: _rules(label, table, periods) for label, table in found.items()}


def _rules(label: str, table: dict[str, Any], periods: dict[str, str]) -> Rules:
    try:
        model = apps.get_model(label)
    except LookupError:
        raise BadRules(f"{label}: there is no such table.") from None
    unknown = table.keys() - TEXTS - set(Fate)
    if unknown:
        raise BadRules(f"{label}: {', '.join(sorted(unknown))} is no word of this file.")
    texts = {name: str(table.get(name, "")) for name in TEXTS}
    if not texts["nobody"] and not (texts["holds"] and texts["why"] and texts["period"] in periods):
        raise BadRules(f"{label}: say what it holds, why, and from when its period counts.")
    return Rules(model=model, fates=dict(_fates(label, table, model)), **texts)


def _fates(label: str, table: dict[str, Any], model: type[Model]) -> Iterator[tuple[str, Fate]]:
    known, seen = fields_of(model), set[str]()
    for fate in Fate:
        named = table.get(fate, [])
        for name in known if named == ALL else named:
            if name not in known or name in seen:
                raise BadRules(f"{label}.{name}: no field, or one with two fates.")
            seen.add(name)
            yield name, fate


def fields_of(model: type[Model]) -> list[str]:
    """The names of a table's own columns."""
    return [one.name for one in model._meta.concrete_fields]


@cache
def periods() -> dict[str, str]:
    """From when each period counts and how long it is, in words."""
    with FILE.open("rb") as file:
        found: dict[str, str] = tomllib.load(file)["periods"]
    return found
