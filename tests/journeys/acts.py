"""What is done on a page to bring a sight about, where more than one table of sights needs it."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys import walk
from tests.journeys.hands import FINGER, go
from tests.journeys.walk import on_button


def send_form(page: Page) -> None:
    """Send the form as it stands."""
    go(page, FINGER, on_button(page))


def open_the_last(page: Page) -> None:
    go(page, FINGER, page.locator("main .rows a").last)


def open_first(page: Page) -> None:
    """From a table to what its first row leads to."""
    go(page, FINGER, page.locator("main tbody th a").first)


def open_to(address: str, *, send: bool = False) -> Callable[[Page], None]:
    """From a list to the first of it, further to something one can do there, and send it."""

    def act(page: Page) -> None:
        go(page, FINGER, page.locator("main .rows a").first)
        if address:
            go(page, FINGER, page.locator(f"main a[href*='{address}']").first)
        if send:
            send_form(page)

    return act


def write_and_press(do: str, **typed: str) -> Callable[[Page], None]:
    """Write into a part's form, and press a button of it."""

    def act(page: Page) -> None:
        for name, words in typed.items():
            page.locator(f"[name='{name.replace('_', '-')}']").fill(words)
        walk.press(page, do)

    return act
