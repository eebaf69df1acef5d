"""Lessons and situations on a clause that has changed: each is to be confirmed before it is published."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from authoring.drafts import locked_in_review, note
from authoring.editing import clauses_of
from authoring.export import module_of
from authoring.fingerprints import fingerprints
from authoring.models import Confirmation, Draft
from authoring.parts import LISTS, PartKind, Ref
from authoring.rules import Module
from people.models import Employee
from policy.models import Revision


class Overtaken(Exception):
    """The part is not what was read any more, or hangs on nothing that has changed."""


@dataclass(frozen=True)
class Hanging:
    """A lesson or situation, the changed clauses that it names, its content's hash, who confirmed it."""

    ref: Ref
    clauses: list[str]
    sha256: str
    confirmation: Confirmation | None


def changed_clauses(base: Module | None, module: Module) -> set[str]:
    """The clauses that say something else than in `base`, in any language; new ones among them."""
    before = {one["id"]: one["text"] for one in base["clauses"]} if base else {}
    return {one["id"] for one in module["clauses"] if before.get(one["id"]) != one["text"]}


def base_of(draft: Draft) -> Module | None:
    """What is published now, which a draft is compared with."""
    newest = Revision.objects.current(draft.revision.edition.guideline)
    return module_of(newest) if newest else None


def hanging_in(draft: Draft, base: Module | None, module: Module) -> list[Hanging]:
    """All lessons and situations of the draft that name a changed clause (one query).

    None where nothing was published before: then all is new, and read as such.
    """
    if base is None:
        return []
    changed = changed_clauses(base, module)
    hashes = fingerprints(module)
    kept = {
        (one.part, one.sha256): one
        for one in Confirmation.objects.filter(draft=draft).select_related("confirmed_by")
    }
    return [
        Hanging(ref, sorted(named), hashes[ref], kept.get((ref.key, hashes[ref])))
        for kind in (PartKind.LESSON, PartKind.SITUATION)
        for row in module[LISTS[kind]]
        if (named := clauses_of(row) & changed) and (ref := Ref(kind, row["id"]))
    ]


@transaction.atomic
def confirm_part(
    draft: Draft, ref: Ref, *, sha256: str, by: Employee, now: datetime
) -> Confirmation:
    """Write down that a part still fits its changed clause; confirmed already, it stays as it was.

    `Overtaken` where its content is not the one with this hash.
    """
    module = module_of(locked_in_review(draft))
    found = [one for one in hanging_in(draft, base_of(draft), module) if one.ref == ref]
    if not found or found[0].sha256 != sha256:
        raise Overtaken
    if found[0].confirmation is not None:
        return found[0].confirmation
    note("confirmed", draft, by=by, now=now, part=ref.key)
    return Confirmation.objects.create(
        draft=draft, part=ref.key, sha256=sha256, confirmed_at=now, confirmed_by=by
    )
