"""What makes a module good enough: figures with the least or most that each may be."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from authoring.readability import lix
from authoring.rules import Module
from lib.texts import LANGUAGES
from quiz.models import Kind, Topic, Work

LEAST_SITUATIONS = 36
LEAST_OF_TOPIC = {Topic.PHOTOS: 8, Topic.FRIENDSHIPS: 8, Topic.CONFIDENTIALITY: 8}
LEAST_OF_KIND = {Kind.SITUATION: 20, Kind.DILEMMA: 6, Kind.AUDIENCE: 2, Kind.FIND: 2}
LEAST_OF_CLAUSE = 2
# Kept for a follow-up, for whatever work one does: another story on each clause of the main topics.
LEAST_PARALLEL = 1
MET_BY_EACH = (15, 18)
SHARE_OF_YES = (0.30, 0.40)
# Stories: the highest LIX a language may have, and the median in Danish.
HIGHEST_LIX = {"da": 45.0, "en": 40.0, "de": 55.0}
MEDIAN_LIX_DA = 35.0


@dataclass(frozen=True)
class Figure:
    """One figure, what it is measured against, and whether it will do."""

    name: str
    value: str
    wanted: str
    is_good: bool


def figures_of(module: Module) -> list[Figure]:
    """All figures of a module that has kept the rules."""
    return [
        *_counts(module["situations"]),
        *_clauses(module),
        *_parallel(module),
        *_work(module["situations"]),
        *_length_and_place(module["situations"]),
        *_readability(module["situations"]),
        _missing(module),
    ]


def _at_least(name: str, value: int, least: int) -> Figure:
    return Figure(name, str(value), f"at least {least}", value >= least)


def _counts(situations: list[dict[str, Any]]) -> Iterator[Figure]:
    yield _at_least("situations", len(situations), LEAST_SITUATIONS)
    topics = Counter(one["topic"] for one in situations)
    kinds = Counter(one["kind"] for one in situations)
    for topic, least in LEAST_OF_TOPIC.items():
        yield _at_least(f"on {topic.value}", topics[topic.value], least)
    for kind, least in LEAST_OF_KIND.items():
        yield _at_least(f"of kind {kind.value}", kinds[kind.value], least)
    yield _share("that end in yes", situations)


def _share(name: str, situations: list[dict[str, Any]]) -> Figure:
    share = sum(one["permits"] for one in situations) / len(situations) if situations else 0
    low, high = SHARE_OF_YES
    return Figure(name, f"{share:.0%}", f"{low:.0%} to {high:.0%}", low <= share <= high)


def _clauses(module: Module) -> Iterator[Figure]:
    exercised = Counter(clause for one in module["situations"] for clause in one["clauses"])
    for clause in module["clauses"]:
        yield _at_least(f"on clause {clause['id']}", exercised[clause["id"]], LEAST_OF_CLAUSE)


def _parallel(module: Module) -> Iterator[Figure]:
    """For each clause that a main topic's lesson teaches: in the kind of work that has the fewest."""
    lessons = {one["lesson"] for one in module["situations"] if one["topic"] in LEAST_OF_TOPIC}
    parallel = [one for one in module["situations"] if one["set"] == "parallel"]
    for lesson in module["lessons"]:
        for clause in lesson["clauses"] if lesson["id"] in lessons else []:
            on_clause = [one for one in parallel if clause in one["clauses"]]
            fewest = min(sum(_is_met_in(work, one) for one in on_clause) for work in Work)
            yield _at_least(f"parallel on clause {clause}", fewest, LEAST_PARALLEL)


def _is_met_in(work: Work, situation: dict[str, Any]) -> bool:
    return not situation["work"] or work.value in situation["work"]


def _work(situations: list[dict[str, Any]]) -> Iterator[Figure]:
    main = [one for one in situations if one["set"] == "main"]
    if not any(one["work"] for one in main):
        return
    low, high = MET_BY_EACH
    for work in Work:
        met = [one for one in main if _is_met_in(work, one)]
        wanted = f"{low} to {high}"
        yield Figure(f"met in {work.value}", str(len(met)), wanted, low <= len(met) <= high)
        yield _share(f"that end in yes in {work.value}", met)


def _length_and_place(situations: list[dict[str, Any]]) -> Iterator[Figure]:
    """Neither its length nor its place may give the good option away."""
    judged = [one for one in situations if one["kind"] == Kind.SITUATION]
    chance = sum(
        sum(option["verdict"] == "good" for option in one["options"]) / len(one["options"])
        for one in judged
    )
    for language in LANGUAGES:
        longest = sum(_longest(one, language)["verdict"] == "good" for one in judged)
        is_good = longest <= chance * 1.15
        wanted = f"about {chance:.0f} by chance"
        yield Figure(f"good is longest ({language})", str(longest), wanted, is_good)
    first = sum(one["options"][0]["verdict"] == "good" for one in judged if not one["shuffle"])
    fixed = sum(not one["shuffle"] for one in judged)
    yield Figure(
        "good is first, unshuffled", f"{first} of {fixed}", "half at most", first * 2 <= fixed
    )


def _longest(situation: dict[str, Any], language: str) -> dict[str, Any]:
    longest: dict[str, Any] = max(
        situation["options"], key=lambda option: len(option["text"][language] or "")
    )
    return longest


def _readability(situations: list[dict[str, Any]]) -> Iterator[Figure]:
    for language, most in HIGHEST_LIX.items():
        values = [lix(one["story"][language]) for one in situations if one["story"][language]]
        if not values:
            continue
        high = max(values)
        yield Figure(
            f"highest LIX ({language})", f"{high:.0f}", f"at most {most:.0f}", high <= most
        )
        if language == "da":
            middle = median(values)
            wanted = f"at most {MEDIAN_LIX_DA:.0f}"
            yield Figure("median LIX (da)", f"{middle:.0f}", wanted, middle <= MEDIAN_LIX_DA)


def _missing(module: Module) -> Figure:
    missing = sum(value is None for texts in _texts(module) for value in texts.values())
    return Figure("missing translations", str(missing), "none", missing == 0)


def _texts(value: Any) -> Iterable[dict[str, str | None]]:
    """Every text in several languages, however deep it stands."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            yield value
        else:
            for item in value.values():
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
