"""What must hold on every page, in every language and at every size."""

from collections import Counter
from typing import Any

import html5lib
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, ViewportSize

from tests.journeys.listening import control_faults, language_faults, tree_faults
from tests.journeys.visitor import DESKTOP, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# 320 px is 400 % on a desktop's 1280, 640 px is 200 %.
NARROW = (320, 640)
SITE = "Omtanke online"
# A page itself over the wire, compressed; test_weight.py holds the files that go with a first view.
MOST_BYTES = {"learner": 7_000, "manager": 45_000 - 13_000}

WIDE_ELEMENTS = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [document.documentElement.scrollWidth + " px wide",
   ...[...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth)
    .map(one => one.outerHTML.slice(0, 90)).slice(0, 4)]"""
# What a thumb has to hit, but for links within text; a choice's label covers its whole card.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "button, select, textarea, summary, .button, .choice, .frame a, .pills a, .back, "
    + "input:not([type=hidden], [type=radio], [type=checkbox])")]
  .filter(one => one.checkVisibility())
  .filter(one => { const box = one.getBoundingClientRect(); return box.height < 43.5 || box.width < 43.5; })
  .map(one => one.outerHTML.slice(0, 120))"""

RUN_AXE = """async runOnly => {
  const results = await axe.run({ runOnly, resultTypes: ["violations"] });
  return results.violations.flatMap(one => one.nodes.map(
    node => `${one.id} on ${node.target}: ${node.failureSummary}`));
}"""


def faults_of(
    page: Page, language: str, sizes: tuple[ViewportSize, ...], *, is_whole: bool = True
) -> list[str]:
    """All that is wrong with the page that is shown: sentences, none of them if it is well.

    A page that is not whole shows parts outside their place, several of a kind: how those are told
    apart, and which heading they stand under, is for the pages that they are parts of.
    """
    found = _outline_faults(page, language) + language_faults(page)
    found += tree_faults(page) if is_whole else control_faults(page)
    for size in sizes:
        page.set_viewport_size(size)
        where = f"at {size['width']} px"
        found += [
            f"{where}: {fault}" for fault in axe_faults(page, {"values": TAGS, "type": "tag"})
        ]
    page.set_viewport_size(PHONE)
    found += [f"too small to hit: {one}" for one in page.evaluate(SMALL_TARGETS)]
    if len(sizes) > 1:
        page.emulate_media(color_scheme="dark")
        contrast = {"type": "rule", "values": ["color-contrast"]}
        found += [f"in the dark: {fault}" for fault in axe_faults(page, contrast)]
        page.emulate_media(color_scheme="light")
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 640})
        found += [f"wider than {width} px: {one}" for one in page.evaluate(WIDE_ELEMENTS)]
    page.set_viewport_size(PHONE)
    return found


def document_faults(document: Response | None, *, weight: int) -> list[str]:
    """What is wrong with the page as it was sent: its HTML by the standard's parser, and its weight."""
    assert document is not None
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(document.text())
    found = [f"HTML at {place}: {code} {details}" for place, code, details in parser.errors]
    counted = Counter(element.get("id") for element in root.iter() if element.get("id"))
    found += [f"{count} × id {name}" for name, count in counted.items() if count > 1]
    sizes = document.request.sizes()
    sent = sizes["responseHeadersSize"] + sizes["responseBodySize"]
    return found + ([f"{sent} bytes, more than {weight}"] if sent > weight else [])


def both_sizes(language: str, *, everything: bool) -> tuple[ViewportSize, ...]:
    """Danish on the phone and the desktop; the others, unless everything is wanted, on the phone."""
    return (PHONE, DESKTOP) if everything or language == "da" else (PHONE,)


def _outline_faults(page: Page, language: str) -> list[str]:
    found = []
    own_title, _, site = page.title().rpartition(" – ")
    if not own_title or site != SITE:
        found.append(f"no title of its own: {page.title()!r}")
    for selector in ("h1", "main", "header", "footer"):
        if (count := page.locator(selector).count()) != 1:
            found.append(f"{count} × {selector}")
    if (shown := page.locator("html").get_attribute("lang")) != language:
        found.append(f"in {shown} instead of {language}")
    return found


def signed_in_faults(page: Page, name: str) -> list[str]:
    """Whether the page says who is signed in: the name, or, where it is empty, nobody."""
    box = page.locator("header form[action='/log-af/']")
    said = box.locator("a[href='/min-adgang/']").all_inner_texts()
    return (
        [] if said == ([name] if name else []) else [f"says that {said} is signed in, not {name!r}"]
    )


def axe_faults(page: Page, run_only: dict[str, Any]) -> list[str]:
    """What axe finds: rule, place and reason."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(RUN_AXE, run_only)
    return found
