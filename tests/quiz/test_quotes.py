"""The guideline's words: word for word in every language, and marked as the guideline's wherever quoted."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from authoring.files import GUIDELINES, read
from lib.texts import LANGUAGES, choose, texts_of
from people.models import Employee
from policy.models import Block
from policy.pages import quote_of
from policy.text import words_of
from quiz.models import Option
from tests.conftest import soup
from tests.factories.people import Cast
from tests.factories.policy import the_revision
from tests.factories.training import an_assignment, begin, work_through

SignIn = Callable[[Employee | None], Client]
# What stands over a quote in each language.
MARKS = {
    "da": "Retningslinjens egne ord",
    "en": "The guideline’s own words",
    "de": "Im Wortlaut der Richtlinie",
}
# So many words in a row, the same as the guideline's, are a quote.
A_QUOTE = 8


@pytest.fixture
def clauses(db: None) -> dict[str, Block]:
    return {block.clause: block for block in the_revision().edition.blocks.exclude(clause="")}


def reader_of(cast: Cast, client_of: SignIn, language: str) -> Client:
    Employee.objects.filter(pk=cast.new_hire.pk).update(language=language)
    return client_of(cast.new_hire)


def check_quotes(main: Any, language: str, clauses: dict[str, Block]) -> list[str]:
    """The clauses quoted on a page, each marked, whole and linked; fails on one that is not."""
    assert not main.select("blockquote:not(figure.quote blockquote):not(.own-answer)")
    found = []
    for figure in main.select("figure.quote"):
        clause = figure.a["href"].rpartition("#")[2]
        assert figure.figcaption.get_text() == MARKS[language]
        assert clause in figure.a.get_text()
        words = figure.select_one("blockquote p:last-child").get_text()
        assert words_of(words) == words_of(texts_of(clauses[clause], "text")[language] or "")
        assert not figure.select("[lang]")
        is_bullet = clauses[clause].type == "bullet"
        assert bool(figure.select(".lead")) == is_bullet
        found.append(clause)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_quotes_its_clauses_whole(
    language: str, cast: Cast, client_of: SignIn, clauses: dict[str, Block]
) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    client = reader_of(cast, client_of, language)
    for lesson in attempt.revision.lessons.all():
        main = soup(client.get(f"/forloeb/social-media/lektion/{lesson.slug}/")).main
        expected = [row.block.clause for row in lesson.lessonclause_set.select_related("block")]
        assert check_quotes(main, language, clauses) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_helper_advises_it_quotes_the_guideline(
    language: str, cast: Cast, client_of: SignIn, clauses: dict[str, Block]
) -> None:
    client = reader_of(cast, client_of, language)
    helper = the_revision().extras["helper"]
    questions = [one["id"] for one in helper["questions"]]
    quoted = set()
    for answers in product(("yes", "no"), repeat=len(questions)):
        given = dict(zip(questions, answers, strict=True))
        main = soup(client.get("/maa-jeg-dele-det/", {"svar": "1", **given})).main
        found = check_quotes(main, language, clauses)
        assert len(found) == 1
        quoted.update(found)
    assert quoted == {advice["quote"]["clause"] for advice in helper["advice"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_recap_and_cards_quote_whole_clauses(
    language: str, cast: Cast, client_of: SignIn, clauses: dict[str, Block]
) -> None:
    work_through(an_assignment(cast.new_hire, cast.manager))
    client = reader_of(cast, client_of, language)
    recap = soup(client.get("/forloeb/social-media/opsummering/")).main
    assert check_quotes(recap, language, clauses)
    points = [link["href"].rpartition("#")[2] for link in recap.select("section.side a")]
    assert points == [point["clause"] for point in the_revision().extras["recap"]["points"]]
    deck = soup(client.get("/alle-samtalekort/social-media/")).main
    assert len(check_quotes(deck, language, clauses)) >= len(the_revision().extras["cards"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_options_quote_stands_in_its_clause(language: str, clauses: dict[str, Block]) -> None:
    quoting = Option.objects.exclude(quote_clause=None).select_related("quote_clause")
    assert quoting.filter(situation__revision=the_revision()).count() > 100
    with translation.override(language):
        for option in quoting:
            assert option.quote_clause is not None
            words = choose(texts_of(option, "quote"))
            quote = quote_of("social-media", option.quote_clause, words)
            whole = texts_of(option.quote_clause, "text")[language] or ""
            assert words.lang == language
            assert quote.text in words_of(whole)
            assert f"{quote.before}{words_of(quote.text)}{quote.after}" == words_of(whole)


def prose(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of the module that is ours: quotes, the text itself and its sentence left out."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from prose(item, f"{place}[{number}]")
    elif isinstance(value, dict) and set(value) == set(LANGUAGES):
        yield place, value
    elif isinstance(value, dict) and set(value) != {"clause", "text"}:
        for key in set(value) - {"source", "blocks", "clauses", "statement"}:
            yield from prose(value[key], f"{place}.{key}")


def runs_of(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + A_QUOTE]) for start in range(len(words) - A_QUOTE + 1)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guidelines_words_are_never_used_as_our_own(language: str) -> None:
    module = read(GUIDELINES / "social-media")
    source = runs_of(module["source"][language])
    ours = dict(prose(module))
    assert len(ours) > 1000
    assert [place for place, texts in ours.items() if source & runs_of(texts[language])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_law_says_stands_apart_and_says_what_it_is(
    language: str, cast: Cast, client_of: SignIn
) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    client = reader_of(cast, client_of, language)
    with translation.override(language):
        not_part = translation.gettext("This is not part of the guideline.")
    boxes = 0
    for lesson in attempt.revision.lessons.all():
        main = soup(client.get(f"/forloeb/social-media/lektion/{lesson.slug}/")).main
        for box in main.select("details.more"):
            assert words_of(box.select_one(".hint").get_text()) == not_part
            source = texts_of(lesson, "more_source")[language] or ""
            assert source
            assert source in words_of(box.get_text())
            assert not box.select("figure.quote, blockquote")
            boxes += 1
    assert boxes == 4
