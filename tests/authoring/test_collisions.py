"""Two editors at one part: the second is told, sees both texts, loses nothing, and chooses."""

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from authoring.changes import Collision, save_part
from authoring.drafts import DraftGone, Start, discard_draft
from authoring.export import module_of
from authoring.merging import differences, merged
from authoring.models import Change, Draft
from authoring.parts import PartKind, Ref, part_in
from authoring.rows import Part
from people.models import Role
from policy.models import Revision
from tests.authoring.desk import DRAFT, Desk, SignIn
from tests.authoring.writing import PARTY, part_of
from tests.factories.authoring import a_draft
from tests.factories.people import Cast, a_person, make_hr


@pytest.fixture
def draft(cast: Cast) -> Draft:
    return a_draft(cast.editor)


@pytest.fixture
def henrik(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.editor)


@pytest.fixture
def ida(cast: Cast, client_of: SignIn) -> Client:
    return client_of(make_hr(a_person("Ida Bech", cast.root), Role.EDITOR))


def test_the_second_to_save_is_told_who_saved_and_sees_both_texts(
    draft: Draft, henrik: Client, ida: Client
) -> None:
    first, second = Desk(henrik, "situation/summer-party"), Desk(ida, "situation/summer-party")
    first.write(story_da="Henriks historie.", question_da="Henriks spørgsmål?").press()
    second.write(story_da="Idas historie.", title_en="Ida’s title").press()
    assert second.status == 409
    told = second.page.select_one("main [role=alert]").get_text()
    assert "Henrik Øster har gemt her, mens du skrev" in told
    assert second.page.select_one("main [role=alert] time")
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.select("td")]
        for row in second.page.select("main table tbody tr")
    }
    assert rows["Historie · Dansk"] == ["Henriks historie.", "Idas historie."]
    assert rows["Spørgsmål · Dansk"] == ["Henriks spørgsmål?", "Hvad gør du?"]
    assert part_of(draft)["story"]["da"] == "Henriks historie."


def test_the_form_then_holds_both_and_saving_it_keeps_both(
    draft: Draft, henrik: Client, ida: Client
) -> None:
    first, second = Desk(henrik, "situation/summer-party"), Desk(ida, "situation/summer-party")
    first.write(story_da="Henriks historie.", question_da="Henriks spørgsmål?").press()
    second.write(story_da="Idas historie.", title_en="Ida’s title").press().press()
    assert second.status == 200
    saved = part_of(draft)
    assert saved["story"]["da"] == "Idas historie."  # both wrote it: she chose hers
    assert saved["question"]["da"] == "Henriks spørgsmål?"  # only he did
    assert saved["title"]["en"] == "Ida’s title"  # only she did
    before = Change.objects.get(number=2).before
    assert before is not None
    assert before["story"]["da"] == "Henriks historie."  # and his is kept


def test_the_second_may_leave_what_was_saved(draft: Draft, henrik: Client, ida: Client) -> None:
    first, second = Desk(henrik, "situation/summer-party"), Desk(ida, "situation/summer-party")
    first.write(story_da="Henriks historie.").press()
    second.write(story_da="Idas historie.").press()
    assert second.page.select_one(f"main a[href='{second.path}']")
    assert second.open().fields["story-da"] == ["Henriks historie."]


def test_the_same_change_twice_is_no_collision(draft: Draft, henrik: Client, ida: Client) -> None:
    first, second = Desk(henrik, "situation/summer-party"), Desk(ida, "situation/summer-party")
    first.write(story_da="Det samme.").press()
    assert second.write(story_da="Det samme.").press().status == 200
    assert Change.objects.count() == 1


def test_two_parts_do_not_collide(draft: Draft, henrik: Client, ida: Client) -> None:
    first, second = Desk(henrik, "situation/summer-party"), Desk(ida, "situation/job-fair")
    assert first.write(story_da="Henriks.").press().status == 200
    assert second.write(story_da="Idas.").press().status == 200


def test_a_collision_found_after_a_third_save_names_the_last(
    draft: Draft, henrik: Client, ida: Client, cast: Cast, client_of: SignIn
) -> None:
    oskar = client_of(make_hr(a_person("Oskar Lind", cast.root), Role.EDITOR))
    desks = [Desk(client, "situation/summer-party") for client in (henrik, oskar, ida)]
    desks[0].write(story_da="Et.").press()
    desks[1].open().write(question_da="To?").press()
    desks[2].write(title_da="Tre").press()
    assert "Oskar Lind har gemt her" in desks[2].text()
    desks[2].press()
    saved = part_of(draft)
    assert (saved["story"]["da"], saved["question"]["da"], saved["title"]["da"]) == (
        "Et.",
        "To?",
        "Tre",
    )


def test_the_guidelines_text_collides_too(cast: Cast, henrik: Client, ida: Client) -> None:
    a_draft(cast.editor, Start.MINOR)
    draft = "/redaktion/social-media/1.1/1/"
    first, second = Desk(henrik, "tekst", draft), Desk(ida, "tekst", draft)
    first.write(blocks_0_text_en="Henrik’s heading").press()
    second.write(title_en="Ida’s title").press()
    assert second.status == 409
    second.press()
    revision = Revision.objects.get(edition__minor=1)
    module = module_of(revision)
    assert module["blocks"][0]["text"]["en"] == "Henrik’s heading"
    assert module["title"]["en"] == "Ida’s title"
    assert module["source"]["en"].strip().startswith("Henrik’s heading\n")


def test_what_was_typed_is_shown_when_the_part_was_removed_meanwhile(
    draft: Draft, henrik: Client, ida: Client
) -> None:
    desk = Desk(ida, "situation/flower-bed").write(story_da="Idas lange historie.")
    henrik.post(f"{DRAFT}fjern/situation/flower-bed/", {"version": "0"})
    desk.press()
    assert desk.status == 409
    assert "Idas lange historie." in [
        one.get_text().strip() for one in desk.page.select("textarea")
    ]


def test_what_was_typed_is_shown_when_the_draft_was_discarded_meanwhile(
    draft: Draft, henrik: Client, ida: Client
) -> None:
    desk = Desk(ida, "situation/summer-party").write(story_da="Idas lange historie.")
    henrik.post(f"{DRAFT}kasser/")
    desk.press()
    assert desk.status == 409
    assert "kasseret" in desk.text()
    assert "Idas lange historie." in [
        one.get_text().strip() for one in desk.page.select("textarea")
    ]
    assert ida.get(desk.path).status_code == 404


def test_a_removal_of_what_somebody_has_changed_meanwhile_is_asked_again(
    draft: Draft, henrik: Client, ida: Client
) -> None:
    Desk(ida, "situation/flower-bed").write(story_da="Ny historie.").press()
    response = henrik.post(f"{DRAFT}fjern/situation/flower-bed/", {"version": "0"})
    assert response.status_code == 409
    assert part_in(module_of(draft.revision), Ref(PartKind.SITUATION, "flower-bed"))


def test_a_discarded_draft_takes_no_more(draft: Draft, cast: Cast) -> None:
    part = part_of(draft)
    discard_draft(draft, by=cast.editor, now=timezone.now())
    draft.pk = -1
    with pytest.raises(DraftGone):
        save_part(draft, PARTY, part, version=0, by=cast.editor, now=timezone.now())


def test_a_collision_says_what_the_form_was_made_from(draft: Draft, cast: Cast) -> None:
    base = part_of(draft)
    theirs, mine = {**base, "permits": True}, {**base, "shuffle": False}
    save_part(draft, PARTY, theirs, version=0, by=cast.editor, now=timezone.now())
    with pytest.raises(Collision) as raised:
        save_part(draft, PARTY, mine, version=0, by=cast.editor, now=timezone.now())
    assert (raised.value.base, raised.value.theirs) == (base, theirs)


TEXTS = st.fixed_dictionaries({"da": st.text(max_size=3), "en": st.none() | st.text(max_size=3)})
ITEMS = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abc"), "text": TEXTS}),
    max_size=3,
    unique_by=lambda one: str(one["id"]),
)
PARTS = st.fixed_dictionaries({"title": TEXTS, "permits": st.booleans(), "options": ITEMS})


@given(PARTS, PARTS, PARTS)
def test_what_only_one_changed_is_kept_whoever_it_was(base: Part, theirs: Part, mine: Part) -> None:
    both = merged(base, theirs, mine)
    assert merged(base, base, mine) == mine
    assert merged(base, theirs, base) == theirs
    for key in base:
        if mine[key] == base[key]:
            assert both[key] == theirs[key]
        elif theirs[key] == base[key]:
            assert both[key] == mine[key]


@given(PARTS, PARTS)
def test_two_texts_differ_where_they_are_said_to_and_nowhere_else(one: Part, other: Part) -> None:
    steps = list(differences(one, other))
    assert bool(steps) == (one != other)
    assert {step[0] for step in steps} == {key for key in one if one[key] != other[key]}
