"""What must hold when people adapt a page to themselves: larger text, more space, their own colours,
the keyboard alone, no scripts.
"""

import re

from playwright.sync_api import Browser, Page

from tests.journeys.checks import WIDE_ELEMENTS, axe_faults
from tests.journeys.hands import STOP
from tests.journeys.visitor import DESKTOP, PHONE, Visitor

# WCAG 2.2, 1.4.12. A sheet of the browser's own, as a reader's extension would add it: the page's
# policy against inline styles stays as it is.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; }
  * { word-spacing: .16em !important; }
  p { margin-bottom: 2em !important }"""
# WCAG 2.2, 1.4.4: the text alone, at twice its size.
ENLARGED = ":root { font-size: 200% !important }"
ADD_SHEET = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
# Text that a box cuts off, and text that lies on other text. What is hidden for the eye is cut on purpose.
SPOILT_TEXT = """() => {
  const found = [];
  const isSeen = one => one.checkVisibility({ visibilityProperty: true })
    && !one.closest(".hidden, [aria-hidden=true], svg") && getComputedStyle(one).clipPath === "none"
    && !one.closest("thead");
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !isSeen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // What is scrolled out of sight lies on nothing.
    const within = box => {
      for (let at = parent; at !== document.body; at = at.parentElement) {
        if (!["auto", "scroll"].includes(getComputedStyle(at).overflowY)) continue;
        const frame = at.getBoundingClientRect();
        if (box.top >= frame.bottom || box.bottom <= frame.top) return false;
      }
      return true;
    };
    for (const box of range.getClientRects()) {
      if (box.width > 1 && within(box)) lines.push({ box, parent });
    }
    for (let at = parent; at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath !== "none" || style.position === "fixed") break;
      const cuts = value => value === "hidden" || value === "clip";
      if ((cuts(style.overflowX) && at.scrollWidth > at.clientWidth + 1)
          || (cuts(style.overflowY) && at.scrollHeight > at.clientHeight + 1)) {
        found.push("cut: " + at.outerHTML.slice(0, 90));
      }
    }
  }
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length; j++) {
      const a = lines[i], b = lines[j];
      if (a.parent === b.parent || a.parent.contains(b.parent) || b.parent.contains(a.parent)) continue;
      const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      // Line boxes may touch: what lies on each other does so by more than half a line.
      if (width > 3 && height > Math.min(a.box.height, b.box.height) / 2) {
        const [one, other] = [a, b].map(line => line.parent.outerHTML.slice(0, 60));
        found.push(`one on the other: ${one} and ${other}`);
      }
    }
  }
  return [...new Set(found)].slice(0, 5);
}"""
# Where colours alone would tell two apart: one of each must differ in what forced colours leave.
TOLD_APART = r"""() => {
  const pairs = [
    [".segments .full", ".segments i:not(.full, .half)"],
    [".choice:has(:checked)", ".choice:not(:has(:checked))"],
    [".pills [aria-current]", ".pills a:not([aria-current])"],
    ["nav [aria-current]", "nav a:not([aria-current])"],
    [".button:not(.secondary, .quiet)", "main p"],
    [".measure rect", ".measure svg"],
    [".notice", "main p"],
    [".badge", "main p"],
  ];
  const probe = document.body.appendChild(document.createElement("div"));
  probe.style.backgroundColor = "Canvas";
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const shown = one => {
    const style = getComputedStyle(one);
    // Forced colours keep a colour's alpha: what shows through is white with none of it.
    const isClear = /^rgba.*, 0\)$/.test(style.backgroundColor);
    const ground = isClear ? canvas : style.backgroundColor;
    const fill = one.tagName === "rect" ? style.fill : ground;
    return [fill, style.borderTopColor, style.borderTopWidth, style.borderTopStyle, style.fontWeight,
      style.textDecorationLine].join(" ");
  };
  return pairs.flatMap(([one, other]) => {
    const a = document.querySelector(one), b = document.querySelector(other);
    return a && b && shown(a) === shown(b) ? [`${one} looks like ${other}`] : [];
  });
}"""
COUNT_STOPS = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled).length"""
SECRET = re.compile(r"\b[A-Z2-7]{32}\b")
# The first stop and the last, where there are two, by the names that STOP gives.
ENDS = """() => {
  const stops = [...document.querySelectorAll("a[href], button, summary")]
    .filter(one => one.checkVisibility({ visibilityProperty: true }));
  return stops.length > 1 ? [stops[0], stops.at(-1)].map(one => one.outerHTML.slice(0, 120)) : [];
}"""
# Of radio buttons of a name one is a stop, and a date has several.
STOPS_OF_A_DATE = 4


def adaptation_faults(page: Page) -> list[str]:
    """All that is wrong with the page that is shown once people have adapted it."""
    found = [f"text at 200 %: {fault}" for fault in spoilt_by(page, ENLARGED, DESKTOP["width"])]
    for width in (PHONE["width"], DESKTOP["width"]):
        found += [f"with text spacing: {fault}" for fault in spoilt_by(page, SPACED, width)]
    page.set_viewport_size(PHONE)
    return found + forced_colour_faults(page) + keyboard_faults(page)


def spoilt_by(page: Page, css: str, width: int) -> list[str]:
    """What these rules push off the page, cut off or lay on something else. Seen from its end, where
    what keeps to the window's lower edge stands in its own place and lies on nothing.
    """
    page.set_viewport_size({"width": width, "height": 844})
    page.evaluate(ADD_SHEET, css)
    page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    found: list[str] = page.evaluate(WIDE_ELEMENTS) + page.evaluate(SPOILT_TEXT)
    page.evaluate(ADD_SHEET, "")
    return found


def forced_colour_faults(page: Page) -> list[str]:
    """What can't be read or told apart in the colours of a system with high contrast."""
    page.emulate_media(forced_colors="active")
    found = [f"in forced colours: {one}" for one in page.evaluate(TOLD_APART)]
    contrast = {"type": "rule", "values": ["color-contrast"]}
    found += [f"in forced colours: {fault}" for fault in axe_faults(page, contrast)]
    page.emulate_media(forced_colors="none")
    return found


def keyboard_faults(page: Page) -> list[str]:
    """Where the focus can't be seen on a walk by Tab from top to bottom, or never leaves."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    body = page.locator("body")
    found: list[str] = []
    before, ends = "", page.evaluate(ENDS)
    most = page.evaluate(COUNT_STOPS) + STOPS_OF_A_DATE * page.locator("input[type=date]").count()
    for _ in range(most + 1):
        page.keyboard.press("Tab")
        stop = body.evaluate(STOP)
        # From the last stop Tab leads out of the page, or, where the window has nothing else, to the first.
        if stop["name"].startswith("<body") or [before, stop["name"]] == [*reversed(ends)]:
            return found
        before = stop["name"]
        if not stop["seen"]:
            found.append(f"by keyboard: the focus can't be seen on {stop['name']}")
    return [*found, "by keyboard: Tab never comes to the end of the page"]


def scriptless_faults(browser: Browser, visitor: Visitor, path: str) -> list[str]:
    """What is there with scripts and missing without, or the other way round."""
    url = visitor.page.url.removesuffix(visitor.page.url.partition("//")[2].partition("/")[2])
    other = Visitor(
        browser, url.rstrip("/"), javascript=False, session=visitor.context.storage_state()
    )
    other.expected_statuses = visitor.expected_statuses
    try:
        other.page.goto(path)
        with_scripts, without = words_of(visitor.page), words_of(other.page)
    finally:
        other.context.close()
    found = [f"without scripts: {trouble}" for trouble in other.troubles]
    if with_scripts != without:
        found.append(f"without scripts: {without} instead of {with_scripts}")
    return found


def words_of(page: Page) -> list[str]:
    """The page's lines, but for the buttons that only scripts show; without an app's key, which is
    another each time.
    """
    scripted = set(page.locator("main [data-print], main [data-read-aloud]").all_inner_texts())
    lines = page.locator("main").inner_text().splitlines()
    return [SECRET.sub("", line) for line in lines if line.strip() and line not in scripted]
