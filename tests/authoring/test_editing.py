"""An editor writes on a draft: what is saved, what is refused, what the buttons do."""

import copy
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from audit.models import Event
from authoring.drafts import Start
from authoring.editing import Editing
from authoring.export import module_of
from authoring.models import Change, Draft
from authoring.parts import PartKind, Ref, part_in, refs_of
from policy.models import Revision
from tests.authoring.desk import DRAFT, FORM, Desk, SignIn
from tests.authoring.writing import PARTY, part_of
from tests.factories.authoring import a_draft
from tests.factories.people import Cast


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return a_draft(cast.editor)


@pytest.fixture
def henrik(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.editor)


def test_what_is_typed_is_saved_and_nothing_else_changes(draft: Draft, henrik: Client) -> None:
    before = module_of(draft.revision)
    desk = Desk(henrik, "situation/summer-party")
    desk.write(story_da="Ny historie.\r\n\r\nTo afsnit.", options_1_text_en="I blur them.").press()
    assert desk.status == 200
    after = copy.deepcopy(before)
    party = part_in(after, PARTY)
    assert party is not None
    party["story"]["da"] = "Ny historie.\n\nTo afsnit."
    party["options"][1]["text"]["en"] = "I blur them."
    assert module_of(draft.revision) == after
    assert "Gemt." in desk.page.select_one(".messages").get_text()


def test_a_save_is_written_down_with_who_and_when(draft: Draft, henrik: Client, cast: Cast) -> None:
    Desk(henrik, "situation/summer-party").write(title_da="Festen").press()
    change = Change.objects.get()
    assert change.before is not None
    assert (change.part, change.number, change.changed_by) == (PARTY.key, 1, cast.editor)
    assert change.before["title"]["da"] == "Sommerfesten på plejecentret"
    event = Event.objects.get(kind="draft.saved")
    assert event.actor == cast.editor.directory_id
    assert event.detail == {
        "guideline": "social-media",
        "edition": "1.0",
        "revision": 2,
        "part": "situation/summer-party",
    }


@pytest.mark.parametrize("start", [Start.REVISION, Start.MINOR])
def test_every_part_opened_and_saved_untouched_stays_as_it_was(
    start: Start, cast: Cast, henrik: Client
) -> None:
    draft = a_draft(cast.editor, start)
    before = module_of(draft.revision)
    url = f"/redaktion/social-media/{before['edition']}/{before['revision']}/"
    words = {"text": "tekst", "lesson": "lektion", "situation": "situation", "card": "kort"}
    words |= {"recap": "opsummering", "helper": "hjaelper"}
    refs = refs_of(before, with_text=start != Start.REVISION)
    for ref in refs if start == Start.MINOR else refs[::7]:
        path = f"{words[ref.kind]}/{ref.id}" if ref.id else words[ref.kind]
        assert Desk(henrik, path, url).press().status == 200, ref
    assert module_of(draft.revision) == before
    assert not Change.objects.exists()


def test_an_unfinished_situation_is_saved_and_its_gaps_are_reported(
    draft: Draft, henrik: Client
) -> None:
    desk = Desk(henrik, "situation/summer-party")
    desk.write(title_da="", story_da="", options_0_why_da="", options_0_why_en="")
    desk.write(options_0_why_de="", options_0_quote_text_da="Det står der ikke.").press()
    assert desk.status == 200
    part = part_of(draft)
    assert part["title"] == {
        "da": None,
        "en": "The summer party at the nursing home",
        "de": "Das Sommerfest im Pflegeheim",
    }
    assert part["options"][0]["why"] is None
    desk.press("check")
    said = desk.page.select_one("main [role=status]").get_text()
    assert "Den danske tekst mangler." in said
    assert "Ordene står ikke i punkt E1." in said
    assert "Svar 1 · Hvorfor?" in said


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("title-da", "x" * 201, "Højst 200 tegn"),
        ("options-0-consequence-0-when-de", "x" * 101, "Højst 100 tegn"),
        ("story-en", "Ring 010190-1234", "ligner et CPR-nummer"),
        ("lesson", "", "udfyldes"),
        ("kind", "gåde", "kan ikke vælges her"),
        ("clauses-0", "Z9", "kan ikke vælges her"),
        ("options-0-quote-clause", "", "Vælg det punkt, der citeres fra."),
        ("mock-kind", "", "Vælg, hvad det er"),
    ],
)
def test_what_the_database_cannot_hold_is_refused_at_its_field(
    name: str, typed: str, says: str, draft: Draft, henrik: Client
) -> None:
    before = module_of(draft.revision)
    desk = Desk(henrik, "situation/summer-party")
    desk.write(story_da="Det her må ikke gå tabt.").put(name, typed).press()
    assert desk.status == 422
    field = desk.page.select_one(f"#id_{name}")
    error = desk.page.find(id=f"id_{name}_error")
    assert says in error.get_text()
    assert field["aria-invalid"] == "true"
    assert desk.page.select_one(f".error-summary a[href='#id_{name}']")
    assert "Det her må ikke gå tabt." in desk.page.select_one("#id_story-da").get_text()
    assert module_of(draft.revision) == before


def test_a_clause_stands_once_in_a_situation(draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "situation/summer-party").press("add:clauses")
    desk.put("clauses-1", "E1").press()
    assert desk.status == 422
    assert "E1 står her to gange." in desk.page.find(id="id_clauses-1_error").get_text()


def test_the_buttons_add_remove_and_move_and_nothing_typed_is_lost(
    draft: Draft, henrik: Client
) -> None:
    before = module_of(draft.revision)
    desk = Desk(henrik, "situation/summer-party").write(story_de="Noch nicht fertig")
    ids = [option["id"] for option in part_of(draft)["options"]]
    desk.press("down:options-0")
    assert [desk.fields[f"options-{at}-id"][0] for at in range(4)] == [ids[1], ids[0], *ids[2:]]
    desk.press("remove:options-3").press("add:options").press("add:options-3-consequence")
    desk.write(options_3_text_da="Jeg venter.", options_3_consequence_0_when_da="Straks")
    desk.press("up:options-3")
    assert desk.fields["story-de"] == ["Noch nicht fertig"]
    assert desk.fields["options-2-text-da"] == ["Jeg venter."]
    assert module_of(draft.revision) == before
    desk.press("save")
    options = part_of(draft)["options"]
    assert [one["id"] for one in options] == [ids[1], ids[0], "option-1", ids[2]]
    assert options[2]["consequence"][0]["when"]["da"] == "Straks"


@pytest.mark.parametrize(
    "do", ["up:options-0", "down:options-9", "remove:nothing-1", "add:", "up:x"]
)
def test_a_button_that_names_nothing_changes_nothing(do: str, draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "situation/summer-party")
    sent = copy.deepcopy(desk.fields)
    assert desk.press(do).fields == sent


def test_a_list_grows_no_further_than_the_format_allows(draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "situation/summer-party")
    for _ in range(5):
        desk.press("add:options")
    assert desk.fields["options-n"] == ["6"]
    desk.fields["options-n"] = ["4000000000"]
    assert desk.press("check").fields["options-n"] == ["6"]


def test_a_check_saves_nothing_and_loses_nothing(draft: Draft, henrik: Client) -> None:
    before = module_of(draft.revision)
    desk = Desk(henrik, "situation/summer-party").write(story_da="Kort.", story_en="")
    sent = copy.deepcopy(desk.fields)
    desk.press("check")
    assert desk.fields == sent
    assert "Der er ikke gemt noget." in desk.text()
    assert desk.page.select_one("a[href='#id_story-en']")
    assert module_of(draft.revision) == before


def test_fields_of_another_kind_are_shown_only_while_something_stands_in_them(
    draft: Draft, henrik: Client
) -> None:
    desk = Desk(henrik, "situation/summer-party")
    assert not desk.page.select_one("#id_sides")
    desk.put("kind", "dilemma").press()
    assert desk.page.select_one("#id_sides")
    assert desk.page.select_one(
        "#id_options-0-verdict"
    )  # it has one: only the editor takes it away
    assert part_of(draft)["options"][0]["verdict"] == "risky"


def test_the_helper_asks_a_new_question_in_every_piece_of_advice(
    draft: Draft, henrik: Client
) -> None:
    desk = Desk(henrik, "hjaelper").press("add:questions").write(questions_4_text_da="Og så?")
    number = int(desk.fields["advice-n"][0])
    assert all(desk.fields[f"advice-{at}-when-question-1"] == [""] for at in range(number))
    desk.put("advice-0-when-question-1", "no").press()
    helper = part_of(draft, Ref(PartKind.HELPER))
    assert helper["questions"][-1]["id"] == "question-1"
    assert helper["advice"][0]["when"]["question-1"] == "no"
    assert "question-1" not in helper["advice"][1]["when"]


def test_each_answer_of_a_piece_of_advice_carries_its_question(
    draft: Draft, henrik: Client
) -> None:
    desk = Desk(henrik, "hjaelper")
    asked = part_of(draft, Ref(PartKind.HELPER))["questions"]
    for at, one in enumerate(asked):
        name = f"id_advice-0-when-{one['id']}"
        assert (
            desk.page.select_one(f"label[for='{name}']").get_text(strip=True) == one["text"]["da"]
        )
        desk.put(name.removeprefix("id_"), "yes" if at else "maybe")
    assert "Det passer, når svarene er" in desk.page.select_one("#id_advice-0-when").get_text()
    [error] = desk.press().page.select(".error-summary a")
    assert error["href"] == f"#id_advice-0-when-{asked[0]['id']}"
    assert asked[0]["text"]["da"] in error.get_text()


def test_a_recap_that_is_emptied_is_taken_away(draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "opsummering")
    for _ in range(3):
        desk.press("remove:points-0")
    desk.press()
    assert module_of(Revision.objects.get(draft=draft))["recap"] is None
    assert desk.open().status == 200


def test_the_clauses_words_stand_beside_the_quotation(draft: Draft, henrik: Client) -> None:
    desk = Desk(henrik, "situation/summer-party")
    quote = desk.page.select_one("#id_options-0-quote")
    clauses = {one["id"]: one["text"] for one in module_of(draft.revision)["clauses"]}
    shown = {one["lang"]: one.get_text() for one in quote.select(".original q")}
    assert shown == clauses["E1"]


def test_a_published_revision_has_no_form(draft: Draft, henrik: Client) -> None:
    path = "/redaktion/social-media/1.0/1/rediger/situation/summer-party/"
    assert henrik.get(path).status_code == 404
    assert henrik.get(f"{DRAFT}rediger/situation/findes-ikke/").status_code == 404
    assert henrik.get(f"{DRAFT}rediger/tekst/").status_code == 404  # the text stays as it is
    assert henrik.get(f"{DRAFT}rediger/andet/x/").status_code == 404


def test_the_choices_are_those_of_the_draft(draft: Draft) -> None:
    lists = Editing(PARTY, module_of(draft.revision)).lists
    assert "summer-party" not in dict(lists["situations"])
    assert len(lists["clauses"]) == 18
    assert dict(lists["clauses"])["E1"].startswith("E1 · Lad være med")


def test_every_drawing_has_a_name_to_choose_it_by(draft: Draft) -> None:
    shown = dict(Editing(PARTY, module_of(draft.revision)).lists["drawings"])
    assert set(shown) == {path.stem for path in Path("templates/drawings").iterdir()}
    assert shown["garden-party"] == "Sommerfesten"
    assert len(set(shown.values())) == len(shown)


def test_what_was_typed_while_the_sign_in_ran_out_waits_for_the_next(
    draft: Draft, henrik: Client, cast: Cast
) -> None:
    desk = Desk(henrik, "situation/summer-party").write(story_da="Skrevet i en time.")
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    response = henrik.post(desk.path, urlencode(desk.fields, doseq=True), content_type=FORM)
    assert response.headers["Location"] == f"/log-ind/?next={desk.path}"
    henrik.force_login(cast.editor, backend="people.backends.SignInBackend")
    desk.open()
    assert "Du blev logget af, mens du skrev" in desk.text()
    assert desk.fields["story-da"] == ["Skrevet i en time."]
    assert desk.press().status == 200
    assert part_of(draft)["story"]["da"] == "Skrevet i en time."
    assert "Du blev logget af" not in desk.open().text()


def test_a_stranger_leaves_nothing_behind(draft: Draft) -> None:
    stranger = Client()
    stranger.cookies["sessionid"] = "a" * 32
    path = f"{DRAFT}rediger/situation/summer-party/"
    assert stranger.post(path, {"story-da": "x" * 1000}).status_code == 302
    assert not Session.objects.exists()
