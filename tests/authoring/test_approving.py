"""The second person: nobody approves what they sent or wrote, and only what they have read."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Event
from authoring.changes import save_part
from authoring.export import module_of
from authoring.hanging import Overtaken, confirm_part
from authoring.models import Confirmation, Submission
from authoring.parts import PartKind, Ref, part_in
from authoring.submitting import (
    NotConfirmed,
    NotSent,
    approve,
    send_back,
    submit,
    to_confirm,
    withdraw,
)
from policy.models import Approval, Revision, Who
from tests.authoring.desk import DRAFT, SignIn
from tests.authoring.reviewing import NOTE, TEXT, put_forward, retitle, revision_of, second_editor
from tests.conftest import soup
from tests.factories.authoring import a_draft, a_text, confirm_all, rewrite, sent
from tests.factories.people import Cast
from tests.factories.policy import the_guideline


def test_nobody_approves_what_they_sent_or_wrote(cast: Cast, client_of: SignIn) -> None:
    eva = second_editor(cast)
    draft = a_draft(cast.editor)
    retitle(draft, eva)
    submission = sent(draft, cast.editor)
    for somebody in (cast.editor, eva, cast.new_hire, cast.manager):
        with pytest.raises(PermissionDenied):
            approve(submission, by=somebody, now=timezone.now())
        with pytest.raises(PermissionDenied):
            send_back(submission, reason="Nej.", by=somebody, now=timezone.now())
    assert (
        client_of(cast.editor).post(f"{DRAFT}gennemsyn/godkend/", put_forward()).status_code == 403
    )
    page = soup(client_of(cast.editor).get(f"{DRAFT}gennemsyn/"))
    assert "Du har sendt kladden" in page.get_text()
    assert "Godkend" not in [one.get_text() for one in page.select("main button")]
    assert "Du har skrevet i kladden" in client_of(eva).get(f"{DRAFT}gennemsyn/").content.decode()
    assert not Approval.objects.exists()


def test_the_database_refuses_an_approval_by_the_sender(cast: Cast) -> None:
    submission = sent(a_draft(cast.editor), cast.editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(
            approved_at=timezone.now(), approved_by=cast.editor
        )


@pytest.mark.parametrize("who", ["another editor", "HR"])
def test_a_second_person_approves_lessons_and_situations_which_publishes_them(
    who: str, cast: Cast, client_of: SignIn
) -> None:
    reader = cast.hr if who == "HR" else second_editor(cast)
    draft = a_draft(cast.editor)
    retitle(draft, cast.editor)
    submit(draft, note=NOTE, is_material=True, by=cast.editor, now=timezone.now())
    page = soup(client_of(reader).get(f"{DRAFT}gennemsyn/"))
    assert NOTE in page.get_text()
    assert page.select_one("main .changes ins").get_text() == "[nyt: havnen]"
    response = client_of(reader).post(f"{DRAFT}gennemsyn/godkend/", put_forward(), follow=True)
    assert "Udgivet: version 1.0, forløb nr. 2." in response.content.decode()
    revision = Revision.objects.current(the_guideline())
    assert revision is not None
    assert (revision.number, revision.published_by) == (2, reader.name)
    approval = Approval.objects.get()
    assert (approval.revision, approval.is_of_text, approval.is_material) == (
        revision,
        False,
        False,
    )
    assert (approval.sent_by, approval.approved_by, approval.note, approval.who) == (
        cast.editor.directory_id,
        reader.directory_id,
        NOTE,
        Who.NOBODY,
    )
    assert Event.objects.get(kind="draft.approved").actor == reader.directory_id
    assert Event.objects.get(kind="draft.published").actor == reader.directory_id


def test_a_draft_sent_back_comes_with_a_sentence_and_can_be_written_on(
    cast: Cast, client_of: SignIn
) -> None:
    draft = a_draft(cast.editor)
    sent(draft, cast.editor)
    karin = client_of(cast.hr)
    assert karin.post(f"{DRAFT}gennemsyn/retur/", {"reason": " "}).status_code == 422
    response = karin.post(f"{DRAFT}gennemsyn/retur/", {"reason": "Historien er for lang."})
    assert response.headers["Location"] == "/redaktion/"
    page = soup(client_of(cast.editor).get(DRAFT)).select_one("main")
    assert "Karin Ågård sendte kladden tilbage" in page.get_text()
    assert "Historien er for lang." in page.get_text()
    retitle(draft, cast.editor)
    assert sent(draft, cast.editor).closed_at is None
    assert Event.objects.get(kind="draft.returned").actor == cast.hr.directory_id


def test_what_somebody_withdrew_cannot_be_approved(cast: Cast, client_of: SignIn) -> None:
    submission = sent(a_draft(cast.editor), cast.editor)
    client_of(cast.editor).post(f"{DRAFT}traek-tilbage/")
    for act in (approve, withdraw):
        with pytest.raises(NotSent):
            act(submission, by=cast.hr, now=timezone.now())
    assert client_of(cast.hr).post(f"{DRAFT}gennemsyn/godkend/").status_code == 404


def test_what_was_sent_anew_is_not_approved_with_the_page_of_what_was_sent_before(
    cast: Cast, client_of: SignIn
) -> None:
    draft = a_draft(cast.editor)
    retitle(draft, cast.editor)
    before = sent(draft, cast.editor)
    karin = client_of(cast.hr)
    [read] = soup(karin.get(f"{DRAFT}gennemsyn/")).select("main form[action$='/godkend/']")
    form = {one["name"]: one["value"] for one in read.select("input[name]")}
    withdraw(before, by=cast.editor, now=timezone.now())
    retitle(draft, cast.editor, "Alt er tilladt")
    sent(draft, cast.editor)
    response = karin.post(f"{DRAFT}gennemsyn/godkend/", form, follow=True)
    assert "Den er ændret, siden du så den." in response.content.decode()
    assert "Alt er tilladt" in response.content.decode()
    assert not Approval.objects.exists()


# What hangs on a changed clause


def test_each_lesson_and_situation_on_a_changed_clause_is_confirmed_by_somebody(
    cast: Cast, client_of: SignIn
) -> None:
    draft = a_text(cast.editor)
    hanging = to_confirm(draft)
    module = module_of(revision_of(draft))
    named = {
        one["id"]
        for name in ("lessons", "situations")
        for one in module[name]
        if "C4" in one["clauses"]
        or any(
            option["quote"] and option["quote"]["clause"] == "C4"
            for option in one.get("options", [])
        )
    }
    assert {one.ref.id for one in hanging} == named != set()
    assert {tuple(one.clauses) for one in hanging} == {("C4",)}
    submission = sent(draft, cast.editor)
    with pytest.raises(NotConfirmed):
        approve(submission, by=cast.hr, now=timezone.now())
    karin = client_of(cast.hr)
    assert karin.post(f"{TEXT}gennemsyn/godkend/", put_forward()).status_code == 409
    page = soup(karin.get(f"{TEXT}bekraeft/"))
    forms = page.select("main form")
    assert len(forms) == len(hanging)
    assert page.select_one("main ins").get_text() == "[nyt:  Tænk dig om.]"
    for form in forms:
        karin.post(form["action"], {"sha256": form.select_one("[name=sha256]")["value"]})
    assert {one.part for one in Confirmation.objects.all()} == {one.ref.key for one in hanging}
    assert {one.confirmed_by for one in Confirmation.objects.all()} == {cast.hr}
    done = soup(karin.get(f"{TEXT}bekraeft/")).select_one("main").get_text()
    assert "Det hele er bekræftet." in done
    assert "Bekræftet af Karin Ågård" in done
    assert approve(submission, by=cast.hr, now=timezone.now()).approved_by == cast.hr


def test_a_part_that_is_changed_after_it_was_confirmed_is_confirmed_again(cast: Cast) -> None:
    draft = a_text(cast.editor)
    confirm_all(draft, cast.editor)
    [first, *rest] = to_confirm(draft)
    assert all(one.confirmation for one in (first, *rest))
    part: Any = part_in(module_of(revision_of(draft)), first.ref)
    changed = {**part, "title": {**part["title"], "da": "En anden titel"}}
    save_part(draft, first.ref, changed, version=0, by=cast.editor, now=timezone.now())
    [again, *others] = to_confirm(draft)
    assert again.confirmation is None
    assert all(one.confirmation for one in others)
    with pytest.raises(Overtaken):
        confirm_part(draft, first.ref, sha256=first.sha256, by=cast.hr, now=timezone.now())
    with pytest.raises(Overtaken):  # hangs on nothing that has changed
        confirm_part(draft, Ref(PartKind.SITUATION, "x"), sha256="", by=cast.hr, now=timezone.now())


def test_the_words_of_a_changed_clause_are_part_of_what_is_confirmed(cast: Cast) -> None:
    draft = a_text(cast.editor)
    confirm_all(draft, cast.editor)
    rewrite(draft, cast.editor, words=" Altid.")
    assert not any(one.confirmation for one in to_confirm(draft))
