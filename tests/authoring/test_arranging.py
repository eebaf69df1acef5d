"""The parts of a draft: added, moved, removed and put back; what hangs together stays together."""

import pytest
from django.utils import timezone

from authoring.arranging import StillUsed, add_part, move_part, remove_part
from authoring.changes import Unfit
from authoring.drafts import Start
from authoring.parts import PartKind, Ref, part_in
from authoring.rules import Module
from tests.authoring.desk import DRAFT, Desk, SignIn
from tests.authoring.writing import PARTY, change, now_of, part_of
from tests.conftest import soup
from tests.factories.authoring import a_draft
from tests.factories.people import Cast


def test_a_clause_keeps_what_hangs_on_it_when_its_id_changes(cast: Cast) -> None:
    draft = a_draft(cast.editor, Start.MINOR)
    before = now_of(draft)
    blocks = [{**block, "was": at} for at, block in enumerate(before["blocks"])]
    renamed = [{**one, "clause": "C9"} if one["clause"] == "C4" else one for one in blocks]
    change(draft, cast.editor, Ref(PartKind.TEXT), blocks=renamed)
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
    part = part_of(draft)
    with pytest.raises(Unfit):
        add_part(draft, PARTY, part, by=cast.editor, now=timezone.now())


def test_a_part_that_names_what_has_gone_is_not_saved(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    for gone in ({"lesson": "gone"}, {"clauses": ["Z9"]}, {"parallel_of": "gone"}):
        with pytest.raises(Unfit):
            change(draft, cast.editor, **gone)


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
