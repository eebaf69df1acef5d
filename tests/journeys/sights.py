"""Every page of the site: who sees it as their main role, where, and what is done to bring it about."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.journeys import walk
from tests.journeys.hands import FINGER, go
from tests.journeys.server import Site
from tests.journeys.visitor import Visitor
from tests.journeys.walk import MODULE, NEW_HIRE, on_button

LANGUAGES = ("da", "en", "de")
NOBODY = ""
ANSWERED = "svar=1&work=yes&people=yes&permission=no&confidential=no"
CAST = {
    "mette": NEW_HIRE,
    "anne": "Anne Krogh",
    "karin": "Karin Ågård",
    "henrik": "Henrik Øster",
}
WRONG_TEXT = """() => {
  document.querySelector("[name=text_sha256]").value = "0".repeat(64);
  document.querySelector("[name=confirmed]").checked = true;
}"""


class Sight(NamedTuple):
    """A page, and what it takes to see it: an address and what is done there."""

    name: str
    role: str
    path: str
    status: int = 200
    act: Callable[[Page], None] | None = None
    # The name of the URL that is seen in the end, where doing something leads away from the address.
    leads_to: str = ""


def url_name(path: str) -> str:
    """The name of the URL that an address belongs to; nothing where there is none."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def shown_by(sight: Sight) -> str:
    """The name of the URL whose page a sight shows."""
    return sight.leads_to or url_name(sight.path)


def _send(page: Page) -> None:
    """Send the form as it stands."""
    go(page, FINGER, on_button(page))


def _sign_in_wrongly(page: Page) -> None:
    page.locator("input[name=login]").fill("mette")
    page.locator("input[name=password]").fill("not hers")
    go(page, FINGER, page.locator("main .actions button"))


def _help_the_last(page: Page) -> None:
    """The last in the alphabet is not the manager herself."""
    go(page, FINGER, page.locator("main .rows h2 a").last)
    go(page, FINGER, page.locator("main a[href*='/adgang/']"))


def _ask_for_a_code(page: Page) -> None:
    """For nobody who is known here."""
    page.locator("input[name=email]").fill("ingen@example.org")
    _send(page)


def _use_a_slip(page: Page) -> None:
    page.locator("input[name=password]").fill("1234")
    _send(page)


def _send_wrong_digits(page: Page) -> None:
    page.locator("input[name=code]").fill("000000")
    _send(page)


def _lose_the_token(page: Page) -> None:
    page.context.clear_cookies(name="csrftoken")
    go(page, FINGER, page.locator("main .actions button"))


def _send_another_text(page: Page) -> None:
    page.evaluate(WRONG_TEXT)
    _send(page)


def _search(page: Page) -> None:
    page.locator("main input[name=q]").fill("ingen hedder sådan")
    go(page, FINGER, page.locator("main button[name=search]"))


def _see_the_mail(page: Page) -> None:
    page.locator("main select[name=department]").select_option(index=1)
    go(page, FINGER, page.locator("main button[name=preview]"))


def _open_the_last(page: Page) -> None:
    go(page, FINGER, page.locator("main .rows a").last)


def _stop_and_go_on(page: Page) -> None:
    """Mails that somebody stopped; the next language finds them going again."""
    if page.locator("main form[action$='/fortsaet/']").count():
        go(page, FINGER, page.locator("main form[action$='/fortsaet/'] button").first)
    go(page, FINGER, page.locator("main form[action$='/stop/'] button").last)


def _open(deed: str = "", *, name: str = "", send: bool = False) -> Callable[[Page], None]:
    """From a list of people to the one of that name, else the first, to something one can do for
    them, and send it.
    """

    def act(page: Page) -> None:
        go(page, FINGER, page.locator("main .rows h2 a", has_text=name).first)
        if deed:
            go(page, FINGER, page.locator(f"main a[href*='/{deed}/']").first)
        if send:
            _send(page)

    return act


class Deed(NamedTuple):
    """What a manager can do for a person: in words, in the address, and the page's name."""

    name: str
    path: str
    page: str


def _of_person(name: str, path: str, page: str, *, send: bool = False) -> Sight:
    """The page of a deed for the new hire, from the team; sent as it stands, its errors."""
    act = _open(path, name=NEW_HIRE, send=send)
    sent = ", nothing written" if send else ""
    return Sight(f"{name}{sent}", "anne", "/team/", 422 if send else 200, act, page)


def _open_first(page: Page) -> None:
    go(page, FINGER, page.locator("main tbody th a").first)


def _send_first(page: Page) -> None:
    _open_first(page)
    _send(page)


def _upload(sample: str) -> Callable[[Page], None]:
    """One of the samples, of which it is said that its people are invented."""

    def act(page: Page) -> None:
        walk.upload(page, sample)

    return act


def _open_the_first_role(page: Page) -> None:
    go(page, FINGER, page.locator("main .rows a.button").first)


def _see_whom_a_rule_asks(page: Page) -> None:
    """A rule for all managers that begins in a year: nobody else on this site notices it."""
    page.locator("label[for=id_audience_1]").click()
    later = timezone.localdate() + timedelta(days=365)
    page.locator("[name=from_on]").fill(later.isoformat())
    go(page, FINGER, page.locator("main form[method=get] button"))


def _save_a_rule(leading_to: str = "", *, send: bool = False) -> Callable[[Page], None]:
    """The rule saved; from its page on to another, whose form is sent."""

    def act(page: Page) -> None:
        _see_whom_a_rule_asks(page)
        go(page, FINGER, page.locator("main form[method=post] button"))
        if leading_to:
            go(page, FINGER, page.locator(f"main a[href*='/{leading_to}/']").first)
        if send:
            _send(page)

    return act


def _situation(slug: str) -> str:
    return f"{MODULE}situation/{slug}/"


def _press(do: str, **typed: str) -> Callable[[Page], None]:
    """Write into a part's form, and press a button of it."""

    def act(page: Page) -> None:
        for name, words in typed.items():
            page.locator(f"[name='{name.replace('_', '-')}']").fill(words)
        walk.press(page, do)

    return act


def _answer_first(page: Page) -> None:
    FINGER.choose(page.locator("input[name=option]").first)
    _send(page)


def _open_and_send(page: Page) -> None:
    _open_the_last(page)
    _send(page)


def _write_a_number(page: Page) -> None:
    page.locator("textarea[name=text]").fill("Ring til 010190-1234")
    _send(page)


def _ask_with_a_number(page: Page) -> None:
    page.locator("input[name=medium]").fill("Facebook")
    page.locator("textarea[name=purpose]").fill("at skrive til 010190-1234")
    _send(page)


def _open_to(address: str, *, send: bool = False) -> Callable[[Page], None]:
    """From a list to the first of it, further to something one can do there, and send it."""

    def act(page: Page) -> None:
        go(page, FINGER, page.locator("main .rows a").first)
        if address:
            go(page, FINGER, page.locator(f"main a[href*='{address}']").first)
        if send:
            _send(page)

    return act


def _open_substitutes(page: Page) -> None:
    go(page, FINGER, page.locator("main a[href$='/stedfortraedere/']"))


def _name_nobody(page: Page) -> None:
    _open_substitutes(page)
    _send(page)


# The draft of the text that Henrik has opened; in it the story of the job fair has no translation.
DRAFT = "/redaktion/social-media/2.0/1/"
# A draft of lessons and situations that he has sent to review.
SENT = "/redaktion/social-media/1.0/2/"
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
    Sight("send back, nothing written", "karin", f"{SENT}gennemsyn/retur/", 422, _send),
    Sight("draft, discard", "henrik", f"{DRAFT}kasser/"),
    Sight("add", "henrik", f"{DRAFT}tilfoej/situation/"),
    Sight("add, nothing written", "henrik", f"{DRAFT}tilfoej/kort/", 422, _send),
    *(Sight(f"part {one}", "henrik", f"{DRAFT}rediger/{one}/") for one in (*EDITED, *SINGLE)),
    *(Sight(f"preview {one}", "henrik", f"{DRAFT}vis/{one}/") for one in (*EDITED, *SINGLE)),
    Sight("part", "henrik", f"{DRAFT}rediger/situation/summer-party/"),
    Sight(
        "part, checked",
        "henrik",
        f"{DRAFT}rediger/situation/summer-party/",
        200,
        _press("check", story_en="", options_0_quote_text_da="Det står der ikke."),
    ),
    Sight(
        "part, refused",
        "henrik",
        f"{DRAFT}rediger/situation/summer-party/",
        422,
        _press("save", title_de="x" * 201),
    ),
    Sight(
        "part, a list longer",
        "henrik",
        f"{DRAFT}rediger/situation/summer-party/",
        200,
        _press("add:mock-lines"),
    ),
    Sight("preview, answered", "henrik", f"{DRAFT}vis/situation/summer-party/", 200, _answer_first),
    Sight("preview, not answered", "henrik", f"{DRAFT}vis/situation/summer-party/", 200, _send),
    Sight("earlier texts", "henrik", f"{DRAFT}historik/situation/job-fair/"),
    Sight("earlier texts of what is removed", "henrik", f"{DRAFT}historik/situation/flower-bed/"),
    Sight("remove", "henrik", f"{DRAFT}fjern/situation/big-load/"),
    Sight("remove, others hang on it", "henrik", f"{DRAFT}fjern/lektion/photos/"),
    Sight("reports", "henrik", "/redaktion/meldinger/"),
    Sight("report", "henrik", "/redaktion/meldinger/", 200, _open_the_last, "authoring:flag"),
    Sight(
        "report, nothing written",
        "henrik",
        "/redaktion/meldinger/",
        422,
        _open_and_send,
        "authoring:flag",
    ),
    Sight("flag", "mette", f"{_situation('summer-party')}meld/"),
    Sight("flag, a number", "mette", f"{_situation('summer-party')}meld/", 422, _write_a_number),
    Sight("flagged", "mette", f"{_situation('summer-party')}meld/tak/"),
)
DEEDS = (
    Deed("move the deadline", "frist", "training:move_due_date"),
    Deed("leave", "orlov", "training:pause"),
    Deed("exempt", "fritagelse", "training:exempt"),
    Deed("on behalf", "papir", "training:on_behalf"),
)
# Mette has done all but acknowledge; Karin and Henrik have acknowledged long ago.
SIGHTS = (
    *EDITING,
    Sight("sign-in", NOBODY, "/log-ind/"),
    Sight("sign-in, wrong", NOBODY, "/log-ind/", 200, _sign_in_wrongly),
    Sight("sign-in, too late", NOBODY, "/log-ind/", 403, _lose_the_token),
    Sight("no longer employed", NOBODY, "/log-ind/ikke-ansat/"),
    Sight("code by mail", NOBODY, "/log-ind/kode/"),
    Sight("code by mail, no address", NOBODY, "/log-ind/kode/", 200, _send),
    Sight(
        "code",
        NOBODY,
        "/log-ind/kode/",
        200,
        _ask_for_a_code,
        leads_to="account_confirm_login_code",
    ),
    Sight("first password, link used", NOBODY, "/log-ind/foerste-gang/1-x/"),
    Sight("passkey", NOBODY, "/log-ind/adgangsnoegle/"),
    Sight("slip", NOBODY, "/log-ind/seddel/?kode=ABCD-EFGH-JKMN"),
    Sight("slip, wrong", NOBODY, "/log-ind/seddel/?kode=ABCD-EFGH-JKMN", 422, _use_a_slip),
    Sight("my access", "mette", "/min-adgang/"),
    Sight("my access, a step missing", "henrik", "/min-adgang/?mangler=1"),
    Sight("add a passkey", "mette", "/min-adgang/noegler/ny/"),
    Sight("set up an app", "mette", "/min-adgang/app/"),
    Sight("set up an app, wrong code", "mette", "/min-adgang/app/", 200, _send_wrong_digits),
    Sight(
        "help with signing in",
        "anne",
        "/team/?vis=alle",
        200,
        _help_the_last,
        leads_to="training:sign_in_help",
    ),
    Sight("privacy", NOBODY, "/saadan-bruger-vi-dine-svar/"),
    Sight("accessibility", NOBODY, "/was/", leads_to="training:accessibility"),
    Sight("not found, signed out", NOBODY, "/findes-ikke/", 404),
    Sight("not found", "mette", "/findes-ikke/", 404),
    Sight("forbidden", "mette", "/rapporter/", 403),
    Sight("sign-out", "mette", "/log-af/"),
    Sight("my training, in progress", "mette", "/"),
    Sight("my training, completed", "karin", "/"),
    Sight("lesson", "mette", f"{MODULE}lektion/what-you-write/"),
    Sight("lesson with situations", "mette", f"{MODULE}lektion/photos/"),
    *(Sight(f"situation {slug}", "mette", _situation(slug)) for slug in walk.SITUATIONS),
    *(Sight(f"feedback {slug}", "mette", f"{_situation(slug)}svar/1/") for slug in walk.SITUATIONS),
    Sight("situation, nothing chosen", "mette", _situation("summer-party"), 422, _send),
    Sight("dilemma, nothing chosen", "mette", _situation("new-manager"), 422, _send),
    Sight("find, nothing ticked", "mette", _situation("friday-cake"), 422, _send),
    Sight("work", "mette", f"{MODULE}arbejde/"),
    Sight("follow-up on the first page", "henrik", "/"),
    Sight("follow-up", "henrik", f"{MODULE}opfoelgning/2/"),
    Sight("follow-up, nothing chosen", "henrik", f"{MODULE}opfoelgning/2/", 422, _send),
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
    Sight("acknowledgement, not ticked", "mette", f"{MODULE}kvittering/", 422, _send),
    Sight(
        "acknowledgement, text changed", "mette", f"{MODULE}kvittering/", 409, _send_another_text
    ),
    Sight("receipt", "karin", f"{MODULE}kvittering/bevis/"),
    Sight("guideline", "mette", "/retningslinjer/", leads_to="policy:guideline"),
    Sight("guideline, found", "mette", "/retningslinjer/social-media/?q=facebook&fra=/"),
    Sight("guideline, not found", "mette", "/retningslinjer/social-media/?q=ubåd"),
    Sight("edition", "karin", "/retningslinjer/social-media/version/1.0/"),
    Sight("changes, none", "karin", "/retningslinjer/social-media/version/1.0/aendringer/"),
    Sight("team", "anne", "/team/"),
    Sight("team, everybody", "anne", "/team/?vis=alle"),
    Sight("ask a manager", "mette", "/spoergsmaal/?fra=/"),
    Sight("ask a manager, a number", "mette", "/spoergsmaal/", 422, _ask_with_a_number),
    Sight(
        "own question, answered",
        "mette",
        "/spoergsmaal/",
        200,
        _open_the_last,
        leads_to="training:question",
    ),
    Sight(
        "own question, open",
        "mette",
        "/spoergsmaal/",
        200,
        _open_to(""),
        leads_to="training:question",
    ),
    Sight("questions to answer", "anne", "/team/spoergsmaal/"),
    Sight(
        "question to answer",
        "anne",
        "/team/spoergsmaal/",
        200,
        _open_to(""),
        leads_to="training:question",
    ),
    Sight(
        "answer, nothing chosen",
        "anne",
        "/team/spoergsmaal/",
        422,
        _open_to("", send=True),
        leads_to="training:question",
    ),
    Sight(
        "question answered",
        "anne",
        "/team/spoergsmaal/?vis=besvaret",
        200,
        _open_to(""),
        leads_to="training:question",
    ),
    Sight(
        "propose an example",
        "anne",
        "/team/spoergsmaal/?vis=besvaret",
        200,
        _open_to("/eksempel/"),
        leads_to="training:example_propose",
    ),
    Sight("local examples", "henrik", "/lokale-eksempler/"),
    Sight(
        "local example",
        "henrik",
        "/lokale-eksempler/",
        200,
        _open_to(""),
        leads_to="training:example",
    ),
    Sight("substitutes", "anne", "/team/", 200, _open_substitutes, leads_to="training:substitutes"),
    Sight(
        "substitutes, nothing written",
        "anne",
        "/team/",
        422,
        _name_nobody,
        leads_to="training:substitutes",
    ),
    Sight("person", "anne", "/team/", 200, _open(name=NEW_HIRE), "training:person"),
    Sight(
        "person on leave",
        "karin",
        "/team/?vis=fravaerende",
        200,
        _open(),
        "training:person",
    ),
    *(_of_person(*deed) for deed in DEEDS),
    *(_of_person(*deed, send=True) for deed in DEEDS if deed.page != "training:pause"),
    Sight(
        "back from leave",
        "karin",
        "/team/?vis=fravaerende",
        200,
        _open("orlov"),
        "training:resume",
    ),
    Sight("team of HR", "karin", "/team/?vis=alle&side=2"),
    Sight("assign", "anne", "/team/tildel/"),
    Sight("assign, nobody found", "anne", "/team/tildel/", 200, _search),
    Sight("assign, the mail", "anne", "/team/tildel/", 200, _see_the_mail),
    Sight("assign, nobody chosen", "anne", "/team/tildel/", 422, _send),
    Sight("rules", "karin", "/regler/"),
    Sight("new rule", "karin", "/regler/ny/"),
    Sight("new rule, nothing written", "karin", "/regler/ny/?days=", 422),
    Sight("new rule, whom it asks", "karin", "/regler/ny/", 200, _see_whom_a_rule_asks),
    Sight("rule", "karin", "/regler/ny/", 200, _save_a_rule(), leads_to="training:rule"),
    Sight(
        "exclude", "karin", "/regler/ny/", 200, _save_a_rule("undtag"), leads_to="training:exclude"
    ),
    Sight(
        "exclude, nothing written",
        "karin",
        "/regler/ny/",
        422,
        _save_a_rule("undtag", send=True),
        leads_to="training:exclude",
    ),
    Sight(
        "end a rule",
        "karin",
        "/regler/ny/",
        200,
        _save_a_rule("slut"),
        leads_to="training:rule_end",
    ),
    Sight("mine", "mette", "/mine-oplysninger/"),
    Sight("mine of HR", "karin", "/mine-oplysninger/"),
    Sight("erasing", "karin", "/rapporter/sletning/"),
    Sight("erasing, nothing chosen", "karin", "/rapporter/sletning/", 422, _send),
    Sight("for the archive", "karin", "/rapporter/arkiv/"),
    Sight("status", "karin", "/rapporter/"),
    Sight("status, a day to come", "karin", "/rapporter/?dag=2999-12-31", 400),
    Sight("progress", "karin", "/rapporter/udvikling/"),
    Sight("editions", "karin", "/rapporter/versioner/"),
    Sight("campaigns", "karin", "/rapporter/runder/"),
    Sight("cohorts", "karin", "/rapporter/nyansatte/"),
    Sight("difficulty", "karin", "/rapporter/svaert/"),
    Sight("difficulty, clauses", "karin", "/rapporter/svaert/?vis=afsnit"),
    Sight("corrections", "karin", "/rapporter/rettelser/"),
    Sight("department", "karin", "/rapporter/", 200, _open_first, "reports:department"),
    Sight("employee", "karin", "/rapporter/medarbejdere/", 200, _open_first, "reports:person"),
    Sight("evidence", "karin", "/rapporter/beviser/"),
    Sight("files", "karin", "/rapporter/filer/"),
    Sight("reports by mail", "karin", "/rapporter/paa-mail/"),
    Sight("reports by mail, found", "karin", "/rapporter/paa-mail/?q=anne"),
    Sight("reports by mail, nobody", "karin", "/rapporter/paa-mail/?q=ingen"),
    Sight(
        "reports by mail, nobody chosen",
        "karin",
        "/rapporter/paa-mail/?q=anne",
        422,
        _send,
    ),
    Sight("access for programs", "karin", "/rapporter/adgang/"),
    Sight("access for programs, nothing written", "karin", "/rapporter/adgang/", 422, _send),
    Sight("written down by others", "karin", "/kvitteringer/paa-papir/"),
    Sight(
        "correct",
        "karin",
        "/kvitteringer/paa-papir/",
        200,
        _open_first,
        "training:correct",
    ),
    Sight(
        "correct, nothing written",
        "karin",
        "/kvitteringer/paa-papir/",
        422,
        _send_first,
        "training:correct",
    ),
    Sight("employees", "karin", "/rapporter/medarbejdere/"),
    Sight("employees, filtered", "karin", "/rapporter/medarbejdere/?tilstand=overdue"),
    Sight("employees, nobody", "karin", "/rapporter/medarbejdere/?q=ingen"),
    Sight("reminders", "karin", "/rapporter/paamindelser/"),
    Sight("reminders, sent", "karin", "/rapporter/paamindelser/?vis=sendt&side=2"),
    Sight("reminders, none", "karin", "/rapporter/paamindelser/?vis=fejl"),
    Sight("reminders, stopped", "karin", "/rapporter/paamindelser/", 200, _stop_and_go_on),
    Sight(
        "mail to come",
        "karin",
        "/rapporter/paamindelser/",
        200,
        _open_the_last,
        "training:message",
    ),
    Sight(
        "mail sent",
        "karin",
        "/rapporter/paamindelser/?vis=sendt",
        200,
        _open_the_last,
        "training:message",
    ),
    Sight("import", "karin", "/medarbejdere/import/"),
    Sight("import, no file", "karin", "/medarbejdere/import/", 422, _send),
    Sight(
        "import, preview",
        "karin",
        "/medarbejdere/import/",
        200,
        _upload("fem-filer"),
        "people:preview",
    ),
    Sight(
        "import, errors",
        "karin",
        "/medarbejdere/import/",
        200,
        _upload("fem-filer-med-fejl"),
        "people:preview",
    ),
    Sight("roles", "karin", "/medarbejdere/roller/"),
    Sight("roles, nobody found", "karin", "/medarbejdere/roller/?q=ingen"),
    Sight("roles, nothing chosen", "karin", "/medarbejdere/roller/?q=anne", 422, _send),
    Sight(
        "revoke",
        "karin",
        "/medarbejdere/roller/",
        200,
        _open_the_first_role,
        "people:revoke",
    ),
    Sight("same person", "karin", "/medarbejdere/samme-person/"),
    Sight("same person, found", "karin", "/medarbejdere/samme-person/?q=anne,mette"),
    Sight("same person, nobody chosen", "karin", "/medarbejdere/samme-person/?q=anne", 422, _send),
    Sight("employees, unknown filter", "karin", "/rapporter/medarbejdere/?tilstand=x", 400),
)
# One of each kind of page, on which the costly checks are made.
OF_EVERY_KIND = {
    "sign-in, wrong",
    "my training, in progress",
    "lesson with situations",
    "situation summer-party",
    "situation, nothing chosen",
    "dilemma, nothing chosen",
    "situation friday-cake",
    "feedback who-sees-it",
    "acknowledgement, not ticked",
    "receipt",
    "helper, advice",
    "guideline",
    "deck",
    "team",
    "person",
    "move the deadline, nothing written",
    "assign",
    "status",
    "progress",
    "campaigns",
    "difficulty",
    "department",
    "employee",
    "employees",
    "reminders",
    "import, preview",
    "roles, nothing chosen",
    "editing",
    "draft",
    "part",
    "preview situation/who-sees-it",
    "not found",
}
# A situation and its feedback look alike whichever it is: their languages are seen once each.
SEEN_IN_ALL_LANGUAGES = ("summer-party", "new-manager", "who-sees-it", "friday-cake")


def languages_of(sight: Sight, *, everything: bool) -> tuple[str, ...]:
    """The languages in which a sight is looked at."""
    is_repeated = sight.name.split()[0] in ("situation", "feedback") and sight.act is None
    if everything or not is_repeated or sight.name.split()[1] in SEEN_IN_ALL_LANGUAGES:
        return LANGUAGES
    return ("da",)


def turn_to(page: Page, language: str) -> None:
    """The language, by the header's buttons; each person's is kept from page to page."""
    if page.locator("html").get_attribute("lang") != language:
        go(page, FINGER, page.locator(f"header button[name=language][value={language}]"))


def see(visitor: Visitor, sight: Sight, language: str) -> list[str]:
    """Bring the page about; returns what went wrong on the way."""
    visitor.expected_statuses = {sight.status}
    if sight.role == NOBODY:  # whoever has asked for a code is led back to it until it is used
        visitor.context.clear_cookies()
    visitor.page.goto(sight.path)
    turn_to(visitor.page, language)
    if sight.act:
        sight.act(visitor.page)
    assert visitor.status == sight.status
    assert url_name(urlsplit(visitor.page.url).path) == shown_by(sight)
    troubles = list(visitor.troubles)
    visitor.troubles.clear()
    return troubles


def sign_in_all(browser: Browser, site: Site) -> dict[str, Visitor]:
    """A browser for each of the cast, and one in which nobody is signed in."""
    visitors = {role: Visitor(browser, site.url) for role in (NOBODY, *CAST)}
    for role in CAST:
        walk.sign_in(visitors[role].page, role)
    return visitors


def work_on_a_draft(page: Page) -> None:
    """Henrik opens a draft of the text, takes one translation away and one situation out."""
    walk.open_draft(page, "revision")
    page.goto(f"{SENT}rediger/situation/summer-party/")
    _press("save", story_en="There is a photo of you from the summer party.")(page)
    page.goto(f"{SENT}send/")
    page.locator("textarea[name=note]").fill("Historien er kortere på engelsk.")
    _send(page)
    walk.open_draft(page, "major")
    page.goto(f"{DRAFT}rediger/situation/job-fair/")
    _press("save", story_en="")(page)
    page.goto(f"{DRAFT}fjern/situation/flower-bed/")
    _send(page)


def work_through_all(visitors: dict[str, Visitor]) -> None:
    """Anne assigns Mette the module; Mette does all but acknowledge, and flags one; others follow up."""
    walk.assign(visitors["anne"].page)
    visitors["mette"].page.goto("/")
    walk.work_through(visitors["mette"].page)
    walk.ask_and_answer(visitors["mette"].page, visitors["anne"].page, visitors["henrik"].page)
    walk.flag(visitors["mette"].page, "summer-party", "Hvem har taget billedet?")
    work_on_a_draft(visitors["henrik"].page)
    walk.follow_up(visitors["henrik"].page, 1)
    walk.follow_up(visitors["karin"].page, 3)
