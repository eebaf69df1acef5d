"""Every way to tamper with the evidence gets its verdict, for its own reason, and nothing real is touched."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from evidence.models import Checkpoint, Entry, Head, Verdict
from evidence.notes import SigningKey
from people.models import Employee
from policy import moves
from policy.drill import drill
from policy.erasure import ErasureReason, erase_record
from policy.models import Acknowledgement, Approval, Block, Edition, Record
from tests.evidence.logs import checkpoint, verdict
from tests.factories.authoring import a_text, published
from tests.factories.people import Cast
from tests.policy.test_evidence import an_acknowledgement

# What is found of each move, by the rule that is broken.
REASONS: dict[Callable[..., object], set[str]] = {
    moves.nothing: set(),
    moves.edit_a_time: {"record"},
    moves.edit_a_time_and_the_log: {"diverged", "tail"},
    moves.edit_a_version: {"leaf", "text", "record", "head", "diverged", "tail"},
    moves.edit_a_row_that_pages_read: {"rows"},
    moves.delete_an_acknowledgement: {"missing"},
    moves.delete_an_acknowledgement_and_its_entry: {"place", "leaf", "head", "diverged", "tail"},
    moves.insert_a_backdated_one: {"day", "tail"},
    moves.insert_a_backdated_one_among_the_others: {"day", "diverged", "tail"},
    moves.renumber: {"place", "leaf", "record", "head", "diverged", "tail"},
    moves.swap_salts: {"record"},
    moves.claim_an_erasure_that_never_was: {"signature", "erasures", "tail"},
    moves.claim_an_erasure_and_keep_the_record: {"erasure", "tail"},
    moves.erase_with_authority: {"erasures"},
    moves.change_a_published_text: {"text", "rows"},
    moves.change_what_pages_show_of_a_text: {"rows"},
    moves.change_who_approved: {"rows"},
    moves.change_who_approved_and_the_record: {"record"},
    moves.delete_an_approval: {"missing"},
    moves.truncate_the_tail: {"diverged", "tail"},
    moves.restore_an_older_copy: {"diverged"},
    moves.restore_an_older_copy_unseen: set(),
    moves.rewrite_everything: {"diverged"},
    moves.rewrite_everything_unseen: set(),
}


@pytest.fixture
def log(cast: Cast, log_key: SigningKey) -> None:
    """A log with two acknowledgements, signed."""
    for person in (cast.new_hire, cast.colleague):
        an_acknowledgement(person)
    checkpoint()


def rows() -> list[list[object]]:
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Entry, Head, Checkpoint, Record, Acknowledgement, Approval, Edition, Block)
    ]


def test_every_move_gets_its_verdict(
    log: None, record_property: Callable[[str, object], None]
) -> None:
    before = rows()
    tried = list(drill(now=timezone.now()))
    table = [f"{one.move:52} {one.got.word}" for one in tried]
    record_property("table", "\n".join([f"Tamper drill on {connection.vendor}", *table]))
    assert [one.move for one in tried if one.got != one.expected] == []
    assert {one.got for one in tried} == {
        Verdict.SOUND,
        Verdict.ERASURES,
        Verdict.DIVERGED,
        Verdict.INVALID,
    }
    assert rows() == before


def test_every_move_is_found_for_its_own_reason(log: None) -> None:
    assert REASONS.keys() == {make for _move, make, _verdict in moves.MOVES}
    for one, (_move, make, _expected) in zip(drill(now=timezone.now()), moves.MOVES, strict=True):
        found = {finding.what for finding in one.report.findings}
        assert found == REASONS[make], one.move


def test_the_drill_begins_from_a_log_with_erasures_and_approvals_too(
    log: None, cast: Cast, log_key: SigningKey
) -> None:
    published(a_text(cast.editor), cast)
    assert Approval.objects.exists()
    row = Acknowledgement.objects.first()
    assert row is not None
    erase_record(row, reason=ErasureReason.REQUEST, run="r1", key=log_key, now=timezone.now())
    checkpoint()
    tried = list(drill(now=timezone.now()))
    assert tried[0].got == Verdict.ERASURES
    assert [one.move for one in tried if one.got != one.expected] == []


def test_the_command_prints_a_table_or_json(log: None) -> None:
    out = StringIO()
    call_command("evidence_drill", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == len(moves.MOVES) + 1
    assert lines[1].split() == ["edit", "a", "time", "invalid"]
    out = StringIO()
    call_command("evidence_drill", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert list(said) == ["moves"]
    assert said["moves"][1] == {"move": "edit a time", "expected": "invalid", "got": "invalid"}
    assert verdict().verdict == Verdict.SOUND


def test_a_move_that_is_not_found_fails_the_drill(
    log: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseen = [("edit a time", moves.nothing, Verdict.INVALID)]
    monkeypatch.setattr("policy.drill.MOVES", unseen)
    with pytest.raises(CommandError, match="edit a time"):
        call_command("evidence_drill", stdout=StringIO())


def test_a_log_that_is_broken_already_is_not_tried(log: None) -> None:
    Head.objects.update(peaks=[])
    with pytest.raises(CommandError, match="not sound as it stands"):
        call_command("evidence_drill", stdout=StringIO())


def test_without_people_there_is_nothing_to_try(db: None, log_key: SigningKey) -> None:
    assert not Employee.objects.exists()
    with pytest.raises(CommandError, match="one person"):
        call_command("evidence_drill")
