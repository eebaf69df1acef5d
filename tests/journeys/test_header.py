"""The header on a phone: a row for who has few pages, a menu for who has many; on a desktop all are seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.checks import faults_of
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import Keyboard
from tests.journeys.seeing import turn_to
from tests.journeys.server import Site
from tests.journeys.visitor import DESKTOP, PHONE

pytestmark = pytest.mark.journey

ROLES = ("mette", "anne", "karin", "henrik")
# The brand's row, and one or two of the least a thumb needs.
TWO_ROWS, THREE_ROWS = 112, 156


@pytest.fixture(scope="module")
def site(sites: Sites) -> Site:
    """One server for all: nothing is changed on it but a person's language."""
    return sites("header")


@pytest.mark.parametrize("role", ROLES)
def test_a_phone_shows_the_page_below_a_low_header(role: str, site: Site, visit: Visit) -> None:
    page = visit(site).page
    walk.sign_in(page, role)
    for language in ("da", "en", "de"):
        turn_to(page, language)
        header, heading = page.locator("header").bounding_box(), page.locator("h1").bounding_box()
        assert header, language
        assert heading, language
        # Two long German words beside a name take a row of their own.
        is_long = language == "de" and role in ("anne", "henrik")
        assert header["height"] <= (THREE_ROWS if is_long else TWO_ROWS), language
        assert heading["y"] + heading["height"] < PHONE["height"] / 2, language


@pytest.mark.parametrize("javascript", [True, False])
def test_many_pages_stand_in_a_menu(javascript: bool, site: Site, visit: Visit) -> None:
    page = visit(site, javascript=javascript).page
    hand = Keyboard(page)
    walk.sign_in(page, "karin")
    expect(page.locator("header nav a").first).to_be_hidden()
    walk.open_page(page, "/regler/", hand)
    assert walk.path_of(page) == "/regler/"
    hand.press(page.locator("header .menu summary"))
    expect(page.locator("header nav [aria-current=page]")).to_be_visible()
    person = page.locator("header form[action='/log-af/']").bounding_box()
    assert person
    assert person["y"] + person["height"] <= TWO_ROWS  # beside the menu, not below its pages


def test_the_open_menu_is_accessible(site: Site, visit: Visit) -> None:
    page = visit(site).page
    walk.sign_in(page, "karin")
    turn_to(page, "da")
    page.locator("header .menu summary").click()
    assert not faults_of(page, "da", (PHONE,))


@pytest.mark.parametrize("role", ROLES)
def test_a_desktop_shows_every_page(role: str, site: Site, visit: Visit) -> None:
    page = visit(site, size=DESKTOP).page
    walk.sign_in(page, role)
    for language in ("da", "en", "de"):
        turn_to(page, language)
        assert in_one_row(page), language
    expect(page.locator("header [aria-current=page]")).to_have_count(1)


def in_one_row(page: Page) -> bool:
    """Whether the pages and the person stand beside each other, and all of them are seen."""
    places = [one.bounding_box() for one in page.locator("header .bar + .bar :is(a, button)").all()]
    return len({place and place["y"] for place in places}) == 1 and None not in places
