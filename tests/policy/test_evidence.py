"""Every publication and acknowledgement is in the evidence log, and what was there before it as well."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from authoring.actions import load
from authoring.export import module_of
from evidence.commitments import opens
from evidence.models import Checkpoint, Entry
from evidence.notes import SigningKey
from lib.frozen import thaw
from people.models import Employee
from policy.actions import TextChanged, record_acknowledgement
from policy.models import Acknowledgement, Method, Record
from policy.records import record_of
from tests.evidence.logs import checkpoint, found, verdict
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import shown, the_guideline, the_revision
from tests.factories.training import an_assignment, complete, work_through
from tests.policy.test_text import SHA256
from training.models import Completion
from training.states import State, state_on


def an_acknowledgement(employee: Employee, **details: Any) -> Acknowledgement:
    return record_acknowledgement(
        employee=employee,
        department_ref="d1",
        revision=details.pop("revision", the_revision()),
        round=1,
        shown=details.pop("shown", shown()),
        now=timezone.now(),
        **details,
    )


def publish_another(edition: str = "2.0", **changes: Any) -> Any:
    module = module_of(the_revision())
    module.update(edition=edition, **changes)
    return load(module, by="Test", now=timezone.now(), publishing=True).revision


def test_an_acknowledgement_stands_in_the_log_as_a_commitment_alone(cast: Cast) -> None:
    row = an_acknowledgement(cast.new_hire, auth="password")
    entry, record = Entry.objects.get(pk=row.seq), row.record
    commit = entry.body.pop("commit")
    assert entry.body == {
        "v": 1,
        "log": "omtanke",
        "seq": row.seq,
        "kind": "ack",
        "guideline": "social-media",
        "major": 1,
        "minor": 0,
        "lang": "da",
        "text_sha256": SHA256,
        "day": "2026-11-23",
    }
    assert opens(bytes(record.salt), record.body, commit)
    assert record.body == {
        **record_of(row),
        "quiz_completed": True,
        "auth": "password",
    }
    assert record.body["name_at_time"] == "Mette Hansen"
    assert record.body["employee_ref"] == cast.new_hire.directory_id


@pytest.mark.parametrize("method", [Method.PAPER, Method.ON_BEHALF])
def test_what_somebody_else_wrote_down_is_logged_as_such(cast: Cast, method: Method) -> None:
    row = an_acknowledgement(
        cast.new_hire,
        method=method,
        actor_ref=cast.hr.directory_id,
        witness_ref=cast.manager.directory_id,
        basis_note="Arket fra mødet på A\u030alsgade",
        quiz_completed=False,
    )
    assert Entry.objects.get(pk=row.seq).kind == "paper"
    assert row.record.body["basis_note"] == "Arket fra mødet på Ålsgade"
    assert row.record.body["actor_ref"] == cast.hr.directory_id
    row.refresh_from_db()
    assert record_of(row) == {name: row.record.body[name] for name in record_of(row)}


def test_twice_is_one_entry(cast: Cast) -> None:
    assert an_acknowledgement(cast.new_hire) == an_acknowledgement(cast.new_hire)
    assert Record.objects.count() == Entry.objects.filter(kind="ack").count() == 1


def test_an_edition_that_is_no_longer_the_newest_is_not_acknowledged(cast: Cast) -> None:
    statement = {**module_of(the_revision())["statement"], "da": "Jeg har læst det nye."}
    publish_another(statement=statement)
    with pytest.raises(TextChanged):
        an_acknowledgement(cast.new_hire)
    assert not Entry.objects.filter(kind="ack").exists()


def test_what_is_published_is_logged_in_each_language(
    cast: Cast, log_key: SigningKey, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = Entry.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        revision = publish_another("1.1")
    entries = Entry.objects.filter(seq__gte=before)
    assert [one.body["lang"] for one in entries] == ["da", "en", "de"]
    for entry in entries:
        assert entry.kind == "publish"
        assert entry.body["minor"] == 1
        language = entry.body["lang"]
        assert entry.body["text_sha256"] == revision.edition.text_sha256(language)
        assert entry.body["statement_sha256"] == revision.edition.statement_sha256(language)
    assert Checkpoint.objects.get().size == before + 3
    publish_second = module_of(revision) | {"revision": 2}
    with django_capture_on_commit_callbacks(execute=True):
        load(publish_second, by="Test", now=timezone.now(), publishing=True)
    assert Entry.objects.count() == before + 3  # the text is the same, so nothing was added
    assert verdict().verdict == 0


def test_without_a_key_publishing_works_and_nothing_is_signed(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publish_another("1.1")
    assert not Checkpoint.objects.exists()


def test_how_the_person_had_signed_in_is_recorded(
    cast: Cast, client_of: Callable[[Employee | None], Client]
) -> None:
    work_through(an_assignment(cast.new_hire, cast.manager))
    client = client_of(cast.new_hire)
    client.post("/forloeb/social-media/kvittering/", {**vars(shown()), "confirmed": "on"})
    assert Record.objects.get().body["auth"] == "session"


def test_the_record_is_never_changed(cast: Cast) -> None:
    an_acknowledgement(cast.new_hire)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Record.objects.update(salt=b"x" * 32)


def test_a_completed_round_outlives_the_acknowledgement(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    row = Acknowledgement.objects.get()
    row.delete()
    row.record.delete()
    completion = Completion.objects.get()
    assert completion.acknowledgement is None
    assert state_on(cast.new_hire, the_guideline(), today())[0] == State.COMPLETED


def test_a_log_of_real_acknowledgements_is_sound(cast: Cast, log_key: SigningKey) -> None:
    for name in ("Ida Holm", "Åse Ågård"):
        an_acknowledgement(a_person(name, cast.roads))
    checkpoint()
    assert verdict().findings == []
    an_acknowledgement(cast.new_hire)
    report = verdict()
    assert found(report) == {("tail", report.entries - 1)}
    assert report.verdict == 10


def test_a_row_that_says_something_else_than_its_record_is_found(
    cast: Cast, log_key: SigningKey
) -> None:
    row = an_acknowledgement(cast.new_hire)
    checkpoint()
    thaw("policy_acknowledgement", "default")
    Acknowledgement.objects.update(acknowledged_at=timezone.now() - timedelta(days=9))
    assert found(verdict()) == {("rows", row.seq)}


def test_the_log_is_read_in_a_constant_number_of_queries_for_a_thousand_entries(
    cast: Cast, log_key: SigningKey, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(30):
        an_acknowledgement(a_person(f"Nr{number} Test", cast.roads))
    checkpoint()
    with django_assert_max_num_queries(20):
        verdict()
