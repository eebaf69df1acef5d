"""The guideline's own page: the text with its contents, what was looked for, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from django.utils.http import urlencode

from lib.texts import Text
from people.models import Employee
from policy.editions import EditionLink, edition_links, newest_acknowledgement
from policy.examples import Asking, asking_of
from policy.models import BlockType, Edition
from policy.pages import GuidelinePage, Section, ShownBlock, guideline_page, sections
from policy.search import Piece, words_to_find

# The first words of a clause, as the contents give them: so many characters at most.
FIRST_WORDS = 34


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a heading, or a clause by its first words."""

    anchor: str
    text: Text
    clause: str
    is_nested: bool


@dataclass(frozen=True)
class Search:
    """What was looked for in the text, and the passages that hold it."""

    query: str
    hits: list[Entry]


@dataclass(frozen=True)
class ReadingPage:
    """An edition's text with what a reader needs around it."""

    text: GuidelinePage
    title: ShownBlock
    sections: list[Section]
    contents: list[Entry]
    search: Search | None
    back_url: str
    this: EditionLink
    newest: EditionLink
    earlier: list[EditionLink]
    acknowledged: EditionLink | None
    acknowledged_at: datetime | None
    asking: Asking


def reading_page(
    edition: Edition,
    editions: Sequence[Edition],
    reader: Employee,
    *,
    language: str | None = None,
    query: str = "",
    back: str = "",
) -> ReadingPage:
    """One of a guideline's published `editions`, newest first, as a reader meets it (four queries)."""
    kept = f"{urlencode({'fra': back})}&" if back else ""
    text = guideline_page(edition, language, find=words_to_find(query), query=kept)
    found = [block for block in text.blocks if block.is_hit]
    links = {link.number: link for link in edition_links(editions)}
    title, rest = _title_of(text)
    acknowledgement = newest_acknowledgement(reader, edition.guideline_id)
    return ReadingPage(
        text=text,
        title=title,
        sections=sections(rest),
        contents=entries_of(rest),
        search=Search(query, entries_of(found)) if query else None,
        back_url=back,
        this=links[edition.number],
        newest=links[editions[0].number],
        earlier=list(links.values())[1:],
        acknowledged=links[acknowledgement.edition.number] if acknowledgement else None,
        acknowledged_at=acknowledgement.acknowledged_at if acknowledgement else None,
        asking=asking_of(edition.guideline),
    )


def _title_of(text: GuidelinePage) -> tuple[ShownBlock, list[ShownBlock]]:
    """The page's heading and what follows it; a text that has no title of its own gets the edition's."""
    first, *rest = text.blocks
    if first.type == BlockType.TITLE:
        return first, rest
    return ShownBlock(BlockType.TITLE, "", "titel", text.title, [Piece(text.title)]), text.blocks


def entries_of(blocks: Sequence[ShownBlock]) -> list[Entry]:
    """Headings and lead-ins as they are, clauses by their first words; a list under its lead-in."""
    return [
        Entry(
            anchor=block.anchor,
            text=_first_words(block.text) if block.clause else block.text,
            clause=block.clause,
            is_nested=block.type == BlockType.BULLET,
        )
        for block in blocks
    ]


def _first_words(text: Text) -> Text:
    return Text(shorten(text, FIRST_WORDS, placeholder="…"), text.lang)
