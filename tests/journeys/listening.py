"""What a screen reader makes of a page: the names and roles in Chromium's accessibility tree, and the
language in which each passage would be read.
"""

import re
from collections import Counter
from typing import Any

from playwright.sync_api import Page

# What one can do something with: it must say what.
CONTROLS = {
    "link",
    "button",
    "textbox",
    "searchbox",
    "combobox",
    "checkbox",
    "radio",
    "spinbutton",
    "DisclosureTriangle",
    "Date",
}
# What a reader jumps to: with several of a kind, each must say which it is.
LANDMARKS = {"navigation", "search", "form", "region"}
# Without a name these are none.
NAMED_LANDMARKS = {"form", "region"}
NAMED = {"heading", "image", "img", "radiogroup", "table", "columnheader", "rowheader"}

# Whoever steers by voice says what is seen (WCAG 2.5.3): it must be in the name.
UNSAYABLE = """() => [...document.querySelectorAll(":is(a, button, input)[aria-label]")]
  .map(control => [control.innerText.trim(), control.getAttribute("aria-label")])
  .filter(([seen, name]) => seen && !name.toLowerCase().includes(seen.toLowerCase()))"""

# A passage is the text of a block: what is in it in another language is a passage of its own.
PASSAGES = """() => {
  const passages = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, textarea, pre, code")) continue;
    const lang = parent.closest("[lang]");
    const block = parent.closest("p, li, h1, h2, h3, td, th, dd, dt, legend, label, figcaption, "
      + "small, caption, button, a, option, div");
    const key = lang.contains(block) ? block : lang;
    const before = passages.get(key) || { lang: lang.lang, text: "" };
    before.text += " " + node.data;
    passages.set(key, before);
  }
  return [...passages.values()];
}"""
# Small words that are frequent in one of the languages and rare in the others.
FREQUENT = {
    "da": "og ikke du det af jeg har på som til kan eller din fra hvad den blev hvis",
    "en": "the and you not of to have your with that what it this is are by their",
    "de": "und nicht sie das der die von haben mit ist ihre wenn auf eine einer wird oder",
}
WORDS = {language: set(words.split()) for language, words in FREQUENT.items()}
# Fewer small words than these say nothing.
LEAST_WORDS = 3


def control_faults(page: Page) -> list[str]:
    """Controls without a name, or with one that lacks the words that are seen."""
    nodes = _nodes(page)
    found = [f"a {role} without a name" for role, name, _ in nodes if role in CONTROLS and not name]
    return found + _unsayable(page)


def tree_faults(page: Page) -> list[str]:
    """Controls, headings and tables without a name, headings that skip a level, landmarks alike."""
    nodes = _nodes(page)
    found = [
        f"a {role} without a name" for role, name, _level in nodes if _needs(role) and not name
    ]
    counted = Counter(
        (role, name)
        for role, name, _level in nodes
        if role in LANDMARKS and (name or role not in NAMED_LANDMARKS)
    )
    found += [
        f"{count} × {role} named {name!r}" for (role, name), count in counted.items() if count > 1
    ]
    levels = [level for role, _name, level in nodes if role == "heading"]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            found.append(f"a heading of level {level} follows one of level {before}")
    return found + _unsayable(page)


def _unsayable(page: Page) -> list[str]:
    return [f"{seen!r} is seen, but named {name!r}" for seen, name in page.evaluate(UNSAYABLE)]


def _needs(role: str) -> bool:
    return role in CONTROLS or role in NAMED


def _nodes(page: Page) -> list[tuple[str, str, int]]:
    """Role, name and level of all that a screen reader meets, in the page's order."""
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")
    session.detach()
    return [_node(one) for one in tree["nodes"] if not one["ignored"]]


def _node(node: dict[str, Any]) -> tuple[str, str, int]:
    level = next(
        (one["value"]["value"] for one in node.get("properties", []) if one["name"] == "level"), 0
    )
    return node["role"]["value"], node.get("name", {}).get("value", "").strip(), level


def language_faults(page: Page) -> list[str]:
    """Passages that are plainly in another language than the one they say."""
    return [
        f"lang={one['lang']}, but in {spoken}: {' '.join(one['text'].split())[:80]}"
        for one in page.evaluate(PASSAGES)
        if (spoken := language_of(one["text"])) and spoken != one["lang"]
    ]


def language_of(text: str) -> str:
    """The language in which a text plainly is; nothing where that can't be told."""
    words = re.findall(r"\w+", text.lower())
    counted = Counter({code: sum(word in known for word in words) for code, known in WORDS.items()})
    (best, most), (_second, next_most) = counted.most_common(2)
    return best if most >= LEAST_WORDS and most > 2 * next_most else ""
