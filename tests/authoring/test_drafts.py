"""A draft from opening to publishing: one at a time, whole, and never past a broken rule."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from authoring.actions import load
from authoring.arranging import StillUsed, add_part, move_part, remove_part
from authoring.changes import Unfit, save_part
from authoring.drafts import (
    NothingToStartFrom,
    Start,
    discard_draft,
    open_draft,
    possible_starts,
)
from authoring.export import module_of
from authoring.models import Change, Draft
from authoring.parts import PartKind, Ref, part_in
from authoring.problems import BrokenModule
from authoring.rows import Part
from authoring.rules import Module
from authoring.submitting import NotReady
from policy.models import Edition, Revision
from quiz.models import Option, Situation
from tests.authoring.desk import DRAFT, Desk, SignIn
from tests.conftest import soup
from tests.factories.authoring import a_draft, published, sent
from tests.factories.people import Cast
from tests.factories.policy import the_guideline, the_revision

PARTY = Ref(PartKind.SITUATION, "summer-party")


def now_of(draft: Draft) -> Module:
    return module_of(Revision.objects.get(draft=draft))


def change(draft: Draft, cast: Cast, ref: Ref = PARTY, **changes: object) -> Change | None:
    part = part_in(now_of(draft), ref)
    assert part is not None
    version = Change.objects.filter(draft=draft, part=ref.key).count()
    return save_part(
        draft, ref, {**part, **changes}, version=version, by=cast.editor, now=timezone.now()
    )


def test_a_new_revision_begins_as_a_copy_of_the_newest(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    assert now_of(draft) == {**module_of(the_revision()), "revision": 2}
    assert draft.revision.edition == the_revision().edition
    assert (draft.based_on, draft.opened_by) == (the_revision(), cast.editor)
    event = Event.objects.get(kind="draft.opened")
    assert (event.actor, event.detail["revision"]) == (cast.editor.directory_id, 2)


@pytest.mark.parametrize(("start", "number"), [(Start.MINOR, "1.1"), (Start.MAJOR, "2.0")])
def test_a_draft_of_the_text_is_an_edition_of_its_own(
    start: Start, number: str, cast: Cast
) -> None:
    draft = a_draft(cast.editor, start)
    assert now_of(draft) == {**module_of(the_revision()), "edition": number, "revision": 1}
    assert draft.revision.edition.published_at is None


def test_there_is_one_draft_of_an_edition_and_one_of_the_text(cast: Cast) -> None:
    assert possible_starts(the_guideline()) == list(Start)
    a_draft(cast.editor)
    assert possible_starts(the_guideline()) == [Start.MINOR, Start.MAJOR]
    a_draft(cast.editor, Start.MAJOR)
    assert possible_starts(the_guideline()) == []
    with pytest.raises(NothingToStartFrom):
        a_draft(cast.editor)


def test_files_do_not_replace_what_is_written_on_the_site(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    loaded = {**now_of(draft), "helper": None}
    change(draft, cast, permits=True)
    with pytest.raises(BrokenModule, match="is being edited on the site"):
        load(loaded, by="Bo", now=timezone.now(), publishing=False)
    with pytest.raises(BrokenModule, match="2 is a draft: publish or discard it first"):
        load({**loaded, "revision": 3}, by="Bo", now=timezone.now(), publishing=True)
    edition = {**loaded, "edition": "2.0", "revision": 1}
    load(edition, by="Bo", now=timezone.now(), publishing=False)
    with pytest.raises(BrokenModule, match=r"2.0 is a draft: publish or discard it first"):
        load({**edition, "edition": "3.0"}, by="Bo", now=timezone.now(), publishing=False)


def test_a_draft_loaded_from_files_can_be_written_on(cast: Cast) -> None:
    module = {**module_of(the_revision()), "revision": 2}
    load(module, by="Bo", now=timezone.now(), publishing=False)
    draft = Draft.objects.get()
    assert (draft.opened_by, draft.based_on) == (None, None)
    change(draft, cast, permits=True)
    assert Change.objects.count() == 1


def test_a_discarded_draft_is_gone_and_written_down(cast: Cast) -> None:
    kept = module_of(the_revision())
    for start in (Start.REVISION, Start.MAJOR):
        draft = a_draft(cast.editor, start)
        change(draft, cast, permits=True)
        discard_draft(draft, by=cast.editor, now=timezone.now())
    assert module_of(the_revision()) == kept
    assert (Revision.objects.count(), Edition.objects.count()) == (1, 1)
    assert not Change.objects.exists()
    assert Event.objects.filter(kind="draft.discarded").count() == 2


NOTHING = {"da": None, "en": None, "de": None}


def broken(part: Part, what: str) -> Part:
    option = part["options"][0]
    options = {
        "quote": {**option, "quote": {"clause": "E1", "text": {**NOTHING, "da": "Aldrig."}}},
        "reason": {**option, "why": None},
        "length": {**option, "text": {**option["text"], "da": ""}},
    }
    changes: dict[str, Part] = {
        "clauses": {"clauses": []},
        "translation": {"title": {**part["title"], "de": None}},
        "readability": {"story": {**part["story"], "da": "Kommunikationsstrategiernes " * 30}},
        "Danish": {"question": NOTHING},
    }
    if what in options:
        return {**part, "options": [options[what], *part["options"][1:]]}
    return {**part, **changes[what]}


@pytest.mark.parametrize(
    "what", ["quote", "reason", "clauses", "translation", "readability", "Danish"]
)
def test_what_breaks_a_rule_is_not_published(what: str, cast: Cast, client_of: SignIn) -> None:
    draft = a_draft(cast.editor)
    part = part_in(now_of(draft), PARTY)
    assert part is not None
    change(draft, cast, **broken(part, what))
    response = client_of(cast.editor).post(f"{DRAFT}send/", {"note": "En ny historie."})
    assert response.status_code == 409
    assert "Det her skal rettes først" in soup(response).select_one("main").get_text()
    with pytest.raises(NotReady):
        sent(draft, cast.editor)
    assert Revision.objects.current(the_guideline()) == the_revision()


def test_length_that_gives_the_good_answer_away_is_not_published(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    for situation in now_of(draft)["situations"]:
        for option in situation["options"]:
            if option["verdict"] == "good":
                option["text"]["da"] += " og så videre" * 20
        change(draft, cast, Ref(PartKind.SITUATION, situation["id"]), options=situation["options"])
    with pytest.raises(NotReady) as refusal:
        sent(draft, cast.editor)
    assert "good is longest (da)" in {one.name for one in refusal.value.findings.short}


def test_a_clause_that_nothing_exercises_is_not_published(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    module = now_of(draft)
    on_it = [one for one in module["situations"] if "A1" in one["clauses"]]
    for one in on_it[1:]:
        clauses = [clause for clause in one["clauses"] if clause != "A1"] or ["A2"]
        options = [{**option, "quote": None} for option in one["options"]]
        change(draft, cast, Ref(PartKind.SITUATION, one["id"]), clauses=clauses, options=options)
    with pytest.raises(NotReady) as refusal:
        sent(draft, cast.editor)
    assert [one.name for one in refusal.value.findings.short] == ["on clause A1"]


def test_a_clause_id_with_another_text_needs_a_new_major_number(cast: Cast) -> None:
    text = Ref(PartKind.TEXT)
    for start, is_refused in ((Start.MINOR, True), (Start.MAJOR, False)):
        draft = a_draft(cast.editor, start)
        module = now_of(draft)
        blocks = [{**block, "was": at} for at, block in enumerate(module["blocks"])]
        c4 = next(block for block in blocks if block["clause"] == "C4")
        c4["text"] = {**c4["text"], "da": c4["text"]["da"] + " Tænk dig om."}
        change(draft, cast, text, blocks=blocks)
        module = now_of(draft)
        assert "Tænk dig om." in module["source"]["da"]
        if is_refused:
            with pytest.raises(NotReady) as refusal:
                sent(draft, cast.editor, is_material=False)
            [found] = refusal.value.findings.broken
            assert (found.ref, found.path) == (text, "blocks[12].clause")
            discard_draft(draft, by=cast.editor, now=timezone.now())
        else:
            assert sent(draft, cast.editor)


def test_a_clause_keeps_what_hangs_on_it_when_its_id_changes(cast: Cast) -> None:
    draft = a_draft(cast.editor, Start.MINOR)
    before = now_of(draft)
    blocks = [{**block, "was": at} for at, block in enumerate(before["blocks"])]
    renamed = [{**one, "clause": "C9"} if one["clause"] == "C4" else one for one in blocks]
    change(draft, cast, Ref(PartKind.TEXT), blocks=renamed)
    after = now_of(draft)

    def on(module: Module, clause: str) -> list[str]:
        return [one["id"] for one in module["situations"] if clause in one["clauses"]]

    assert on(after, "C9") == on(before, "C4") != []
    assert after["source"] == before["source"]


def test_a_clause_that_is_named_somewhere_cannot_go(cast: Cast, client_of: SignIn) -> None:
    a_draft(cast.editor, Start.MINOR)
    desk = Desk(client_of(cast.editor), "tekst", "/redaktion/social-media/1.1/1/")
    at = next(name for name, value in desk.fields.items() if value == ["E1"]).split("-")[1]
    desk.press(f"remove:blocks-{at}").press()
    assert desk.status == 422
    assert "E1 kan ikke fjernes. Punktet bliver brugt i: Fotos fra arbejdet," in desk.text()


def test_parts_are_added_moved_removed_and_put_back(cast: Cast, client_of: SignIn) -> None:
    draft, henrik = a_draft(cast.editor), client_of(cast.editor)
    said = {"title": "Øl på åen", "lesson": "photos", "topic": "photos", "kind": "find"}
    response = henrik.post(f"{DRAFT}tilfoej/situation/", said)
    assert response.headers["Location"] == f"{DRAFT}rediger/situation/oel-paa-aaen/"
    assert now_of(draft)["situations"][-1]["id"] == "oel-paa-aaen"
    new = Ref(PartKind.SITUATION, "oel-paa-aaen")
    move_part(draft, new, up=True, by=cast.editor, now=timezone.now())
    photos = [one["id"] for one in now_of(draft)["situations"] if one["lesson"] == "photos"]
    assert photos[-2:] == ["oel-paa-aaen", "flower-bed"]
    version = {"version": "1"}
    assert henrik.post(f"{DRAFT}fjern/situation/oel-paa-aaen/", version).status_code == 302
    assert part_in(now_of(draft), new) is None
    page = soup(henrik.get(DRAFT))
    assert (
        page.select_one(f"a[href='{DRAFT}historik/situation/oel-paa-aaen/']").get_text()
        == "Øl på åen"
    )
    history = soup(henrik.get(f"{DRAFT}historik/situation/oel-paa-aaen/"))
    assert history.h1.get_text() == "Øl på åen"
    henrik.post(f"{DRAFT}genskab/situation/oel-paa-aaen/")
    back = part_in(now_of(draft), new)
    assert back is not None
    assert back["title"]["da"] == "Øl på åen"


@pytest.mark.parametrize("kind", ["lektion", "situation", "kort"])
def test_what_is_added_can_be_opened_at_once(kind: str, cast: Cast, client_of: SignIn) -> None:
    a_draft(cast.editor)
    henrik = client_of(cast.editor)
    said = {
        "title": "Nyt",
        "lesson": "photos",
        "topic": "photos",
        "kind": "situation",
        "situation": "summer-party",
    }
    for _ in range(2):  # two of one name have ids of their own
        response = henrik.post(f"{DRAFT}tilfoej/{kind}/", said)
        assert henrik.get(response.headers["Location"]).status_code == 200
    assert henrik.post(f"{DRAFT}tilfoej/{kind}/", {}).status_code == 422


def test_what_others_hang_on_is_not_removed(cast: Cast, client_of: SignIn) -> None:
    draft = a_draft(cast.editor)
    for ref in (Ref(PartKind.LESSON, "photos"), PARTY):
        with pytest.raises(StillUsed):
            remove_part(draft, ref, version=0, by=cast.editor, now=timezone.now())
    page = soup(client_of(cast.editor).get(f"{DRAFT}fjern/situation/summer-party/"))
    assert page.select("main ul a[href]")
    assert not page.select("main form button")


def test_an_id_is_given_once(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    part = part_in(now_of(draft), PARTY)
    assert part is not None
    with pytest.raises(Unfit):
        add_part(draft, PARTY, part, by=cast.editor, now=timezone.now())


def test_a_part_that_names_what_has_gone_is_not_saved(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    for gone in ({"lesson": "gone"}, {"clauses": ["Z9"]}, {"parallel_of": "gone"}):
        with pytest.raises(Unfit):
            change(draft, cast, **gone)


def test_at_the_end_of_a_list_a_part_stays_where_it_is(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    before = now_of(draft)
    for ref, up in (
        (Ref(PartKind.LESSON, before["lessons"][0]["id"]), True),
        (Ref(PartKind.CARD, before["cards"][-1]["id"]), False),
    ):
        move_part(draft, ref, up=up, by=cast.editor, now=timezone.now())
    assert now_of(draft) == before


@pytest.mark.parametrize("kind", ["lessons", "cards"])
def test_lessons_and_cards_change_places(kind: str, cast: Cast) -> None:
    draft = a_draft(cast.editor)
    ids = [row["id"] for row in now_of(draft)[kind]]
    ref = Ref(PartKind.LESSON if kind == "lessons" else PartKind.CARD, ids[1])
    move_part(draft, ref, up=True, by=cast.editor, now=timezone.now())
    assert [row["id"] for row in now_of(draft)[kind]] == [ids[1], ids[0], *ids[2:]]


def test_the_history_shows_what_it_was_and_gives_it_back(cast: Cast, client_of: SignIn) -> None:
    draft, henrik = a_draft(cast.editor), client_of(cast.editor)
    Desk(henrik, "situation/summer-party").write(story_da="Ny historie.").press()
    page = soup(henrik.get(f"{DRAFT}historik/situation/summer-party/"))
    assert "Henrik Øster ændrede den" in page.get_text()
    before, after = (cell.get_text() for cell in page.select("main td"))
    assert before.startswith("Du har taget et dejligt billede")
    assert after == "Ny historie."
    back = page.select_one("main a[href*='tidligere=1']")["href"]
    desk = Desk(henrik, "situation/summer-party")
    desk._shown(henrik.get(back))
    desk.press()
    assert now_of(draft)["situations"] == module_of(the_revision())["situations"]
    assert Change.objects.count() == 2


def test_saving_a_situation_leaves_every_other_row_alone(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    others = Option.objects.exclude(situation__slug="summer-party").filter(
        situation__revision__draft=draft
    )
    before = list(others.values_list("pk", flat=True))
    situations = Situation.objects.filter(revision__draft=draft)
    places = dict(situations.values_list("pk", "slug"))
    with CaptureQueriesContext(connection) as queries:
        change(draft, cast, shuffle=False)
    assert len(queries) <= 50
    assert list(others.values_list("pk", flat=True)) == before
    assert dict(situations.values_list("pk", "slug")) == places


def test_opening_a_draft_costs_the_same_however_long_the_module(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        open_draft(the_guideline(), start=Start.MAJOR, by=cast.editor, now=timezone.now())
    assert len(queries) <= 45


def test_the_missing_translations_lead_to_their_fields(cast: Cast, client_of: SignIn) -> None:
    draft, henrik = a_draft(cast.editor), client_of(cast.editor)
    desk = Desk(henrik, "situation/summer-party")
    desk.write(story_en="", options_1_why_de="").press()
    page = soup(henrik.get(f"{DRAFT}oversaettelser/"))
    links = {link.get_text(): link["href"] for link in page.select("main .rows a")}
    assert links == {
        "Historie · English": f"{desk.path}#id_story-en",
        "Svar 2 · Hvorfor? · Deutsch": f"{desk.path}#id_options-1-why-de",
    }
    for href in links.values():
        assert desk.open().page.find(id=href.partition("#")[2])
    assert now_of(draft)["situations"]


def test_the_whole_check_leads_to_each_place(cast: Cast, client_of: SignIn) -> None:
    draft, henrik = a_draft(cast.editor), client_of(cast.editor)
    desk = Desk(henrik, "situation/summer-party")
    desk.write(options_2_quote_text_da="Det står der ikke.").press()
    page = soup(henrik.get(f"{DRAFT}tjek/"))
    [row] = page.select("main .rows li")
    assert row.a["href"] == f"{desk.path}#id_options-2-quote-text-da"
    assert "Ordene står ikke i punkt E1." in row.get_text()
    assert "1 at rette" in soup(henrik.get(DRAFT)).select_one("main").get_text()
    assert now_of(draft)["revision"] == 2


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_the_checks_speak_the_readers_language(
    language: str, cast: Cast, client_of: SignIn
) -> None:
    draft = a_draft(cast.editor)
    part = part_in(now_of(draft), PARTY)
    assert part is not None
    change(draft, cast, **broken(part, "quote"))
    cast.editor.language = language
    cast.editor.save(update_fields=["language"])
    said = soup(client_of(cast.editor).get(f"{DRAFT}tjek/")).select_one("main").get_text()
    words = {
        "da": ("Ordene står ikke i punkt E1.", "Om emnet: Fotos", "31\N{NO-BREAK SPACE}%"),
        "en": ("is not in clause E1", "on Photos", "31%"),
        "de": ("Die Worte stehen nicht in Punkt E1.", "Zum Thema: Fotos", "mindestens 8"),
    }
    assert all(one in said for one in words[language])


def test_a_draft_that_is_exported_and_loaded_is_the_same(cast: Cast, tmp_path: object) -> None:
    draft = a_draft(cast.editor)
    change(draft, cast, shuffle=False)
    call_command("guideline_export", "social-media", edition="1.0", revision=2, to=tmp_path)
    before = now_of(draft)
    discard_draft(draft, by=cast.editor, now=timezone.now())
    call_command("guideline_load", tmp_path)
    assert now_of(Draft.objects.get()) == before
    change(Draft.objects.get(), cast, title={**before["title"], "da": "Andet"})
    with pytest.raises(CommandError, match="is being edited on the site"):
        call_command("guideline_load", tmp_path)


def test_what_was_published_since_is_told_and_brought_in(cast: Cast, client_of: SignIn) -> None:
    text, henrik = a_draft(cast.editor, Start.MAJOR), client_of(cast.editor)
    change(text, cast, question={"da": "Og nu?", "en": "And now?", "de": "Und nun?"})
    assert "er udgivet, siden" not in henrik.get("/redaktion/social-media/2.0/1/").content.decode()
    other = a_draft(cast.editor)
    party = part_in(now_of(other), PARTY)
    assert party is not None
    mended = {**party["title"], "da": "Sommerfesten"}
    change(other, cast, title=mended)
    published(other, cast)
    page = soup(henrik.get("/redaktion/social-media/2.0/1/"))
    [link] = page.select("main .notice a")
    assert link.get_text() == "Sommerfesten på plejecentret"
    desk = Desk(henrik, "situation/summer-party", "/redaktion/social-media/2.0/1/")
    desk._shown(henrik.get(link["href"])).press()
    brought = part_in(now_of(text), PARTY)
    assert brought is not None
    assert (brought["title"], brought["question"]["da"]) == (mended, "Og nu?")
    page = soup(henrik.get("/redaktion/social-media/2.0/1/"))
    assert not page.select("main .notice a")
