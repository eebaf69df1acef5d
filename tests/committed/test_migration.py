"""A site from before the evidence log is brought along: what it had is logged, in its order."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from evidence.models import Entry, Head
from evidence.notes import SigningKey
from lib.frozen import thaw
from policy.models import Acknowledgement, Record
from tests.evidence.logs import checkpoint, verdict
from tests.factories.authoring import a_published_text
from tests.factories.people import Cast
from tests.factories.policy import shown, the_revision

BEFORE = ("policy", "0002_acknowledgement_method")


def thaw_all() -> None:
    """As the command does first; the executor alone does not."""
    for config in apps.get_app_configs():
        for rule in getattr(import_module(type(config).__module__), "FROZEN", []):
            thaw(rule.table, "default")


@pytest.fixture
def old(cast: Cast, log_key: SigningKey) -> Any:
    """The models of that time, in a database as it was then."""
    thaw_all()
    Entry.objects.all()._raw_delete("default")
    nothing: Any = None
    MigrationExecutor(connection).migrate([BEFORE, ("evidence", nothing)])
    return MigrationExecutor(connection).loader.project_state([BEFORE]).apps


def acknowledge(old: Any, employee: Any, at: datetime, method: str = "self") -> None:
    """As that version wrote it."""
    text, revision = shown(), the_revision_of(old)
    by_others = {"actor_ref": "p1", "witness_ref": "p2", "basis_note": "Arket"}
    old.get_model("policy", "Acknowledgement").objects.create(
        employee_id=employee.pk,
        edition_id=revision.edition_id,
        revision_id=revision.pk,
        round=1,
        language=text.language,
        text_sha256=text.text_sha256,
        statement_sha256=text.statement_sha256,
        name_at_time=employee.name,
        department_ref="d1",
        acknowledged_at=at,
        method=method,
        **(by_others if method != "self" else {}),
    )


def the_revision_of(old: Any) -> Any:
    return old.get_model("policy", "Revision").objects.get(pk=the_revision().pk)


def test_what_was_there_is_logged_once_and_verifies(cast: Cast, old: Any) -> None:
    early = datetime(2026, 10, 1, 22, 30, 0, 123456, tzinfo=UTC)  # in Denmark the 2nd
    acknowledge(old, cast.colleague, early + timedelta(days=9), method="paper")
    acknowledge(old, cast.new_hire, early)
    call_command("migrate", verbosity=0)
    bodies = [entry.body for entry in Entry.objects.order_by("seq")]
    assert [one["kind"] for one in bodies] == ["publish"] * 3 + ["ack", "paper"]
    assert [one["day"] for one in bodies[3:]] == ["2026-10-02", "2026-10-11"]
    row = Acknowledgement.objects.get(employee=cast.new_hire)
    assert row.acknowledged_at == row.recorded_at == early.replace(microsecond=123000)
    assert row.record.body["name_at_time"] == "Mette Hansen"
    checkpoint()
    assert verdict().findings == []
    assert Head.objects.get().size == 5


def test_the_records_of_approvals_let_go_of_who_approved(cast: Cast, log_key: SigningKey) -> None:
    a_published_text(cast)
    thaw_all()
    Record.objects.update(employee=cast.hr)  # as it was then
    MigrationExecutor(connection).migrate([("policy", "0010_nameless_acknowledgements")])
    call_command("migrate", verbosity=0)
    assert Record.objects.get().employee is None
    with pytest.raises(Exception, match="frozen"):
        Record.objects.update(employee=cast.hr)


def test_the_rows_are_frozen_again_afterwards(cast: Cast, old: Any) -> None:
    acknowledge(old, cast.new_hire, timezone.now())
    call_command("migrate", verbosity=0)
    with pytest.raises(Exception, match="frozen"):
        Acknowledgement.objects.update(round=2)
