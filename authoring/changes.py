"""Saving a part of a draft. Whoever saves waits for the one before, and is told what that one wrote."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import override

from authoring import text
from authoring.drafts import locked, note
from authoring.editing import clauses_of
from authoring.export import module_of
from authoring.models import Change, Draft
from authoring.parts import LISTS, PartKind, Ref, part_in, with_part
from authoring.rows import EXTRAS, Part, replace_lesson, replace_situation, replace_text
from authoring.rules import Module
from lib.texts import SOURCE
from people.models import Employee
from policy.models import Lesson, Revision
from quiz.models import Situation


class Collision(Exception):
    """Somebody else has changed the part since the form was made: their text, and what it was."""

    def __init__(self, last: Change, theirs: Part | None, base: Part | None) -> None:
        super().__init__(last.part)
        self.last, self.theirs, self.base = last, theirs, base


class Unfit(Exception):
    """The part names something that has gone meanwhile; a form made afresh says what."""


def version_of(draft: Draft, ref: Ref) -> int:
    """How often the part has been changed in this draft (one query)."""
    changes = Change.objects.filter(draft=draft, part=ref.key)
    return changes.aggregate(last=Max("number"))["last"] or 0


@transaction.atomic
def save_part(
    draft: Draft, ref: Ref, edited: Part | None, *, version: int, by: Employee, now: datetime
) -> Change | None:
    """Save a part that was edited from its version `version`; None where nothing was changed.

    `Collision` where somebody saved in between, `Unfit` where it names what is no longer there,
    `DraftGone` where the draft is published or discarded.
    """
    revision = locked(draft)
    module = module_of(revision)
    current = part_in(module, ref)
    if in_format(ref, edited, current) == current:
        return None
    refuse_collision(draft, ref, current, version)
    write_part(revision, module, ref, edited)
    return record_change(draft, ref, "saved", before=current, by=by, now=now)


def in_format(ref: Ref, edited: Part | None, current: Part | None) -> Part | None:
    """What was edited in the shape of the format: of the text, with its source."""
    if ref.kind != PartKind.TEXT or edited is None or current is None:
        return edited
    return text.from_edit(edited, current)


def write_part(revision: Revision, module: Module, ref: Ref, edited: Part | None) -> None:
    """Write a part in place of what `module` has; `Unfit` where it, or what it names, is not there."""
    current = part_in(module, ref)
    if ref.kind in (PartKind.RECAP, PartKind.HELPER):
        write_extras(revision, with_part(module, ref, edited))
        return
    if edited is None or current is None or not has_all(module, ref, edited):
        raise Unfit
    with override(SOURCE):  # the columns without a language hold the Danish
        if ref.kind == PartKind.TEXT:
            _write_text(revision, edited, current)
        elif ref.kind == PartKind.LESSON:
            replace_lesson(Lesson.objects.get(revision=revision, slug=ref.id), edited)
        elif ref.kind == PartKind.SITUATION:
            replace_situation(Situation.objects.get(revision=revision, slug=ref.id), edited)
        else:
            write_extras(revision, with_part(module, ref, edited))


def _write_text(revision: Revision, edited: Part, current: Part) -> None:
    try:
        part = text.from_edit(edited, current)
        replace_text(revision.edition, part, text.origins_in(edited, current))
    except ProtectedError:
        raise Unfit from None


def refuse_collision(draft: Draft, ref: Ref, current: Part | None, version: int) -> None:
    """`Collision` unless the part is still at the version that somebody has seen."""
    changes = Change.objects.filter(draft=draft, part=ref.key).select_related("changed_by")
    last = changes.last()
    if last is not None and last.number != version:
        since = changes.filter(number=version + 1).first()
        raise Collision(last, current, since.before if since else None)


def write_extras(revision: Revision, module: Module) -> None:
    """Write the helper, the cards and the recap of a module."""
    revision.extras = {key: module[key] for key in EXTRAS}
    revision.save(update_fields=["extras"])


def has_all(module: Module, ref: Ref, part: Part) -> bool:
    """Whether everything is there that a lesson or situation names."""
    if ref.kind not in (PartKind.LESSON, PartKind.SITUATION):
        return True
    names = {kind: {row["id"] for row in module[name]} for kind, name in LISTS.items()}
    lesson, model = part.get("lesson"), part.get("parallel_of")
    return (
        clauses_of(part) <= {one["id"] for one in module["clauses"]}
        and (lesson is None or lesson in names[PartKind.LESSON])
        and (model is None or model in names[PartKind.SITUATION])
    )


def record_change(
    draft: Draft, ref: Ref, word: str, *, before: Part | None, by: Employee, now: datetime
) -> Change:
    """Write down that a part was changed, and what it was before."""
    change = Change.objects.create(
        draft=draft,
        part=ref.key,
        number=version_of(draft, ref) + 1,
        before=before,
        changed_at=now,
        changed_by=by,
    )
    note(word, draft, by=by, now=now, part=ref.key)
    return change
