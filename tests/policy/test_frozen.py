"""What is published can't be changed: the database itself refuses."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from lib.frozen import DELETE
from people.models import Employee
from policy.models import Acknowledgement, Block, Edition, Lesson, LessonClause, Revision
from quiz.models import ConsequenceStep, Consideration, Option, Situation, SituationClause
from tests.factories.people import Cast
from tests.factories.training import an_assignment, complete

FROZEN: list[type[Model]] = [
    Edition,
    Block,
    Revision,
    Lesson,
    LessonClause,
    Situation,
    SituationClause,
    Option,
    ConsequenceStep,
    Consideration,
]


def refused(change: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        change()


@pytest.mark.django_db
@pytest.mark.parametrize("model", FROZEN)
def test_a_published_row_can_be_neither_changed_nor_deleted(model: type[Model]) -> None:
    rows: Any = model._default_manager.all()
    assert rows.exists()
    refused(lambda: rows.update(id=rows.first().pk))
    refused(lambda: rows._raw_delete(rows.db))


@pytest.mark.django_db
@pytest.mark.parametrize("model", FROZEN[1:2] + FROZEN[3:])
def test_nothing_can_be_added_to_what_is_published(model: type[Model]) -> None:
    row: Any = model._default_manager.first()
    row.pk = None
    if hasattr(row, "order"):
        row.order = 999
    refused(lambda: row.save(force_insert=True))


def test_an_acknowledgement_is_never_changed(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    refused(lambda: Acknowledgement.objects.update(language="en"))


def test_a_directory_id_never_changes(cast: Cast) -> None:
    people = Employee.objects.filter(pk=cast.new_hire.pk)
    refused(lambda: people.update(directory_id="en-anden"))
    assert people.update(name="Mette Berg") == 1


def triggers() -> set[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def promised() -> set[str]:
    rules = [
        rule
        for app in apps.get_app_configs()
        for rule in getattr(sys.modules[type(app).__module__], "FROZEN", [])
    ]
    names = {check[0] for rule in rules for check in rule.checks()}
    if connection.vendor == "postgresql":
        names |= {f"{rule.table}_truncate" for rule in rules if DELETE in rule.events}
    return names


@pytest.mark.django_db
def test_every_promised_trigger_is_there_after_migrating() -> None:
    assert triggers() == promised()
    assert {model._meta.db_table for model in apps.get_models()} >= {"policy_block"}


@pytest.mark.django_db
def test_a_trigger_that_a_migration_dropped_is_back_after_it() -> None:
    with connection.cursor() as cursor:
        on = " ON policy_block" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER policy_block_frozen_update_old{on}")
    assert triggers() != promised()
    call_command("migrate", verbosity=0)
    assert triggers() == promised()


@pytest.mark.django_db
def test_nothing_published_is_replaced_or_emptied() -> None:
    statement = {
        "sqlite": "REPLACE INTO policy_edition SELECT * FROM policy_edition",
        "postgresql": "TRUNCATE policy_block CASCADE",
    }[connection.vendor]

    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    refused(change)
