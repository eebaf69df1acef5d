"""`manage.py people_import`: previews, applies, and says both in words and as JSON."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from people.models import Employee, Origin
from tests.factories.people import Cast
from tests.people.directory.deliveries import CPR, LIST, a_delivery, a_row, text_of, xlsx_of
from tests.people.directory.importing import counted, without

pytestmark = pytest.mark.django_db


def run(path: Path, *options: str) -> tuple[str, str, str]:
    """What it prints, what it complains of, and why it failed, "" where it did not."""
    out, err = StringIO(), StringIO()
    try:
        with translation.override("da"):
            call_command("people_import", str(path), *options, stdout=out, stderr=err)
    except CommandError as problem:
        return out.getvalue(), err.getvalue(), f"{problem} ({problem.returncode})"
    return out.getvalue(), err.getvalue(), ""


def as_json(path: Path, *options: str) -> Any:
    return json.loads(run(path, "--json", *options)[0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The five files."""
    return a_delivery().folder(tmp_path / "five")


def test_it_previews_and_writes_nothing(folder: Path) -> None:
    out, err, failure = run(folder)
    assert "Nye: 4" in out
    assert "Mette Hansen, Plejecenter Mølleparken, 2020-01-01" in out
    assert (err, failure) == ("", "")
    assert not Employee.objects.exists()


def test_it_applies_and_the_second_time_nothing_is_left_to_do(folder: Path) -> None:
    assert as_json(folder, "--apply") == {**counted(join=4), "errors": []}
    assert Employee.objects.count() == 4
    assert Event.objects.get(kind="import.applied").actor == ""
    assert as_json(folder, "--apply") == {**counted(unchanged=4), "errors": []}
    assert Event.objects.filter(kind="import.applied").count() == 1


def test_its_json_has_these_keys_and_no_other(folder: Path) -> None:
    assert list(as_json(folder)) == ["join", "move", "change", "leave", "unchanged", "errors"]


def test_an_error_is_told_with_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    delivery = a_delivery().employee(5, f"Bo {CPR}", "99")
    folder = delivery.folder(tmp_path / "five")
    out, err, failure = run(folder, "--apply", "--json")
    assert json.loads(out)["errors"] == [
        {
            "file": "bruger.csv",
            "line": 6,
            "column": "Navn",
            "reason": "Det ligner et CPR-nummer. Vi gemmer aldrig CPR-numre: tag det ud af filen.",
        },
        {
            "file": "engagement.csv",
            "line": 6,
            "column": "AfdelingsId",
            "reason": "Afdelingen er ikke i filen organisation.",
        },
    ]
    assert failure == "Der er ikke skrevet noget. (1)"
    assert not Employee.objects.exists()
    out, err, failure = run(folder)
    assert "bruger.csv, linje 6, Navn: Det ligner et CPR-nummer" in err
    assert CPR not in out + err + failure


def test_a_file_that_can_not_be_read_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_bytes(b"")
    out, _err, failure = run(tmp_path / "liste.csv", "--json")
    assert json.loads(out) == {
        **counted(),
        "errors": [{"file": "liste.csv", "line": 0, "column": "", "reason": "Filen er tom."}],
    }
    assert failure
    assert as_json(tmp_path / "findes-ikke")["errors"][0]["reason"] == (
        "Filen eller mappen findes ikke."
    )


def test_too_many_leaving_is_told_in_the_preview_and_stops_the_writing(
    folder: Path, tmp_path: Path
) -> None:
    run(folder, "--apply")
    fewer = without(3).folder(tmp_path / "fewer")
    _out, err, failure = run(fewer)
    assert "1 af 4 medarbejdere ville fratræde" in err
    assert failure == ""
    found = as_json(fewer, "--apply")
    assert (found["leave"], len(found["errors"])) == (1, 1)
    assert "mere end 20 %" in found["errors"][0]["reason"]
    assert Employee.objects.filter(left_on=None).count() == 4
    assert as_json(fewer, "--apply", "--accept-leaving") == {
        **counted(leave=1, unchanged=3),
        "errors": [],
    }
    assert Event.objects.latest("pk").detail["accepted_leaving"] == 1


def test_a_zip_file_and_a_spreadsheet_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "levering.zip").write_bytes(a_delivery().zipped())
    assert as_json(tmp_path / "levering.zip")["join"] == 4
    rows = [LIST, a_row("1", "Anne", "Kommunen")]
    (tmp_path / "liste.xlsx").write_bytes(xlsx_of(rows))
    assert as_json(tmp_path / "liste.xlsx")["join"] == 1


def test_a_long_list_is_cut_short_on_the_screen_alone(tmp_path: Path) -> None:
    rows = [a_row(str(number), f"Nr {number:03}", "Kommunen") for number in range(30)]
    path = tmp_path / "liste.csv"
    path.write_text(text_of(LIST, rows))
    out = run(path)[0]
    assert "Nr 019" in out
    assert "Nr 020" not in out
    assert "… og 10 flere" in out
    run(path, "--apply")
    assert Employee.objects.count() == 30


def test_progress_goes_to_standard_error(folder: Path) -> None:
    out, err, _failure = run(folder, "--apply", "--json", "--progress")
    assert "Læser filerne" in err
    assert "Skriver personer 4 / 4" in err
    json.loads(out)


def test_invented_people_keep_a_demonstration_one(
    folder: Path, cast: Cast, settings: SettingsWrapper
) -> None:
    assert "rigtige personer" in run(folder, "--invented")[2]
    Employee.objects.update(origin=Origin.DEMONSTRATION)
    assert as_json(folder, "--apply", "--invented")["join"] == 4
    assert Employee.objects.filter(origin=Origin.TRIAL).count() == 4
    settings.DEMONSTRATION = True
    assert as_json(folder, "--apply") == {**counted(unchanged=4), "errors": []}
