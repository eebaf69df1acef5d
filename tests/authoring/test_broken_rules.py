"""What breaks a rule is not published: it is told in the reader's language and leads to its field."""

import pytest
from django.utils import timezone

from authoring.drafts import Start, discard_draft
from authoring.parts import PartKind, Ref
from authoring.rows import Part
from authoring.submitting import NotReady
from policy.models import Revision
from tests.authoring.desk import DRAFT, Desk, SignIn
from tests.authoring.writing import change, now_of, part_of
from tests.conftest import soup
from tests.factories.authoring import a_draft, sent
from tests.factories.people import Cast
from tests.factories.policy import the_guideline, the_revision

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
    part = part_of(draft)
    change(draft, cast.editor, **broken(part, what))
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
        change(
            draft,
            cast.editor,
            Ref(PartKind.SITUATION, situation["id"]),
            options=situation["options"],
        )
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
        change(
            draft, cast.editor, Ref(PartKind.SITUATION, one["id"]), clauses=clauses, options=options
        )
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
        change(draft, cast.editor, text, blocks=blocks)
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
    part = part_of(draft)
    change(draft, cast.editor, **broken(part, "quote"))
    cast.editor.language = language
    cast.editor.save(update_fields=["language"])
    said = soup(client_of(cast.editor).get(f"{DRAFT}tjek/")).select_one("main").get_text()
    words = {
        "da": ("Ordene står ikke i punkt E1.", "Om emnet: Fotos", "31\N{NO-BREAK SPACE}%"),
        "en": ("is not in clause E1", "on Photos", "31%"),
        "de": ("Die Worte stehen nicht in Abschnitt E1.", "Zum Thema: Fotos", "mindestens 8"),
    }
    assert all(one in said for one in words[language])
