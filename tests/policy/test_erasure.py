"""What is erased is gone, the rest verifies, and the log says that it was done, signed."""

from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from evidence.actions import WrongKey
from evidence.keys import new_key
from evidence.models import Entry
from evidence.notes import SigningKey
from evidence.standalone import check_receipt
from policy.corrections import Right, correct_acknowledgement
from policy.erasure import ErasureReason, erase_record
from policy.models import Acknowledgement, Record
from policy.receipts import receipt_for
from tests.evidence.logs import checkpoint, found, verdict
from tests.factories.people import Cast
from tests.factories.policy import on_paper
from tests.factories.training import an_assignment, complete
from tests.policy.test_evidence import an_acknowledgement


def erase(row: Acknowledgement, key: SigningKey) -> Entry:
    now = timezone.now()
    return erase_record(row, reason=ErasureReason.RETENTION, run="r1", key=key, now=now)


def held(*rooms: str) -> str:
    """All that the rooms' tables hold, as text."""
    rows: list[Any] = []
    for room in rooms:
        for model in apps.get_app_config(room).get_models():
            rows += model._default_manager.values_list()
    return str(rows)


def test_nothing_of_the_person_is_left_and_the_rest_verifies(
    cast: Cast, log_key: SigningKey
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    row, other = Acknowledgement.objects.get(), an_acknowledgement(cast.colleague)
    checkpoint()
    receipt = receipt_for(other)
    salt = bytes(row.record.salt).hex()
    entry = erase(row, log_key)
    facts = {name: entry.body[name] for name in ("kind", "target", "reason", "run")}
    assert facts == {"kind": "erase", "target": row.record_id, "reason": "retention", "run": "r1"}
    left = held("evidence", "policy")
    for words in ("Mette", cast.new_hire.directory_id, salt):
        assert repr(words)[1:-1] not in left.replace(cast.colleague.directory_id, "")
    checkpoint(minutes=1)
    report = verdict()
    assert report.verdict == 20
    assert found(report) == {("erasures", None)}
    assert receipt is not None
    assert receipt_for(other) == receipt
    assert check_receipt.check(receipt) == log_key.public.fingerprint


def test_what_was_corrected_is_erased_with_its_corrections(cast: Cast, log_key: SigningKey) -> None:
    row = on_paper(cast.new_hire, cast)
    right = Right(counts=False, language="da", basis_note="x")
    correct_acknowledgement(
        row, right=right, note="x", run="c", by=cast.hr, key=log_key, now=timezone.now()
    )
    erase(row, log_key)
    assert not Record.objects.exists()
    assert Entry.objects.filter(kind="erase").count() == 2
    checkpoint()
    assert verdict().verdict == 20


def test_a_strangers_key_erases_nothing(cast: Cast, log_key: SigningKey) -> None:
    row = an_acknowledgement(cast.new_hire)
    checkpoint()
    with pytest.raises(WrongKey):
        erase(row, new_key())
