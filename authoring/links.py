"""Addresses of the editor's pages, in the words that a person sees."""

from django.urls import reverse

from authoring.models import Draft
from authoring.parts import LISTS, PartKind, Ref

WORDS = {
    PartKind.TEXT: "tekst",
    PartKind.LESSON: "lektion",
    PartKind.SITUATION: "situation",
    PartKind.RECAP: "opsummering",
    PartKind.HELPER: "hjaelper",
    PartKind.CARD: "kort",
}


def draft_url(draft: Draft, name: str = "draft") -> str:
    """A page of a draft: itself, `check`, `translations`, `send`, `review`, `publish`, `discard`…"""
    return reverse(f"authoring:{name}", args=_address(draft))


def part_url(draft: Draft, ref: Ref, name: str = "part") -> str:
    """A page of a draft's part: its form, `preview`, `history`, `move`, `remove`, `confirm`."""
    part = [WORDS[ref.kind], *([ref.id] if ref.id else [])]
    return reverse(f"authoring:{name}", args=[*_address(draft), *part])


def add_url(draft: Draft, kind: PartKind) -> str:
    """Where a part of this kind is added."""
    return reverse("authoring:add", args=[*_address(draft), WORDS[kind]])


def _address(draft: Draft) -> list[str | int]:
    edition = draft.revision.edition
    return [edition.guideline.slug, edition.number, draft.revision.number]


def kind_of(word: str) -> PartKind | None:
    """The kind of part, of which there are many, that an address names."""
    return next((kind for kind in LISTS if WORDS[kind] == word), None)


def ref_of(word: str, slug: str) -> Ref | None:
    """The part that an address names; None where there are no such."""
    kind = next((kind for kind, one in WORDS.items() if one == word), None)
    if kind is None or bool(slug) != (kind in LISTS):
        return None
    return Ref(kind, slug)
