"""Who may approve a draft learns that it waits, by one mail, as long as it does and they still may."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from authoring.models import Draft
from authoring.review_mails import reviewers
from authoring.submitting import approve, may_review, withdraw
from outbox.models import Message
from people.actions import leave, revoke_role
from people.models import Employee, Role
from tests.conftest import soup_of
from tests.factories.authoring import a_text, confirm_all, sent
from tests.factories.people import Cast, a_person, make_hr, today
from tests.training.postman import mail_host, moment, send, with_mail
from training.schedule import Kind

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
NOON = moment(today(), 12)


@pytest.fixture
def eva(cast: Cast) -> Employee:
    """A second editor; she and HR have addresses, and so has Henrik, who writes."""
    eva = make_hr(a_person("Eva Lund", cast.root), Role.EDITOR)
    with_mail(eva, cast.hr, cast.editor, cast.manager)
    return eva


def told() -> set[str]:
    return {one.to[0] for one in mail.outbox}


def test_everybody_who_may_approve_is_told_once_and_nobody_else(cast: Cast, eva: Employee) -> None:
    submission = sent(a_text(cast.editor), cast.editor)
    assert {one.kind for one in send(NOON)} == {Kind.REVIEW}
    assert told() == {eva.email, cast.hr.email}
    assert send(NOON) == []
    for one in Employee.objects.all():
        assert (one in reviewers(submission, NOON)) is may_review(submission, one)


def test_who_wrote_in_it_is_not_asked_though_another_sent_it(cast: Cast, eva: Employee) -> None:
    sent(a_text(cast.editor), eva)
    send(NOON)
    assert told() == {cast.hr.email}


def test_it_says_what_waits_who_sent_it_and_why(cast: Cast, eva: Employee) -> None:
    sent(a_text(cast.editor), cast.editor)
    send(NOON)
    letter: Any = next(one for one in mail.outbox if one.to == [eva.email])
    body = letter.body
    assert letter.subject.startswith("En kladde venter på gennemsyn: ")
    for words in ("Hej Eva", "Henrik Øster", "Reglen er skærpet.", "Version 2.0"):
        assert words in body
    link = "https://omtanke.example/redaktion/social-media/2.0/1/gennemsyn/"
    assert link in body
    assert soup_of(letter.alternatives[0][0]).select(f"a[href='{link}']")


def test_it_is_not_sent_once_the_draft_is_withdrawn_or_approved(cast: Cast, eva: Employee) -> None:
    first = sent(a_text(cast.editor), cast.editor)
    withdraw(first, by=cast.editor, now=timezone.now())
    second = sent(Draft.objects.get(), cast.editor)
    confirm_all(second.draft, cast.hr)
    approve(second, by=cast.hr, now=timezone.now())
    assert send(NOON) == []
    assert set(Message.objects.values_list("problem", flat=True)) == {"gone"}


def test_it_is_not_sent_to_who_may_no_longer_approve(cast: Cast, eva: Employee) -> None:
    sent(a_text(cast.editor), cast.editor)
    revoke_role(eva, role=Role.EDITOR, by="Test", now=timezone.now())
    leave(cast.hr, on=today(), now=timezone.now())
    assert send(NOON) == []
