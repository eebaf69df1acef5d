"""The main job from beginning to end on a phone, by finger, without JavaScript and by keyboard alone."""

import csv
import io
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from evidence.standalone import check_receipt
from lib.workdays import working_day_from
from policy.text import bare, sha256_of, words_of
from quiz.models import Verdict
from tests.journeys import walk
from tests.journeys.conftest import Sites, Visit
from tests.journeys.hands import FINGER, Hand, Keyboard, go
from tests.pdf import Pdf
from training.states import DONE, State

pytestmark = pytest.mark.journey

SOURCE = (walk.CONTENT / "source-da.txt").read_text()
# The situation that is first answered badly, then well; before it a break.
RETRIED = "summer-party"
NOTE = "Jeg ville tale med min leder først."


def danish(text: object) -> str:
    """A word of the interface as the site shows it."""
    with translation.override("da"):
        return gettext(text) if isinstance(text, str) else str(text)


def words(page: Page) -> str:
    """All words of the page's main part."""
    return words_of(page.locator("main").inner_text())


@pytest.mark.parametrize("way", ["finger", "no JavaScript", "keyboard"])
def test_a_new_hire_is_assigned_learns_acknowledges_and_is_counted(
    way: str, sites: Sites, visit: Visit, tmp_path: Path
) -> None:
    site = sites(f"story-{way.replace(' ', '-')}")
    page = visit(site, javascript=way != "no JavaScript").page
    hand: Hand = Keyboard(page) if way == "keyboard" else FINGER

    walk.sign_in(page, "karin", hand)
    before = figures_on_the_status_page(page, hand)
    walk.sign_out(page, hand)

    walk.sign_in(page, "anne", hand)
    walk.assign(page, hand)
    the_team_page_says_so(page)
    walk.sign_out(page, hand)

    walk.sign_in(page, "mette", hand)
    the_first_page_says_what_is_asked(page)
    go(page, hand, walk.on_button(page))
    lessons, situations = every_step_is_taken(page, hand)
    assert lessons == list(walk.LESSONS)
    assert situations == list(walk.SITUATIONS)
    the_exact_text_is_acknowledged(page, hand)
    the_receipt_can_be_kept(page, hand, tmp_path / "receipt.pdf")
    the_proof_can_be_checked_elsewhere(page, hand, tmp_path / "receipt.json")
    walk.sign_out(page, hand)

    walk.sign_in(page, "karin", hand)
    after = figures_on_the_status_page(page, hand)
    assert after == before | {
        State.NOT_ASSIGNED: before[State.NOT_ASSIGNED] - 1,
        State.COMPLETED: before[State.COMPLETED] + 1,
    }
    the_file_lists_her(page, hand, tmp_path / "employees.csv")
    walk.sign_out(page, hand)
    expect(page.locator("h1")).to_be_visible()


def figures_on_the_status_page(page: Page, hand: Hand) -> dict[State, int]:
    walk.open_page(page, "/rapporter/", hand)
    found = {}
    for state in (State.NOT_ASSIGNED, *DONE):
        row = page.locator("tr", has=page.locator(f"a[href$='tilstand={state.value}']"))
        found[state] = int(row.locator("td").inner_text())
    done = page.locator("dl.figures > div").nth(1)
    assert done.locator("dt").inner_text() == "Kvitteret"
    assert int(done.locator("dd").inner_text()) == sum(found[state] for state in DONE)
    return found


def the_team_page_says_so(page: Page) -> None:
    assert walk.path_of(page) == "/team/"
    expect(page.get_by_role("status")).to_be_visible()
    row = page.locator("main li", has_text=walk.NEW_HIRE)
    expect(row).to_contain_text(danish(State.NOT_STARTED.label))


def the_first_page_says_what_is_asked(page: Page) -> None:
    expect(page.locator("h1")).to_contain_text("Mette")
    due_on = working_day_from(timezone.localdate() + timedelta(days=14))
    expect(page.locator("main time")).to_have_attribute("datetime", due_on.isoformat())
    expect(page.locator("main")).to_contain_text("Anne Krogh")
    titles = [one["title"]["da"] for one in walk.LESSONS.values()]
    assert page.locator("main h3").all_inner_texts() == titles


def every_step_is_taken(page: Page, hand: Hand) -> tuple[list[str], list[str]]:
    """From the first lesson to the acknowledgement; returns the lessons and situations met."""
    lessons, situations = [], []
    while (step := walk.at(page)) != ("kvittering", ""):
        kind, slug = step
        if kind == "lektion":
            lessons.append(slug)
            a_lesson_says_why(page, walk.LESSONS[slug])
            go(page, hand, page.locator("button[name=way][value=read]"))
        elif kind == "situation":
            situations.append(slug)
            take(page, hand, walk.SITUATIONS[slug], is_first=slug == RETRIED)
            go(page, hand, walk.on_button(page))
        elif kind == "arbejde":
            walk.say_work(page, hand)
        else:
            the_recap_has_three_things(page)
            go(page, hand, walk.on_button(page))
    return lessons, situations


def the_recap_has_three_things(page: Page) -> None:
    titles = [point["title"]["da"] for point in walk.GUIDELINE["recap"]["points"]]
    assert page.locator("main section h2").all_inner_texts() == titles


def a_lesson_says_why(page: Page, lesson: dict[str, Any]) -> None:
    expect(page.locator("h1")).to_have_text(lesson["title"]["da"])
    assert lesson["why"]["da"] in words(page)
    assert page.locator("main blockquote").count() == len(lesson["clauses"])


def take(page: Page, hand: Hand, situation: dict[str, Any], *, is_first: bool) -> None:
    """Read a situation, answer it, read what follows."""
    expect(page.locator("h1")).to_have_text(situation["title"]["da"])
    assert words_of(situation["story"]["da"]) in words(page)
    expect(page.locator("legend").first).to_have_text(situation["question"]["da"])
    assert page.locator("input:checked").count() == 0
    if situation["kind"] == "dilemma":
        take_dilemma(page, hand, situation)
        return
    if is_first:
        a_break_leads_back_here(page, hand)
        wrong = next(one for one in situation["options"] if one["verdict"] == "risky")
        walk.answer(page, wrong["id"], hand=hand)
        the_feedback_explains(page, wrong)
        go(page, hand, page.locator("main .actions a.secondary"))
    if situation["kind"] == "find":
        take_find(page, hand, situation)
        return
    right = next(one for one in situation["options"] if one["verdict"] in ("good", None))
    walk.answer(page, right["id"], hand=hand)
    the_feedback_explains(page, right)


def take_find(page: Page, hand: Hand, situation: dict[str, Any]) -> None:
    right = [one for one in situation["options"] if one["verdict"] == "good"]
    walk.answer(page, " ".join(one["id"] for one in right), hand=hand)
    expect(page.locator("h1")).to_contain_text(f"{len(right)} af {len(right)}")
    assert all(words_of(one["why"]["da"]) in words(page) for one in situation["options"])


def a_break_leads_back_here(page: Page, hand: Hand) -> None:
    here = walk.path_of(page)
    go(page, hand, page.locator("main .ways a[href='/']"))
    go(page, hand, walk.on_button(page))
    assert walk.path_of(page) == here


def the_feedback_explains(page: Page, option: dict[str, Any]) -> None:
    assert walk.at(page)[0] == "feedback"
    verdict = option["verdict"]
    label = Verdict(verdict).label if verdict else "This is how far it reaches"
    expect(page.locator("h1")).to_have_text(danish(label))
    shown = words(page)
    for text in (option["text"], option["why"], option["quote"]["text"], option["instead"]):
        assert text is None or words_of(text["da"]) in shown
    steps = page.locator("ol.steps li strong").all_inner_texts()
    assert steps == [one["when"]["da"] for one in option["consequence"]]


def take_dilemma(page: Page, hand: Hand, situation: dict[str, Any]) -> None:
    option, weighing = situation["options"][-1], situation["considerations"][:2]
    chosen = [one["id"] for one in weighing]
    walk.answer(page, option["id"], considerations=chosen, note=NOTE, hand=hand)
    shown = words(page)
    for text in (option["text"], *(one["text"] for one in weighing), *situation["sides"].values()):
        assert words_of(text["da"]) in shown
    assert NOTE in shown
    assert page.locator("main blockquote").count() == len(situation["clauses"])


def the_exact_text_is_acknowledged(page: Page, hand: Hand) -> None:
    assert words_of(page.locator("article").inner_text()) == bare(SOURCE)
    expect(page.locator("input[name=text_sha256]")).to_have_value(sha256_of(SOURCE))
    tick = page.locator("input[name=confirmed]")
    statement = page.locator(".choice", has=tick).locator("label")
    expect(statement).to_have_text(walk.GUIDELINE["statement"]["da"])
    expect(tick).not_to_be_checked()
    hand.choose(tick)
    go(page, hand, walk.on_button(page))
    assert walk.at(page) == ("kvittering/bevis", "")
    expect(page.locator("h1")).to_contain_text("Mette")
    expect(page.locator("main blockquote")).to_have_text(walk.GUIDELINE["statement"]["da"])
    expect(page.locator("main .document code")).to_have_text(sha256_of(SOURCE))


def the_receipt_can_be_kept(page: Page, hand: Hand, saved: Path) -> None:
    with page.expect_download() as download:
        hand.press(page.locator("main a[href$='.pdf']"))
    download.value.save_as(saved)
    assert sha256_of(SOURCE) in Pdf(saved.read_bytes()).words


def the_proof_can_be_checked_elsewhere(page: Page, hand: Hand, saved: Path) -> None:
    with page.expect_download() as download:
        hand.press(page.locator("main a[href$='.json']"))
    download.value.save_as(saved)
    program = Path(check_receipt.__file__)
    done = subprocess.run([sys.executable, "-IS", program, saved], capture_output=True, text=True)
    assert done.stdout.startswith("The receipt holds."), done.stdout
    assert walk.NEW_HIRE in done.stdout


def the_file_lists_her(page: Page, hand: Hand, saved: Path) -> None:
    walk.open_page(page, "/rapporter/medarbejdere/", hand)
    with page.expect_download() as download:
        hand.press(page.locator("main a[href^='/rapporter/medarbejdere.csv']"))
    download.value.save_as(saved)
    rows = list(csv.reader(io.StringIO(saved.read_text("utf-8-sig")), delimiter=";"))
    number, name = danish("Employee number"), danish("Name")
    headings = next(row for row in rows if row[:2] == [number, name])
    hers = [dict(zip(headings, row, strict=True)) for row in rows if walk.NEW_HIRE in row]
    assert [row[danish("State")] for row in hers] == [danish(State.COMPLETED.label)]
    assert hers[0][danish("Version")].endswith(walk.GUIDELINE["edition"])
    assert hers[0][danish("Completed")].startswith(timezone.localdate().isoformat())
