"""Entries are appended gapless at a cost that does not grow, signed from time to time, and never changed."""

from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evidence import proofs, tree
from evidence.actions import (
    LogChanged,
    WrongKey,
    append,
    append_commitment,
    make_checkpoint,
    rotate_key,
    signed_bytes,
)
from evidence.canonical import canonical_json
from evidence.commitments import opens
from evidence.keys import NoKey, new_key
from evidence.models import Checkpoint, Entry, Head, Kind, Timestamp, Verification
from evidence.notes import Note, SigningKey, TreeHead
from evidence.tree import leaf_hash
from evidence.verification import verify
from lib.frozen import thaw
from tests.evidence.logs import checkpoint, fill, found, verdict

pytestmark = pytest.mark.django_db

FACTS = {"guideline": "x", "major": 1, "minor": 0, "lang": "da", "text_sha256": "00"}


def an_entry(**facts: Any) -> Entry:
    return append(kind=Kind.PUBLISH, facts={**FACTS, **facts}, now=timezone.now())


def test_an_entry_follows_the_last_and_is_hashed_as_it_stands() -> None:
    before = Head.objects.get().size
    entry = an_entry(guideline="a\u030a")
    assert entry.seq == before
    body = Entry.objects.get(pk=entry.pk).body
    assert body == {
        "v": 1,
        "log": "omtanke",
        "seq": before,
        "kind": "publish",
        **FACTS,
        "guideline": "å",
        "day": "2026-11-23",
    }
    assert entry.leaf_sha256 == leaf_hash(canonical_json(body)).hex()
    assert Head.objects.get().size == before + 1


def test_the_day_is_the_organisations(settings: Any) -> None:
    late = timezone.now().replace(hour=23, minute=30)  # half past midnight in Denmark
    entry = append(kind=Kind.PUBLISH, facts=FACTS, now=late)
    assert entry.body["day"] == "2026-11-24"


def cost_of_an_entry() -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        an_entry()
    return [query["sql"].split()[0] for query in queries]


def test_an_entry_costs_the_same_at_ten_and_at_many_thousands() -> None:
    fill(10 - Head.objects.get().size)
    assert Head.objects.get().size == 10
    cost = cost_of_an_entry()
    assert cost == ["SELECT", "INSERT", "UPDATE"]
    fill(8191 - 11)
    full = Head.objects.get()
    assert len(full.peaks) == 13  # 2 ** 13 - 1 leaves: the longest frontier there is
    assert cost_of_an_entry() == cost
    last = Entry.objects.get(pk=8191 - 1 + 1)
    assert len(last.subtrees) == 13
    assert len(Head.objects.get().peaks) == 1


def test_a_proof_reads_as_many_rows_as_the_tree_is_high(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    fill(5000)
    size = Head.objects.get().size
    root = Head.objects.get().frontier.root()
    for seq in (0, 7, 4095, 4096, size - 1):
        with django_assert_num_queries(1):
            path = proofs.inclusion_path(seq, size)
        leaf = bytes.fromhex(Entry.objects.get(pk=seq).leaf_sha256)
        assert tree.root_of_inclusion(leaf, seq, size, path) == root
    with django_assert_num_queries(1):
        proofs.consistency_path(1234, size)


def test_a_commitment_is_opened_by_what_the_caller_keeps() -> None:
    record = {"name": "Mette Hansen"}
    committed = append_commitment(kind=Kind.ACK, facts=FACTS, record=record, now=timezone.now())
    assert opens(committed.salt, record, committed.entry.body["commit"])
    assert "Mette" not in str(committed.entry.body)


def test_a_correction_or_erasure_is_signed_with_its_place_in_the_log(log_key: SigningKey) -> None:
    facts = {"target": 0, "reason": "retention", "run": "r1"}
    entry = append(kind=Kind.ERASE, facts=facts, now=timezone.now(), key=log_key)
    signature = b64decode(entry.body["signature"])
    assert log_key.public.verifies(signature, signed_bytes(entry.body))
    for changed in ("target", "reason", "run", "seq"):
        assert not log_key.public.verifies(signature, signed_bytes({**entry.body, changed: 9}))
    with pytest.raises(NoKey):
        append(kind=Kind.ERASE, facts=facts, now=timezone.now())


def test_a_checkpoint_is_made_only_when_the_log_has_grown(log_key: SigningKey) -> None:
    an_entry()
    made = make_checkpoint(key=log_key, now=timezone.now())
    assert made is not None
    note = Note.parse(made.note)
    head = Head.objects.get()
    assert (note.head.origin, note.head.size) == ("omtanke", head.size)
    assert note.head.root == head.frontier.root()
    assert note.is_signed_by(log_key.public)
    assert make_checkpoint(key=log_key, now=timezone.now()) is None
    an_entry()
    assert make_checkpoint(key=log_key, now=timezone.now()) is not None


def test_nothing_is_signed_on_top_of_a_log_that_was_rewritten(log_key: SigningKey) -> None:
    for number in range(6):
        an_entry(minor=number)
    checkpoint()
    thaw("evidence_entry", "default")
    Entry.objects.all()._raw_delete("default")
    Head.objects.update(size=0, peaks=[])
    fill(20)
    with pytest.raises(LogChanged, match="does not continue"):
        make_checkpoint(key=log_key, now=timezone.now())


def test_nothing_is_signed_for_a_head_that_is_not_the_entries(log_key: SigningKey) -> None:
    an_entry()
    Head.objects.update(peaks=["00" * 32])
    with pytest.raises(LogChanged, match="head"):
        make_checkpoint(key=log_key, now=timezone.now())


def test_a_key_that_is_not_the_logs_signs_nothing(log_key: SigningKey) -> None:
    an_entry()
    make_checkpoint(key=log_key, now=timezone.now())
    an_entry()
    with pytest.raises(WrongKey, match=log_key.public.fingerprint):
        make_checkpoint(key=new_key(), now=timezone.now())
    with pytest.raises(WrongKey):
        append(kind=Kind.ERASE, facts={"target": 0}, now=timezone.now(), key=new_key())


@pytest.mark.parametrize("is_lost", [False, True])
def test_the_log_goes_over_to_a_new_key_on_record(log_key: SigningKey, is_lost: bool) -> None:
    an_entry()
    note = checkpoint()
    an_entry()
    new = new_key()
    rotate_key(old=None if is_lost else log_key, new=new, now=timezone.now())
    an_entry()
    make_checkpoint(key=new, now=timezone.now())
    an_entry()
    with pytest.raises(WrongKey):
        make_checkpoint(key=log_key, now=timezone.now())
    report = verdict_by(new, known=[note])
    assert not [one for one in report.findings if one.what in {"checkpoint", "signature"}]
    # Whoever knows only the old key can't follow to the new one: trust comes with the newest.
    assert ("signature", Entry.objects.get(kind="key_rotate").seq) in found(verdict_by(log_key))


def verdict_by(key: SigningKey, **options: Any) -> Any:
    return verify(keys=[key.public], **options)


def test_an_old_key_counts_only_for_its_own_time(log_key: SigningKey) -> None:
    an_entry()
    checkpoint()
    new = new_key()
    rotate_key(old=log_key, new=new, now=timezone.now())
    an_entry()
    head = Head.objects.get()
    forged = TreeHead("omtanke", head.size, head.frontier.root()).signed(log_key)
    assert "checkpoint" in {one.what for one in verdict_by(new, known=[forged]).findings}


@pytest.mark.parametrize("model", [Entry, Head, Checkpoint, Timestamp, Verification])
def test_what_is_logged_is_never_changed(model: Any, log_key: SigningKey) -> None:
    an_entry()
    checkpoint()
    Timestamp.objects.create(checkpoint=Checkpoint.objects.get(), token=b"x", at=timezone.now())
    Verification.objects.create(at=timezone.now(), verdict=0, entries=1)
    rows = model.objects.all()
    if model is not Verification:
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            rows._raw_delete(rows.db)
    if model is not Head:
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            rows.update(**{model._meta.pk.name: rows.first().pk})


def test_an_entry_dated_before_those_ahead_of_it_is_found(log_key: SigningKey) -> None:
    an_entry(minor=1)
    early = append(
        kind=Kind.PUBLISH, facts={**FACTS, "minor": 2}, now=timezone.now() - timedelta(days=9)
    )
    late = timezone.now() - timedelta(days=1)  # begun before midnight, it got the head after it
    append(kind=Kind.PUBLISH, facts={**FACTS, "minor": 3}, now=late)
    assert [one for one in found(verdict()) if one[0] == "day"] == [("day", early.seq)]
