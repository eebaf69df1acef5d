"""The rules a module must keep beyond its shape: quotes word for word, ids that resolve, verdicts."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from django.utils.translation import gettext_noop as _

from authoring.drawings import DRAWINGS
from authoring.problems import Reason
from authoring.schema import MODULE
from lib.texts import LANGUAGES
from policy.text import bare, join, words_of

Module = dict[str, Any]
Found = Iterator[tuple[str, str]]


def problems_of(module: Any) -> list[tuple[str, str]]:
    """Place and reason of everything that is wrong; empty where the module may be loaded."""
    shape = list(MODULE(module, ""))
    return shape or broken_rules(module)


def broken_rules(module: Module) -> list[tuple[str, str]]:
    """The rules alone, of a module that has all its keys, though texts may be missing."""
    return [found for rule in RULES for found in rule(module)]


def _no_clause(clause: str) -> Reason:
    return Reason(_("there is no clause %(clause)s"), clause=clause)


def _no_situation(name: str) -> Reason:
    return Reason(_("there is no situation %(name)s"), name=name)


def _twice(ids: list[str], place: str) -> Found:
    for repeated in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"{place}[{repeated}]", _("this id stands twice")


def ids_are_unique(module: Module) -> Found:
    """Within lessons, situations, cards, clauses, and a situation's options and considerations."""
    yield from _twice([block["clause"] for block in module["blocks"] if block["clause"]], "blocks")
    for name in ("lessons", "situations", "cards"):
        yield from _twice([row["id"] for row in module[name]], name)
    for situation in module["situations"]:
        at = f"situations[{situation['id']}]"
        for name in ("options", "considerations"):
            yield from _twice([row["id"] for row in situation[name]], f"{at}.{name}")


def ids_resolve(module: Module) -> Found:
    """Every lesson, clause, situation and parallel that is named exists."""
    clauses = {block["clause"] for block in module["blocks"] if block["clause"]}
    lessons = {lesson["id"] for lesson in module["lessons"]}
    situations = {situation["id"] for situation in module["situations"]}
    for name in ("lessons", "situations"):
        for row in module[name]:
            at = f"{name}[{row['id']}]"
            yield from _twice(row["clauses"], f"{at}.clauses")
            for clause in row["clauses"]:
                if clause not in clauses:
                    yield f"{at}.clauses", _no_clause(clause)
    for situation in module["situations"]:
        at = f"situations[{situation['id']}]"
        picture = situation["picture"]
        if picture and picture not in DRAWINGS:
            yield f"{at}.picture", Reason(_("there is no drawing %(name)s"), name=picture)
        if situation["lesson"] not in lessons:
            yield f"{at}.lesson", Reason(_("there is no lesson %(name)s"), name=situation["lesson"])
        if situation["parallel_of"] not in {None, *situations} - {situation["id"]}:
            yield f"{at}.parallel_of", _no_situation(situation["parallel_of"])
    for card in module["cards"]:
        if card["situation"] and card["situation"] not in situations:
            yield f"cards[{card['id']}].situation", _no_situation(card["situation"])


def blocks_are_the_source(module: Module) -> Found:
    """In each language the blocks give the source back, and the clauses are those of the blocks."""
    for language in LANGUAGES:
        source = module["source"][language]
        texts = [block["text"][language] for block in module["blocks"]]
        if source is None:
            continue
        if all(texts) and join(texts) != bare(source):
            yield f"blocks.{language}", _("together they are not the source’s text")
    view = [
        {"id": block["clause"], "text": block["text"]}
        for block in module["blocks"]
        if block["clause"]
    ]
    if module["clauses"] != view:
        yield "clauses", _("are not the clauses of the blocks, in their order")


def quotes_are_word_for_word(module: Module) -> Found:
    """What is quoted stands in its clause, in every language that the quote has."""
    clauses = {clause["id"]: clause["text"] for clause in module["clauses"]}
    for situation in module["situations"]:
        for option in situation["options"]:
            quote = option["quote"]
            if quote is None:
                continue
            at = f"situations[{situation['id']}].options[{option['id']}].quote"
            yield from _misquoted(quote, clauses, at)


def _misquoted(quote: dict[str, Any], clauses: dict[str, dict[str, Any]], at: str) -> Found:
    if quote["clause"] not in clauses:
        yield f"{at}.clause", _no_clause(quote["clause"])
        return
    for language, words in quote["text"].items():
        original = clauses[quote["clause"]][language]
        if words and words_of(words) not in words_of(original or ""):
            reason = Reason(_("is not in clause %(clause)s"), clause=quote["clause"])
            yield f"{at}.text.{language}", reason


def situations_have_verdicts(module: Module) -> Found:
    """Three or four options, a good one and one that is not, each with why and what happens next."""
    for situation in module["situations"]:
        if situation["kind"] != "situation":
            continue
        at = f"situations[{situation['id']}]"
        options = situation["options"]
        if not 3 <= len(options) <= 4:
            yield f"{at}.options", _("must be three or four")
        verdicts = [option["verdict"] for option in options]
        if "good" not in verdicts or not set(verdicts) - {"good", None}:
            yield f"{at}.options", _("need a good one, and one that is not")
        for option in options:
            for key in ("verdict", "why", "consequence"):
                if not option[key]:
                    yield f"{at}.options[{option['id']}].{key}", _("is missing")
        if situation["sides"]:
            yield f"{at}.sides", _("belong to a dilemma")


def audiences_show_how_far_it_reaches(module: Module) -> Found:
    """No verdict; each audience has why and the steps in which the circle widens."""
    for situation in module["situations"]:
        if situation["kind"] != "audience":
            continue
        for option in situation["options"]:
            at = f"situations[{situation['id']}].options[{option['id']}]"
            if option["verdict"] is not None:
                yield f"{at}.verdict", _("an audience has none")
            for key in ("why", "consequence"):
                if not option[key]:
                    yield f"{at}.{key}", _("is missing")


def finds_have_right_and_wrong_details(module: Module) -> Found:
    """Details to tick (good) and details that are harmless (risky), each with why."""
    for situation in module["situations"]:
        if situation["kind"] != "find":
            continue
        at = f"situations[{situation['id']}]"
        verdicts = {option["verdict"] for option in situation["options"]}
        if verdicts != {"good", "risky"} or len(situation["options"]) < 4:
            yield f"{at}.options", _("must be four or more, some good and some risky")
        for option in situation["options"]:
            if not option["why"]:
                yield f"{at}.options[{option['id']}].why", _("is missing")


def helper_and_recap_resolve(module: Module) -> Found:
    """Their clauses exist and are quoted word for word, and every set of answers gets advice."""
    clauses = {clause["id"]: clause["text"] for clause in module["clauses"]}
    for number, point in enumerate((module["recap"] or {"points": []})["points"], 1):
        if point["clause"] and point["clause"] not in clauses:
            yield f"recap.points[{number}].clause", _no_clause(point["clause"])
    helper = module["helper"]
    if helper is None:
        return
    ids = [question["id"] for question in helper["questions"]]
    for number, advice in enumerate(helper["advice"], 1):
        at = f"helper.advice[{number}]"
        for question in advice["when"]:
            if question not in ids:
                yield f"{at}.when", Reason(_("there is no question %(name)s"), name=question)
        if advice["quote"]:
            yield from _misquoted(advice["quote"], clauses, f"{at}.quote")
    for answers in product(("yes", "no"), repeat=len(ids)):
        given = dict(zip(ids, answers, strict=True))
        if not any(advice["when"].items() <= given.items() for advice in helper["advice"]):
            said = ", ".join(f"{question} {answer}" for question, answer in given.items())
            yield "helper.advice", Reason(_("there is none for %(answers)s"), answers=said)


def dilemmas_have_none(module: Module) -> Found:
    """No verdict, and both sides."""
    for situation in module["situations"]:
        if situation["kind"] != "dilemma":
            continue
        at = f"situations[{situation['id']}]"
        if situation["sides"] is None:
            yield f"{at}.sides", _("a dilemma shows both")
        for option in situation["options"]:
            if option["verdict"] is not None:
                yield f"{at}.options[{option['id']}].verdict", _("a dilemma has none")


RULES: list[Callable[[Module], Found]] = [
    ids_are_unique,
    ids_resolve,
    blocks_are_the_source,
    quotes_are_word_for_word,
    situations_have_verdicts,
    dilemmas_have_none,
    audiences_show_how_far_it_reaches,
    finds_have_right_and_wrong_details,
    helper_and_recap_resolve,
]
