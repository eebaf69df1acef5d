"""The manager's pages: the team, its people and their questions."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page

from tests.journeys.acts import open_to, send_form
from tests.journeys.hands import FINGER, go
from tests.journeys.seeing import Sight
from tests.journeys.walk import NEW_HIRE


def _help_the_last(page: Page) -> None:
    """The last in the alphabet is not the manager herself."""
    go(page, FINGER, page.locator("main .rows h2 a").last)
    go(page, FINGER, page.locator("main a[href*='/adgang/']"))


def _search(page: Page) -> None:
    page.locator("main input[name=q]").fill("ingen hedder sådan")
    go(page, FINGER, page.locator("main button[name=search]"))


def _see_the_mail(page: Page) -> None:
    page.locator("main select[name=department]").select_option(index=1)
    go(page, FINGER, page.locator("main button[name=preview]"))


def _open_substitutes(page: Page) -> None:
    go(page, FINGER, page.locator("main a[href$='/stedfortraedere/']"))


def _name_nobody(page: Page) -> None:
    _open_substitutes(page)
    send_form(page)


def _open(deed: str = "", *, name: str = "", send: bool = False) -> Callable[[Page], None]:
    """From a list of people to the one of that name, else the first, to something one can do for
    them, and send it.
    """

    def act(page: Page) -> None:
        go(page, FINGER, page.locator("main .rows h2 a", has_text=name).first)
        if deed:
            go(page, FINGER, page.locator(f"main a[href*='/{deed}/']").first)
        if send:
            send_form(page)

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


DEEDS = (
    Deed("move the deadline", "frist", "training:move_due_date"),
    Deed("leave", "orlov", "training:pause"),
    Deed("exempt", "fritagelse", "training:exempt"),
    Deed("on behalf", "papir", "training:on_behalf"),
)
TEAM = (
    Sight(
        "help with signing in",
        "anne",
        "/team/?vis=alle",
        200,
        _help_the_last,
        leads_to="training:sign_in_help",
    ),
    Sight("team", "anne", "/team/"),
    Sight("team, everybody", "anne", "/team/?vis=alle"),
    Sight("questions to answer", "anne", "/team/spoergsmaal/"),
    Sight(
        "question to answer",
        "anne",
        "/team/spoergsmaal/",
        200,
        open_to(""),
        leads_to="training:question",
    ),
    Sight(
        "answer, nothing chosen",
        "anne",
        "/team/spoergsmaal/",
        422,
        open_to("", send=True),
        leads_to="training:question",
    ),
    Sight(
        "question answered",
        "anne",
        "/team/spoergsmaal/?vis=besvaret",
        200,
        open_to(""),
        leads_to="training:question",
    ),
    Sight(
        "propose an example",
        "anne",
        "/team/spoergsmaal/?vis=besvaret",
        200,
        open_to("/eksempel/"),
        leads_to="training:example_propose",
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
    Sight("assign, nobody chosen", "anne", "/team/tildel/", 422, send_form),
)
