"""Signing in and out, one's own access, and what anybody may read."""

from playwright.sync_api import Page

from tests.journeys.acts import send_form
from tests.journeys.hands import FINGER, go
from tests.journeys.seeing import NOBODY, Sight


def _sign_in_wrongly(page: Page) -> None:
    page.locator("input[name=login]").fill("mette")
    page.locator("input[name=password]").fill("not hers")
    go(page, FINGER, page.locator("main .actions button"))


def _ask_for_a_code(page: Page) -> None:
    """For nobody who is known here."""
    page.locator("input[name=email]").fill("ingen@example.org")
    send_form(page)


def _use_a_slip(page: Page) -> None:
    page.locator("input[name=password]").fill("1234")
    send_form(page)


def _send_wrong_digits(page: Page) -> None:
    page.locator("input[name=code]").fill("000000")
    send_form(page)


def _lose_the_token(page: Page) -> None:
    page.context.clear_cookies(name="csrftoken")
    go(page, FINGER, page.locator("main .actions button"))


SIGNING_IN = (
    Sight("sign-in", NOBODY, "/log-ind/"),
    Sight("sign-in, wrong", NOBODY, "/log-ind/", 200, _sign_in_wrongly),
    Sight("sign-in, too late", NOBODY, "/log-ind/", 403, _lose_the_token),
    Sight("no longer employed", NOBODY, "/log-ind/ikke-ansat/"),
    Sight("code by mail", NOBODY, "/log-ind/kode/"),
    Sight("code by mail, no address", NOBODY, "/log-ind/kode/", 200, send_form),
    Sight(
        "code",
        NOBODY,
        "/log-ind/kode/",
        200,
        _ask_for_a_code,
        leads_to="account_confirm_login_code",
    ),
    Sight("first password, link used", NOBODY, "/log-ind/foerste-gang/1-x/"),
    Sight("passkey", NOBODY, "/log-ind/adgangsnoegle/"),
    Sight("slip", NOBODY, "/log-ind/seddel/?kode=ABCD-EFGH-JKMN"),
    Sight("slip, wrong", NOBODY, "/log-ind/seddel/?kode=ABCD-EFGH-JKMN", 422, _use_a_slip),
    Sight("my access", "mette", "/min-adgang/"),
    Sight("my access, a step missing", "henrik", "/min-adgang/?mangler=1"),
    Sight("add a passkey", "mette", "/min-adgang/noegler/ny/"),
    Sight("set up an app", "mette", "/min-adgang/app/"),
    Sight("set up an app, wrong code", "mette", "/min-adgang/app/", 200, _send_wrong_digits),
    Sight("privacy", NOBODY, "/saadan-bruger-vi-dine-svar/"),
    Sight("accessibility", NOBODY, "/was/", leads_to="training:accessibility"),
    Sight("not found, signed out", NOBODY, "/findes-ikke/", 404),
    Sight("not found", "mette", "/findes-ikke/", 404),
    Sight("forbidden", "mette", "/rapporter/", 403),
    Sight("sign-out", "mette", "/log-af/"),
)
