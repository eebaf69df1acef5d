"""What people do on the site, one page at a time, whatever their hands; found by role and address."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page

from people.directory import sample_files
from tests.journeys.hands import FINGER, Hand, go
from tests.journeys.server import ROOT

MODULE = "/forloeb/social-media/"
NEW_HIRE = "Mette Hansen"
CONTENT = ROOT / "policy" / "guidelines" / "social-media"


def read(path: Path) -> dict[str, Any]:
    """A file of the guideline's content."""
    content: dict[str, Any] = json.loads(path.read_text())
    return content


GUIDELINE = read(CONTENT / "guideline.json")
# What Mette's work is like: she meets the main situations for everybody and for that.
WORK = "care"
SITUATIONS = {
    one["id"]: one
    for one in (read(CONTENT / "situations" / f"{slug}.json") for slug in GUIDELINE["situations"])
    if one["set"] == "main" and (not one["work"] or WORK in one["work"])
}
LESSONS = {slug: read(CONTENT / "lessons" / f"{slug}.json") for slug in GUIDELINE["lessons"]}


def path_of(page: Page) -> str:
    """The page's address on its site."""
    return re.sub(r"^https?://[^/]+", "", page.url)


def at(page: Page) -> tuple[str, str]:
    """Which step of the module is shown: its kind, and of a lesson or situation the slug."""
    if found := re.search(r"/situation/([^/]+)/svar/", page.url):
        return "feedback", found[1]
    if found := re.search(r"/(lektion|situation)/([^/]+)/$", page.url):
        return found[1], found[2]
    return path_of(page).removeprefix(MODULE).strip("/"), ""


def on_button(page: Page) -> Locator:
    """The one big button or link that leads on."""
    return page.locator("main .actions .button:not(.secondary)")


def sign_in(page: Page, username: str, hand: Hand = FINGER) -> None:
    """The demonstration's one click."""
    page.goto("/")
    go(page, hand, page.locator(f"form:has(input[value={username}]) button"))


def sign_out(page: Page, hand: Hand = FINGER) -> None:
    """By the header's button."""
    go(page, hand, page.locator("header form[action='/log-af/'] button"))


def open_page(page: Page, path: str, hand: Hand = FINGER) -> None:
    """By the header's link; who has many of them opens the menu first, where there is one."""
    menu = page.locator("header .menu summary")
    if menu.is_visible():
        hand.press(menu)
    go(page, hand, page.locator(f"header a[href='{path}']"))


def assign(page: Page, hand: Hand = FINGER) -> None:
    """The manager's way from any page: my team, assign, the new hire, the button."""
    open_page(page, "/team/", hand)
    go(page, hand, page.locator("main a[href='/team/tildel/']"))
    card = page.locator("main .choice", has_text=NEW_HIRE)
    hand.choose(card.locator("input[name=employees]"))
    go(page, hand, on_button(page))


def upload(page: Page, sample: str, hand: Hand = FINGER) -> None:
    """HR's import with one of the site's own samples; the people in it are invented."""
    content = sample_files.content_of(sample).read()
    file = FilePayload(name=f"{sample}.zip", mimeType="application/zip", buffer=content)
    page.locator("main input[type=file]").set_input_files(file)
    hand.choose(page.locator("main input[name=is_invented]"))
    go(page, hand, on_button(page))


def order_a_file(page: Page) -> None:
    """Order a file as one does that is too large to wait for; where no worker runs, it is never done."""
    form = page.locator("header form[action='/log-af/']")
    form.evaluate("form => { form.action = '/rapporter/medarbejdere.xlsx/bestil/'; }")
    go(page, FINGER, page.locator("header form[action$='/bestil/'] button"))


def answer(
    page: Page,
    option: str,
    *,
    considerations: Sequence[str] = (),
    note: str = "",
    hand: Hand = FINGER,
) -> None:
    """Answer the situation that is shown; of a find, `option` has all that is ticked."""
    for one in option.split():
        hand.choose(page.locator(f"input[name=option][value='{one}']"))
    for consideration in considerations:
        hand.choose(page.locator(f"input[name=considerations][value='{consideration}']"))
    if note:
        hand.write(page.locator("textarea[name=note]"), note)
    go(page, hand, on_button(page))


def follow_up(page: Page, count: int, hand: Hand = FINGER) -> None:
    """Begin one's follow-up, and answer so many of its situations with the first option."""
    page.goto("/")
    go(page, hand, page.locator("main form[action$='/opfoelgning/begynd/'] button"))
    for number in range(1, count + 1):
        page.goto(f"{MODULE}opfoelgning/{number}/")
        hand.choose(page.locator("input[name=option]").first)
        go(page, hand, on_button(page))


def open_draft(page: Page, start: str, hand: Hand = FINGER) -> None:
    """The editor's way from any page: editing, open a draft, what it is to be, the button."""
    open_page(page, "/redaktion/", hand)
    go(page, hand, page.locator("main a[href='/redaktion/ny/social-media/']"))
    hand.choose(page.locator(f"input[name=start][value='{start}']"))
    go(page, hand, on_button(page))


def press(page: Page, do: str, hand: Hand = FINGER) -> None:
    """Press a button of a part's form: save, check, or one of a list's."""
    go(page, hand, page.locator(f"main button[name=do][value='{do}']").first)


def flag(page: Page, slug: str, text: str, hand: Hand = FINGER) -> None:
    """Say that something in a situation is wrong or unclear, from its own page."""
    page.goto(f"{MODULE}situation/{slug}/")
    go(page, hand, page.locator("main .ways a[href$='/meld/']"))
    hand.write(page.locator("textarea[name=text]"), text)
    go(page, hand, on_button(page))


def ask(page: Page, medium: str, purpose: str, hand: Hand = FINGER) -> None:
    """Ask the nearest manager, from the first page."""
    page.goto("/")
    go(page, hand, page.locator("main .ways a[href^='/spoergsmaal/']"))
    hand.write(page.locator("input[name=medium]"), medium)
    hand.write(page.locator("textarea[name=purpose]"), purpose)
    go(page, hand, on_button(page))


def answer_question(page: Page, ruling: str, text: str, hand: Hand = FINGER) -> None:
    """The manager's way from any page: my team, what waits, the oldest of it, the answer."""
    open_page(page, "/team/", hand)
    go(page, hand, page.locator("main .notice a[href='/team/spoergsmaal/']"))
    go(page, hand, page.locator("main .rows a").first)
    hand.choose(page.locator(f"input[name=ruling][value='{ruling}']"))
    hand.write(page.locator("textarea[name=text]"), text)
    go(page, hand, on_button(page))


def ask_and_answer(employee: Page, manager: Page, editor: Page) -> None:
    """Three questions: of one the answer becomes an example, one is answered, one waits."""
    ask(employee, "Instagram", "at vise gårdhaven på centrets side")
    ask(employee, "LinkedIn", "at finde oplægsholdere")
    ask(employee, "Facebook", "at følge borgernes gruppe om parken")
    answer_question(manager, "yes-if", "du bruger centrets profil")
    go(manager, FINGER, manager.locator("main a[href$='/eksempel/']"))
    go(manager, FINGER, on_button(manager))
    answer_question(manager, "yes", "")
    editor.goto("/")
    open_page(editor, "/redaktion/")
    go(editor, FINGER, editor.locator("main .notice a[href='/lokale-eksempler/']"))
    go(editor, FINGER, editor.locator("main .rows a").first)
    go(editor, FINGER, editor.locator("main button[value=publish]"))


def say_work(page: Page, hand: Hand = FINGER) -> None:
    """Say what one's work is like."""
    hand.choose(page.locator(f"input[name=work][value='{WORK}']"))
    go(page, hand, on_button(page))


def work_through(page: Page, until: tuple[str, str] = ("kvittering", "")) -> None:
    """Begin where one is, and go on by the big button until that step; the first option each time."""
    while at(page) != until:
        kind, slug = at(page)
        if kind == "situation":
            answer(page, SITUATIONS[slug]["options"][0]["id"])
        elif kind == "arbejde":
            say_work(page)
        else:
            go(page, FINGER, on_button(page))
