"""What the scripts add, in the browser: focus, reading aloud, printing, a word before text is lost."""

import json

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.journeys import walk
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.server import Site
from tests.journeys.visitor import Visitor
from tests.journeys.walk import MODULE, on_button

pytestmark = pytest.mark.journey

LESSON = f"{MODULE}lektion/photos/"
SITUATION = f"{MODULE}situation/summer-party/"
DILEMMA = f"{MODULE}situation/new-manager/"
# A browser without a window has no voices: these stand in for those of a phone.
VOICES = """voices => {
  window.said = [];
  const own = {
    getVoices: () => voices, cancel: () => { window.stopped = true; },
    speak: words => window.said.push([words.lang, words.voice.lang, words.text]),
  };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: own });
}"""
DANISH = {"lang": "da-DK", "localService": True}
ENGLISH = {"lang": "en-GB", "localService": True}
FAR_AWAY = {"lang": "da-DK", "localService": False}


@pytest.fixture(scope="module")
def site(sites: Sites, worked_through: str) -> Site:
    """A site on which Mette has met every page of hers."""
    return sites("scripts", of=worked_through)


@pytest.fixture
def mette(site: Site, visit: Visit) -> Visitor:
    """Mette at a phone."""
    visitor = visit(site)
    walk.sign_in(visitor.page, "mette")
    return visitor


def give_voices(page: Page, *voices: dict[str, object]) -> None:
    """Let the browser have these voices, as the page's script will find them."""
    page.add_init_script(f"({VOICES})({json.dumps(voices)})")


def leave(page: Page) -> list[str]:
    """Go elsewhere by a link; returns what the browser asked first."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    go(page, FINGER, page.locator("header .brand"))
    return asked


def test_focus_goes_to_the_heading_of_what_an_answer_led_to(mette: Visitor) -> None:
    mette.page.goto(SITUATION)
    expect(mette.page.locator("body")).to_be_focused()
    walk.answer(mette.page, walk.SITUATIONS["summer-party"]["options"][0]["id"])
    expect(mette.page.locator("h1")).to_be_focused()


def test_focus_goes_to_the_error(mette: Visitor) -> None:
    mette.expected_statuses = {422}
    mette.page.goto(SITUATION)
    go(mette.page, FINGER, on_button(mette.page))
    expect(mette.page.get_by_role("alert")).to_be_focused()


def test_focus_goes_to_the_message(site: Site, visit: Visit) -> None:
    page = visit(site).page
    walk.sign_in(page, "anne")
    page.goto("/team/tildel/")
    FINGER.choose(page.locator("main input[name=employees]").first)
    go(page, FINGER, on_button(page))
    expect(page.get_by_role("status")).to_be_focused()


def test_a_page_is_printed_by_a_button_that_the_script_shows(mette: Visitor) -> None:
    mette.page.add_init_script("window.print = () => { window.printed = true; }")
    mette.page.goto("/retningslinjer/social-media/")
    button = mette.page.locator("[data-print]")
    expect(button).to_be_visible()
    button.click()
    assert mette.page.evaluate("window.printed")


def test_without_scripts_nothing_is_offered_that_needs_one(site: Site, visit: Visit) -> None:
    page = visit(site, javascript=False).page
    walk.sign_in(page, "mette")
    for path in (LESSON, SITUATION, "/retningslinjer/social-media/"):
        page.goto(path)
        buttons = page.locator("[data-print], [data-read]")
        assert buttons.count() > 0
        assert not any(button.is_visible() for button in buttons.all())


def test_a_lesson_is_read_aloud_in_its_own_language(mette: Visitor) -> None:
    page = mette.page
    give_voices(page, ENGLISH, DANISH)
    page.goto(LESSON)
    button = page.locator("[data-read]")
    button.click()
    lesson = walk.LESSONS["photos"]
    said = page.evaluate("said")
    assert {(language, voice) for language, voice, _words in said} == {("da", "da-DK")}
    words = " ".join(text for _language, _voice, text in said)
    for text in (lesson["title"]["da"], lesson["why"]["da"]):
        assert text in words
    expect(button).to_have_text("Stop oplæsning")
    button.click()
    expect(button).to_have_text("Læs op")
    assert page.evaluate("stopped")


@pytest.mark.parametrize("voices", [[], [ENGLISH], [FAR_AWAY]], ids=["none", "other", "far away"])
def test_reading_aloud_is_not_offered_without_a_local_voice_in_the_pages_language(
    voices: list[dict[str, object]], mette: Visitor
) -> None:
    give_voices(mette.page, *voices)
    mette.page.goto(LESSON)
    expect(mette.page.locator("[data-read]")).to_be_hidden()


def test_who_leaves_a_written_text_behind_is_asked(mette: Visitor) -> None:
    mette.page.goto(DILEMMA)
    mette.page.locator("textarea").press_sequentially("Jeg ville spørge min leder.")
    assert leave(mette.page) == ["beforeunload"]


def test_who_has_written_nothing_just_leaves(mette: Visitor) -> None:
    mette.page.goto(DILEMMA)
    mette.page.locator("textarea").click()
    assert leave(mette.page) == []


def test_who_sends_a_text_is_not_asked_but_a_refused_one_is_not_lost(mette: Visitor) -> None:
    page = mette.page
    mette.expected_statuses = {422}
    page.goto(DILEMMA)
    page.locator("textarea").press_sequentially("Jeg ville spørge min leder.")
    go(page, FINGER, on_button(page))  # nothing was chosen
    expect(page.locator("textarea")).to_have_value("Jeg ville spørge min leder.")
    page.locator("textarea").click()  # a browser asks only somebody who has touched the page
    assert leave(page) == ["beforeunload"]
