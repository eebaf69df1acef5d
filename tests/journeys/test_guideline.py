"""The guideline's page: from a quote to its clause and back, a search, and what a new edition changed."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from authoring.files import read, write
from tests.editions import second_edition
from tests.journeys import walk
from tests.journeys.checks import both_sizes, faults_of
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.seeing import LANGUAGES, turn_to
from tests.journeys.visitor import DESKTOP

pytestmark = pytest.mark.journey

GUIDELINE = "/retningslinjer/social-media/"
QUOTING = (
    f"{walk.MODULE}lektion/photos/",
    f"{walk.MODULE}situation/summer-party/svar/1/",
    f"{walk.MODULE}opsummering/",
    "/maa-jeg-dele-det/?svar=1&work=yes&people=yes&permission=no&confidential=no",
)


def outline(place: Locator) -> str:
    """How wide a line is drawn around a place."""
    width: str = place.evaluate("place => getComputedStyle(place).outlineWidth")
    return width


@pytest.mark.parametrize("javascript", [True, False])
def test_a_quote_leads_to_its_clause_and_the_clause_back(
    javascript: bool, sites: Sites, visit: Visit, worked_through: str
) -> None:
    page = visit(sites(f"quotes-{javascript}", of=worked_through), javascript=javascript).page
    walk.sign_in(page, "mette")
    for path in QUOTING:
        page.goto(path)
        go(page, FINGER, page.locator("main a[href$='#E1']").first)
        clause = page.locator("#E1")
        expect(clause).to_be_in_viewport()
        assert outline(clause) == "2px"
        assert outline(page.locator("#D4")) != "2px"
        # Searching on the way does not lose the way back.
        page.locator("input[type=search]").fill("tilladelse")
        go(page, FINGER, page.locator("form[role=search] button"))
        expect(page.locator("#fund")).to_be_in_viewport()
        assert page.locator("#E1 mark").inner_text() == "tilladelse"
        go(page, FINGER, page.locator("main a.back"))
        assert walk.path_of(page) == path


def test_the_contents_are_open_where_there_is_room(sites: Sites, visit: Visit) -> None:
    site = sites("contents")
    phone = visit(site).page
    walk.sign_in(phone, "anne")
    phone.goto(GUIDELINE)
    entry = phone.locator(".contents a[href='#E1']")
    expect(entry).to_be_hidden()
    phone.locator(".contents summary").click()
    entry.click()
    expect(phone.locator("#E1")).to_be_in_viewport()
    desk = visit(site, size=DESKTOP).page
    walk.sign_in(desk, "anne")
    desk.goto(GUIDELINE)
    expect(desk.locator(".contents a[href='#E1']")).to_be_visible()
    expect(desk.locator(".contents summary")).to_be_hidden()


def test_who_acknowledged_an_earlier_edition_sees_what_changed(
    sites: Sites, visit: Visit, tmp_path: Path
) -> None:
    site = sites("second-edition")
    write(second_edition(read(walk.CONTENT)), tmp_path)
    site.manage("guideline_load", str(tmp_path), "--publish")
    karin = visit(site)
    page, faults = karin.page, []
    walk.sign_in(page, "karin")
    for language in LANGUAGES:
        page.goto(GUIDELINE)
        turn_to(page, language)
        sizes = both_sizes(language, everything=False)
        faults += faults_of(page, language, sizes)
        go(page, FINGER, page.locator("main .notice a[href$='/1.0/aendringer/']"))
        assert page.locator("ol.changes > li").count() == 2
        added = page.locator("ol.changes ins").first
        drawn = "one => getComputedStyle(one).textDecorationLine"
        assert "underline" in added.evaluate(drawn)
        faults += faults_of(page, language, sizes)
        page.goto(f"{GUIDELINE}version/1.0/")
        faults += faults_of(page, language, sizes)
    assert not faults, "\n".join(faults)
