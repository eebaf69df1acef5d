"""What has been published since a draft was opened: it must not be lost when the draft is published."""

from dataclasses import dataclass

from authoring.export import module_of
from authoring.merging import merged
from authoring.models import Draft
from authoring.parts import Ref, part_in, refs_of
from authoring.rows import Part
from authoring.rules import Module
from policy.models import Revision


@dataclass(frozen=True)
class Newer:
    """A revision that was published after the draft was opened, and what the draft was copied from."""

    revision: Revision
    base: Module
    published: Module

    def changed(self, draft: Module) -> list[Ref]:
        """The parts of the draft that would be others, were what was published brought in."""
        refs = refs_of(self.published, with_text=False)
        return [ref for ref in refs if self.merged(draft, ref) != part_in(draft, ref)]

    def merged(self, draft: Module, ref: Ref) -> Part | None:
        """A part of the draft with what was published of it brought in."""
        base, theirs = part_in(self.base, ref), part_in(self.published, ref)
        both: Part | None = merged(base, theirs, part_in(draft, ref))
        return both


def newer_than(draft: Draft) -> Newer | None:
    """What was published since, if anything was (one query, many only then)."""
    edition = draft.revision.edition
    newest = Revision.objects.current(edition.guideline)
    if draft.based_on is None or newest is None or newest == draft.based_on:
        return None
    return Newer(newest, module_of(draft.based_on), module_of(newest))
