"""Bringing a module into the database: a draft that is replaced, or published and then frozen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from authoring.export import module_of
from authoring.problems import BrokenModule, Problem
from authoring.rules import Module
from lib.texts import columns, texts_of
from policy.actions import publish
from policy.models import Block, Edition, Guideline, Lesson, LessonClause, Revision
from quiz.models import ConsequenceStep, Consideration, Option, Situation, SituationClause

TEXT_KEYS = ("title", "statement", "source", "blocks", "clauses")


@dataclass(frozen=True)
class Loaded:
    """The revision, and whether anything was written."""

    revision: Revision
    is_new: bool


@transaction.atomic
def load(module: Module, *, by: str, now: datetime, publishing: bool) -> Loaded:
    """Load a checked module. The same module twice changes nothing; what is published is refused."""
    guideline, _ = Guideline.objects.get_or_create(slug=module["slug"])
    existing = _existing(guideline, module)
    is_new = existing is None or module_of(existing) != module
    if existing is not None and is_new:
        if existing.published_at is not None:
            raise _refusal("revision", f"{module['revision']} is published: give it a new number")
        existing.delete()
    if existing is None or is_new:
        existing = _create(_edition(guideline, module), module)
    if publishing and existing.published_at is None:
        publish(existing, by=by, now=now)
    return Loaded(existing, is_new)


def _refusal(place: str, reason: str) -> BrokenModule:
    return BrokenModule([Problem("", place, reason)])


def _existing(guideline: Guideline, module: Module) -> Revision | None:
    major, minor = _number(module)
    return Revision.objects.filter(
        edition__guideline=guideline,
        edition__major=major,
        edition__minor=minor,
        number=module["revision"],
    ).first()


def _number(module: Module) -> tuple[int, int]:
    major, minor = module["edition"].split(".")
    return int(major), int(minor)


def _edition(guideline: Guideline, module: Module) -> Edition:
    """The module's edition: the one there is, if its text is the same, else a new one."""
    major, minor = _number(module)
    edition = Edition.objects.filter(guideline=guideline, major=major, minor=minor).first()
    if edition is not None:
        if _text_of(edition) == {key: module[key] for key in TEXT_KEYS if key != "clauses"}:
            return edition
        if edition.published_at is not None or edition.revisions.exists():
            raise _refusal("edition", f"{module['edition']} has another text: give it a new number")
        edition.delete()
    _refuse_reused_clauses(guideline, major, module)
    edition = Edition.objects.create(
        guideline=guideline,
        major=major,
        minor=minor,
        **columns("title", module["title"]),
        **columns("statement", module["statement"]),
        **columns("source", module["source"]),
    )
    Block.objects.bulk_create(
        Block(
            edition=edition,
            order=order,
            type=block["type"],
            clause=block["clause"] or "",
            **columns("text", block["text"]),
        )
        for order, block in enumerate(module["blocks"], 1)
    )
    return edition


def _text_of(edition: Edition) -> dict[str, Any]:
    texts = {name: texts_of(edition, name) for name in ("title", "statement", "source")}
    blocks = [
        {"type": block.type, "clause": block.clause or None, "text": texts_of(block, "text")}
        for block in edition.blocks.all()
    ]
    return {**texts, "blocks": blocks}


def _refuse_reused_clauses(guideline: Guideline, major: int, module: Module) -> None:
    """A clause id keeps its text within a major edition: answers and quotes point to it."""
    known = dict(
        Block.objects.filter(edition__guideline=guideline, edition__major=major)
        .exclude(clause="")
        .values_list("clause", "text_da")
    )
    for clause in module["clauses"]:
        if known.get(clause["id"], clause["text"]["da"]) != clause["text"]["da"]:
            raise _refusal(f"clauses[{clause['id']}]", "is another text in this major edition")


def _create(edition: Edition, module: Module) -> Revision:
    revision = Revision.objects.create(
        edition=edition,
        number=module["revision"],
        extras={key: module[key] for key in ("helper", "cards", "recap")},
    )
    blocks = {block.clause: block for block in edition.blocks.exclude(clause="")}
    lessons = {
        row["id"]: _create_lesson(revision, order, row, blocks)
        for order, row in enumerate(module["lessons"], 1)
    }
    situations = {
        row["id"]: _create_situation(revision, lessons[row["lesson"]], order, row, blocks)
        for order, row in enumerate(module["situations"], 1)
    }
    for row in module["situations"]:
        if row["parallel_of"]:
            Situation.objects.filter(pk=situations[row["id"]].pk).update(
                parallel_of=situations[row["parallel_of"]]
            )
    return revision


def _create_lesson(
    revision: Revision, order: int, row: dict[str, Any], blocks: dict[str, Block]
) -> Lesson:
    more = row["more"] or {}
    lesson = Lesson.objects.create(
        revision=revision,
        slug=row["id"],
        order=order,
        minutes=row["minutes"],
        **columns("title", row["title"]),
        **columns("why", row["why"]),
        **columns("body", row["body"]),
        **columns("more_title", more.get("title")),
        **columns("more_body", more.get("body")),
        **columns("more_source", more.get("source")),
    )
    LessonClause.objects.bulk_create(
        LessonClause(lesson=lesson, block=blocks[clause], order=number)
        for number, clause in enumerate(row["clauses"], 1)
    )
    return lesson


def _create_situation(
    revision: Revision, lesson: Lesson, order: int, row: dict[str, Any], blocks: dict[str, Block]
) -> Situation:
    sides = row["sides"] or {"yes": None, "no": None}
    situation = Situation.objects.create(
        revision=revision,
        lesson=lesson,
        slug=row["id"],
        order=order,
        collection=row["set"],
        picture=row["picture"] or "",
        **{key: row[key] for key in ("topic", "kind", "work", "permits", "shuffle", "mock")},
        **columns("title", row["title"]),
        **columns("story", row["story"]),
        **columns("question", row["question"]),
        **columns("side_yes", sides["yes"]),
        **columns("side_no", sides["no"]),
    )
    SituationClause.objects.bulk_create(
        SituationClause(situation=situation, block=blocks[clause], order=number)
        for number, clause in enumerate(row["clauses"], 1)
    )
    Consideration.objects.bulk_create(
        Consideration(
            situation=situation, slug=one["id"], order=number, **columns("text", one["text"])
        )
        for number, one in enumerate(row["considerations"], 1)
    )
    for number, option in enumerate(row["options"], 1):
        _create_option(situation, number, option, blocks)
    return situation


def _create_option(
    situation: Situation, order: int, row: dict[str, Any], blocks: dict[str, Block]
) -> None:
    quote = row["quote"] or {"clause": None, "text": None}
    option = Option.objects.create(
        situation=situation,
        slug=row["id"],
        order=order,
        verdict=row["verdict"] or "",
        quote_clause=blocks[quote["clause"]] if quote["clause"] else None,
        **columns("text", row["text"]),
        **columns("why", row["why"]),
        **columns("quote", quote["text"]),
        **columns("instead", row["instead"]),
    )
    ConsequenceStep.objects.bulk_create(
        ConsequenceStep(
            option=option,
            order=number,
            **columns("when", step["when"]),
            **columns("text", step["text"]),
        )
        for number, step in enumerate(row["consequence"], 1)
    )
