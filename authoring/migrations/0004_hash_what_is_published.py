"""Give the lessons and situations that are published the hash of their content (authoring/fingerprints.py).

The rows' triggers are dropped for it; they are back when the migrating is over.
"""

import hashlib
import json
from typing import Any

from django.db import migrations

from lib.frozen import thaw
from lib.texts import texts_of


def hash_what_is_published(apps: Any, schema_editor: Any) -> None:
    lessons = apps.get_model("policy", "Lesson").objects
    situations = apps.get_model("quiz", "Situation").objects
    published = {"revision__published_at__isnull": False, "content_sha256": ""}
    for rows, content, table in (
        (lessons, _lesson, "policy_lesson"),
        (situations, _situation, "quiz_situation"),
    ):
        found = list(rows.filter(**published))
        if found:
            thaw(table, schema_editor.connection.alias)
        for row in found:
            text = json.dumps(
                content(row), sort_keys=True, ensure_ascii=False, separators=(",", ":")
            )
            rows.filter(pk=row.pk).update(content_sha256=hashlib.sha256(text.encode()).hexdigest())


def _texts(row: Any, *fields: str) -> dict[str, Any]:
    return {field: texts_of(row, field) for field in fields}


def _clauses(blocks: Any) -> dict[str, Any]:
    return {block.clause: texts_of(block, "text") for block in blocks if block}


def _lesson(lesson: Any) -> dict[str, Any]:
    more = {name: texts_of(lesson, f"more_{name}") for name in ("title", "body", "source")}
    return {
        **_texts(lesson, "title", "why", "body"),
        "more": more if any(any(text.values()) for text in more.values()) else None,
        "clauses": _clauses(row.block for row in lesson.lessonclause_set.all()),
    }


def _situation(situation: Any) -> dict[str, Any]:
    options = list(situation.options.order_by("order"))
    yes, no = texts_of(situation, "side_yes"), texts_of(situation, "side_no")
    named = [row.block for row in situation.situationclause_set.all()]
    return {
        **_texts(situation, "title", "story", "question"),
        "kind": situation.kind,
        "picture": situation.picture or None,
        "mock": situation.mock,
        "options": [_option(option) for option in options],
        "considerations": [
            {"id": row.slug, **_texts(row, "text")}
            for row in situation.considerations.order_by("order")
        ],
        "sides": {"yes": yes, "no": no} if any((*yes.values(), *no.values())) else None,
        "clauses": _clauses([*named, *(option.quote_clause for option in options)]),
    }


def _option(option: Any) -> dict[str, Any]:
    why, instead = texts_of(option, "why"), texts_of(option, "instead")
    quote = None
    if option.quote_clause:
        quote = {"clause": option.quote_clause.clause, "text": texts_of(option, "quote")}
    return {
        "id": option.slug,
        **_texts(option, "text"),
        "verdict": option.verdict or None,
        "why": why if any(why.values()) else None,
        "quote": quote,
        "consequence": [_texts(step, "when", "text") for step in option.consequence.order_by("order")],
        "instead": instead if any(instead.values()) else None,
    }


class Migration(migrations.Migration):
    dependencies = [
        ("authoring", "0003_submissions"),
        ("policy", "0007_content_hashes"),
        ("quiz", "0003_content_hashes"),
    ]

    operations = [migrations.RunPython(hash_what_is_published, migrations.RunPython.noop)]
