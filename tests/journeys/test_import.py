"""HR imports people: a file with errors, one to confirm, and a month later the next."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, Hand, Keyboard, go

pytestmark = pytest.mark.journey


def figure(page: Page, label: str) -> Locator:
    """A figure of the preview."""
    return page.locator(".figures > div", has_text=label).locator("dd")


def confirm(page: Page, hand: Hand) -> None:
    """Press the one button that writes."""
    go(page, hand, page.locator("form[action='/medarbejdere/import/udfoer/'] button"))


@pytest.mark.parametrize("way", ["finger", "no JavaScript", "keyboard"])
def test_hr_uploads_looks_and_confirms(way: str, sites: Sites, visit: Visit) -> None:
    site = sites(f"import-{way.replace(' ', '-')}")
    page = visit(site, javascript=way != "no JavaScript").page
    hand: Hand = Keyboard(page) if way == "keyboard" else FINGER
    walk.sign_in(page, "karin", hand)
    walk.open_page(page, "/medarbejdere/import/", hand)

    walk.upload(page, "fem-filer-med-fejl", hand)
    expect(page.locator(".error-summary")).to_contain_text("4 fejl")
    expect(page.locator("#fejl + table tbody tr")).to_have_count(4)
    expect(page.locator("form[action='/medarbejdere/import/udfoer/']")).to_have_count(0)

    walk.open_page(page, "/medarbejdere/import/", hand)
    walk.upload(page, "fem-filer", hand)
    expect(figure(page, "Nye")).to_have_text("12")
    expect(page.get_by_role("cell", name="Musikskolen").first).to_be_visible()
    confirm(page, hand)
    expect(page.locator(".messages")).to_contain_text("12 nye")

    walk.upload(page, "fem-filer-senere", hand)
    for label, count in (("Nye", 1), ("Flytter", 1), ("Ændres", 2), ("Fratræder", 1)):
        expect(figure(page, label)).to_have_text(str(count))
    go(page, hand, page.locator("main .pills a", has_text="Fratræder"))
    expect(page.locator("main tbody th")).to_have_text(["Halfdan Ravnkilde"])
    confirm(page, hand)
    expect(page.locator(".messages")).to_contain_text("1 fratrådt")

    page.goto("/rapporter/medarbejdere/?q=Oda")
    expect(page.locator("main tbody th")).to_contain_text(["Oda Bredahl"])
