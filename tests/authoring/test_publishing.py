"""HR publishes an approved text; who approved it is on record, in the log and cannot be changed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from authoring.asking import Choice, publish_and_ask
from authoring.submitting import NotSent, approve, publish_approved, withdraw
from evidence.models import Entry, Kind, Verdict
from evidence.notes import SigningKey
from evidence.verification import verify
from lib.frozen import thaw
from policy.approving import Asked
from policy.models import Approval, Record, Who
from tests.authoring.desk import SignIn
from tests.authoring.reviewing import TEXT, put_forward, revision_of, second_editor
from tests.factories.authoring import a_text, approved, confirm_all, published, sent
from tests.factories.people import Cast
from tests.factories.policy import the_revision


def test_what_was_approved_anew_is_not_published_with_the_page_of_before(
    cast: Cast, client_of: SignIn
) -> None:
    draft = a_text(cast.editor)
    before = approved(draft, cast)
    withdraw(before, by=cast.editor, now=timezone.now())
    approved(draft, cast)
    shown_before = {**put_forward(before), "who": "nobody", "people": "0", "publish": "1"}
    response = client_of(cast.hr).post(f"{TEXT}udgiv/", shown_before)
    assert response.headers["Location"] == f"{TEXT}gennemsyn/"
    assert not Approval.objects.exists()


def test_a_text_is_published_by_hr_alone_and_only_once_approved(
    cast: Cast, client_of: SignIn
) -> None:
    draft, eva = a_text(cast.editor), second_editor(cast)
    submission = sent(draft, cast.editor)
    with pytest.raises(NotSent):
        publish_approved(submission, asked=Asked(), by=cast.hr, now=timezone.now())
    assert client_of(cast.hr).get(f"{TEXT}udgiv/").status_code == 404
    confirm_all(draft, eva)
    approve(submission, by=eva, now=timezone.now())
    assert revision_of(draft).published_at is None
    with pytest.raises(PermissionDenied):
        publish_approved(submission, asked=Asked(), by=eva, now=timezone.now())
    said = client_of(eva).get(f"{TEXT}gennemsyn/").content.decode()
    assert "Nu vælger HR, hvem der skal kvittere igen" in said
    publish_and_ask(submission, choice=Choice(Who.NOBODY), people=0, by=cast.hr, now=timezone.now())
    approval = Approval.objects.get()
    assert (approval.approved_by, approval.published_by) == (
        eva.directory_id,
        cast.hr.directory_id,
    )
    assert (approval.is_of_text, approval.is_material) == (True, True)


def test_the_approval_is_committed_to_in_the_log_and_names_nobody_there(
    cast: Cast, log_key: SigningKey
) -> None:
    published(a_text(cast.editor), cast)
    entry = Entry.objects.get(kind=Kind.APPROVE)
    assert set(entry.body) == {
        *("v", "log", "seq", "kind", "day", "commit"),
        *("guideline", "major", "minor", "module_version"),
    }
    approval = Approval.objects.get()
    assert approval.record.entry == entry
    assert approval.record.body["approved_by"] == cast.hr.directory_id
    assert verify(keys=[log_key.public]).verdict < Verdict.DIVERGED


@pytest.mark.parametrize("what", ["row", "record", "both"])
def test_an_approval_that_is_tampered_with_is_found(
    what: str, cast: Cast, log_key: SigningKey
) -> None:
    published(a_text(cast.editor), cast)
    approval = Approval.objects.get()
    for table in ("policy_approval", "policy_record"):
        thaw(table, "default")
    if what != "record":
        Approval.objects.update(approved_by="p999")
    if what != "row":
        body = {**approval.record.body, "approved_by": "p999"}
        Record.objects.filter(pk=approval.record_id).update(body=body)
    assert verify(keys=[log_key.public]).verdict == Verdict.INVALID


def test_what_is_loaded_from_files_has_no_approval(cast: Cast) -> None:
    assert the_revision().published_by == "guideline_load"
    assert not Approval.objects.filter(revision=the_revision()).exists()
