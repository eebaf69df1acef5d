"""Each kind of situation in each language: met, answered, and what a person then sees."""

from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from authoring.files import read
from policy.text import words_of
from quiz.models import Verdict
from tests.journeys import walk
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.seeing import LANGUAGES, turn_to
from tests.journeys.server import Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

NOTE = "Ich frage morgen im Team."
CLAUSES = {clause["id"]: clause["text"] for clause in read(walk.CONTENT)["clauses"]}


@pytest.fixture(scope="module")
def learner(sites: Sites) -> Site:
    """A site on which Mette has begun."""
    return sites("kinds")


@pytest.fixture
def mette(learner: Site, visit: Visit) -> Visitor:
    """Mette at her first situation or, from the second language on, wherever she was."""
    anne, mette = visit(learner), visit(learner)
    walk.sign_in(mette.page, "mette")
    turn_to(mette.page, "da")
    mette.page.goto("/")
    if mette.page.locator("main ol.rows").count() == 0:
        walk.sign_in(anne.page, "anne")
        walk.assign(anne.page)
        mette.page.goto("/")
        go(mette.page, FINGER, walk.on_button(mette.page))
        walk.say_work(mette.page)
    return mette


def meet(page: Page, slug: str, language: str) -> dict[str, Any]:
    """Open a situation in a language; it says what it is, and nothing is chosen."""
    situation = walk.SITUATIONS[slug]
    page.goto(f"{walk.MODULE}situation/{slug}/")
    turn_to(page, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("h1")).to_have_text(situation["title"][language])
    expect(page.locator("legend").first).to_have_text(situation["question"][language])
    assert words_of(situation["story"][language]) in shown(page)
    assert page.locator("input[name=option]:checked").count() == 0
    cards = page.locator("fieldset").first.locator(".choice").all_inner_texts()
    assert sorted(cards) == sorted(one["text"][language] for one in situation["options"])
    only_names_are_in_danish(page, situation, language)
    return situation


def shown(page: Page) -> str:
    return words_of(page.locator("main").inner_text())


def only_names_are_in_danish(page: Page, situation: dict[str, Any], language: str) -> None:
    """Everything is in the page's language but who is invented: their names are marked as Danish."""
    mock = situation["mock"] or {"author": None, "lines": []}
    names = {mock["author"], *(line["author"] for line in mock["lines"] if not line["own"])}
    marked = page.locator("main [lang]")
    assert {one.get_attribute("lang") for one in marked.all()} <= {"da"}
    found = set(marked.all_inner_texts())
    assert found <= names
    if language != "da" and page.locator("figure.post").count():
        assert found == names - {None}


def quoted(page: Page, quote: dict[str, Any], language: str) -> None:
    """The clause stands there whole, marked as the guideline's; its link leads to its place and back."""
    figure = page.locator("figure.quote", has=page.locator(f"a[href$='#{quote['clause']}']")).first
    with translation.override(language):
        expect(figure.locator("figcaption")).to_have_text(gettext("The guideline’s own words"))
    words, whole = quote["text"][language], CLAUSES[quote["clause"]][language]
    said = words_of(figure.locator("blockquote p").last.inner_text()).strip('»«„“”"')
    assert said == words_of(whole)
    if words != whole:
        expect(figure.locator("mark")).to_have_text(words)
    here = walk.path_of(page)
    go(page, FINGER, figure.locator("a"))
    expect(page.locator(f"#{quote['clause']}")).to_be_in_viewport()
    expect(page.locator(f"#{quote['clause']}")).to_contain_text(whole)
    go(page, FINGER, page.locator("main a.back"))
    assert walk.path_of(page) == here


def heading(page: Page, label: object, language: str) -> None:
    with translation.override(language):
        text = gettext(label) if isinstance(label, str) else str(label)
        expect(page.locator("h1")).to_have_text(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_situation_says_its_verdict_in_words(language: str, mette: Visitor) -> None:
    page = mette.page
    for verdict in Verdict:
        situation = meet(page, "summer-party", language)
        option = next(one for one in situation["options"] if one["verdict"] == verdict)
        walk.answer(page, option["id"])
        heading(page, verdict.label, language)
        steps = page.locator("ol.steps li").all_inner_texts()
        told = [f"{one['when'][language]} {one['text'][language]}" for one in option["consequence"]]
        assert [words_of(step) for step in steps] == told
        assert words_of(option["why"][language]) in shown(page)
        if option["instead"]:
            assert words_of(option["instead"][language]) in shown(page)
        only_names_are_in_danish(page, situation, language)
        quoted(page, option["quote"], language)
        meet(page, "summer-party", language)
        expect(page.locator(".own-answer")).to_contain_text(option["text"][language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dilemma_shows_both_sides(language: str, mette: Visitor) -> None:
    page = mette.page
    situation = meet(page, "new-manager", language)
    option, weighs = situation["options"][0], situation["considerations"][1]
    walk.answer(page, option["id"], considerations=[weighs["id"]], note=NOTE)
    heading(page, "Both sides", language)
    sides = page.locator("section.side").all_inner_texts()
    for side, text in zip(sides, situation["sides"].values(), strict=True):
        assert words_of(text[language]) in words_of(side)
    assert weighs["text"][language] in shown(page)
    assert NOTE in shown(page)
    only_names_are_in_danish(page, situation, language)
    for clause in situation["clauses"]:
        quoted(page, {"clause": clause, "text": CLAUSES[clause]}, language)
    card = next(one for one in walk.GUIDELINE["cards"] if one["situation"] == "new-manager")
    go(page, FINGER, page.locator("main a[href^='/samtalekort/']"))
    questions = page.locator("article.card ol:not([class]) > li").all_inner_texts()
    assert questions == [question[language] for question in card["questions"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_can_see_it_widens_step_by_step(language: str, mette: Visitor) -> None:
    page = mette.page
    narrowest, *_, widest = walk.SITUATIONS["who-sees-it"]["options"]
    for option in (narrowest, widest):
        situation = meet(page, "who-sees-it", language)
        walk.answer(page, option["id"])
        heading(page, "This is how far it reaches", language)
        steps = page.locator("ol.steps li strong").all_inner_texts()
        assert steps == [one["when"][language] for one in option["consequence"]]
        assert words_of(option["why"][language]) in shown(page)
        only_names_are_in_danish(page, situation, language)
        quoted(page, option["quote"], language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_find_says_what_was_found_and_missed(language: str, mette: Visitor) -> None:
    page = mette.page
    situation = meet(page, "friday-cake", language)
    right = [one for one in situation["options"] if one["verdict"] == "good"]
    harmless = next(one for one in situation["options"] if one["verdict"] == "risky")
    walk.answer(page, f"{right[0]['id']} {harmless['id']}")
    with translation.override(language):
        expect(page.locator("h1")).to_have_text(
            gettext("You found %(found)d of %(right)d") % {"found": 1, "right": len(right)}
        )
        words = {name: gettext(name) for name in ("You found it", "You missed it")}
        words[""] = gettext("Gives nothing away")
    for option in situation["options"]:
        section = page.locator("section.side", has_text=option["text"][language])
        said = "" if option not in right else "You found it" if option is right[0] else ""
        said = said or ("You missed it" if option in right else "")
        expect(section.locator(".badge")).to_have_text(words[said])
        expect(section).to_contain_text(option["why"][language])
    only_names_are_in_danish(page, situation, language)
    quoted(page, right[0]["quote"], language)
