"""Places in a draft as a person reads them: the part's title, the field's label, and the way there."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authoring.editing import Editing
from authoring.links import part_url
from authoring.models import Draft
from authoring.parts import PartKind, Ref, locate, part_in, steps_of
from authoring.rules import Module
from authoring.shapes import Spot, find
from lib.texts import LANGUAGES, Text, choose, reader_language


@dataclass(frozen=True)
class Place:
    """Where something is: the part, the field in it, and its address ("" where it has no page)."""

    title: Text
    label: str
    url: str


@dataclass(frozen=True)
class Way:
    """A part by its title, and the way to it."""

    title: Text
    url: str


KINDS = {
    PartKind.TEXT: gettext_lazy("Text"),
    PartKind.LESSON: gettext_lazy("Lesson"),
    PartKind.SITUATION: gettext_lazy("Situation"),
    PartKind.RECAP: gettext_lazy("Recap"),
    PartKind.HELPER: gettext_lazy("Advice"),
    PartKind.CARD: gettext_lazy("Discussion card"),
}

ADDING = {
    PartKind.LESSON: gettext_lazy("Add a lesson"),
    PartKind.SITUATION: gettext_lazy("Add a situation"),
    PartKind.CARD: gettext_lazy("Add a discussion card"),
}


def title_of(module: Module, ref: Ref | None) -> Text:
    """What a part is called; the whole, where it is none."""
    if ref is None:
        return choose(module["title"])
    part = part_in(module, ref)
    if ref.kind == PartKind.CARD:
        situation = Ref(PartKind.SITUATION, (part or {}).get("situation") or "")
        return _say(_("Discussion card")) if not situation.id else title_of(module, situation)
    if ref.kind == PartKind.TEXT:
        return _say(_("The guideline’s text"))
    if ref.kind == PartKind.RECAP:
        return _say(_("What to take with you"))
    title = choose(part["title"]) if part else Text("", LANGUAGES[0])
    return title or _say(ref.id or _("May I share it?"))


def _say(words: str) -> Text:
    return Text(words, reader_language())


def label_of(spot: Spot) -> str:
    """The labels that lead to a spot, a text's language last."""
    labels = [str(label) for label in spot.trail]
    if spot.language:
        labels.append(dict(settings.LANGUAGES)[spot.language])
    return " · ".join(labels)


def place_of(draft: Draft, module: Module, place: str) -> Place:
    """A place that the rules name."""
    ref, path = locate(place)
    return place_in(draft, module, ref, path)


def place_in(draft: Draft, module: Module, ref: Ref | None, path: str) -> Place:
    """A place within a part; the text has a page only where it is edited too."""
    title = title_of(module, ref)
    if ref is None or (ref.kind == PartKind.TEXT and draft.is_of_published_text):
        return Place(title, "", "")
    editing = Editing(ref, module)
    spot = find(editing.layout, editing.tree(editing.current), steps_of(path))
    url = part_url(draft, ref)
    return Place(title, label_of(spot), f"{url}#id_{spot.name}" if spot.name else url)
