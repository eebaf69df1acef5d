"""The server is killed between two POSTs, and a form is posted twice: nothing is lost or doubled."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import walk
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.server import Site
from tests.journeys.visitor import Visitor
from tests.journeys.walk import MODULE, SITUATIONS, on_button

pytestmark = pytest.mark.journey

# Situations that Mette meets one after the other.
SLUGS = [slug for slug, one in SITUATIONS.items() if one["lesson"] == "confidentiality"]
NOTE = "Det vil jeg tale med min leder om."


def mette_at(slug: str, site: Site, visit: Visit) -> Visitor:
    """Mette, assigned the module by Anne, at this situation."""
    anne, mette = visit(site), visit(site)
    walk.sign_in(anne.page, "anne")
    walk.assign(anne.page)
    walk.sign_in(mette.page, "mette")
    walk.work_through(mette.page, until=("situation", slug))
    return mette


def own_answer(page: Page, slug: str) -> Locator:
    """What the feedback repeats of the first answer."""
    page.goto(f"{MODULE}situation/{slug}/svar/1/")
    return page.locator("main .own-answer")


def kill_and_start(site: Site) -> None:
    """As after a power cut."""
    site.kill()
    site.start()


def test_what_was_answered_is_there_after_the_server_was_killed(sites: Sites, visit: Visit) -> None:
    site = sites("killed")
    page = mette_at(SLUGS[0], site, visit).page
    answered = {}
    for slug in SLUGS[:2]:
        option = SITUATIONS[slug]["options"][-1]
        answered[slug] = option["text"]["da"]
        walk.answer(page, option["id"])
        kill_and_start(site)
        go(page, FINGER, on_button(page))
    page.goto("/")
    go(page, FINGER, on_button(page))
    assert walk.at(page) == ("situation", SLUGS[2])
    for slug, text in answered.items():
        expect(own_answer(page, slug)).to_contain_text(text)


def test_an_answer_that_meets_a_dead_server_can_be_sent_again(sites: Sites, visit: Visit) -> None:
    site = sites("dead")
    mette = mette_at("summer-party", site, visit)
    option = SITUATIONS["summer-party"]["options"][0]
    mette.page.locator(f"input[value='{option['id']}']").locator("xpath=..").click()
    site.kill()
    with mette.page.expect_event("requestfailed"):
        on_button(mette.page).click()
    site.start()
    mette.page.goto("/")
    mette.troubles.clear()  # the browser said that nobody had answered
    go(mette.page, FINGER, on_button(mette.page))
    assert walk.at(mette.page) == ("situation", "summer-party")
    walk.answer(mette.page, option["id"])
    expect(own_answer(mette.page, "summer-party")).to_contain_text(option["text"]["da"])


def test_a_situation_answered_twice_from_the_same_form_is_answered_once(
    sites: Sites, visit: Visit
) -> None:
    mette = mette_at("new-manager", sites("twice"), visit)
    first, second = mette.page, mette.context.new_page()
    second.goto(walk.path_of(first))
    options = [one["id"] for one in SITUATIONS["new-manager"]["options"]]
    considerations = [SITUATIONS["new-manager"]["considerations"][0]["id"]]
    walk.answer(first, options[0], considerations=considerations, note=NOTE)
    walk.answer(second, options[-1], note="En anden note")
    assert walk.path_of(second) == walk.path_of(first)
    expect(second.locator("main")).to_contain_text(NOTE)
    expect(second.locator("main")).not_to_contain_text("En anden note")
    mette.expected_statuses.add(404)
    second.goto(f"{MODULE}situation/new-manager/svar/2/")
    assert mette.status == 404


def test_the_acknowledgement_sent_twice_gives_one_receipt(
    sites: Sites, visit: Visit, worked_through: str
) -> None:
    site = sites("acknowledged-twice", of=worked_through)
    mette = visit(site)
    first, second = mette.page, mette.context.new_page()
    walk.sign_in(first, "mette")
    for page in (first, second):
        page.goto(f"{MODULE}kvittering/")
    receipts = []
    for page in (first, second):
        FINGER.choose(page.locator("input[name=confirmed]"))
        go(page, FINGER, on_button(page))
        assert walk.at(page) == ("kvittering/bevis", "")
        receipts.append(page.locator("main dl.facts").first.inner_text())
        kill_and_start(site)
    assert receipts[0] == receipts[1]
