"""The post, chat or friend request of a situation, drawn as it would look on a phone; always invented."""

from dataclasses import dataclass
from typing import Any

from lib.texts import SOURCE, Text, choose


@dataclass(frozen=True)
class Line:
    """One message of a drawn chat."""

    author: str
    own: bool
    text: Text


@dataclass(frozen=True)
class Mock:
    """The post, chat or request as it would look on a phone; invented, and marked so."""

    kind: str
    author: str
    initials: str
    audience: Text
    text: Text
    lines: list[Line]


def mock_of(value: dict[str, Any] | None, reader: str) -> Mock | None:
    """A situation's mock in the reader's language; a draft of one's own carries one's own name."""
    if value is None:
        return None
    # Who is invented has a Danish name in every language: "Aftenholdet", "Samira Haddad".
    author = Text(value["author"], SOURCE) if value["author"] else reader
    return Mock(
        kind=value["kind"],
        author=author,
        initials="".join(word[0] for word in author.split()[:2]).upper(),
        audience=choose(value["audience"] or {}),
        text=choose(value["text"] or {}),
        lines=[
            Line(
                author=reader if line["own"] else Text(line["author"], SOURCE),
                own=line["own"],
                text=choose(line["text"]),
            )
            for line in value["lines"]
        ],
    )
