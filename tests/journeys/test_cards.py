"""Discussion cards on paper: one card to a sheet of A5, in each language, the frame left out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.conftest import Sites, Visit
from tests.journeys.seeing import LANGUAGES, turn_to

pytestmark = pytest.mark.journey

CARDS = walk.GUIDELINE["cards"]
# In points, as the PDF says it: 148 × 210 mm.
A5 = (420, 595)


def sheets(page: Page) -> list[tuple[int, int]]:
    """The size of each sheet the page is printed on, as its own style asks for it."""
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) == len(re.findall(rb"/Type /Page\b(?!s)", printed))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_each_card_fills_one_sheet_of_a5(sites: Sites, visit: Visit) -> None:
    page = visit(sites("cards"), javascript=False).page
    walk.sign_in(page, "anne")
    page.goto("/alle-samtalekort/social-media/")
    for language in LANGUAGES:
        turn_to(page, language)
        assert sheets(page) == [A5] * len(CARDS)
    for card in CARDS:
        page.goto(f"/samtalekort/social-media/{card['id']}/")
        assert sheets(page) == [A5]
    page.emulate_media(media="print")
    expect(page.locator("article.card")).to_be_visible()
    for left_out in ("header", "footer", "main .screen", "main a.back"):
        expect(page.locator(left_out)).to_be_hidden()


def test_other_pages_keep_the_readers_own_paper(sites: Sites, visit: Visit) -> None:
    page = visit(sites("paper")).page
    walk.sign_in(page, "anne")
    page.goto("/retningslinjer/social-media/")
    assert A5 not in sheets(page)
