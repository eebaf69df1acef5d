"""Searching a guideline's text: which passages hold what is looked for, and where in them. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# What the search field takes; an address with more is cut to it.
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


def words_to_find(query: str) -> list[str]:
    """The words of what somebody typed, without what surrounds them: quotation marks, commas."""
    normal = unicodedata.normalize("NFC", query)
    return re.findall(r"\w+(?:[-’'./]\w+)*", normal)


def pieces_of(text: str, words: Sequence[str]) -> list[Piece]:
    """The text cut where one of the words stands, also within a longer one, whatever its case.

    A passage is found where it holds all of the words; else it comes back in one piece. The
    pieces, one after the other, are the text.
    """
    patterns = [re.compile(re.escape(word), re.IGNORECASE) for word in words]
    if not patterns or not all(pattern.search(text) for pattern in patterns):
        return [Piece(text)]
    longest_first = sorted(words, key=len, reverse=True)
    either = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)
    found, end = [], 0
    for match in either.finditer(text):
        found += [Piece(text[end : match.start()]), Piece(match[0], is_hit=True)]
        end = match.end()
    return [piece for piece in (*found, Piece(text[end:])) if piece.text]
