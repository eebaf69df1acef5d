"""A lesson's or situation's content as one hash: the same in two revisions means that nothing was changed.

What a learner meets counts, in every language, with the words of the clauses that it stands on. Where it
stands, for whom, and how long it is said to take do not (docs/adr/0010-publishing-and-asking-again.md).
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from authoring.editing import clauses_of
from authoring.parts import LISTS, PartKind, Ref
from authoring.rows import Part
from authoring.rules import Module
from policy.models import Lesson, Revision
from quiz.models import Situation

LEFT_OUT = {
    *("id", "lesson", "topic", "set", "parallel_of", "work", "clauses", "permits", "shuffle"),
    "minutes",
}


def fingerprint(part: Part, clauses: Mapping[str, Any]) -> str:
    """The hash of a part and of the words of its clauses, which come by their ids."""
    content = {name: value for name, value in part.items() if name not in LEFT_OUT}
    content["clauses"] = {one: clauses.get(one) for one in clauses_of(part)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprints(module: Module) -> dict[Ref, str]:
    """The hashes of all lessons and situations of a module."""
    clauses = {one["id"]: one["text"] for one in module["clauses"]}
    return {
        Ref(kind, row["id"]): fingerprint(row, clauses)
        for kind in (PartKind.LESSON, PartKind.SITUATION)
        for row in module[LISTS[kind]]
    }


def seal(revision: Revision, module: Module) -> None:
    """Write the hashes to the rows of a revision that is about to be published (four queries)."""
    hashes = fingerprints(module)
    lessons = list(Lesson.objects.filter(revision=revision))
    situations = list(Situation.objects.filter(revision=revision))
    for lesson in lessons:
        lesson.content_sha256 = hashes[Ref(PartKind.LESSON, lesson.slug)]
    for situation in situations:
        situation.content_sha256 = hashes[Ref(PartKind.SITUATION, situation.slug)]
    Lesson.objects.bulk_update(lessons, ["content_sha256"])
    Situation.objects.bulk_update(situations, ["content_sha256"])
