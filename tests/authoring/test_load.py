"""Loading a module: what is refused and where, what changes nothing, what is lossless."""

import copy
import json
from collections.abc import Callable
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


@pytest.fixture(scope="module")
def real() -> Module:
    return read(FOLDER)


@pytest.fixture
def module(real: Module) -> Module:
    """The real module, to break."""
    return copy.deepcopy(real)


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


def breaking(module: Module, place: str, value: Any) -> None:
    *path, last = place.split("/")
    target: Any = module
    for step in path:
        target = target[int(step)] if step.isdigit() else target[step]
    if value is None and last == "-":
        del target[-1]
    else:
        target[int(last) if last.isdigit() else last] = value


BREAKS: list[tuple[str, Any, str]] = [
    ("title/da", "", "must be a text"),
    ("title/da", None, "the Danish text is missing"),
    ("title", {"da": "Kun dansk"}, "must have the languages"),
    ("edition", "1", "an edition such as 1.0"),
    ("revision", True, "a whole number"),
    ("edition", "01.0", "an edition such as 1.0"),
    ("revision", -1, "whole number from"),
    ("title/da", "x" * 201, "200 characters at most"),
    ("title/da", "x\ud800", "a character that no text has"),
    ("lessons/0/minutes", -1, "whole number from"),
    ("situations/0/picture", "no-such-drawing", "there is no drawing"),
    ("extra", 1, "is not a key of the format"),
    ("lessons/0/clauses", ["Z9"], "there is no clause Z9"),
    ("lessons/1/id", "working-hours", "this id stands twice"),
    ("lessons/0/id", "Store Bogstaver", "an id of a-z"),
    ("situations/0/lesson", "findes-ikke", "there is no lesson"),
    ("situations/0/parallel_of", "findes-ikke", "there is no situation"),
    ("situations/0/kind", "quiz", "must be one of"),
    ("situations/0/options/0/quote/text/da", "Det står der ikke.", "is not in clause"),
    ("situations/0/options/0/quote/clause", "Z9", "there is no clause"),
    ("situations/0/options/0/verdict", None, "is missing"),
    ("situations/0/options/0/why", None, "is missing"),
    ("situations/0/options/0/consequence", [], "is missing"),
    ("situations/0/sides", {"yes": None, "no": None}, "must have the languages"),
    ("situations/0/options", [], "must be a list of 2 to 6"),
    ("blocks/3/text/da", "En anden tekst.", "not the source’s text"),
    (
        "clauses/0",
        {"id": "A1", "text": {"da": "Andet", "en": None, "de": None}},
        "not the clauses of the blocks",
    ),
    ("recap/points/0/clause", "Z9", "there is no clause Z9"),
    (
        "helper/advice/0/quote",
        {"clause": "Z9", "text": {"da": "x", "en": None, "de": None}},
        "no clause",
    ),
    ("helper/advice", [{"when": {"work": "yes"}}], "is missing"),
    ("lessons/0/more", {"title": None}, "is missing"),
    ("cards", [{"id": "a", "situation": "findes-ikke", "questions": []}], "list of 3 to 3"),
]


@pytest.mark.parametrize(("place", "value", "reason"), BREAKS)
def test_a_broken_module_is_refused_with_its_reason(
    module: Module, place: str, value: Any, reason: str
) -> None:
    breaking(module, place, value)
    assert any(reason in found for _place, found in problems_of(module))


def test_verdicts_belong_to_situations_and_sides_to_dilemmas(module: Module) -> None:
    kinds = {one["kind"]: one for one in module["situations"]}
    for option in kinds["situation"]["options"]:
        option["verdict"] = "risky"
    kinds["situation"]["sides"] = kinds["dilemma"]["sides"]
    kinds["dilemma"]["options"][0]["verdict"] = "good"
    kinds["dilemma"]["sides"] = None
    reasons = {reason for _place, reason in problems_of(module)}
    assert reasons == {
        "need a good one, and one that is not",
        "belong to a dilemma",
        "a dilemma has none",
        "a dilemma shows both",
    }


def test_every_set_of_answers_gets_advice(module: Module) -> None:
    module["helper"]["advice"].pop()
    assert any("there is none for" in reason for _place, reason in problems_of(module))


def test_an_audience_has_no_verdict_and_a_find_has_both(module: Module) -> None:
    kinds = {one["kind"]: one for one in module["situations"]}
    kinds["audience"]["options"][0].update(verdict="good", consequence=[])
    for option in kinds["find"]["options"]:
        option["verdict"] = "good"
    reasons = {reason for _place, reason in problems_of(module)}
    assert reasons == {
        "an audience has none",
        "is missing",
        "must be four or more, some good and some risky",
    }


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


Edit = Callable[[Path], object]
FILES: list[tuple[Edit, str]] = [
    (lambda f: (f / "guideline.json").write_text("{"), r"guideline.json: line 1"),
    (lambda f: (f / "guideline.json").unlink(), r"guideline.json: there is no such file"),
    (lambda f: (f / "source-da.txt").write_bytes(b"\xe6\xf8\xe5"), r"source-da.txt: is not UTF-8"),
    (lambda f: (f / "source-da.txt").write_text("Kort"), r"source-da.txt: block 2"),
    (
        lambda f: (f / "situations" / "reading-circle.json").unlink(),
        r"situations/reading-circle.json",
    ),
    (lambda f: (f / "situations" / "ny.json").write_text("{}"), r"ny.json: is not listed"),
    (
        lambda f: (f / "lessons" / "photos.json").write_text('{"id": "andet"}'),
        r"lessons/photos.json: id: must be photos",
    ),
    (
        lambda f: (f / "lessons" / "photos.json").write_text('{"id": "photos"}'),
        r"lessons/photos.json: body: is missing",
    ),
]


@pytest.mark.parametrize(("edit", "reason"), FILES)
def test_a_broken_file_is_named(real: Module, tmp_path: Path, edit: Edit, reason: str) -> None:
    write(real, tmp_path)
    edit(tmp_path)
    with pytest.raises(BrokenModule, match=reason):
        read(tmp_path)


@pytest.mark.django_db
def test_a_broken_folder_loads_nothing(tmp_path: Path, real: Module) -> None:
    write({**real, "slug": "another"}, tmp_path)
    (tmp_path / "lessons" / "photos.json").write_text('{"id": "photos"}')
    with pytest.raises(CommandError, match=r"Nothing was loaded.*\n.*photos.json"):
        call_command("guideline_load", tmp_path)
    assert not Guideline.objects.filter(slug="another").exists()


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
