"""A module's parts as rows of the database: written whole, or one in place of what it was before."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from lib.texts import columns
from policy.models import Block, Edition, Guideline, Lesson, LessonClause, Revision
from quiz.models import ConsequenceStep, Consideration, Option, Situation, SituationClause

Part = dict[str, Any]
EXTRAS = ("helper", "cards", "recap")


def number_of(module: Part) -> tuple[int, int]:
    """The edition's number: "1.0" is (1, 0)."""
    major, minor = module["edition"].split(".")
    return int(major), int(minor)


def create_edition(guideline: Guideline, module: Part) -> Edition:
    """A module's edition with its blocks, not published."""
    major, minor = number_of(module)
    edition = Edition.objects.create(
        guideline=guideline, major=major, minor=minor, **_edition_fields(module)
    )
    Block.objects.bulk_create(
        Block(edition=edition, order=order, **_block_fields(row))
        for order, row in enumerate(module["blocks"], 1)
    )
    return edition


def create_revision(edition: Edition, module: Part) -> Revision:
    """A module's revision with all its rows, not published (a constant number of statements)."""
    revision = Revision.objects.create(
        edition=edition,
        number=module["revision"],
        extras={key: module[key] for key in EXTRAS},
    )
    create_lessons(revision, module["lessons"])
    create_situations(revision, module["situations"])
    return revision


def replace_text(edition: Edition, row: Part, origins: Sequence[int | None]) -> None:
    """Give an edition another text. `origins` says of each block which one it was before (None: a
    new one), so that lessons and situations stay with a clause whose id is changed.

    `ProtectedError` where a clause goes that a lesson or situation still names.
    """
    blocks = list(edition.blocks.all())
    kept = [blocks[origin].pk for origin in origins if origin is not None]
    edition.blocks.exclude(pk__in=kept).delete()
    # Out of the way: places and clause ids may change hands.
    edition.blocks.update(order=F("order") + len(blocks) + len(origins), clause="")
    for order, (block, origin) in enumerate(zip(row["blocks"], origins, strict=True), 1):
        old = Block(edition=edition) if origin is None else blocks[origin]
        _set(old, {"order": order, **_block_fields(block)})
    _set(edition, _edition_fields(row))


def _edition_fields(row: Part) -> dict[str, Any]:
    return {
        **columns("title", row["title"]),
        **columns("statement", row["statement"]),
        **columns("source", row["source"]),
    }


def _block_fields(row: Part) -> dict[str, Any]:
    return {"type": row["type"], "clause": row["clause"] or "", **columns("text", row["text"])}


def create_lessons(revision: Revision, rows: Sequence[Part], first: int = 1) -> None:
    """Lessons in their order, the first of them at place `first` (two statements)."""
    lessons = Lesson.objects.bulk_create(
        Lesson(revision=revision, slug=row["id"], order=order, **_lesson_fields(row))
        for order, row in enumerate(rows, first)
    )
    _add_lesson_clauses(list(zip(lessons, rows, strict=True)), _blocks(revision))


def replace_lesson(lesson: Lesson, row: Part) -> None:
    """Give a lesson another content; its situations stay with it."""
    _set(lesson, _lesson_fields(row))
    LessonClause.objects.filter(lesson=lesson).delete()
    _add_lesson_clauses([(lesson, row)], _blocks(lesson.revision))


def create_situations(revision: Revision, rows: Sequence[Part], first: int = 1) -> None:
    """Situations in their order; their lessons, and those they are parallel to, are there or among
    them (a constant number of statements).
    """
    lessons = dict(Lesson.objects.filter(revision=revision).values_list("slug", "pk"))
    made = Situation.objects.bulk_create(
        Situation(
            revision=revision,
            slug=row["id"],
            order=order,
            lesson_id=lessons[row["lesson"]],
            **_situation_fields(row),
        )
        for order, row in enumerate(rows, first)
    )
    known = dict(Situation.objects.filter(revision=revision).values_list("slug", "pk"))
    parallel = []
    for situation, row in zip(made, rows, strict=True):
        if row["parallel_of"]:
            situation.parallel_of_id = known[row["parallel_of"]]
            parallel.append(situation)
    Situation.objects.bulk_update(parallel, ["parallel_of"])
    _add_children(list(zip(made, rows, strict=True)), _blocks(revision))


def replace_situation(situation: Situation, row: Part) -> None:
    """Give a situation another content; those that are parallel to it stay so."""
    siblings = Situation.objects.filter(revision=situation.revision_id)
    lesson = Lesson.objects.get(revision=situation.revision_id, slug=row["lesson"])
    model = siblings.filter(slug=row["parallel_of"]).first() if row["parallel_of"] else None
    _set(situation, {**_situation_fields(row), "lesson": lesson, "parallel_of": model})
    situation.options.all().delete()
    situation.considerations.all().delete()
    SituationClause.objects.filter(situation=situation).delete()
    _add_children([(situation, row)], _blocks(situation.revision))


def _set(row: Any, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def _blocks(revision: Revision) -> dict[str, int]:
    """The ids of the edition's clauses (one query)."""
    clauses = Block.objects.filter(edition=revision.edition_id).exclude(clause="")
    return dict(clauses.values_list("clause", "pk"))


def _lesson_fields(row: Part) -> dict[str, Any]:
    more = row["more"] or {}
    return {
        "minutes": row["minutes"],
        **columns("title", row["title"]),
        **columns("why", row["why"]),
        **columns("body", row["body"]),
        **columns("more_title", more.get("title")),
        **columns("more_body", more.get("body")),
        **columns("more_source", more.get("source")),
    }


def _add_lesson_clauses(lessons: Sequence[tuple[Lesson, Part]], blocks: dict[str, int]) -> None:
    LessonClause.objects.bulk_create(
        LessonClause(lesson=lesson, block_id=blocks[clause], order=number)
        for lesson, row in lessons
        for number, clause in enumerate(row["clauses"], 1)
    )


def _situation_fields(row: Part) -> dict[str, Any]:
    sides = row["sides"] or {"yes": None, "no": None}
    return {
        "collection": row["set"],
        "picture": row["picture"] or "",
        **{key: row[key] for key in ("topic", "kind", "work", "permits", "shuffle", "mock")},
        **columns("title", row["title"]),
        **columns("story", row["story"]),
        **columns("question", row["question"]),
        **columns("side_yes", sides["yes"]),
        **columns("side_no", sides["no"]),
    }


def _add_children(situations: Sequence[tuple[Situation, Part]], blocks: dict[str, int]) -> None:
    SituationClause.objects.bulk_create(
        SituationClause(situation=situation, block_id=blocks[clause], order=number)
        for situation, row in situations
        for number, clause in enumerate(row["clauses"], 1)
    )
    Consideration.objects.bulk_create(
        Consideration(
            situation=situation, slug=one["id"], order=number, **columns("text", one["text"])
        )
        for situation, row in situations
        for number, one in enumerate(row["considerations"], 1)
    )
    rows = [one for _, row in situations for one in row["options"]]
    options = Option.objects.bulk_create(
        Option(situation=situation, slug=one["id"], order=number, **_option_fields(one, blocks))
        for situation, row in situations
        for number, one in enumerate(row["options"], 1)
    )
    ConsequenceStep.objects.bulk_create(
        ConsequenceStep(
            option=option,
            order=number,
            **columns("when", step["when"]),
            **columns("text", step["text"]),
        )
        for option, row in zip(options, rows, strict=True)
        for number, step in enumerate(row["consequence"], 1)
    )


def _option_fields(row: Part, blocks: dict[str, int]) -> dict[str, Any]:
    quote = row["quote"] or {"clause": None, "text": None}
    return {
        "verdict": row["verdict"] or "",
        "quote_clause_id": blocks[quote["clause"]] if quote["clause"] else None,
        **columns("text", row["text"]),
        **columns("why", row["why"]),
        **columns("quote", quote["text"]),
        **columns("instead", row["instead"]),
    }
