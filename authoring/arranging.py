"""Adding, removing and moving the parts that a draft has many of: lessons, situations, cards."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import override

from authoring.changes import Unfit, has_all, record_change, refuse_collision, write_extras
from authoring.drafts import locked, note
from authoring.export import module_of
from authoring.models import Change, Draft
from authoring.parts import LISTS, PartKind, Ref, part_in, with_part
from authoring.rows import Part, create_lessons, create_situations
from authoring.rules import Module
from lib.texts import SOURCE
from people.models import Employee
from policy.models import Lesson, Revision
from quiz.models import Situation

# Which parts name which others, and under which key.
HANGING = {
    PartKind.LESSON: ((PartKind.SITUATION, "lesson"),),
    PartKind.SITUATION: ((PartKind.SITUATION, "parallel_of"), (PartKind.CARD, "situation")),
}


class StillUsed(Exception):
    """The part can't be removed: other parts hang on it."""

    def __init__(self, users: list[Ref]) -> None:
        super().__init__(", ".join(ref.key for ref in users))
        self.users = users


@transaction.atomic
def add_part(draft: Draft, ref: Ref, part: Part, *, by: Employee, now: datetime) -> Change:
    """Add a lesson, a situation or a card as the last. `Unfit` where its id is taken."""
    revision = locked(draft)
    module = module_of(revision)
    if part_in(module, ref) is not None or not has_all(module, ref, part):
        raise Unfit
    with override(SOURCE):
        if ref.kind == PartKind.LESSON:
            create_lessons(revision, [part], first=_after_last(revision.lessons))
        elif ref.kind == PartKind.SITUATION:
            create_situations(revision, [part], first=_after_last(revision.situations))
        else:
            write_extras(revision, with_part(module, ref, part))
    return record_change(draft, ref, "added", before=None, by=by, now=now)


def _after_last(rows: "models.Manager[Any]") -> int:
    last: int | None = rows.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


@transaction.atomic
def remove_part(draft: Draft, ref: Ref, *, version: int, by: Employee, now: datetime) -> Change:
    """Remove a part that nothing hangs on; its text is kept with the change."""
    revision = locked(draft)
    module = module_of(revision)
    current = part_in(module, ref)
    refuse_collision(draft, ref, current, version)
    if current is None:
        raise Unfit
    if users := users_of(module, ref):
        raise StillUsed(users)
    if ref.kind == PartKind.CARD:
        write_extras(revision, with_part(module, ref, None))
    else:
        _rows(revision, ref).filter(slug=ref.id).delete()
    return record_change(draft, ref, "removed", before=current, by=by, now=now)


def users_of(module: Module, ref: Ref) -> list[Ref]:
    """The parts that hang on a part: a lesson's situations, a situation's parallels and cards."""
    return [
        Ref(kind, row["id"])
        for kind, key in HANGING.get(ref.kind, ())
        for row in module[LISTS[kind]]
        if row[key] == ref.id
    ]


def _rows(revision: Revision, ref: Ref) -> "models.QuerySet[Any]":
    model = Lesson if ref.kind == PartKind.LESSON else Situation
    return model._default_manager.filter(revision=revision)


@transaction.atomic
def move_part(draft: Draft, ref: Ref, *, up: bool, by: Employee, now: datetime) -> Draft:
    """Move a part one place up or down; a situation among those of its lesson. At the end it stays."""
    revision = locked(draft)
    module = module_of(revision)
    if (other := neighbour_of(module, ref, up=up)) is None:
        return draft
    if ref.kind == PartKind.CARD:
        write_extras(revision, _with_swapped(module, ref, other))
    else:
        _swap(_rows(revision, ref), ref.id, other.id)
    note("moved", draft, by=by, now=now, part=ref.key)
    return draft


def neighbour_of(module: Module, ref: Ref, *, up: bool) -> Ref | None:
    """The part that a part would change places with."""
    rows = module[LISTS[ref.kind]]
    if ref.kind == PartKind.SITUATION:
        own = part_in(module, ref)
        rows = [row for row in rows if own and row["lesson"] == own["lesson"]]
    ids = [row["id"] for row in rows]
    if ref.id not in ids:
        return None
    at = ids.index(ref.id) + (-1 if up else 1)
    return Ref(ref.kind, ids[at]) if 0 <= at < len(ids) else None


def _with_swapped(module: Module, ref: Ref, other: Ref) -> Module:
    name = LISTS[ref.kind]
    swap = {ref.id: part_in(module, other), other.id: part_in(module, ref)}
    return {**module, name: [swap.get(row["id"], row) for row in module[name]]}


def _swap(rows: "models.QuerySet[Any]", one: str, other: str) -> None:
    places = dict(rows.filter(slug__in=[one, other]).values_list("slug", "order"))
    # Two rows can't have one place, not even between two statements.
    rows.filter(slug=one).update(order=(rows.aggregate(last=Max("order"))["last"] or 0) + 1)
    rows.filter(slug=other).update(order=places[one])
    rows.filter(slug=one).update(order=places[other])
