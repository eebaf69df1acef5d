"""What the guideline's own page and the clauses on other pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from lib.texts import SOURCE, Text, reader_language, shown
from policy.models import Block, BlockType, Edition

NO_TEXT = Text("", SOURCE)


@dataclass(frozen=True)
class ClauseText:
    """A clause's own words, and where they stand in the guideline."""

    id: str
    text: Text
    url: str
    lead: Text = NO_TEXT


def clause_texts(
    guideline: str, blocks: Iterable[Block], language: str | None = None
) -> list[ClauseText]:
    """Clauses in their order; bullets come with their lead-in (one query if there are any)."""
    chosen = list(blocks)
    leads: dict[int, Text] = {}
    if any(block.type == BlockType.BULLET for block in chosen):
        leads = _leads(chosen[0].edition_id, language)
    address = reverse("policy:guideline", args=[guideline])
    return [
        ClauseText(
            id=block.clause,
            text=shown(block, "text", language),
            url=f"{address}#{block.clause}",
            lead=leads.get(block.pk, NO_TEXT),
        )
        for block in chosen
    ]


def _leads(edition: int, language: str | None) -> dict[int, Text]:
    """The lead-in above each bullet of the edition."""
    leads: dict[int, Text] = {}
    lead = NO_TEXT
    for block in Block.objects.filter(edition=edition):
        if block.type == BlockType.BULLET:
            leads[block.pk] = lead
        else:
            lead = shown(block, "text", language) if block.type == BlockType.LEAD else NO_TEXT
    return leads


@dataclass(frozen=True)
class ShownBlock:
    """A block of the text in one language."""

    type: str
    clause: str
    text: Text


@dataclass(frozen=True)
class Section:
    """One block, or the bullets of one list."""

    is_list: bool
    blocks: list[ShownBlock]


@dataclass(frozen=True)
class LanguageChoice:
    """A language the text can be read in."""

    code: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class GuidelinePage:
    """The whole text of an edition in one language."""

    slug: str
    title: Text
    edition: str
    published_at: datetime | None
    language: str
    language_name: str
    is_translation: bool
    languages: list[LanguageChoice]
    sections: list[Section]


def guideline_page(edition: Edition, language: str | None = None) -> GuidelinePage:
    """The text in the wanted language, else the reader's, else Danish (two queries)."""
    offered = edition.languages()
    wanted = language or reader_language()
    code = wanted if wanted in offered else SOURCE
    names = dict(settings.LANGUAGES)
    blocks = [
        ShownBlock(block.type, block.clause, shown(block, "text", code))
        for block in edition.blocks.all()
    ]
    return GuidelinePage(
        slug=edition.guideline.slug,
        title=shown(edition, "title", code),
        edition=edition.number,
        published_at=edition.published_at,
        language=code,
        language_name=str(names[code]),
        is_translation=code != SOURCE,
        languages=[
            LanguageChoice(one, str(names[one]), f"?sprog={one}", one == code) for one in offered
        ],
        sections=sections(blocks),
    )


def sections(blocks: Iterable[ShownBlock]) -> list[Section]:
    """The blocks with the bullets that follow each other as one list."""
    found: list[Section] = []
    for is_list, group in groupby(blocks, key=lambda block: block.type == BlockType.BULLET):
        if is_list:
            found.append(Section(True, list(group)))
        else:
            found.extend(Section(False, [block]) for block in group)
    return found
