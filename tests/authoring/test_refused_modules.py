"""What is wrong with a module or its files is named with its place, and nothing of it is loaded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from authoring.files import read, write
from authoring.problems import BrokenModule
from authoring.rules import Module, problems_of
from policy.models import Guideline


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
