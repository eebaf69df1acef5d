"""A part on an editor's desk: its form as it is, as it was, as somebody else left it. Saves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from authoring.changes import Collision, version_of
from authoring.editing import Editing
from authoring.export import module_of
from authoring.forms import PartForm
from authoring.layouts import FIELDS
from authoring.merging import differences, merged
from authoring.models import Change, Draft
from authoring.moves import moved
from authoring.parts import LISTS, PartKind, Ref, with_part
from authoring.places import label_of
from authoring.rows import Part
from authoring.shapes import Spot, find, leaves, skeleton
from policy.models import Revision


@dataclass(frozen=True)
class Desk:
    """A part of a draft, and the version that it is at."""

    draft: Draft
    editing: Editing
    version: int

    @classmethod
    def at(cls, draft: Draft, ref: Ref) -> "Desk":
        """The part as it is saved. The version is read first: a save in between is then noticed."""
        version = version_of(draft, ref)
        draft.revision = Revision.objects.select_related("edition__guideline").get(draft=draft)
        return cls(draft, Editing(ref, module_of(draft.revision)), version)

    @property
    def is_there(self) -> bool:
        """Whether there is such a part; the recap and the helper can be begun at any time."""
        return self.editing.current is not None or self.editing.ref.kind not in LISTS

    def form(self, part: Part | None = None) -> PartForm:
        """The form with the part as it is saved, or with another text of it."""
        tree = self.editing.tree(part or self.editing.current)
        return PartForm(editing=self.editing, tree=tree, version=self.version)

    def posted(self, data: Any) -> PartForm:
        """The form as it was sent."""
        return PartForm(data, editing=self.editing)

    def rearranged(self, form: PartForm, do: str) -> PartForm:
        """The form as it was sent, with an item of a list added, removed or moved."""
        tree = form.typed()
        moved(self.editing.layout, tree, do)
        if self.editing.ref.kind == PartKind.HELPER:
            tree = self.editing.tree(tree)
        sent = str(form["version"].value())
        version = int(sent) if sent.isascii() and sent.isdecimal() else 0
        return PartForm(editing=self.editing, tree=tree, version=version)


@dataclass(frozen=True)
class Difference:
    """A field that two texts of a part differ in, and what each says."""

    label: str
    language: str
    url: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Conflict:
    """That somebody saved while I wrote: who and when, where we differ, and a form that holds both."""

    last: Change
    differences: list[Difference]
    form: PartForm
    is_removed: bool


def conflict_of(desk: Desk, form: PartForm, collision: Collision) -> Conflict:
    """What the one who saves second is shown; the form has mine, and theirs where I changed nothing."""
    mine = desk.editing.part(form.edited())
    now = replace(
        desk,
        editing=replace(
            desk.editing, module=with_part(desk.editing.module, desk.editing.ref, collision.theirs)
        ),
        version=collision.last.number,
    )
    both = merged(collision.base, collision.theirs, mine)
    return Conflict(
        last=collision.last,
        differences=differences_of(now.editing, collision.theirs, mine),
        form=now.form(both),
        is_removed=collision.theirs is None,
    )


def differences_of(editing: Editing, theirs: Part | None, mine: Part | None) -> list[Difference]:
    """Where two texts of a part differ, in the reader's words."""
    found = []
    for steps in differences(_laid_out(theirs), _laid_out(mine)):
        spot = find(editing.layout, mine or theirs, steps)
        found.append(
            Difference(
                label=label_of(spot),
                language=spot.language,
                url=f"#id_{spot.name}",
                theirs=_words(_at(theirs, steps)),
                mine=_words(_at(mine, steps)),
            )
        )
    return found


def _laid_out(part: Part | None) -> Part | None:
    """What is filled in of a part: its id is not, and a source follows from its blocks."""
    hidden = ("id", "source")
    return {key: one for key, one in part.items() if key not in hidden} if part else None


def _at(part: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        if isinstance(part, dict):
            part = part.get(step)
        elif isinstance(part, list):
            named = (one for one in part if isinstance(one, dict) and one.get("id") == step)
            part = next(named, None) or part[int(step) - 1]
    return part


def _words(value: Any) -> str:
    """Whatever stands there as words, a line for each."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict | list):
        items = value.values() if isinstance(value, dict) else value
        return "\n".join(words for one in items if (words := _words(one)))
    return "–" if value is None else str(value)


@dataclass(frozen=True)
class Kept:
    """A text that was typed into a form that can't be saved any more, so that it can be copied."""

    label: str
    language: str
    words: str


def kept_texts(ref: Ref, data: Any) -> list[Kept]:
    """All such texts of a form that was sent."""
    fields = FIELDS[ref.kind]
    return [
        Kept(label_of(Spot(leaf.name, leaf.trail, leaf.language)), leaf.language, words)
        for leaf in leaves(fields, skeleton(fields, data))
        if leaf.language and (words := data.get(leaf.name, "").strip())
    ]
