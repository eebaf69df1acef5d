"""The module's figures: ours are good enough, and each that falls short is named."""

import copy
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from authoring.files import GUIDELINES, read
from authoring.quality import figures_of
from authoring.readability import lix
from authoring.rules import Module


@pytest.fixture
def module() -> Module:
    return copy.deepcopy(read(GUIDELINES / "social-media"))


def short(module: Module) -> set[str]:
    return {figure.name for figure in figures_of(module) if not figure.is_good}


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    assert lix("Du er her. Han er her.") == 3
    assert lix("Medarbejderne kommer.") == 2 + 50
    assert lix("") == 0


def test_our_module_is_good_enough() -> None:
    out = StringIO()
    call_command("guideline_check", "social-media", stdout=out)
    assert "on clause F3" in out.getvalue()
    assert "!" not in out.getvalue()


def test_what_falls_short_is_named(module: Module) -> None:
    module["situations"] = [one for one in module["situations"] if one["topic"] != "friendships"]
    module["lessons"][0]["title"]["de"] = None
    module["situations"][0]["story"]["da"] = "Medarbejderrepræsentanternes kommunikationsstrategi."
    assert {
        "on friendships",
        "of kind dilemma",
        "on clause F3",
        "missing translations",
        "highest LIX (da)",
        "met in care",
    } <= short(module)


def test_each_main_clause_has_a_parallel_story_for_every_kind_of_work(module: Module) -> None:
    names = {f"parallel on clause {clause}" for clause in ("E1", "D4", "F1", "F2", "F3")}
    assert names <= {figure.name for figure in figures_of(module)}
    assert not names & short(module)
    for situation in module["situations"]:
        if situation["set"] == "parallel" and "D4" in situation["clauses"]:
            situation["work"] = ["care", "office"]
        if situation["id"] in ("farewell", "flower-bed", "union"):
            situation["set"] = "main"
    assert names & short(module) == {"parallel on clause D4", "parallel on clause E1"}


def test_a_good_option_that_its_length_gives_away_is_named(module: Module) -> None:
    for situation in module["situations"]:
        for option in situation["options"]:
            if option["verdict"] == "good":
                option["text"]["da"] += " og så videre" * 20
    assert "good is longest (da)" in short(module)


def test_a_folder_that_falls_short_fails_the_command(db: None, tmp_path: object) -> None:
    with pytest.raises(CommandError, match="there is no such file"):
        call_command("guideline_check", str(tmp_path))
