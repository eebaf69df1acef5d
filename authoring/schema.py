"""The shape of a module as JSON: which keys, of which kind. Rules between them stand in rules.py."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_noop as _

from authoring.problems import Reason
from lib.texts import LANGUAGES, SOURCE

Found = Iterator[tuple[str, str]]
Shape = Callable[[Any, str], Found]

ID = re.compile(r"[a-z0-9-]{1,64}")
CLAUSE = re.compile(r"[A-Za-z0-9.-]{1,16}")
NUMBER = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")


def text(value: Any, place: str, most: int = 100_000) -> Found:
    """Every language's key, each a text or null, never ""; the Danish is always there."""
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        yield place, f"must have the languages {', '.join(LANGUAGES)}, null where a text is missing"
        return
    for language, words in value.items():
        if words is not None and (not isinstance(words, str) or not words.strip()):
            yield f"{place}.{language}", "must be a text, or null where it is missing"
        elif isinstance(words, str):
            yield from _plain(words, f"{place}.{language}", most)
    if not value.get(SOURCE):
        yield f"{place}.{SOURCE}", _("the Danish text is missing")


def _plain(words: str, place: str, most: int) -> Found:
    if "\x00" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
        yield place, "holds a character that no text has"
    if len(words) > most:
        yield place, Reason(_("must be %(most)s characters at most"), most=most)


def up_to(most: int) -> Shape:
    """A text of so many characters at most."""
    return lambda value, place: text(value, place, most)


def whole(least: int, most: int) -> Shape:
    """A whole number within bounds."""

    def check(value: Any, place: str) -> Found:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield place, f"must be a whole number from {least} to {most}"

    return check


def string(value: Any, place: str) -> Found:
    """A plain text in no language, such as a name."""
    if not isinstance(value, str):
        yield place, "must be a text"
    else:
        yield from _plain(value, place, 100)


def of(kind: type, name: str) -> Shape:
    """A value of one type."""

    def check(value: Any, place: str) -> Found:
        if not isinstance(value, kind):
            yield place, f"must be {name}"

    return check


def matching(pattern: re.Pattern[str], name: str) -> Shape:
    """A string of one pattern."""

    def check(value: Any, place: str) -> Found:
        if value is None:
            yield place, _("is missing")
        elif not isinstance(value, str) or not pattern.fullmatch(value):
            yield place, f"must be {name}"

    return check


def one_of(*allowed: str) -> Shape:
    """One of these words."""

    def check(value: Any, place: str) -> Found:
        if value is None:
            yield place, _("is missing")
        elif value not in allowed:
            yield place, f"must be one of {', '.join(allowed)}"

    return check


def nullable(shape: Shape) -> Shape:
    """That shape, or null."""

    def check(value: Any, place: str) -> Found:
        if value is not None:
            yield from shape(value, place)

    return check


def each(shape: Shape, *, least: int = 0, most: int = 500) -> Shape:
    """A list of that shape. Things with an id are named by it, others by their number."""

    def check(value: Any, place: str) -> Found:
        if not isinstance(value, list) or not least <= len(value) <= most:
            yield (
                place,
                Reason(_("must be a list of %(least)s to %(most)s"), least=least, most=most),
            )
            return
        for number, item in enumerate(value, 1):
            name = item.get("id", number) if isinstance(item, dict) else number
            yield from shape(item, f"{place}[{name}]")

    return check


def keys(shapes: dict[str, Shape], optional: tuple[str, ...] = ()) -> Shape:
    """An object of exactly these keys."""

    def check(value: Any, place: str) -> Found:
        if not isinstance(value, dict):
            yield place, "must be an object"
            return
        at = f"{place}." if place else ""
        for key in sorted(set(shapes) - set(value) - set(optional)):
            yield f"{at}{key}", "is missing"
        for key in sorted(set(value) - set(shapes)):
            yield f"{at}{key}", "is not a key of the format"
        for key, shape in shapes.items():
            if key in value:
                yield from shape(value[key], f"{at}{key}")

    return check


def mapping(key: Shape, shape: Shape) -> Shape:
    """An object whose keys are of one shape and whose values are of another."""

    def check(value: Any, place: str) -> Found:
        if not isinstance(value, dict):
            yield place, "must be an object"
            return
        for name, item in value.items():
            yield from key(name, place)
            yield from shape(item, f"{place}.{name}")

    return check


identifier = matching(ID, "an id of a-z, 0-9 and -")
clause_id = matching(CLAUSE, "a clause id")
boolean = of(bool, "true or false")

BLOCK_TYPE = one_of("title", "heading", "lead", "paragraph", "bullet")
OUTLINE = keys(
    {"type": BLOCK_TYPE, "clause": nullable(clause_id), "begins": text, "text": text},
    optional=("begins", "text"),
)
BLOCK = keys({"type": BLOCK_TYPE, "clause": nullable(clause_id), "text": text})
CLAUSES = each(clause_id, least=1)
LESSON = keys(
    {
        "id": identifier,
        "title": up_to(200),
        "why": text,
        "body": text,
        "clauses": CLAUSES,
        "minutes": whole(1, 60),
        "more": nullable(keys({"title": up_to(200), "body": text, "source": text})),
    }
)
MOCK = keys(
    {
        "kind": one_of("post", "chat", "request"),
        "author": nullable(string),
        "audience": nullable(text),
        "text": nullable(text),
        "lines": each(keys({"author": string, "own": boolean, "text": text})),
    }
)
QUOTE = keys({"clause": clause_id, "text": text})
OPTION = keys(
    {
        "id": identifier,
        "text": text,
        "verdict": nullable(one_of("good", "defensible", "risky")),
        "why": nullable(text),
        "quote": nullable(QUOTE),
        "consequence": each(keys({"when": up_to(100), "text": text}), most=5),
        "instead": nullable(text),
    }
)
SITUATION = keys(
    {
        "id": identifier,
        "lesson": identifier,
        "topic": one_of("photos", "friendships", "confidentiality", "working-hours", "writing"),
        "kind": one_of("situation", "dilemma", "audience", "find"),
        "set": one_of("main", "parallel"),
        "parallel_of": nullable(identifier),
        "work": each(one_of("care", "children-and-school", "authority", "technical", "office")),
        "clauses": CLAUSES,
        "permits": boolean,
        "shuffle": boolean,
        "title": up_to(200),
        "story": text,
        "question": up_to(200),
        "picture": nullable(identifier),
        "mock": nullable(MOCK),
        "options": each(OPTION, least=2, most=6),
        "considerations": each(keys({"id": identifier, "text": text}), most=12),
        "sides": nullable(keys({"yes": text, "no": text})),
    }
)
YES_OR_NO = one_of("yes", "no")
HELPER = keys(
    {
        "title": text,
        "intro": text,
        "questions": each(
            keys({"id": identifier, "text": text, "hint": nullable(text)}), least=1, most=6
        ),
        "advice": each(
            keys(
                {
                    "when": mapping(identifier, YES_OR_NO),
                    "tone": one_of("good", "info", "warn"),
                    "title": text,
                    "text": text,
                    "quote": nullable(QUOTE),
                }
            ),
            least=1,
        ),
    }
)
RECAP = keys(
    {"points": each(keys({"title": text, "text": text, "clause": clause_id}), least=3, most=3)}
)
CARD = keys({"id": identifier, "situation": identifier, "questions": each(text, least=3, most=3)})
MODULE = keys(
    {
        "slug": identifier,
        "edition": matching(NUMBER, "an edition such as 1.0"),
        "revision": whole(1, 100_000),
        "title": up_to(200),
        "statement": text,
        "source": text,
        "blocks": each(BLOCK, least=1),
        "clauses": each(keys({"id": clause_id, "text": text}), least=1),
        "lessons": each(LESSON, least=1),
        "situations": each(SITUATION, least=1),
        "helper": nullable(HELPER),
        "cards": each(CARD),
        "recap": nullable(RECAP),
    }
)
INDEX = keys(
    {
        "slug": identifier,
        "edition": matching(NUMBER, "an edition such as 1.0"),
        "revision": whole(1, 100_000),
        "title": up_to(200),
        "statement": text,
        "outline": each(OUTLINE, least=1),
        "lessons": each(identifier, least=1),
        "situations": each(identifier, least=1),
        "helper": nullable(HELPER),
        "cards": each(CARD),
        "recap": nullable(RECAP),
    }
)
