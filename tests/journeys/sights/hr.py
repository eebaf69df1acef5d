"""What HR does: rules, acknowledgements on paper, reminders, the import, roles."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys import walk
from tests.journeys.acts import open_first, open_the_last, send_form
from tests.journeys.hands import FINGER, go
from tests.journeys.seeing import Sight


def _send_first(page: Page) -> None:
    open_first(page)
    send_form(page)


def _stop_and_go_on(page: Page) -> None:
    """Mails that somebody stopped; the next language finds them going again."""
    if page.locator("main form[action$='/fortsaet/']").count():
        go(page, FINGER, page.locator("main form[action$='/fortsaet/'] button").first)
    go(page, FINGER, page.locator("main form[action$='/stop/'] button").last)


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
            send_form(page)

    return act


HR = (
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
    Sight("written down by others", "karin", "/kvitteringer/paa-papir/"),
    Sight(
        "correct",
        "karin",
        "/kvitteringer/paa-papir/",
        200,
        open_first,
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
    Sight("reminders", "karin", "/rapporter/paamindelser/"),
    Sight("reminders, sent", "karin", "/rapporter/paamindelser/?vis=sendt&side=2"),
    Sight("reminders, none", "karin", "/rapporter/paamindelser/?vis=fejl"),
    Sight("reminders, stopped", "karin", "/rapporter/paamindelser/", 200, _stop_and_go_on),
    Sight(
        "mail to come",
        "karin",
        "/rapporter/paamindelser/",
        200,
        open_the_last,
        "training:message",
    ),
    Sight(
        "mail sent",
        "karin",
        "/rapporter/paamindelser/?vis=sendt",
        200,
        open_the_last,
        "training:message",
    ),
    Sight("import", "karin", "/medarbejdere/import/"),
    Sight("import, no file", "karin", "/medarbejdere/import/", 422, send_form),
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
    Sight("roles, nothing chosen", "karin", "/medarbejdere/roller/?q=anne", 422, send_form),
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
    Sight(
        "same person, nobody chosen", "karin", "/medarbejdere/samme-person/?q=anne", 422, send_form
    ),
)
