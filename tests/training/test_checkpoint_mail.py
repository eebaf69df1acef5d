"""The worker signs the log, verifies it by night, and mails the newest checkpoint to those outside."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from evidence.models import Checkpoint, Head, Verification
from evidence.notes import Note, SigningKey
from outbox.jobs import make_due
from outbox.models import Message
from policy.checkpoints import sign_job, verify_job
from tests.evidence.logs import checkpoint
from tests.factories.people import Cast
from tests.factories.training import an_assignment, complete
from tests.policy.test_evidence import an_acknowledgement
from tests.training.postman import send, with_mail
from training.checkpoint_mail import plan


@pytest.fixture(autouse=True)
def _outside(settings: Any) -> None:
    """Two who keep checkpoints."""
    settings.EVIDENCE_MAIL = ["revisor@example.org", "arkiv@example.org"]
    settings.EMAIL_HOST = "mail.example.org"


def test_the_worker_signs_within_the_minute(cast: Cast, log_key: SigningKey) -> None:
    an_acknowledgement(cast.new_hire)
    now = timezone.now()
    said = dict(make_due(clock=lambda: now))
    size = Head.objects.get().size
    assert said["policy.checkpoints.sign_job"] == f"signed {size} entries"
    assert Checkpoint.objects.get().size == size
    assert said["policy.checkpoints.verify_job"] == f"sound, {size} entries"
    an_acknowledgement(cast.colleague)
    dict(make_due(clock=lambda: now + timedelta(minutes=1)))
    assert Checkpoint.objects.count() == 2


def test_without_a_key_the_worker_says_so_and_goes_on(cast: Cast) -> None:
    now = timezone.now()
    assert "evidence_key" in sign_job(now=now)
    assert verify_job(now=now).startswith("tail")
    assert plan(now=now) == "no checkpoint yet"


def test_a_bad_verdict_is_worth_waking_up_for(
    cast: Cast, log_key: SigningKey, caplog: pytest.LogCaptureFixture
) -> None:
    Head.objects.update(peaks=[])
    assert verify_job(now=timezone.now()).startswith("invalid")
    assert "ERROR" in caplog.text
    kept = Verification.objects.newest()
    assert kept is not None
    assert kept.verdict == 40


def test_the_newest_checkpoint_is_mailed_once_to_each(
    cast: Cast, log_key: SigningKey, settings: Any
) -> None:
    checkpoint()
    an_acknowledgement(cast.new_hire)
    note = checkpoint()
    now = timezone.now()
    assert plan(now=now) == "2 checkpoint mails put"
    assert plan(now=now) == "0 checkpoint mails put"
    send(now)
    assert sorted(one.to[0] for one in mail.outbox) == settings.EVIDENCE_MAIL[::-1]
    letter = mail.outbox[0]
    [(name, content, _type)] = letter.attachments
    assert content == note
    assert name == f"checkpoint-{Note.parse(note).head.size:010}.txt"
    body = str(letter.body)
    assert log_key.public.fingerprint in body
    assert note.split("\n")[2] in body
    assert "nævner ingen personer" in body
    assert "Mette" not in body
    assert not Message.objects.waiting().filter(kind="checkpoint").exists()


@pytest.mark.parametrize("is_signed", [False, True])
def test_the_mail_on_acknowledgement_holds_what_can_stay_in_a_mailbox(
    cast: Cast, log_key: SigningKey, is_signed: bool
) -> None:
    with_mail(cast.new_hire)
    completion = complete(an_assignment(cast.new_hire, cast.manager))
    row = completion.acknowledgement
    assert row is not None
    root = checkpoint().split("\n")[2] if is_signed else "Det underskrevne kontrolpunkt"
    send(timezone.now() + timedelta(days=1))
    [body] = [str(one.body) for one in mail.outbox if row.record.entry.leaf_sha256 in str(one.body)]
    assert (root in body) == is_signed
    assert bytes(row.record.salt).hex() not in body
    assert row.record.entry.body["commit"] not in body


def test_a_checkpoint_costs_few_queries_however_long_the_log(
    cast: Cast, log_key: SigningKey, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    checkpoint()
    for person in (cast.new_hire, cast.colleague, cast.manager):
        an_acknowledgement(person)
    with django_assert_max_num_queries(14):
        sign_job(now=timezone.now())
