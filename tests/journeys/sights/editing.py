"""The editor's pages: drafts and their parts, review, what readers report."""

from playwright.sync_api import Page

from tests.journeys.acts import open_the_last, open_to, send_form, write_and_press
from tests.journeys.hands import FINGER
from tests.journeys.seeing import Sight
from tests.journeys.worked_through import DRAFT, SENT


def _answer_first(page: Page) -> None:
    FINGER.choose(page.locator("input[name=option]").first)
    send_form(page)


def _open_and_send(page: Page) -> None:
    open_the_last(page)
    send_form(page)


EDITED = (
    "lektion/photos",
    "situation/new-manager",
    "situation/friday-cake",
    "situation/who-sees-it",
)
SINGLE = ("tekst", "opsummering", "hjaelper", "kort/card-new-manager")
EDITING = (
    Sight("editing", "henrik", "/redaktion/"),
    Sight("draft", "henrik", DRAFT),
    Sight("draft, check", "henrik", f"{DRAFT}tjek/"),
    Sight("draft, translations", "henrik", f"{DRAFT}oversaettelser/"),
    Sight("draft, not ready to be sent", "henrik", f"{DRAFT}send/"),
    Sight("draft, nothing to confirm", "henrik", f"{DRAFT}bekraeft/"),
    Sight("editing, as HR", "karin", "/redaktion/"),
    Sight("review", "karin", f"{SENT}gennemsyn/"),
    Sight("review, the sender", "henrik", f"{SENT}gennemsyn/"),
    Sight("send back", "karin", f"{SENT}gennemsyn/retur/"),
    Sight("send back, nothing written", "karin", f"{SENT}gennemsyn/retur/", 422, send_form),
    Sight("draft, discard", "henrik", f"{DRAFT}kasser/"),
    Sight("add", "henrik", f"{DRAFT}tilfoej/situation/"),
    Sight("add, nothing written", "henrik", f"{DRAFT}tilfoej/kort/", 422, send_form),
    *(Sight(f"part {one}", "henrik", f"{DRAFT}rediger/{one}/") for one in (*EDITED, *SINGLE)),
    *(Sight(f"preview {one}", "henrik", f"{DRAFT}vis/{one}/") for one in (*EDITED, *SINGLE)),
    Sight("part", "henrik", f"{DRAFT}rediger/situation/summer-party/"),
    Sight(
        "part, checked",
        "henrik",
        f"{DRAFT}rediger/situation/summer-party/",
        200,
        write_and_press("check", story_en="", options_0_quote_text_da="Det står der ikke."),
    ),
    Sight(
        "part, refused",
        "henrik",
        f"{DRAFT}rediger/situation/summer-party/",
        422,
        write_and_press("save", title_de="x" * 201),
    ),
    Sight(
        "part, a list longer",
        "henrik",
        f"{DRAFT}rediger/situation/summer-party/",
        200,
        write_and_press("add:mock-lines"),
    ),
    Sight("preview, answered", "henrik", f"{DRAFT}vis/situation/summer-party/", 200, _answer_first),
    Sight("preview, not answered", "henrik", f"{DRAFT}vis/situation/summer-party/", 200, send_form),
    Sight("earlier texts", "henrik", f"{DRAFT}historik/situation/job-fair/"),
    Sight("earlier texts of what is removed", "henrik", f"{DRAFT}historik/situation/flower-bed/"),
    Sight("remove", "henrik", f"{DRAFT}fjern/situation/big-load/"),
    Sight("remove, others hang on it", "henrik", f"{DRAFT}fjern/lektion/photos/"),
    Sight("reports", "henrik", "/redaktion/meldinger/"),
    Sight("report", "henrik", "/redaktion/meldinger/", 200, open_the_last, "authoring:flag"),
    Sight(
        "report, nothing written",
        "henrik",
        "/redaktion/meldinger/",
        422,
        _open_and_send,
        "authoring:flag",
    ),
    Sight("local examples", "henrik", "/lokale-eksempler/"),
    Sight(
        "local example",
        "henrik",
        "/lokale-eksempler/",
        200,
        open_to(""),
        leads_to="training:example",
    ),
)
