"""Error pages that take more than an address: each in three languages, on phone and desktop."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import walk
from tests.journeys.checks import faults_of
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.seeing import LANGUAGES, Sight, see
from tests.journeys.server import Site
from tests.journeys.visitor import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.journey

SIGN_IN = "/log-ind/"
WRITE_TOO_MUCH = "() => { document.querySelector('[name=login]').value = 'x'.repeat(300000); }"


def _send(page: Page) -> None:
    go(page, FINGER, page.locator("main .actions button"))


def _send_too_much(page: Page) -> None:
    page.evaluate(WRITE_TOO_MUCH)
    _send(page)


def _send_twice(page: Page) -> None:
    _send(page)
    if page.locator("main form").count():  # in the languages after the first, the limit is reached
        _send(page)


SIGHTS = (
    Sight("too large", "", SIGN_IN, 413, _send_too_much),
    Sight("too many", "", SIGN_IN, 429, _send_twice),
)


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_what_is_refused_gets_a_page_of_ours(sight: Sight, sites: Sites, visit: Visit) -> None:
    visitor = visit(sites(sight.name.replace(" ", "-"), SIGN_INS_A_MINUTE="1"))
    assert not faults_in_all_languages(visitor, sight)


@pytest.fixture
def broken(prepared: Path) -> Iterator[Site]:
    """A site that loses a table while it runs: its log may say so, other sites' may not."""
    site = Site.on_copy(prepared, "broken").start()
    yield site
    site.kill()


def test_a_fault_of_ours_gets_a_page_of_ours(broken: Site, chromium: Browser) -> None:
    visitor = Visitor(chromium, broken.url)
    walk.sign_in(visitor.page, "karin")
    with closing(sqlite3.connect(broken.database)) as database:
        database.execute("ALTER TABLE training_assignment RENAME TO lost")
    # Where everything but signing in fails, the language is changed on the page that failed.
    assert not faults_in_all_languages(visitor, Sight("fault", "karin", "/", 500))
    expect(visitor.page.locator("main a[href='/']")).to_be_visible()
    assert any("no such table" in fault for fault in broken.faults())


def test_who_may_not_enter_leaves_no_traceback(sites: Sites, visit: Visit) -> None:
    site = sites("refusals")
    visitor = visit(site)
    walk.sign_in(visitor.page, "mette")
    see(visitor, Sight("forbidden", "mette", "/rapporter/", 403), "da")
    assert "Forbidden (Permission denied): /rapporter/" in site.log.read_text()
    assert "Traceback" not in site.log.read_text()


def faults_in_all_languages(visitor: Visitor, sight: Sight) -> list[str]:
    """What is wrong with the sight: one page for each language."""
    found = []
    for language in LANGUAGES:
        troubles = see(visitor, sight, language)
        troubles += faults_of(visitor.page, language, (PHONE, DESKTOP))
        found += [f"{language}: {trouble}" for trouble in troubles]
    return found
