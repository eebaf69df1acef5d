"""Loading a module: what changes nothing, what is lossless, and what is never replaced."""

import copy
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.actions import load
from authoring.export import module_of
from authoring.files import GUIDELINES, read, write
from authoring.problems import BrokenModule
from authoring.rules import Module, problems_of
from people.models import Employee
from policy.models import Edition, Guideline, Revision
from quiz.models import Situation
from tests.factories.policy import the_revision

FOLDER = GUIDELINES / "social-media"


def load_draft(module: Module) -> Revision:
    return load(module, by="Test", now=timezone.now(), publishing=False).revision


def test_the_real_module_has_nothing_wrong(real: Module) -> None:
    assert problems_of(real) == []


@pytest.mark.django_db
def test_the_database_gives_the_files_back(real: Module) -> None:
    assert module_of(the_revision()) == real


@pytest.mark.django_db
def test_loading_the_same_module_again_changes_nothing() -> None:
    out = StringIO()
    call_command("guideline_load", "social-media", "--publish", stdout=out)
    assert "unchanged, published" in out.getvalue()
    assert Revision.objects.count() == 1


def test_files_written_and_read_again_are_the_same(real: Module, tmp_path: Path) -> None:
    write(real, tmp_path)
    assert read(tmp_path) == real
    source = (FOLDER / "source-da.txt").read_bytes()
    assert (tmp_path / "source-da.txt").read_bytes() == source


@pytest.mark.django_db
def test_the_export_prints_a_file_that_loads(tmp_path: Path, real: Module) -> None:
    out = StringIO()
    call_command("guideline_export", "social-media", stdout=out)
    assert json.loads(out.getvalue()) == real
    file = tmp_path / "module.json"
    file.write_text(out.getvalue())
    assert read(file) == real
    call_command("guideline_export", "social-media", to=tmp_path / "files")
    assert read(tmp_path / "files") == real


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
TEXTS = st.fixed_dictionaries({"da": TEXT, "en": st.none() | TEXT, "de": st.none() | TEXT})


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=TEXTS, why=TEXTS, has_helper=st.booleans())
def test_whatever_an_editor_writes_comes_back_as_written(
    real: Module, story: Any, why: Any, has_helper: bool, tmp_path: Path
) -> None:
    module = copy.deepcopy(real)
    module.update(slug="another")
    module["helper"]["intro"] = why
    if not has_helper:
        module.update(helper=None, recap=None, cards=[])
    module["situations"][0]["story"] = story
    module["situations"][0]["options"][0]["why"] = why
    module["lessons"][0]["body"] = story
    stored = module_of(load_draft(module))
    assert stored == module
    write(stored, tmp_path)
    assert read(tmp_path) == module


def test_blocks_that_their_source_would_not_give_back_are_written_themselves(
    module: Module, tmp_path: Path
) -> None:
    module["blocks"][0]["text"] = {**module["blocks"][0]["text"], "de": None}
    module["clauses"] = [
        {"id": block["clause"], "text": block["text"]}
        for block in module["blocks"]
        if block["clause"]
    ]
    write(module, tmp_path)
    assert read(tmp_path) == module


@pytest.mark.django_db
def test_only_an_invented_organisation_has_a_past_day_of_publication(
    module: Module, tmp_path: Path
) -> None:
    module["slug"] = "another"
    write(module, tmp_path)
    call_command("guideline_load", str(tmp_path), "--publish", "--on", "2026-09-01")
    edition = Edition.objects.get(guideline__slug="another")
    assert timezone.localdate(edition.published_at) == date(2026, 9, 1)
    Employee.objects.create(directory_id="x", username="x", name="X", hired_on=date(2026, 1, 1))
    with pytest.raises(CommandError, match="real people"):
        call_command("guideline_load", str(tmp_path), "--publish", "--on", "2026-09-01")


@pytest.mark.django_db
def test_a_published_revision_is_not_replaced(module: Module) -> None:
    module["situations"][0]["title"]["da"] = "En anden titel"
    with pytest.raises(BrokenModule, match="give it a new number"):
        load_draft(module)
    module["revision"] = 2
    assert load_draft(module).edition == the_revision().edition


@pytest.mark.django_db
def test_a_published_text_is_not_replaced(module: Module) -> None:
    module["statement"]["da"] += " Punktum."
    module["revision"] = 2
    with pytest.raises(BrokenModule, match="give it a new number"):
        load_draft(module)


@pytest.mark.django_db
def test_a_clause_id_keeps_its_text_within_a_major_edition(module: Module) -> None:
    changed = module["clauses"][0]["text"]["da"] + " Også her."
    old = module["clauses"][0]["text"]["da"]
    module["source"]["da"] = module["source"]["da"].replace(old, changed)
    module["clauses"][0]["text"]["da"] = changed
    for block in module["blocks"]:
        if block["clause"] == module["clauses"][0]["id"]:
            block["text"]["da"] = changed
    module["edition"] = "1.1"
    with pytest.raises(BrokenModule, match="another text in this major edition"):
        load_draft(module)
    module["edition"] = "2.0"
    assert load_draft(module).edition.number == "2.0"


@pytest.mark.django_db
def test_a_draft_is_replaced_whole(module: Module) -> None:
    module["slug"] = "another"
    load_draft(module)
    removed = module["situations"].pop()
    module["situations"][0]["title"]["da"] = "En anden titel"
    revision = load_draft(module)
    assert module_of(revision) == module
    assert not Situation.objects.filter(revision=revision, slug=removed["id"]).exists()
    assert Revision.objects.filter(edition__guideline__slug="another").count() == 1


@pytest.mark.django_db
def test_another_guideline_stands_beside_the_first(module: Module) -> None:
    module["slug"] = "another"
    load(module, by="Test", now=timezone.now(), publishing=True)
    assert Guideline.objects.count() == 2
