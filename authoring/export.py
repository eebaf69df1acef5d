"""A revision as the module's JSON, lossless."""

from typing import Any

from django.db.models import Prefetch

from authoring.rules import Module
from lib.texts import texts_of
from policy.models import Lesson, LessonClause, Revision
from quiz.models import Situation, SituationClause


def module_of(revision: Revision) -> Module:
    """The whole module of a revision in the shape of the format, in a constant number of queries."""
    edition = revision.edition
    blocks = [
        {"type": block.type, "clause": block.clause or None, "text": texts_of(block, "text")}
        for block in edition.blocks.all()
    ]
    lessons = revision.lessons.prefetch_related(
        Prefetch("lessonclause_set", LessonClause.objects.select_related("block"))
    )
    situations = revision.situations.select_related("lesson", "parallel_of").prefetch_related(
        Prefetch("situationclause_set", SituationClause.objects.select_related("block")),
        "options__quote_clause",
        "options__consequence",
        "considerations",
    )
    return {
        "slug": edition.guideline.slug,
        "edition": edition.number,
        "revision": revision.number,
        "title": texts_of(edition, "title"),
        "statement": texts_of(edition, "statement"),
        "source": texts_of(edition, "source"),
        "blocks": blocks,
        "clauses": [
            {"id": block["clause"], "text": block["text"]} for block in blocks if block["clause"]
        ],
        "lessons": [_lesson(lesson) for lesson in lessons],
        "situations": [_situation(situation) for situation in situations],
        "helper": revision.extras.get("helper"),
        "cards": revision.extras.get("cards", []),
        "recap": revision.extras.get("recap"),
    }


def _lesson(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.slug,
        "title": texts_of(lesson, "title"),
        "why": texts_of(lesson, "why"),
        "body": texts_of(lesson, "body"),
        "clauses": [row.block.clause for row in lesson.lessonclause_set.all()],
        "minutes": lesson.minutes,
        "more": _more(lesson),
    }


def _more(lesson: Lesson) -> dict[str, Any] | None:
    texts = {key: texts_of(lesson, f"more_{key}") for key in ("title", "body", "source")}
    return texts if any(any(text.values()) for text in texts.values()) else None


def _situation(situation: Situation) -> dict[str, Any]:
    yes, no = texts_of(situation, "side_yes"), texts_of(situation, "side_no")
    return {
        "id": situation.slug,
        "lesson": situation.lesson.slug,
        "topic": situation.topic,
        "kind": situation.kind,
        "set": situation.collection,
        "parallel_of": situation.parallel_of.slug if situation.parallel_of else None,
        "work": situation.work,
        "clauses": [row.block.clause for row in situation.situationclause_set.all()],
        "permits": situation.permits,
        "shuffle": situation.shuffle,
        "title": texts_of(situation, "title"),
        "story": texts_of(situation, "story"),
        "question": texts_of(situation, "question"),
        "picture": situation.picture or None,
        "mock": situation.mock,
        "options": [_option(option) for option in situation.options.all()],
        "considerations": [
            {"id": row.slug, "text": texts_of(row, "text")}
            for row in situation.considerations.all()
        ],
        "sides": {"yes": yes, "no": no} if any((*yes.values(), *no.values())) else None,
    }


def _option(option: Any) -> dict[str, Any]:
    why, instead = texts_of(option, "why"), texts_of(option, "instead")
    quote = None
    if option.quote_clause:
        quote = {"clause": option.quote_clause.clause, "text": texts_of(option, "quote")}
    return {
        "id": option.slug,
        "text": texts_of(option, "text"),
        "verdict": option.verdict or None,
        "why": why if any(why.values()) else None,
        "quote": quote,
        "consequence": [
            {"when": texts_of(step, "when"), "text": texts_of(step, "text")}
            for step in option.consequence.all()
        ],
        "instead": instead if any(instead.values()) else None,
    }
