"""The preview: the learner's own pages, on what stands in the form, in each language; nothing is kept."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from authoring.drafts import Start
from authoring.export import module_of
from authoring.models import Change, Draft
from policy.models import Revision
from quiz.models import Answer, Attempt, DilemmaNote, Situation
from tests.authoring.desk import DRAFT, FORM, Desk, SignIn
from tests.conftest import soup
from tests.factories.authoring import a_draft
from tests.factories.people import Cast


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return a_draft(cast.editor)


@pytest.fixture
def henrik(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.editor)


def preview(desk: Desk, **more: Any) -> Any:
    """What the preview shows of the form as it stands, with what is sent from there."""
    body = urlencode({**desk.fields, **more}, doseq=True)
    path = desk.path.replace("/rediger/", "/vis/")
    return soup(desk.client.post(path, body, content_type=FORM))


def words(page: Any) -> str:
    return " ".join(page.select_one("main").get_text(" ").split())


def test_the_preview_shows_what_is_typed_and_keeps_nothing(draft: Draft, henrik: Client) -> None:
    before = module_of(draft.revision)
    desk = Desk(henrik, "situation/summer-party")
    desk.write(story_da="Solen skinner.", options_0_text_da="Jeg venter.")
    page = preview(desk)
    assert page.select_one("main h1").get_text() == "Sommerfesten på plejecentret"
    assert "Solen skinner." in words(page)
    assert page.select_one("main .choice label").get_text() == "Jeg venter."
    assert module_of(Revision.objects.get(draft=draft)) == before
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("language", "title", "button"),
    [
        ("da", "Sommerfesten på plejecentret", "Svar"),
        ("en", "The summer party at the nursing home", "Answer"),
        ("de", "Das Sommerfest im Pflegeheim", "Antworten"),
    ],
)
def test_it_speaks_each_language(
    language: str, title: str, button: str, draft: Draft, henrik: Client
) -> None:
    page = soup(henrik.get(f"{DRAFT}vis/situation/summer-party/?sprog={language}"))
    assert page.html["lang"] == language
    assert page.select_one("main h1").get_text() == title
    assert page.select_one("main .actions button").get_text() == button
    assert page.select_one("form.preview [aria-current]")["lang"] == language


def test_a_missing_translation_is_shown_in_danish_and_marked_so(
    draft: Draft, henrik: Client
) -> None:
    desk = Desk(henrik, "situation/summer-party").write(story_de="")
    story = preview(desk, sprog="de").select_one("main .lede")
    assert story["lang"] == "da"
    assert story.get_text().strip().startswith("Du har taget")


def test_an_answer_shows_what_follows_and_is_written_nowhere(draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "situation/summer-party").write(options_0_why_da="Fordi.")
    asked = preview(desk)
    carried = {one["name"]: one["value"] for one in asked.select("main input[type=hidden]")}
    assert carried["options-0-why-da"] == "Fordi."
    answered = preview(desk, option="friends-only", try_number=1, attempt=1)
    assert answered.select_one("main h1").get_text().strip() == "Det kan give problemer"
    assert "Fordi." in words(answered)
    assert answered.select_one("main form button").get_text() == "Prøv et andet svar"
    assert not Attempt.objects.exists()
    assert not Answer.objects.exists()


def test_a_dilemma_and_a_find_are_answered_in_their_own_way(draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "situation/new-manager")
    sent = {"option": "yes", "try_number": 1, "attempt": 1, "note": "En note."}
    sent["option"] = desk.fields["options-0-id"][0]
    assert "Begge sider" in words(preview(desk, **sent))
    assert not DilemmaNote.objects.exists()
    desk = Desk(henrik, "situation/friday-cake")
    ticked = [desk.fields["options-0-id"][0], desk.fields["options-1-id"][0]]
    assert "Du fandt" in words(preview(desk, option=ticked, try_number=1, attempt=1))


def test_an_answer_left_out_is_told_as_the_learner_is_told(draft: Draft, henrik: Client) -> None:
    page = preview(Desk(henrik, "situation/summer-party"), try_number=1, attempt=1)
    assert "Vælg et af svarene." in words(page)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("lektion/photos", "Sådan siger retningslinjen"),
        ("opsummering", "Spørg, før du deler et foto"),
        ("hjaelper", "Må jeg dele det?"),
        ("kort/card-new-manager", "Fra kollega til leder"),
    ],
)
def test_every_other_part_is_seen_as_readers_see_it(
    part: str, says: str, draft: Draft, henrik: Client
) -> None:
    for page in (soup(henrik.get(f"{DRAFT}vis/{part}/")), preview(Desk(henrik, part))):
        assert page.select_one("form.preview")
        assert len(page.select("h1")) == 1
    assert says in words(page) or part == "lektion/photos"


def test_the_helper_answers_from_what_is_typed(draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "hjaelper").write(advice_0_title_da="Et nyt råd")
    when = {
        name.rpartition("-when-")[2]: value[0] or "yes"
        for name, value in desk.fields.items()
        if name.startswith("advice-0-when-")
    }
    assert "Et nyt råd" in words(preview(desk, svar="1", **when))


def test_the_text_of_a_draft_is_seen_as_the_guidelines_page(cast: Cast, henrik: Client) -> None:
    a_draft(cast.editor, Start.MINOR)
    desk = Desk(henrik, "tekst", "/redaktion/social-media/1.1/1/")
    desk.write(blocks_0_text_da="Retningslinjer, igen")
    assert preview(desk).select_one("main h1").get_text().strip() == "Retningslinjer, igen"
    english = preview(desk, sprog="en").select_one("main h1").get_text().strip()
    assert english.startswith("Guidelines for")


def test_what_cannot_be_kept_is_refused_before_it_is_shown(draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "situation/summer-party").write(title_da="x" * 201)
    assert "Højst 200 tegn" in words(preview(desk))


def test_an_unfinished_situation_can_be_seen_too(draft: Draft, henrik: Client) -> None:
    said = {"title": "Ny", "lesson": "photos", "topic": "photos", "kind": "dilemma"}
    henrik.post(f"{DRAFT}tilfoej/situation/", said)
    desk = Desk(henrik, "situation/ny")
    assert preview(desk).select_one("main h1").get_text() == "Ny"
    assert "Begge sider" in words(preview(desk, option="option-1", try_number=1, attempt=1))
    assert henrik.get(f"{DRAFT}vis/situation/findes-ikke/").status_code == 404
    assert Situation.objects.filter(slug="ny").exists()
