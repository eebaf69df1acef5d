"""What makes a module good enough: figures with the least or most that each may be."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.translation import gettext_noop as _

from authoring.problems import Reason
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
    return Figure(name, str(value), Reason(_("at least %(least)s"), least=least), value >= least)


def _counts(situations: list[dict[str, Any]]) -> Iterator[Figure]:
    yield _at_least(_("situations"), len(situations), LEAST_SITUATIONS)
    topics = Counter(one["topic"] for one in situations)
    kinds = Counter(one["kind"] for one in situations)
    for topic, least in LEAST_OF_TOPIC.items():
        yield _at_least(Reason(_("on %(topic)s"), topic=topic), topics[topic.value], least)
    for kind, least in LEAST_OF_KIND.items():
        yield _at_least(Reason(_("of kind %(kind)s"), kind=kind), kinds[kind.value], least)
    yield _share(_("that end in yes"), situations)


def _share(name: str, situations: list[dict[str, Any]]) -> Figure:
    share = sum(one["permits"] for one in situations) / len(situations) if situations else 0
    low, high = SHARE_OF_YES
    wanted = Reason(_("%(low)s to %(high)s"), low=f"{low:.0%}", high=f"{high:.0%}")
    return Figure(name, f"{share:.0%}", wanted, low <= share <= high)


def _clauses(module: Module) -> Iterator[Figure]:
    exercised = Counter(clause for one in module["situations"] for clause in one["clauses"])
    for clause in module["clauses"]:
        yield _at_least(
            Reason(_("on clause %(clause)s"), clause=clause["id"]),
            exercised[clause["id"]],
            LEAST_OF_CLAUSE,
        )


def _parallel(module: Module) -> Iterator[Figure]:
    """For each clause that a main topic's lesson teaches: in the kind of work that has the fewest."""
    lessons = {one["lesson"] for one in module["situations"] if one["topic"] in LEAST_OF_TOPIC}
    parallel = [one for one in module["situations"] if one["set"] == "parallel"]
    for lesson in module["lessons"]:
        for clause in lesson["clauses"] if lesson["id"] in lessons else []:
            on_clause = [one for one in parallel if clause in one["clauses"]]
            fewest = min(sum(_is_met_in(work, one) for one in on_clause) for work in Work)
            yield _at_least(
                Reason(_("parallel on clause %(clause)s"), clause=clause), fewest, LEAST_PARALLEL
            )


def _is_met_in(work: Work, situation: dict[str, Any]) -> bool:
    return not situation["work"] or work.value in situation["work"]


def _work(situations: list[dict[str, Any]]) -> Iterator[Figure]:
    main = [one for one in situations if one["set"] == "main"]
    if not any(one["work"] for one in main):
        return
    low, high = MET_BY_EACH
    for work in Work:
        met = [one for one in main if _is_met_in(work, one)]
        wanted = Reason(_("%(low)s to %(high)s"), low=low, high=high)
        name = Reason(_("met in %(work)s"), work=work)
        yield Figure(name, str(len(met)), wanted, low <= len(met) <= high)
        yield _share(Reason(_("that end in yes in %(work)s"), work=work), met)


def _length_and_place(situations: list[dict[str, Any]]) -> Iterator[Figure]:
    """Neither its length nor its place may give the good option away."""
    judged = [one for one in situations if one["kind"] == Kind.SITUATION and one["options"]]
    chance = sum(
        sum(option["verdict"] == "good" for option in one["options"]) / len(one["options"])
        for one in judged
    )
    for language in LANGUAGES:
        longest = sum(_longest(one, language)["verdict"] == "good" for one in judged)
        is_good = longest <= chance * 1.15
        wanted = Reason(_("about %(number)s by chance"), number=f"{chance:.0f}")
        name = Reason(_("good is longest (%(language)s)"), language=language)
        yield Figure(name, str(longest), wanted, is_good)
    first = sum(one["options"][0]["verdict"] == "good" for one in judged if not one["shuffle"])
    fixed = sum(not one["shuffle"] for one in judged)
    value = f"{first} / {fixed}"
    yield Figure(_("good is first, unshuffled"), value, _("half at most"), first * 2 <= fixed)


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
        name = Reason(_("highest LIX (%(language)s)"), language=language)
        yield Figure(name, f"{high:.0f}", _at_most(most), high <= most)
        if language == "da":
            middle = median(values)
            wanted = _at_most(MEDIAN_LIX_DA)
            yield Figure(_("median LIX (da)"), f"{middle:.0f}", wanted, middle <= MEDIAN_LIX_DA)


def _at_most(most: float) -> Reason:
    return Reason(_("at most %(most)s"), most=f"{most:.0f}")


def figures_of_situation(situation: dict[str, Any]) -> list[Figure]:
    """What can be measured of one situation: how its story reads in each language."""
    return [
        Figure(
            Reason(_("LIX (%(language)s)"), language=language),
            f"{(value := lix(story)):.0f}",
            _at_most(most),
            value <= most,
        )
        for language, most in HIGHEST_LIX.items()
        if (story := situation["story"][language])
    ]


def longest_gives_away(situation: dict[str, Any]) -> list[str]:
    """The languages in which the longest answer of a situation is a good one."""
    if situation["kind"] != Kind.SITUATION or not situation["options"]:
        return []
    return [one for one in LANGUAGES if _longest(situation, one)["verdict"] == "good"]


def _missing(module: Module) -> Figure:
    missing = len(list(missing_texts(module)))
    return Figure(_("missing translations"), str(missing), _("none"), missing == 0)


def missing_texts(module: Module) -> Iterator[tuple[str, str]]:
    """Place and language of every text that is not there, in the notation of the rules."""
    for key, value in module.items():
        if key != "clauses":  # a view of the blocks
            yield from _missing_in(value, key)


def _missing_in(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and set(value) == set(LANGUAGES):
        yield from ((place, language) for language in LANGUAGES if value[language] is None)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _missing_in(item, f"{place}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            name = item.get("id", number) if isinstance(item, dict) else number
            yield from _missing_in(item, f"{place}[{name}]")
