"""The gallery of parts, as development serves it: accessible in every language, size and light."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.checks import faults_of
from tests.journeys.conftest import Sites, Visit
from tests.journeys.seeing import LANGUAGES, turn_to
from tests.journeys.server import Site
from tests.journeys.visitor import DESKTOP, PHONE

pytestmark = pytest.mark.journey

GALLERY = "/galleri/"


@pytest.fixture(scope="module")
def site(sites: Sites) -> Site:
    """A site as a developer has it."""
    return sites("gallery", DEBUG="1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_accessible_in_every_state(language: str, site: Site, visit: Visit) -> None:
    page = visit(site).page
    page.goto(GALLERY)
    turn_to(page, language)
    assert not faults_of(page, language, (PHONE, DESKTOP), is_whole=False)


def test_it_is_there_for_developers_alone(sites: Sites, visit: Visit) -> None:
    visitor = visit(sites("no-gallery"))
    visitor.expected_statuses = {404}
    visitor.page.goto(GALLERY)
    assert visitor.status == 404


def test_a_page_about_long_work_keeps_itself_up_to_date_until_that_is_done(
    site: Site, visit: Visit
) -> None:
    page = visit(site).page
    page.clock.install()
    page.goto(GALLERY)
    link = page.locator("#long_work .ways a").first
    link.focus()
    page.route(f"**{GALLERY}", lambda route: change(route, "Lige begyndt", "17 af 40"))
    wait(page)
    expect(page.locator("#long_work")).to_contain_text("17 af 40")
    expect(link).to_be_focused()
    page.route(f"**{GALLERY}", lambda route: change(route, "data-refresh", ""))
    with page.expect_navigation():
        wait(page)
    expect(page.locator("[data-refresh]")).to_have_count(0)


def wait(page: Page) -> None:
    """Let the script's three seconds go by."""
    page.clock.run_for(3_100)


def change(route: Route, old: str, new: str) -> None:
    """Answer as the server does, with one thing changed."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace(old, new))
