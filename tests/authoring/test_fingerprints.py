"""The hash of a part's content: the same as long as nothing of it was changed, whatever stands around it."""

import copy
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from authoring.export import module_of
from authoring.fingerprints import fingerprints
from authoring.parts import PartKind, Ref
from authoring.rules import Module
from lib.frozen import thaw
from policy.models import Lesson
from quiz.models import Situation
from tests.editions import second_edition
from tests.factories.policy import the_revision

PARTY = Ref(PartKind.SITUATION, "summer-party")
PHOTOS = Ref(PartKind.LESSON, "photos")


@pytest.fixture
def module(db: None) -> Module:
    return module_of(the_revision())


def changed(module: Module, ref: Ref, **changes: Any) -> Module:
    new = copy.deepcopy(module)
    rows = new["lessons" if ref.kind == PartKind.LESSON else "situations"]
    next(row for row in rows if row["id"] == ref.id).update(changes)
    return new


def differing(one: Module, other: Module) -> set[Ref]:
    before, after = fingerprints(one), fingerprints(other)
    return {ref for ref in before if before[ref] != after[ref]}


def test_everything_published_has_its_hash(module: Module) -> None:
    revision, hashes = the_revision(), fingerprints(module)
    rows: list[tuple[PartKind, Any]] = [
        *((PartKind.LESSON, row) for row in Lesson.objects.filter(revision=revision)),
        *((PartKind.SITUATION, row) for row in Situation.objects.filter(revision=revision)),
    ]
    assert {Ref(kind, row.slug): row.content_sha256 for kind, row in rows} == hashes


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_another_word_in_any_language_is_another_content(module: Module, language: str) -> None:
    story = next(one for one in module["situations"] if one["id"] == PARTY.id)["story"]
    new = changed(module, PARTY, story={**story, language: "Noget andet."})
    assert differing(module, new) == {PARTY}


def test_the_words_of_its_clauses_belong_to_a_part(module: Module) -> None:
    refs = differing(module, second_edition(module))
    assert PARTY in refs
    assert PHOTOS in refs
    assert all("E1" in str(_named(module, ref)) for ref in refs)


def _named(module: Module, ref: Ref) -> list[Any]:
    rows = module["lessons" if ref.kind == PartKind.LESSON else "situations"]
    row = next(one for one in rows if one["id"] == ref.id)
    return [row["clauses"], [option["quote"] for option in row.get("options", [])]]


def test_where_it_stands_and_for_whom_does_not(module: Module) -> None:
    new = changed(module, PARTY, lesson="friends", work=["care"], topic="writing", set="parallel")
    assert not differing(module, changed(new, PHOTOS, minutes=9))


def test_what_was_published_before_there_were_hashes_gets_the_same(module: Module) -> None:
    for table, model in (("policy_lesson", Lesson), ("quiz_situation", Situation)):
        thaw(table, "default")
        model._default_manager.update(content_sha256="")
    migration = import_module("authoring.migrations.0004_hash_what_is_published")
    migration.hash_what_is_published(apps, SimpleNamespace(connection=connection))
    test_everything_published_has_its_hash(module)
