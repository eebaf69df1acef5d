"""The parts of a module that are edited one at a time: their addresses, and one taken out or put in. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from authoring.rows import Part
from authoring.rules import Module


class PartKind(StrEnum):
    """What is edited on a page of its own."""

    TEXT = "text"
    LESSON = "lesson"
    SITUATION = "situation"
    RECAP = "recap"
    HELPER = "helper"
    CARD = "card"


# Where those that there are many of stand in the module.
LISTS = {PartKind.LESSON: "lessons", PartKind.SITUATION: "situations", PartKind.CARD: "cards"}
TEXT_KEYS = ("title", "statement", "source", "blocks")
_LISTED = re.compile(r"(lessons|situations|cards)\[([a-z0-9-]+)\]\.?(.*)")


@dataclass(frozen=True)
class Ref:
    """Which part: its kind and, of those that there are many of, its id."""

    kind: PartKind
    id: str = ""

    @property
    def key(self) -> str:
        """How changes name it: "situation/summer-party", "recap"."""
        return f"{self.kind}/{self.id}" if self.id else str(self.kind)

    @classmethod
    def of(cls, key: str) -> "Ref":
        """The part that changes name so."""
        kind, _, one = key.partition("/")
        return cls(PartKind(kind), one)

    @property
    def place(self) -> str:
        """How the rules name it: "situations[summer-party]", "recap"."""
        return f"{LISTS[self.kind]}[{self.id}]" if self.id else str(self.kind)


def refs_of(module: Module, *, with_text: bool) -> list[Ref]:
    """All parts of a module in their order; the guideline's own text where that may be edited."""
    refs = [Ref(PartKind.TEXT)] if with_text else []
    for kind, name in LISTS.items():
        refs += [Ref(kind, row["id"]) for row in module[name]]
    return [*refs, Ref(PartKind.RECAP), Ref(PartKind.HELPER)]


def part_in(module: Module, ref: Ref) -> Part | None:
    """The part as JSON; None where the module has none."""
    if ref.kind == PartKind.TEXT:
        return {key: module[key] for key in TEXT_KEYS}
    if ref.kind in LISTS:
        return next((row for row in module[LISTS[ref.kind]] if row["id"] == ref.id), None)
    found: Part | None = module[str(ref.kind)]
    return found


def with_part(module: Module, ref: Ref, part: Part | None) -> Module:
    """The module with that part in place of its own, or added as the last; None takes it out."""
    if ref.kind == PartKind.TEXT:
        return with_clauses({**module, **{key: (part or {})[key] for key in TEXT_KEYS}})
    if ref.kind not in LISTS:
        return {**module, str(ref.kind): part}
    name = LISTS[ref.kind]
    rows: list[Part | None] = [part if row["id"] == ref.id else row for row in module[name]]
    if part is not None and part_in(module, ref) is None:
        rows.append(part)
    return {**module, name: [row for row in rows if row is not None]}


def with_clauses(module: Module) -> Module:
    """The module with its view of the clauses made anew from the blocks."""
    clauses = [
        {"id": block["clause"], "text": block["text"]}
        for block in module["blocks"]
        if block["clause"]
    ]
    return {**module, "clauses": clauses}


def locate(place: str) -> tuple[Ref | None, str]:
    """The part that a place of the rules is in, and the rest of the place; None: the module itself."""
    if found := _LISTED.fullmatch(place):
        kinds = {name: kind for kind, name in LISTS.items()}
        return Ref(kinds[found[1]], found[2]), found[3]
    head, _, rest = place.partition(".")
    if head in (PartKind.RECAP, PartKind.HELPER):
        return Ref(PartKind(head)), rest
    if re.match(r"title|statement|source|blocks|clauses", place):
        return Ref(PartKind.TEXT), place
    return None, place


def steps_of(path: str) -> list[str]:
    """The steps of a place within a part: "options[ask-first].why.da" → options, ask-first, why, da."""
    return [step for step in re.split(r"[.\[\]]+", path) if step]
