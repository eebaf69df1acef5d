"""Writing on a draft without its pages: what it says now, and a part changed."""

from django.utils import timezone

from authoring.changes import save_part
from authoring.export import module_of
from authoring.models import Change, Draft
from authoring.parts import PartKind, Ref, part_in
from authoring.rows import Part
from authoring.rules import Module
from people.models import Employee
from policy.models import Revision

PARTY = Ref(PartKind.SITUATION, "summer-party")


def now_of(draft: Draft) -> Module:
    """The draft as it stands, whole."""
    return module_of(Revision.objects.get(draft=draft))


def part_of(draft: Draft, ref: Ref = PARTY) -> Part:
    """One part of the draft as it stands."""
    part = part_in(now_of(draft), ref)
    assert part is not None
    return part


def change(draft: Draft, by: Employee, ref: Ref = PARTY, **changes: object) -> Change | None:
    """A part as it stands, saved with something else in some of its fields."""
    version = Change.objects.filter(draft=draft, part=ref.key).count()
    return save_part(
        draft, ref, {**part_of(draft, ref), **changes}, version=version, by=by, now=timezone.now()
    )
