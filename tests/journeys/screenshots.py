"""Makes docs/screenshots/*.png afresh: the story's screens in Danish, as people meet them."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.journeys import walk
from tests.journeys.hands import FINGER, go
from tests.journeys.palette import with_palette
from tests.journeys.server import ROOT, Site, prepare
from tests.journeys.visitor import DESKTOP, Visitor, browser_path, launch
from tests.journeys.walk import SITUATIONS, on_button

FOLDER = ROOT / "docs" / "screenshots"
MOST_BYTES = 120_000
SITUATION = "morning-round"


def main() -> None:
    """Prepare, serve, walk through, and keep what is seen on the way."""
    if browser_path() is None:
        raise SystemExit("Chromium is missing: install chromium, or name it in CHROMIUM.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="omtanke-") as var, sync_playwright() as playwright:
        prepare(Path(var))
        site = Site.on_copy(Path(var), "screenshots").start()
        try:
            browser = launch(playwright)
            take_team(browser, site)
            take_learner(browser, site)
            take_status(browser, site)
            browser.close()
        finally:
            site.kill()


def take_team(browser: Browser, site: Site) -> None:
    """The manager's team, with what was just assigned."""
    visitor = visit(browser, site)
    walk.sign_in(visitor.page, "anne")
    walk.assign(visitor.page)
    keep(visitor, "team")


def take_learner(browser: Browser, site: Site) -> None:
    """A new starter's way: first page, situation, feedback, acknowledgement."""
    visitor = visit(browser, site)
    page = visitor.page
    walk.sign_in(page, "mette")
    keep(visitor, "my-training")
    walk.work_through(page, until=("situation", SITUATION))
    keep(visitor, "situation")
    wrong = next(one for one in SITUATIONS[SITUATION]["options"] if one["verdict"] == "risky")
    walk.answer(page, wrong["id"])
    keep(visitor, "feedback")
    walk.work_through(page)
    page.locator("main form.me").evaluate("form => form.scrollIntoView({ block: 'center' })")
    keep(visitor, "acknowledge")
    FINGER.choose(page.locator("input[name=confirmed]"))
    go(page, FINGER, on_button(page))


def take_status(browser: Browser, site: Site) -> None:
    """HR's status on a desktop."""
    visitor = Visitor(browser, site.url, size=DESKTOP, locale="da-DK")
    walk.sign_in(visitor.page, "karin")
    visitor.page.goto("/rapporter/")
    keep(visitor, "status")


def visit(browser: Browser, site: Site) -> Visitor:
    """A phone with a fine screen."""
    return Visitor(browser, site.url, locale="da-DK", scale=2)


def keep(visitor: Visitor, name: str) -> None:
    """Save what the screen shows; refuse what has become too big."""
    path = FOLDER / f"{name}.png"
    path.write_bytes(with_palette(visitor.page.screenshot()))
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} has {path.stat().st_size} bytes; {MOST_BYTES} are allowed.")


if __name__ == "__main__":
    main()
