"""What a sight is, a page and what it takes to see it, and how a visitor comes to see it."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from tests.journeys import walk
from tests.journeys.hands import FINGER, go
from tests.journeys.server import Site
from tests.journeys.visitor import Visitor
from tests.journeys.walk import NEW_HIRE

LANGUAGES = ("da", "en", "de")
NOBODY = ""
CAST = {
    "mette": NEW_HIRE,
    "anne": "Anne Krogh",
    "karin": "Karin Ågård",
    "henrik": "Henrik Øster",
}


class Sight(NamedTuple):
    """A page, and what it takes to see it: an address and what is done there."""

    name: str
    role: str
    path: str
    status: int = 200
    act: Callable[[Page], None] | None = None
    # The name of the URL that is seen in the end, where doing something leads away from the address.
    leads_to: str = ""


def url_name(path: str) -> str:
    """The name of the URL that an address belongs to; nothing where there is none."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def shown_by(sight: Sight) -> str:
    """The name of the URL whose page a sight shows."""
    return sight.leads_to or url_name(sight.path)


def turn_to(page: Page, language: str) -> None:
    """The language, by the header's buttons; each person's is kept from page to page."""
    if page.locator("html").get_attribute("lang") != language:
        go(page, FINGER, page.locator(f"header button[name=language][value={language}]"))


def see(visitor: Visitor, sight: Sight, language: str) -> list[str]:
    """Bring the page about; returns what went wrong on the way."""
    visitor.expected_statuses = {sight.status}
    if sight.role == NOBODY:  # whoever has asked for a code is led back to it until it is used
        visitor.context.clear_cookies()
    visitor.page.goto(sight.path)
    turn_to(visitor.page, language)
    if sight.act:
        sight.act(visitor.page)
    assert visitor.status == sight.status
    assert url_name(urlsplit(visitor.page.url).path) == shown_by(sight)
    troubles = list(visitor.troubles)
    visitor.troubles.clear()
    return troubles


def sign_in_all(browser: Browser, site: Site) -> dict[str, Visitor]:
    """A browser for each of the cast, and one in which nobody is signed in."""
    visitors = {role: Visitor(browser, site.url) for role in (NOBODY, *CAST)}
    for role in CAST:
        walk.sign_in(visitors[role].page, role)
    return visitors
