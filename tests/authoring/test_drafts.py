"""A draft from opening to discarding: one at a time, whole, and with its history."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from authoring.actions import load
from authoring.drafts import NothingToStartFrom, Start, discard_draft, open_draft, possible_starts
from authoring.export import module_of
from authoring.models import Change, Draft
from authoring.problems import BrokenModule
from policy.models import Edition, Revision
from quiz.models import Option, Situation
from tests.authoring.desk import DRAFT, Desk, SignIn
from tests.authoring.writing import change, now_of, part_of
from tests.conftest import soup
from tests.factories.authoring import a_draft, published
from tests.factories.people import Cast
from tests.factories.policy import the_guideline, the_revision


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
    change(draft, cast.editor, permits=True)
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
    change(draft, cast.editor, permits=True)
    assert Change.objects.count() == 1


def test_a_discarded_draft_is_gone_and_written_down(cast: Cast) -> None:
    kept = module_of(the_revision())
    for start in (Start.REVISION, Start.MAJOR):
        draft = a_draft(cast.editor, start)
        change(draft, cast.editor, permits=True)
        discard_draft(draft, by=cast.editor, now=timezone.now())
    assert module_of(the_revision()) == kept
    assert (Revision.objects.count(), Edition.objects.count()) == (1, 1)
    assert not Change.objects.exists()
    assert Event.objects.filter(kind="draft.discarded").count() == 2


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
        change(draft, cast.editor, shuffle=False)
    assert len(queries) <= 50
    assert list(others.values_list("pk", flat=True)) == before
    assert dict(situations.values_list("pk", "slug")) == places


def test_opening_a_draft_costs_the_same_however_long_the_module(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        open_draft(the_guideline(), start=Start.MAJOR, by=cast.editor, now=timezone.now())
    assert len(queries) <= 45


def test_a_draft_that_is_exported_and_loaded_is_the_same(cast: Cast, tmp_path: object) -> None:
    draft = a_draft(cast.editor)
    change(draft, cast.editor, shuffle=False)
    call_command("guideline_export", "social-media", edition="1.0", revision=2, to=tmp_path)
    before = now_of(draft)
    discard_draft(draft, by=cast.editor, now=timezone.now())
    call_command("guideline_load", tmp_path)
    assert now_of(Draft.objects.get()) == before
    change(Draft.objects.get(), cast.editor, title={**before["title"], "da": "Andet"})
    with pytest.raises(CommandError, match="is being edited on the site"):
        call_command("guideline_load", tmp_path)


def test_what_was_published_since_is_told_and_brought_in(cast: Cast, client_of: SignIn) -> None:
    text, henrik = a_draft(cast.editor, Start.MAJOR), client_of(cast.editor)
    change(text, cast.editor, question={"da": "Og nu?", "en": "And now?", "de": "Und nun?"})
    assert "er udgivet, siden" not in henrik.get("/redaktion/social-media/2.0/1/").content.decode()
    other = a_draft(cast.editor)
    party = part_of(other)
    mended = {**party["title"], "da": "Sommerfesten"}
    change(other, cast.editor, title=mended)
    published(other, cast)
    page = soup(henrik.get("/redaktion/social-media/2.0/1/"))
    [link] = page.select("main .notice a")
    assert link.get_text() == "Sommerfesten på plejecentret"
    desk = Desk(henrik, "situation/summer-party", "/redaktion/social-media/2.0/1/")
    desk._shown(henrik.get(link["href"])).press()
    brought = part_of(text)
    assert (brought["title"], brought["question"]["da"]) == (mended, "Og nu?")
    page = soup(henrik.get("/redaktion/social-media/2.0/1/"))
    assert not page.select("main .notice a")
