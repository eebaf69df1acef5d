"""What an employee sees: the module, the guideline, own questions and facts."""

from playwright.sync_api import Page

from tests.journeys import walk
from tests.journeys.acts import open_the_last, open_to, send_form
from tests.journeys.seeing import Sight
from tests.journeys.walk import MODULE

ANSWERED = "svar=1&work=yes&people=yes&permission=no&confidential=no"
WRONG_TEXT = """() => {
  document.querySelector("[name=text_sha256]").value = "0".repeat(64);
  document.querySelector("[name=confirmed]").checked = true;
}"""


def _situation(slug: str) -> str:
    return f"{MODULE}situation/{slug}/"


def _send_another_text(page: Page) -> None:
    page.evaluate(WRONG_TEXT)
    send_form(page)


def _write_a_number(page: Page) -> None:
    page.locator("textarea[name=text]").fill("Ring til 010190-1234")
    send_form(page)


def _ask_with_a_number(page: Page) -> None:
    page.locator("input[name=medium]").fill("Facebook")
    page.locator("textarea[name=purpose]").fill("at skrive til 010190-1234")
    send_form(page)


LEARNING = (
    Sight("my training, in progress", "mette", "/"),
    Sight("my training, completed", "karin", "/"),
    Sight("lesson", "mette", f"{MODULE}lektion/what-you-write/"),
    Sight("lesson with situations", "mette", f"{MODULE}lektion/photos/"),
    *(Sight(f"situation {slug}", "mette", _situation(slug)) for slug in walk.SITUATIONS),
    *(Sight(f"feedback {slug}", "mette", f"{_situation(slug)}svar/1/") for slug in walk.SITUATIONS),
    Sight("situation, nothing chosen", "mette", _situation("summer-party"), 422, send_form),
    Sight("dilemma, nothing chosen", "mette", _situation("new-manager"), 422, send_form),
    Sight("find, nothing ticked", "mette", _situation("friday-cake"), 422, send_form),
    Sight("flag", "mette", f"{_situation('summer-party')}meld/"),
    Sight("flag, a number", "mette", f"{_situation('summer-party')}meld/", 422, _write_a_number),
    Sight("flagged", "mette", f"{_situation('summer-party')}meld/tak/"),
    Sight("work", "mette", f"{MODULE}arbejde/"),
    Sight("follow-up on the first page", "henrik", "/"),
    Sight("follow-up", "henrik", f"{MODULE}opfoelgning/2/"),
    Sight("follow-up, nothing chosen", "henrik", f"{MODULE}opfoelgning/2/", 422, send_form),
    Sight("follow-up, answered", "henrik", f"{MODULE}opfoelgning/1/svar/"),
    Sight("follow-up, thanks", "karin", f"{MODULE}opfoelgning/tak/"),
    Sight("recap", "mette", f"{MODULE}opsummering/"),
    Sight("helper", "henrik", "/maa-jeg-dele-det/"),
    Sight("helper, advice", "henrik", f"/maa-jeg-dele-det/?{ANSWERED}"),
    Sight("helper, half answered", "henrik", "/maa-jeg-dele-det/?svar=1&work=yes"),
    Sight("cards", "anne", "/samtalekort/social-media/"),
    Sight("card", "anne", "/samtalekort/social-media/card-new-manager/"),
    Sight("deck", "anne", "/alle-samtalekort/social-media/"),
    Sight("acknowledgement", "mette", f"{MODULE}kvittering/"),
    Sight("acknowledgement, not ticked", "mette", f"{MODULE}kvittering/", 422, send_form),
    Sight(
        "acknowledgement, text changed", "mette", f"{MODULE}kvittering/", 409, _send_another_text
    ),
    Sight("receipt", "karin", f"{MODULE}kvittering/bevis/"),
    Sight("guideline", "mette", "/retningslinjer/", leads_to="policy:guideline"),
    Sight("guideline, found", "mette", "/retningslinjer/social-media/?q=facebook&fra=/"),
    Sight("guideline, not found", "mette", "/retningslinjer/social-media/?q=ubåd"),
    Sight("edition", "karin", "/retningslinjer/social-media/version/1.0/"),
    Sight("changes, none", "karin", "/retningslinjer/social-media/version/1.0/aendringer/"),
    Sight("ask a manager", "mette", "/spoergsmaal/?fra=/"),
    Sight("ask a manager, a number", "mette", "/spoergsmaal/", 422, _ask_with_a_number),
    Sight(
        "own question, answered",
        "mette",
        "/spoergsmaal/",
        200,
        open_the_last,
        leads_to="training:question",
    ),
    Sight(
        "own question, open",
        "mette",
        "/spoergsmaal/",
        200,
        open_to(""),
        leads_to="training:question",
    ),
    Sight("mine", "mette", "/mine-oplysninger/"),
    Sight("mine of HR", "karin", "/mine-oplysninger/"),
)
