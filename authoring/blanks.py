"""Parts that have just been added: empty but for what the editor said about them. Pure."""

import unicodedata
from collections.abc import Collection
from itertools import count

from authoring.rows import Part
from lib.texts import LANGUAGES, SOURCE, Texts
from quiz.models import Kind

LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
MOST_LETTERS = 40
# How many answers a new situation has to fill in.
ANSWERS = {Kind.SITUATION: 3, Kind.DILEMMA: 2, Kind.AUDIENCE: 3, Kind.FIND: 4}


def id_from(title: str, taken: Collection[str]) -> str:
    """An id of a-z, 0-9 and - that reads like the title and is free."""
    folded = "".join(LETTERS.get(letter, letter) for letter in title.casefold())
    bare = unicodedata.normalize("NFD", folded)
    kept = "".join(one if one.isascii() and one.isalnum() else " " for one in bare)
    start = "-".join(kept.split())[:MOST_LETTERS].strip("-") or "ny"
    ids = (start if number == 1 else f"{start}-{number}" for number in count(1))
    return next(one for one in ids if one not in taken)


def _no_text() -> Texts:
    return dict.fromkeys(LANGUAGES)


def _danish(words: str) -> Texts:
    return {**_no_text(), SOURCE: words}


def lesson(one: str, title: str) -> Part:
    """A lesson with its title."""
    return {
        "id": one,
        "title": _danish(title),
        "why": _no_text(),
        "body": _no_text(),
        "clauses": [],
        "minutes": 2,
        "more": None,
    }


def situation(one: str, title: str, *, lesson: str, topic: str, kind: str) -> Part:
    """A situation with its title and empty answers."""
    return {
        "id": one,
        "lesson": lesson,
        "topic": topic,
        "kind": kind,
        "set": "main",
        "parallel_of": None,
        "work": [],
        "clauses": [],
        "permits": False,
        "shuffle": True,
        "title": _danish(title),
        "story": _no_text(),
        "question": _no_text(),
        "picture": None,
        "mock": None,
        "options": [_option(number) for number in range(1, ANSWERS[Kind(kind)] + 1)],
        "considerations": [],
        "sides": None,
    }


def _option(number: int) -> Part:
    empty = dict.fromkeys(("verdict", "why", "quote", "instead"))
    return {"id": f"option-{number}", "text": _no_text(), "consequence": [], **empty}


def card(one: str, *, situation: str) -> Part:
    """A discussion card on a situation, with three questions to write."""
    return {"id": one, "situation": situation, "questions": [_no_text() for _ in range(3)]}
