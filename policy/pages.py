"""What the guideline's own page and the clauses on other pages show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.http import urlencode

from lib.texts import SOURCE, Text, reader_language, shown
from policy.models import Block, BlockType, Edition
from policy.search import Piece, pieces_of
from policy.text import words_of

NO_TEXT = Text("", SOURCE)


@dataclass(frozen=True)
class ClauseText:
    """A clause's own words, and where they stand in the guideline."""

    id: str
    text: Text
    url: str
    lead: Text = NO_TEXT


@dataclass(frozen=True)
class Quote:
    """Words of a clause, with the rest of the clause around them."""

    before: str
    text: Text
    after: str
    lead: Text
    clause: str
    url: str


def clause_url(guideline: str, clause: str, back: str = "") -> str:
    """The clause's place in the whole text, from where a link leads `back` to what quotes it."""
    query = f"?{urlencode({'fra': back})}" if back else ""
    return f"{reverse('policy:guideline', args=[guideline])}{query}#{clause}"


def clause_texts(
    guideline: str, blocks: Iterable[Block], language: str | None = None, back: str = ""
) -> list[ClauseText]:
    """Clauses in their order; bullets come with their lead-in (one query if there are any)."""
    chosen = list(blocks)
    leads = _leads(_around(chosen), language)
    return [
        ClauseText(
            id=block.clause,
            text=shown(block, "text", language),
            url=clause_url(guideline, block.clause, back),
            lead=leads.get(block.pk, NO_TEXT),
        )
        for block in chosen
    ]


def quote_of(guideline: str, block: Block, words: Text, back: str = "") -> Quote:
    """Words of a clause in their place in it, in the words' language (one query of a bullet)."""
    [quote] = quotes_of(guideline, [(block, words)], back)
    return quote


def quotes_of(guideline: str, quoted: Iterable[tuple[Block, Text]], back: str = "") -> list[Quote]:
    """The same of several clauses of one edition (one query if there are bullets)."""
    chosen = list(quoted)
    around = _around([block for block, _words in chosen])
    return [_quote(guideline, block, words, back, around) for block, words in chosen]


def _quote(guideline: str, block: Block, words: Text, back: str, around: list[Block]) -> Quote:
    text = shown(block, "text", words.lang)
    before, _quoted, after = words_of(text).partition(words_of(words))
    lead = _leads(around, words.lang).get(block.pk, NO_TEXT)
    url = clause_url(guideline, block.clause, back)
    return Quote(before, words, after, lead, block.clause, url)


def _around(chosen: Sequence[Block]) -> list[Block]:
    """All blocks of their edition, if there are bullets, which need their lead-in (one query then)."""
    if not any(block.type == BlockType.BULLET for block in chosen):
        return []
    return list(Block.objects.filter(edition=chosen[0].edition_id))


def _leads(blocks: Iterable[Block], language: str | None) -> dict[int, Text]:
    """The lead-in above each bullet of an edition's blocks."""
    leads: dict[int, Text] = {}
    lead = NO_TEXT
    for block in blocks:
        if block.type == BlockType.BULLET:
            leads[block.pk] = lead
        else:
            lead = shown(block, "text", language) if block.type == BlockType.LEAD else NO_TEXT
    return leads


@dataclass(frozen=True)
class ShownBlock:
    """A block of the text in one language; in pieces where something was looked for in it."""

    type: str
    clause: str
    anchor: str
    text: Text
    pieces: list[Piece]

    @property
    def is_hit(self) -> bool:
        """Whether what was looked for stands here."""
        return any(piece.is_hit for piece in self.pieces)


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
    blocks: list[ShownBlock]
    sections: list[Section]


def guideline_page(
    edition: Edition,
    language: str | None = None,
    *,
    find: Sequence[str] = (),
    query: str = "",
) -> GuidelinePage:
    """The text in the wanted language, else the reader's, else Danish (one query).

    `find` is what to mark in it; `query` the address's other parts, "" or ending in "&".
    """
    prefetch_related_objects([edition], "blocks")
    offered = edition.languages()
    wanted = language or reader_language()
    code = wanted if wanted in offered else SOURCE
    names = dict(settings.LANGUAGES)
    blocks = [_shown_block(block, code, find) for block in edition.blocks.all()]
    return GuidelinePage(
        slug=edition.guideline.slug,
        title=shown(edition, "title", code),
        edition=edition.number,
        published_at=edition.published_at,
        language=code,
        language_name=str(names[code]),
        is_translation=code != SOURCE,
        languages=[
            LanguageChoice(one, str(names[one]), f"?{query}sprog={one}", one == code)
            for one in offered
        ],
        blocks=blocks,
        sections=sections(blocks),
    )


def _shown_block(block: Block, language: str, find: Sequence[str]) -> ShownBlock:
    text = shown(block, "text", language)
    anchor = block.clause or f"del-{block.order}"
    return ShownBlock(block.type, block.clause, anchor, text, pieces_of(text, find))


def sections(blocks: Iterable[ShownBlock]) -> list[Section]:
    """The blocks with the bullets that follow each other as one list."""
    found: list[Section] = []
    for is_list, group in groupby(blocks, key=lambda block: block.type == BlockType.BULLET):
        if is_list:
            found.append(Section(True, list(group)))
        else:
            found.extend(Section(False, [block]) for block in group)
    return found
