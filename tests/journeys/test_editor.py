"""An editor's day: open a draft, write, check, see it as on a phone, save; a second editor collides."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.checks import both_sizes, faults_of
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.visitor import DESKTOP
from tests.journeys.walk import SITUATIONS, on_button

pytestmark = pytest.mark.journey

DRAFT = "/redaktion/social-media/1.0/2/"
PARTY = f"{DRAFT}rediger/situation/summer-party/"
TITLE = SITUATIONS["summer-party"]["title"]["da"]
HENRIKS = "Du har et billede fra sommerfesten. Tre beboere er på det. Du vil lægge det op."
KARINS = "Billedet er fra sommerfesten. Du kan se tre beboere og Peter. Lægger du det op?"


def write(page: Page, name: str, words: str) -> None:
    FINGER.write(page.locator(f"[name='{name}']"), words)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_editor_writes_checks_looks_saves_and_publishes_and_a_second_one_collides(
    javascript: bool, sites: Sites, visit: Visit
) -> None:
    site = sites(f"editor-{javascript}")
    for name in ("karin", "anne"):
        site.manage("grant", "editor", name, "--by", "Bo Holm", "--reason", "Vikar for Henrik")
    henrik = visit(site, javascript=javascript, size=DESKTOP)
    karin = visit(site, javascript=javascript)
    walk.sign_in(henrik.page, "henrik")
    walk.sign_in(karin.page, "karin")

    henrik.page.goto("/redaktion/ny/social-media/")
    if javascript:
        assert not faults_of(henrik.page, "da", both_sizes("da", everything=False))
    walk.open_draft(henrik.page, "revision")
    go(henrik.page, FINGER, henrik.page.get_by_role("link", name=TITLE, exact=True).first)
    assert walk.path_of(henrik.page) == PARTY
    karin.page.goto(PARTY)

    write(henrik.page, "story-da", HENRIKS)
    the_check_finds_what_is_wrong(henrik.page)
    the_phone_shows_what_is_typed(henrik.page)
    walk.press(henrik.page, "save")
    expect(henrik.page.get_by_role("status").first).to_have_text("Gemt.")
    expect(henrik.page.locator("[name='story-da']")).to_have_value(HENRIKS)

    karin.expected_statuses.add(409)
    write(karin.page, "story-da", KARINS)
    write(karin.page, "question-da", "Hvad gør du så?")
    walk.press(karin.page, "save")
    she_is_told_and_loses_nothing(karin.page)
    if javascript:
        assert not faults_of(karin.page, "da", both_sizes("da", everything=False))
    walk.press(karin.page, "save")
    expect(karin.page.locator("[name='story-da']")).to_have_value(KARINS)
    his_text_is_in_the_history(karin.page)

    anne = visit(site, javascript=javascript)
    walk.sign_in(anne.page, "anne")
    henrik.page.goto(f"{DRAFT}send/")
    write(henrik.page, "note", "Historien er kortere.")
    go(henrik.page, FINGER, on_button(henrik.page))
    anne.page.goto(f"{DRAFT}gennemsyn/")
    go(anne.page, FINGER, anne.page.locator("main form[action$='/godkend/'] button"))
    expect(anne.page.locator("main")).to_contain_text("Udgivet: version 1.0, forløb nr. 2")


def the_check_finds_what_is_wrong(page: Page) -> None:
    quotation = page.locator("[name='options-0-quote-text-da']")
    right = quotation.input_value()
    write(page, "options-0-quote-text-da", "Del aldrig fotos.")
    walk.press(page, "check")
    told = page.get_by_role("status")
    expect(told).to_contain_text("Ordene står ikke i punkt E1.")
    expect(told.locator("a[href='#id_options-0-quote-text-da']")).to_be_visible()
    expect(page.locator("[name='story-da']")).to_have_value(HENRIKS)
    write(page, "options-0-quote-text-da", right)
    walk.press(page, "check")
    expect(page.get_by_role("status")).to_contain_text("her er intet i vejen")


def the_phone_shows_what_is_typed(page: Page) -> None:
    with page.context.expect_page() as opened:
        page.locator("main button[formtarget=_blank]").first.click()
    phone = opened.value
    expect(phone.locator("h1")).to_have_text(TITLE)
    expect(phone.locator("main")).to_contain_text(HENRIKS)
    go(phone, FINGER, phone.locator("button[name=sprog][value=de]"))
    expect(phone.locator("html")).to_have_attribute("lang", "de")
    walk.answer(phone, "blur-faces")
    why = SITUATIONS["summer-party"]["options"][1]["why"]["de"]
    expect(phone.locator("main")).to_contain_text(why)
    go(phone, FINGER, phone.locator("main form.actions button"))
    expect(phone.locator("main")).to_contain_text(SITUATIONS["summer-party"]["story"]["de"])
    phone.close()


def she_is_told_and_loses_nothing(page: Page) -> None:
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Henrik Øster har gemt her, mens du skrev")
    row = page.locator("main tbody tr").first
    expect(row).to_contain_text(HENRIKS)
    expect(row).to_contain_text(KARINS)
    expect(page.locator("[name='story-da']")).to_have_value(KARINS)
    expect(page.locator("[name='question-da']")).to_have_value("Hvad gør du så?")


def his_text_is_in_the_history(page: Page) -> None:
    go(page, FINGER, page.locator("main a[href*='/historik/']"))
    newest = page.locator("main section").first
    expect(newest).to_contain_text("Karin Ågård ændrede den")
    expect(newest).to_contain_text(HENRIKS)
