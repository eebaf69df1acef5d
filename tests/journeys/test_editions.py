"""A new edition from the editor's desk to the employee who acknowledges it: sent, approved, asked, read."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import walk
from tests.journeys.checks import both_sizes, faults_of
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, go
from tests.journeys.visitor import DESKTOP
from tests.journeys.walk import LESSONS, SITUATIONS, on_button

pytestmark = pytest.mark.journey

DRAFT = "/redaktion/social-media/2.0/1/"
NEW_WORDS = " Det gælder også film."
NOTE = "Film er nævnt, fordi mange spurgte."
CLAUSE = "E1"


def on_the_clause(part: object) -> bool:
    return f'"{CLAUSE}"' in json.dumps(part)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_editor_sends_hr_approves_and_chooses_and_an_employee_acknowledges_again(
    javascript: bool, sites: Sites, visit: Visit
) -> None:
    site = sites(f"editions-{javascript}")
    henrik = visit(site, javascript=javascript, size=DESKTOP)
    karin = visit(site, javascript=javascript, size=DESKTOP)
    mette = visit(site, javascript=javascript)
    for visitor, name in ((henrik, "henrik"), (karin, "karin"), (mette, "mette")):
        walk.sign_in(visitor.page, name)
    she_acknowledges_the_first(mette.page, karin.page)

    walk.open_draft(henrik.page, "major")
    he_rewrites_the_clause(henrik.page)
    he_sends_it(henrik.page)

    the_second_person_reads_it(karin.page, check=javascript)
    she_confirms_each_part(karin.page, check=javascript)
    go(karin.page, FINGER, on_button(karin.page))
    she_chooses_and_publishes(karin.page, check=javascript)

    mette.page.goto("/")
    expect(mette.page.locator("main")).to_contain_text("Du skal kun igennem det, der er ændret.")
    expect(mette.page.locator("main")).to_contain_text(NOTE)
    look(mette.page, javascript)
    go(mette.page, FINGER, on_button(mette.page))
    lessons, situations = she_works_through(mette.page)
    assert lessons == {slug for slug, one in LESSONS.items() if on_the_clause(one)}
    assert situations == {slug for slug, one in SITUATIONS.items() if on_the_clause(one)}
    expect(mette.page.locator("main .changes ins")).to_contain_text("Det gælder også film.")
    look(mette.page, javascript)
    acknowledge(mette.page)
    expect(mette.page.locator("main")).to_contain_text("2.0")
    site.manage("evidence_verify")  # fails where the log is not sound


def look(page: Page, check: bool) -> None:
    """At both sizes, with the accessibility rules."""
    if check:
        assert not faults_of(page, "da", both_sizes("da", everything=False))


def she_acknowledges_the_first(page: Page, hr: Page) -> None:
    walk.assign(hr)
    page.goto("/")
    walk.work_through(page)
    acknowledge(page)


def acknowledge(page: Page) -> None:
    FINGER.choose(page.locator("input[name=confirmed]"))
    go(page, FINGER, on_button(page))


def he_rewrites_the_clause(page: Page) -> None:
    page.goto(f"{DRAFT}rediger/tekst/")
    clause = page.locator(f"main input[name$='-clause'][value='{CLAUSE}']")
    name = clause.get_attribute("name")
    assert name is not None
    text = page.locator(f"[name='{name.removesuffix('clause')}text-da']")
    FINGER.write(text, text.input_value() + NEW_WORDS)
    walk.press(page, "save")
    expect(page.get_by_role("status").first).to_have_text("Gemt.")


def he_sends_it(page: Page) -> None:
    page.goto(DRAFT)
    go(page, FINGER, page.locator(f"main a[href='{DRAFT}send/']"))
    FINGER.write(page.locator("textarea[name=note]"), NOTE)
    FINGER.choose(page.locator("input[name=weight][value=material]"))
    go(page, FINGER, on_button(page))
    expect(page.locator("main")).to_contain_text("Du har sendt kladden")


def the_second_person_reads_it(page: Page, *, check: bool) -> None:
    walk.open_page(page, "/redaktion/")
    go(page, FINGER, page.locator(f"main a[href='{DRAFT}gennemsyn/']"))
    expect(page.locator("main .changes ins").first).to_contain_text("Det gælder også film.")
    expect(page.locator("main")).to_contain_text(NOTE)
    look(page, check)


def she_confirms_each_part(page: Page, *, check: bool) -> None:
    go(page, FINGER, page.locator(f"main a[href='{DRAFT}bekraeft/']"))
    look(page, check)
    for _one in range(page.locator("main form").count()):
        go(page, FINGER, page.locator("main form button").first)
    expect(page.locator("main")).to_contain_text("Det hele er bekræftet.")
    page.goto(f"{DRAFT}gennemsyn/")


def she_chooses_and_publishes(page: Page, *, check: bool) -> None:
    expect(page.locator("h1")).to_have_text("Udgiv")
    look(page, check)
    FINGER.choose(page.locator("input[name=who][value=all]"))
    due_on = datetime.now(UTC).date() + timedelta(days=30)
    page.locator("input[name=due_on]").fill(due_on.isoformat())
    go(page, FINGER, on_button(page))
    told = page.locator("#people")
    expect(told).to_contain_text("skal kvittere igen.")
    [count] = re.findall(r"\d+", told.inner_text())
    assert int(count) > 1
    look(page, check)
    go(page, FINGER, on_button(page))
    expect(page.locator("main")).to_contain_text("Udgivet: version 2.0")


def she_works_through(page: Page) -> tuple[set[str], set[str]]:
    """By the big button alone; the lessons and situations that she met."""
    met: dict[str, set[str]] = {"lektion": set(), "situation": set()}
    while walk.at(page)[0] != "kvittering":
        kind, slug = walk.at(page)
        if kind in met:
            met[kind].add(slug)
        if kind == "situation":
            walk.answer(page, SITUATIONS[slug]["options"][0]["id"])
        else:
            go(page, FINGER, on_button(page))
    return met["lektion"], met["situation"]
