"""Passkeys in a real browser, with an authenticator that Chromium plays; and ways in without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import walk
from tests.journeys.checks import both_sizes, faults_of
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.server import ADDRESS
from tests.journeys.visitor import Visitor
from tests.pdf import Pdf

pytestmark = pytest.mark.journey

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")
# A key that is kept on the device and asks for a finger, which is always the right one.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page: Page) -> None:
    """Let the browser have an authenticator."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def test_hr_adds_a_passkey_and_signs_in_by_it_from_then_on(sites: Sites, chromium: Browser) -> None:
    site = sites("passkey", STRONG_SIGN_IN="1")
    visitor = Visitor(chromium, site.url.replace(ADDRESS, "localhost"))
    page = visitor.page
    with_authenticator(page)
    walk.sign_in(page, "karin")
    page.goto("/rapporter/")
    assert walk.path_of(page) == "/min-adgang/?mangler=1"
    expect(page.locator("main .notice")).to_contain_text("Der mangler et trin")
    go(page, FINGER, page.locator("main a[href='/min-adgang/noegler/ny/']"))
    page.locator("input[name=name]").fill("Karins telefon")
    page.locator("main form button").click()
    expect(page.locator("main .rows h3")).to_have_text("Karins telefon")
    page.goto("/rapporter/")
    assert walk.path_of(page) == "/rapporter/"
    go(page, FINGER, page.locator("header form[action='/log-af/'] button"))
    page.goto("/log-ind/")
    go(page, FINGER, page.locator("main a[href^='/log-ind/adgangsnoegle/']"))
    page.locator("main form button").click()
    expect(page.locator("header")).to_contain_text("Karin")
    page.goto("/rapporter/")
    assert walk.path_of(page) == "/rapporter/"
    page.goto("/min-adgang/")
    go(page, FINGER, page.locator("main .rows a[href$='/fjern/']"))
    assert not faults_of(page, "da", both_sizes("da", everything=False))
    go(page, FINGER, page.locator("header form[action='/log-af/'] button"))
    assert visitor.troubles == []


def test_without_javascript_the_page_of_passkeys_says_so(sites: Sites, visit: Visit) -> None:
    page = visit(sites("passkey-plain"), javascript=False).page
    page.goto("/log-ind/adgangsnoegle/")
    expect(page.locator("main form button")).to_be_hidden()
    expect(page.locator("[data-passkey-missing]")).to_be_visible()
    go(page, FINGER, page.locator("main a.back"))
    assert walk.path_of(page) == "/log-ind/"


def test_a_new_colleague_gets_in_by_the_slip_their_manager_printed(
    sites: Sites, visit: Visit
) -> None:
    """Without JavaScript from end to end: the manager's download, the code typed by hand."""
    site = sites("slip")
    manager = visit(site, javascript=False).page
    walk.sign_in(manager, "karin")
    manager.goto("/team/?vis=alle")
    hrefs = manager.locator("main .rows h2 a").evaluate_all(
        "links => links.map(one => one.pathname)"
    )
    for href in hrefs:
        manager.goto(f"{href}adgang/")
        button = manager.locator("form[action$='/seddel/'] button")
        if button.count():
            break
    with manager.expect_download() as download:
        button.click()
    code = CODE.search(Pdf(download.value.path().read_bytes()).words)
    assert code
    colleague = visit(site, javascript=False).page
    colleague.goto("/log-ind/")
    go(colleague, FINGER, colleague.locator("main a[href='/log-ind/seddel/']"))
    colleague.locator("input[name=code]").fill(code[0].lower())
    colleague.locator("input[name=password]").fill("dejlig-sommerdag-42")
    go(colleague, FINGER, colleague.locator("main form button"))
    assert walk.path_of(colleague) == "/"
