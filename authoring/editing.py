"""One part of a module while it is edited: what it may choose from, and its way into the form and back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from authoring import text
from authoring.drawings import DRAWINGS
from authoring.layouts import FIELDS
from authoring.parts import PartKind, Ref, part_in
from authoring.rows import Part
from authoring.rules import Module
from authoring.shapes import Field, is_filled
from lib.texts import LANGUAGES, Texts, choose

Choices = Sequence[tuple[str, str]]
Unfit = Iterator[tuple[Sequence[str], str]]
NO_TEXT: Texts = dict.fromkeys(LANGUAGES)


@dataclass(frozen=True)
class Editing:
    """A part by its address, in the module that it belongs to."""

    ref: Ref
    module: Module

    @property
    def layout(self) -> Sequence[Field]:
        """The fields of this kind of part."""
        return FIELDS[self.ref.kind]

    @cached_property
    def current(self) -> Part | None:
        """The part as the module has it; None where it has none (yet, or any more)."""
        return part_in(self.module, self.ref)

    @cached_property
    def lists(self) -> dict[str, Choices]:
        """What choices there are, by the names that the layout uses."""
        return {
            "clauses": [
                (one["id"], f"{one['id']} · {Truncator(choose(one['text'])).chars(60)}")
                for one in self.module["clauses"]
            ],
            "lessons": _titles(self.module["lessons"]),
            "situations": [
                one for one in _titles(self.module["situations"]) if one[0] != self.ref.id
            ],
            "drawings": [(name, str(label)) for name, label in DRAWINGS.items()],
            "questions": [
                (one["id"], choose(one["text"]))
                for one in (self.module["helper"] or {"questions": []})["questions"]
            ],
        }

    def tree(self, part: Part | None) -> Any:
        """A part as its form takes it."""
        if part is not None and self.current is not None and self.ref.kind == PartKind.TEXT:
            return text.to_edit(part, self.current)
        if part is not None and self.ref.kind == PartKind.HELPER:
            return with_questions(part)
        return part or {}

    def edited(self, filled: Part) -> Part | None:
        """What was filled in as it is saved: with its id, and without rows left empty."""
        kind = self.ref.kind
        if kind in (PartKind.RECAP, PartKind.HELPER) and not is_filled(filled):
            return None
        if kind in (PartKind.LESSON, PartKind.SITUATION):
            filled = {**filled, "clauses": [one for one in filled["clauses"] if one]}
        if kind == PartKind.SITUATION:
            before = (self.current or {"work": []})["work"]
            work = sorted(
                filled["work"],
                key=lambda one: (one not in before, before.index(one) if one in before else 0),
            )
            filled = {**filled, "work": work}
        return {"id": self.ref.id, **filled} if self.ref.id else filled

    def part(self, edited: Part | None) -> Part | None:
        """What is saved in the shape of the format."""
        if edited is not None and self.current is not None and self.ref.kind == PartKind.TEXT:
            return text.from_edit(edited, self.current)
        return edited

    def unfit(self, filled: Any) -> Unfit:
        """Steps and reason of what the database can't hold: ids and clauses that stand twice, and a
        clause that goes while something else names it.
        """
        for name in ("options", "considerations", "questions"):
            rows = filled.get(name) or []
            if all(isinstance(row, dict) and "id" in row for row in rows):
                yield from _twice([row["id"] for row in rows], name, "id")
        clauses = [clause or "" for clause in filled.get("clauses") or []]
        yield from _twice(clauses, "clauses")
        if self.ref.kind == PartKind.TEXT:
            yield from _twice([row["clause"] or "" for row in filled["blocks"]], "blocks", "clause")
            yield from self._clauses_that_are_missed(filled)

    def _clauses_that_are_missed(self, filled: Any) -> Unfit:
        if self.current is None:
            return
        stay = text.origins_in(filled, self.current)
        for at, block in enumerate(self.current["blocks"]):
            if at in stay and filled["blocks"][stay.index(at)]["clause"]:
                continue
            if users := clause_users(self.module, block["clause"]):
                message = _("%(clause)s can’t go: it is named by %(parts)s.")
                yield (["blocks"], message % {"clause": block["clause"], "parts": ", ".join(users)})


def _titles(rows: Sequence[Part]) -> list[tuple[str, str]]:
    return [(row["id"], choose(row["title"]) or row["id"]) for row in rows]


def _twice(values: Sequence[str], name: str, field: str = "") -> Unfit:
    for at, value in enumerate(values):
        if value and value in values[:at]:
            steps = [name, str(at + 1), field] if field else [name, str(at + 1)]
            yield steps, _("%(id)s stands here twice.") % {"id": value}


def clause_users(module: Module, clause: str | None) -> list[str]:
    """The titles of the lessons and situations that name a clause or quote it."""
    rows = (*module["lessons"], *module["situations"])
    return [choose(row["title"]) or row["id"] for row in rows if clause in clauses_of(row)]


def clauses_of(part: Part) -> set[str]:
    """The clauses that a lesson or situation names, those it quotes among them."""
    quotes = [option["quote"] for option in part.get("options", [])]
    return {*part["clauses"], *(quote["clause"] for quote in quotes if quote)}


def with_questions(helper: Part) -> Part:
    """The helper with an answer to each question in each piece of advice, "" for either."""
    questions = [one["id"] for one in helper["questions"]]
    advice = [
        {**one, "when": {question: one["when"].get(question, "") for question in questions}}
        for one in helper["advice"]
    ]
    return {**helper, "advice": advice}
