"""Bringing a module into the database: a draft that is replaced, or published and then frozen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from authoring.export import module_of
from authoring.fingerprints import seal
from authoring.models import Draft
from authoring.problems import BrokenModule, Problem
from authoring.rows import create_edition, create_revision, number_of
from authoring.rules import Module
from lib.texts import SOURCE, texts_of
from policy.actions import publish
from policy.models import Block, Edition, Guideline, Revision

TEXT_KEYS = ("title", "statement", "source", "blocks", "clauses")


@dataclass(frozen=True)
class Loaded:
    """The revision, and whether anything was written."""

    revision: Revision
    is_new: bool


@transaction.atomic
def load(module: Module, *, by: str, now: datetime, publishing: bool) -> Loaded:
    """Load a checked module. The same module twice changes nothing; what is published is refused,
    and so is what would replace what an editor has written on the site.
    """
    guideline, _ = Guideline.objects.get_or_create(slug=module["slug"])
    existing = _existing(guideline, module)
    is_new = existing is None or module_of(existing) != module
    if existing is not None and is_new:
        _refuse_to_replace(existing, module)
        existing.delete()
    if existing is None or is_new:
        with override(SOURCE):  # the columns without a language hold the Danish
            existing = create_revision(_edition(guideline, module), module)
    if publishing and existing.published_at is None:
        seal(existing, module)
        publish(existing, by=by, now=now)
    elif is_new:
        Draft.objects.create(revision=existing, opened_at=now)
    return Loaded(existing, is_new)


def _refusal(place: str, reason: str) -> BrokenModule:
    return BrokenModule([Problem("", place, reason)])


def _refuse_to_replace(revision: Revision, module: Module) -> None:
    if revision.published_at is not None:
        raise _refusal("revision", f"{module['revision']} is published: give it a new number")
    if Draft.objects.filter(revision=revision, changes__isnull=False).exists():
        raise _refusal("revision", f"{module['revision']} is being edited on the site")


def _existing(guideline: Guideline, module: Module) -> Revision | None:
    major, minor = number_of(module)
    return Revision.objects.filter(
        edition__guideline=guideline,
        edition__major=major,
        edition__minor=minor,
        number=module["revision"],
    ).first()


def _edition(guideline: Guideline, module: Module) -> Edition:
    """The module's edition: the one there is, if its text is the same, else a new one."""
    major, minor = number_of(module)
    edition = Edition.objects.filter(guideline=guideline, major=major, minor=minor).first()
    if edition is not None:
        if _text_of(edition) == {key: module[key] for key in TEXT_KEYS if key != "clauses"}:
            _refuse_second_draft(Revision.objects.filter(edition=edition), "revision")
            return edition
        if edition.published_at is not None or edition.revisions.exists():
            raise _refusal("edition", f"{module['edition']} has another text: give it a new number")
        edition.delete()
    _refuse_second_draft(Edition.objects.filter(guideline=guideline), "edition")
    _refuse_reused_clauses(guideline, major, module)
    return create_edition(guideline, module)


def _refuse_second_draft(rows: QuerySet[Edition] | QuerySet[Revision], place: str) -> None:
    draft = rows.filter(published_at=None).first()
    if draft is not None:
        raise _refusal(place, f"{draft.number} is a draft: publish or discard it first")


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
