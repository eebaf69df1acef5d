"""Every page as its main role: accessible, in three languages, on phone and desktop, light and dark."""

import os
import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, expect

from policy.text import sha256_of
from tests.access import TABLE
from tests.journeys import walk
from tests.journeys.adaptations import adaptation_faults, scriptless_faults
from tests.journeys.checks import (
    MOST_BYTES,
    both_sizes,
    document_faults,
    faults_of,
    signed_in_faults,
)
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.seeing import (
    CAST,
    LANGUAGES,
    NOBODY,
    Sight,
    see,
    shown_by,
    sign_in_all,
    turn_to,
)
from tests.journeys.sights import OF_EVERY_KIND, SIGHTS, languages_of
from tests.journeys.visitor import Visitor
from tests.journeys.walk import MODULE, on_button

pytestmark = pytest.mark.journey

EVERYTHING = os.environ.get("OMTANKE_TEST_ALL") == "1"


@pytest.fixture(scope="module")
def visitors(sites: Sites, chromium: Browser, worked_through: str) -> dict[str, Visitor]:
    """Everybody, on a site where Mette has only the acknowledgement left.

    Seeing its sights changes nothing but a person's language.
    """
    return sign_in_all(chromium, sites("pages", of=worked_through))


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_every_page_is_accessible_in_every_language(
    sight: Sight, visitors: dict[str, Visitor]
) -> None:
    visitor, faults = visitors[sight.role], []
    for language in languages_of(sight, everything=EVERYTHING):
        troubles = see(visitor, sight, language)
        troubles += document_faults(visitor.document, weight=weight_of(sight))
        troubles += signed_in_faults(visitor.page, CAST.get(sight.role, ""))
        sizes = both_sizes(language, everything=EVERYTHING)
        troubles += faults_of(visitor.page, language, sizes)
        faults += [f"{language}: {trouble}" for trouble in troubles]
    assert not faults, "\n".join(faults)


# A passkey is asked for by a script: the page says so where there is none (tests/journeys/test_sign_in.py).
OF_SCRIPTS = {"add a passkey", "passkey"}
ADAPTED = [sight for sight in SIGHTS if EVERYTHING or sight.name in OF_EVERY_KIND]


@pytest.mark.parametrize("sight", ADAPTED, ids=lambda sight: sight.name)
def test_a_page_bears_being_adapted_to_its_reader(
    sight: Sight, visitors: dict[str, Visitor], chromium: Browser
) -> None:
    visitor = visitors[sight.role]
    faults = see(visitor, sight, "da")
    faults += adaptation_faults(visitor.page)
    if sight.act is None and sight.name not in OF_SCRIPTS:
        faults += scriptless_faults(chromium, visitor, sight.path)
    assert not faults, "\n".join(faults)


def test_one_of_every_kind_is_there_to_be_adapted() -> None:
    assert {sight.name for sight in SIGHTS} >= OF_EVERY_KIND


def weight_of(sight: Sight) -> int:
    """The most bytes that the page may have."""
    name = shown_by(sight)
    is_everybodys = not name or "new_hire" in TABLE[name].who
    return MOST_BYTES["learner" if is_everybodys else "manager"]


def test_no_two_pages_have_the_same_title(visitors: dict[str, Visitor]) -> None:
    titles: dict[str, str] = {}
    for visitor in visitors.values():
        visitor.page.goto("/")
        turn_to(visitor.page, "da")
    for sight in SIGHTS:
        if sight.status == 200 and sight.act is None:
            answer = visitors[sight.role].context.request.get(sight.path)
            title = re.search(r"<title>(.+?)</title>", answer.text())
            assert title, sight
            titles[answer.url.partition("?")[0]] = title[1]
    counted = Counter(titles.values())
    assert not [(url, title) for url, title in titles.items() if counted[title] > 1]


@pytest.mark.parametrize(
    "sight", [sight for sight in SIGHTS if sight.status == 422], ids=lambda sight: sight.name
)
def test_a_form_with_a_fault_says_so_first(sight: Sight, visitors: dict[str, Visitor]) -> None:
    visitor = visitors[sight.role]
    see(visitor, sight, "en")
    assert visitor.page.title().startswith("Error: ")
    box = visitor.page.get_by_role("alert")
    expect(box).to_be_visible()
    assert box.locator("a").count() > 0
    for link in box.locator("a").all():
        expect(visitor.page.locator(link.get_attribute("href") or "")).to_be_attached()


def test_the_first_tab_leads_past_the_frame(visitors: dict[str, Visitor]) -> None:
    page = visitors["anne"].page
    page.goto("/team/")
    page.keyboard.press("Tab")
    skip = page.locator("a[href='#main']")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_the_way_in_is_accessible_too(sites: Sites, visit: Visit) -> None:
    """What is seen once only: nothing to do, the message to the manager, not begun, not done yet."""
    site = sites("way-in")
    anne, mette = visit(site), visit(site)
    sizes = both_sizes("da", everything=EVERYTHING)
    walk.sign_in(mette.page, "mette")
    faults = faults_of(mette.page, "da", sizes)
    walk.sign_in(anne.page, "anne")
    walk.assign(anne.page)
    faults += faults_of(anne.page, "da", sizes)
    mette.page.goto("/")
    faults += faults_of(mette.page, "da", sizes)
    go(mette.page, FINGER, on_button(mette.page))
    walk.say_work(mette.page)
    faults += faults_of(mette.page, "da", sizes)
    mette.expected_statuses.add(409)
    mette.page.evaluate(ACKNOWLEDGE_AT_ONCE)
    go(mette.page, FINGER, on_button(mette.page))
    faults += faults_of(mette.page, "da", sizes)
    go(mette.page, FINGER, on_button(mette.page))
    assert walk.at(mette.page) == ("lektion", next(iter(walk.LESSONS)))
    assert not faults, "\n".join(faults)


# Turns the lesson's form into an acknowledgement sent too early.
ACKNOWLEDGE_AT_ONCE = f"""() => {{
  const form = document.querySelector("main form");
  form.action = "{MODULE}kvittering/";
  const sent = {{confirmed: "on", edition: "1.0", language: "da"}};
  sent.text_sha256 = "{sha256_of((walk.CONTENT / "source-da.txt").read_text())}";
  sent.statement_sha256 = "{sha256_of(walk.GUIDELINE["statement"]["da"])}";
  for (const [name, value] of Object.entries(sent)) {{
    const field = document.createElement("input");
    Object.assign(field, {{type: "hidden", name, value}});
    form.append(field);
  }}
}}"""


@pytest.mark.skipif(not EVERYTHING, reason="the long product: OMTANKE_TEST_ALL=1")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", [NOBODY, *CAST])
def test_whoever_asks_for_whatever_meets_an_accessible_page(
    role: str, language: str, visitors: dict[str, Visitor]
) -> None:
    visitor, faults = visitors[role], []
    for path in sorted({sight.path for sight in SIGHTS}):
        visitor.expected_statuses = {400, 403, 404, 422}
        visitor.page.goto(path)
        turn_to(visitor.page, language)
        found = faults_of(visitor.page, language, both_sizes(language, everything=True))
        faults += [f"{path}: {fault}" for fault in found]
    assert not faults + visitor.troubles, "\n".join(faults)
