"""Sending a draft to review: it stays as it was sent, and its number follows from what it changes."""

from typing import Any

import pytest
from django.utils import timezone

from audit.models import Event
from authoring.changes import save_part
from authoring.drafts import InReview, Start, discard_draft
from authoring.export import module_of
from authoring.models import Outcome, Submission
from authoring.parts import PartKind, Ref, part_in
from authoring.submitting import withdraw
from evidence.models import Entry, Kind, Verdict
from evidence.notes import SigningKey
from evidence.verification import verify
from policy.models import Approval, Edition
from tests.authoring.desk import DRAFT, Desk, SignIn
from tests.authoring.reviewing import NOTE, TEXT, retitle, revision_of
from tests.conftest import soup
from tests.factories.authoring import a_draft, a_text, published, sent
from tests.factories.people import Cast


def test_a_draft_in_review_cannot_be_changed_until_it_is_withdrawn(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    submission = sent(draft, cast.editor)
    with pytest.raises(InReview):
        retitle(draft, cast.editor)
    with pytest.raises(InReview):
        discard_draft(draft, by=cast.editor, now=timezone.now())
    with pytest.raises(InReview):
        sent(draft, cast.editor)
    withdraw(submission, by=cast.editor, now=timezone.now())
    retitle(draft, cast.editor)
    assert Submission.objects.get().outcome == Outcome.WITHDRAWN
    assert [one.kind for one in Event.objects.filter(kind__contains="draft.").order_by("pk")] == [
        "draft.opened",
        "draft.sent",
        "draft.withdrawn",
        "draft.saved",
    ]


def test_what_is_typed_while_somebody_sends_the_draft_is_not_lost(
    cast: Cast, client_of: SignIn
) -> None:
    draft, henrik = a_draft(cast.editor), client_of(cast.editor)
    desk = Desk(henrik, "situation/summer-party")
    desk.write(story_da="En helt ny historie.")
    submission = sent(draft, cast.editor)
    desk.press()
    assert (desk.status, "En helt ny historie." in desk.text()) == (409, True)
    assert henrik.get(desk.path).headers["Location"] == f"{DRAFT}gennemsyn/"
    assert henrik.get(DRAFT).headers["Location"] == f"{DRAFT}gennemsyn/"
    withdraw(submission, by=cast.editor, now=timezone.now())
    assert henrik.get(desk.path).status_code == 200


@pytest.mark.parametrize(("is_material", "number"), [(True, "2.0"), (False, "1.1")])
@pytest.mark.parametrize("start", [Start.MAJOR, Start.MINOR])
def test_whether_it_changes_what_applies_gives_the_number(
    start: Start, is_material: bool, number: str, cast: Cast
) -> None:
    draft = a_draft(cast.editor, start)
    sent(draft, cast.editor, is_material=is_material)
    assert revision_of(draft).edition.number == number


def test_a_small_change_is_an_edition_of_its_own_hashed_and_logged(
    cast: Cast, log_key: SigningKey
) -> None:
    draft = a_draft(cast.editor, Start.MINOR)
    part: Any = part_in(module_of(draft.revision), Ref(PartKind.TEXT))
    for at, block in enumerate(part["blocks"]):
        block["was"] = at
    part["blocks"][-1]["text"]["en"] += " Ask if in doubt."
    save_part(draft, Ref(PartKind.TEXT), part, version=0, by=cast.editor, now=timezone.now())
    before = Edition.objects.get(major=1, minor=0)
    edition = published(draft, cast, is_material=False).edition
    assert edition.number == "1.1"
    assert edition.text_sha256("en") != before.text_sha256("en")
    assert edition.text_sha256("da") == before.text_sha256("da")
    logged = [one.body for one in Entry.objects.filter(kind=Kind.PUBLISH)]
    assert {(one["major"], one["minor"], one["lang"]) for one in logged} >= {
        (1, minor, language) for minor in (0, 1) for language in ("da", "en", "de")
    }
    assert not Approval.objects.get(revision__edition=edition).is_material
    assert verify(keys=[log_key.public]).verdict < Verdict.DIVERGED


def test_an_editor_is_asked_what_has_changed_and_whether_it_applies(
    cast: Cast, client_of: SignIn
) -> None:
    a_text(cast.editor)
    henrik = client_of(cast.editor)
    page = soup(henrik.get(f"{TEXT}send/"))
    assert not page.select("main input[checked]")
    assert "Den bliver udgivet og registreret på samme måde." in page.get_text()
    refused = henrik.post(f"{TEXT}send/", {"note": ""})
    assert refused.status_code == 422
    assert [one.get_text() for one in soup(refused).select(".error-summary a")] == [
        "Ændringsnote: Skriv, hvad der er ændret, og hvorfor.",
        "Vælg, om det ændrer, hvad der gælder.",
    ]
    response = henrik.post(f"{TEXT}send/", {"note": NOTE, "weight": "material"})
    assert response.headers["Location"] == f"{TEXT}gennemsyn/"
    submission = Submission.objects.get()
    assert (submission.note, submission.is_material, submission.sent_by) == (
        NOTE,
        True,
        cast.editor,
    )
