"""A guideline's text as it is edited, block by block; the source is laid out from the blocks. Pure."""

from collections.abc import Iterator, Sequence

from authoring.rows import Part
from lib.texts import LANGUAGES
from policy.text import Piece, lay_out


def to_edit(part: Part, current: Part) -> Part:
    """The text with each block saying which one of the current text it is."""
    taken: set[int] = set()
    blocks = []
    for block in part["blocks"]:
        was = next((at for at in _like(block, current) if at not in taken), None)
        taken |= {was} if was is not None else set()
        blocks.append({**block, "was": was})
    return {"title": part["title"], "statement": part["statement"], "blocks": blocks}


def _like(block: Part, current: Part) -> Iterator[int]:
    """Where the current text has this very block, else its clause."""
    rows = list(enumerate(current["blocks"]))
    yield from (at for at, row in rows if row == block)
    yield from (at for at, row in rows if block["clause"] and row["clause"] == block["clause"])


def origins_in(edited: Part, current: Part) -> list[int | None]:
    """Which block of the current text each edited one was; None: a new one."""
    known = range(len(current["blocks"]))
    found: list[int | None] = []
    for block in edited["blocks"]:
        was = block.get("was")
        found.append(was if was in known and was not in found else None)
    return found


def from_edit(edited: Part, current: Part) -> Part:
    """The text as the format has it, its source laid out as the current one is."""
    origins = origins_in(edited, current)
    return {
        "title": edited["title"],
        "statement": edited["statement"],
        "source": {language: _source(edited, current, origins, language) for language in LANGUAGES},
        "blocks": [
            {key: row[key] for key in ("type", "clause", "text")} for row in edited["blocks"]
        ],
    }


def _source(
    edited: Part, current: Part, origins: Sequence[int | None], language: str
) -> str | None:
    pieces = [
        Piece(text, block["type"] == "bullet", origin)
        for block, origin in zip(edited["blocks"], origins, strict=True)
        if (text := block["text"][language])
    ]
    if not pieces:
        return None
    before = [block["text"][language] for block in current["blocks"]]
    return lay_out(current["source"][language] or "", before, pieces)
