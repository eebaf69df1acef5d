"""A guideline's text: its canonical form and hash, and cutting it into blocks. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

BULLET = "- "


def canonical(text: str) -> str:
    """NFC, LF, stripped, one final newline: what is hashed (and nothing else is changed)."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return normal.strip() + "\n"


def sha256_of(text: str) -> str:
    """The hex SHA-256 of the text's canonical form as UTF-8."""
    return hashlib.sha256(canonical(text).encode()).hexdigest()


def words_of(text: str) -> str:
    """The text with each run of white space as one blank, as quotes are compared."""
    return re.sub(r"\s+", " ", text).strip()


@dataclass(frozen=True)
class Outline:
    """What a block is, and, where it starts in the middle of a paragraph, the words it begins with."""

    type: str
    clause: str | None
    begins: str | None = None


class TextMismatch(ValueError):
    """The text and its outline don't fit; the message says where."""


def cut(text: str, outline: Sequence[Outline]) -> list[str]:
    """The texts of the outline's blocks, which together give the source back."""
    lines = [line.strip() for line in canonical(text).split("\n") if line.strip()]
    texts: list[str] = []
    for number, block in enumerate(outline, 1):
        if block.begins:
            if not texts or block.begins not in texts[-1]:
                raise TextMismatch(f"block {number}: no paragraph holds «{block.begins}»")
            head, tail = texts[-1].split(block.begins, 1)
            texts[-1] = head.strip()
            texts.append(block.begins + tail)
            continue
        if not lines:
            raise TextMismatch(f"block {number} ({block.type}): the text ends before it")
        line = lines.pop(0)
        if line.startswith(BULLET) != (block.type == "bullet"):
            raise TextMismatch(f"block {number} is a {block.type}, but the text has «{line[:40]}»")
        texts.append(line.removeprefix(BULLET))
    if lines:
        raise TextMismatch(f"the text goes on after the last block: «{lines[0][:40]}»")
    return texts


def join(texts: Sequence[str]) -> str:
    """The blocks' texts one after the other, to compare with the source's words: in NFC, which no
    block need be whose words were copied from elsewhere.
    """
    return words_of(canonical(" ".join(texts)))


def bare(text: str) -> str:
    """The source's words without bullets, to compare with the blocks."""
    return words_of(re.sub(r"(?m)^\s*- ", "", canonical(text)))


@dataclass(frozen=True)
class Piece:
    """A block's text as it is to be, and which block it was before (None: a new one)."""

    text: str
    is_bullet: bool
    was: int | None = None


# Stands before the first piece, as a block of its own.
START = Piece("", is_bullet=False, was=-1)


def lay_out(source: str, before: Sequence[str | None], pieces: Sequence[Piece]) -> str:
    """A source that holds the pieces: laid out as `source` was, where it held the same neighbours.

    `before` has the texts of the blocks that `source` was cut into; None where one was missing.
    """
    gaps, tail = _gaps(source, before)
    laid, last = "", START
    for piece in pieces:
        gap = gaps.get((last.was, piece.was))
        if gap is None or gap.endswith(BULLET) != piece.is_bullet:
            gap = _gap(last, piece) if laid else BULLET * piece.is_bullet
        laid += gap + piece.text
        last = piece
    is_same_end = bool(gaps) and last.was == list(gaps)[-1][1]
    return laid + (tail if is_same_end else "\n")


def _gap(last: Piece, piece: Piece) -> str:
    if piece.is_bullet:
        return f"\n{BULLET}" if last.is_bullet else f"\n\n{BULLET}"
    return "\n\n"


def _gaps(
    source: str, texts: Sequence[str | None]
) -> tuple[dict[tuple[int | None, int | None], str], str]:
    """What stands between each two neighbours and after the last; none where the texts are not
    the source's.
    """
    gaps: dict[tuple[int | None, int | None], str] = {}
    last, at = START.was, 0
    for number, text in enumerate(texts):
        if text is None:
            continue
        start = source.find(text, at)
        if start < 0:
            return {}, "\n"
        gaps[last, number] = source[at:start]
        last, at = number, start + len(text)
    return gaps, source[at:]
