"""Reading the five files: what is understood, which rows are told, and what is never kept."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from people.directory.neutral import packed, unpacked
from people.directory.reading import read_path, read_upload
from tests.people.directory.deliveries import CPR, Delivery, a_delivery, a_row, uuid, zip_of
from tests.people.directory.readings import TODAY, TOP, five, listed, refused, told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_five_files_are_read_from_a_folder_in_each_encoding(
    encoding: str, tmp_path: Path
) -> None:
    delivery = a_delivery()
    delivery.rows["bruger"][3][2] = "Ali Yilmaz"
    directory = read_path(delivery.folder(tmp_path / "five", encoding=encoding), today=TODAY)
    assert told(directory) == []
    assert directory.units["3"].name == "Plejecenter Mølleparken"
    assert directory.units["3"].parent == "2"
    assert directory.units["1"].parent is None
    mette = directory.people[uuid(3)]
    assert (mette.name, mette.email) == ("Mette Hansen", "mette@example.org")
    assert mette.engagements[0].from_on == date(2020, 1, 1)
    assert directory.managers == {(uuid(1), "1"), (uuid(2), "2")}


def test_headings_and_ids_may_be_written_in_any_case_and_with_blanks_or_underscores() -> None:
    files = a_delivery().texts()
    files["bruger.csv"] = files["bruger.csv"].replace('"BrugerId"', '" BRUGER_ID "')
    files["bruger.csv"] = files["bruger.csv"].replace(uuid(3), "{" + uuid(3).upper() + "}")
    files["organisation.csv"] = files["organisation.csv"].replace("AfdelingsID", "afdelings id")
    files["engagement.csv"] = files["engagement.csv"].replace("Primær", "PRIMÆR")
    renamed = {
        name.upper().replace("BRUGER.", "Bruger_20261123."): text for name, text in files.items()
    }
    content = zip_of({f"export/{name}": text.encode() for name, text in renamed.items()})
    directory = read_upload("x.zip", BytesIO(content), today=TODAY)
    assert told(directory) == []
    assert len(directory.people) == 4


def test_neither_cpr_number_nor_mobile_nor_job_title_is_kept() -> None:
    directory = five(a_delivery())
    everything = repr(directory) + repr(unpacked(packed(directory)))
    for dropped in (CPR, CPR.replace("-", ""), "20123456", "Pædagog", "Rådhustorvet", "Månedsløn"):
        assert dropped not in everything


def test_what_is_kept_until_it_is_confirmed_is_the_same_directory() -> None:
    directory = five(a_delivery().person(9, "Uden Ansættelse").unit("5", "X", "99"))
    row = a_row(
        "7", "Ib", TOP, hired="01-02-2026", left="2027-01-31", away="2026-12-01", back="2026-12-31"
    )
    for one in (directory, listed(row, a_row("8", "Bo", TOP, left="2026-01-01"))):
        assert unpacked(packed(one)) == one


def test_a_delivery_without_job_codes_is_whole_and_without_managers_is_not() -> None:
    files = {name: text.encode() for name, text in a_delivery().texts().items()}
    del files["stillingskode.csv"]
    assert len(read_upload("x.zip", BytesIO(zip_of(files)), today=TODAY).people) == 4
    del files["leder.csv"]
    assert refused("x.zip", zip_of(files)) == "file_missing"


def test_who_has_no_active_employment_is_not_among_the_employees() -> None:
    delivery = a_delivery().employee(5, "Rikke Ravn", "3", active="0").person(6, "Bo Bak")
    directory = five(delivery.manages(6, "4").manages(5, "4", active="0"))
    assert told(directory) == []
    assert uuid(5) not in directory.people
    assert [(one.file, one.line, one.code) for one in directory.notes] == [
        ("bruger.csv", 6, "no_employment"),
        ("bruger.csv", 7, "no_employment"),
        ("leder.csv", 4, "manager_not_employed"),
    ]


def test_a_manager_may_work_elsewhere_and_a_department_may_have_several() -> None:
    directory = five(a_delivery().manages(3, "4").manages(4, "4"))
    assert {unit for _person, unit in directory.managers} == {"1", "2", "4"}
    assert [(one.line, one.code) for one in directory.notes] == [(4, "manager_elsewhere")]


def test_departments_in_a_ring_are_named() -> None:
    delivery = Delivery().unit("1", "Rod").unit("2", "Øst", "4").unit("3", "Vest", "2")
    delivery.unit("4", "Nord", "3").unit("5", "Syd", "4").unit("6", "Sig selv", "6")
    directory = five(delivery.employee(1, "Lise Lund", "1"))
    assert told(directory) == [
        ("organisation.csv", 3, "Parentid", "loop"),
        ("organisation.csv", 7, "Parentid", "loop"),
    ]
    assert "Øst → Nord → Vest → Øst" in directory.problems[0].reason


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda d: d.person(3, "Mette igen"), ("bruger.csv", 6, "BrugerId", "twice")),
        (
            lambda d: d.employee(5, "Metta Hansen", "3", email="METTE@example.org"),
            ("bruger.csv", 6, "E-mail", "twice"),
        ),
        (lambda d: d.unit("3", "Igen"), ("organisation.csv", 6, "AfdelingsID", "twice")),
        (lambda d: d.unit("5", "Løs", "99"), ("organisation.csv", 6, "Parentid", "unknown_unit")),
        (lambda d: d.works(3, "99"), ("engagement.csv", 6, "AfdelingsId", "unknown_unit")),
        (lambda d: d.works(77, "3"), ("engagement.csv", 6, "BrugerId", "unknown_person")),
        (
            lambda d: d.works(3, "3", start="31-02-2020"),
            ("engagement.csv", 6, "StartdatoEngagement", "not_a_date"),
        ),
        (
            lambda d: d.works(3, "3", active="måske"),
            ("engagement.csv", 6, "AktivStatus", "not_yes_or_no"),
        ),
        (lambda d: d.manages(77, "3"), ("leder.csv", 4, "BrugerId", "unknown_person")),
        (lambda d: d.manages(3, "99"), ("leder.csv", 4, "AfdelingsID", "unknown_unit")),
        (lambda d: d.employee(5, "", "3"), ("bruger.csv", 6, "Navn", "missing")),
        (lambda d: d.employee(5, "x" * 201, "3"), ("bruger.csv", 6, "Navn", "too_long")),
        (lambda d: d.employee(5, "Ib\x07", "3"), ("bruger.csv", 6, "Navn", "not_printable")),
        (
            lambda d: d.employee(5, "Ib", "3", email="ib(at)x"),
            ("bruger.csv", 6, "E-mail", "not_an_email"),
        ),
        (lambda d: d.employee(5, f"Ib {CPR}", "3"), ("bruger.csv", 6, "Navn", "cpr")),
        (
            lambda d: d.employee(5, "Ib", "3", email="0101901234@x.dk"),
            ("bruger.csv", 6, "E-mail", "cpr"),
        ),
        (lambda d: d.unit("5", f"Hos {CPR}", "1"), ("organisation.csv", 6, "Afdelingsnavn", "cpr")),
    ],
)
def test_a_wrong_row_is_told_with_its_file_line_column_and_reason(
    spoil: Any, problem: tuple[str, int, str, str]
) -> None:
    directory = five(spoil(a_delivery()))
    assert told(directory) == [problem]
    assert CPR not in directory.problems[0].reason
    assert "0101901234" not in directory.problems[0].reason


def test_what_refers_to_a_wrong_row_is_not_told_again() -> None:
    delivery = a_delivery().unit("5", "", "1").employee(5, "Rikke", "5").manages(5, "5")
    directory = five(delivery.person(6, "").works(6, "3").manages(6, "3"))
    assert [one[3] for one in told(directory)] == ["missing", "missing"]
    assert directory.held == {uuid(5), uuid(6)}


def test_a_broken_row_and_one_of_another_length_are_told() -> None:
    files = a_delivery().texts()
    files["bruger.csv"] += f'"{uuid(5)}";"";"Ib"\r\n'
    content = zip_of({name: text.encode() for name, text in files.items()})
    directory = read_upload("x.zip", BytesIO(content), today=TODAY)
    assert ("bruger.csv", 6, "", "row_length") in told(directory)
    files["bruger.csv"] = a_delivery().texts()["bruger.csv"] + '"aldrig lukket;;;\r\n' * 3
    content = zip_of({name: text.encode() for name, text in files.items()})
    assert refused("x.zip", content) == "row_broken"


def test_a_field_may_hold_a_line_break_and_the_lines_still_count_right() -> None:
    delivery = a_delivery()
    delivery.rows["bruger"][0][5] = "Direktør\r\nog mere"
    delivery.person(3, "Mette igen")
    assert told(five(delivery)) == [("bruger.csv", 7, "BrugerId", "twice")]


def test_a_file_with_more_errors_than_anybody_reads_is_refused() -> None:
    delivery = a_delivery()
    for number in range(1001):
        delivery.person(1000 + number, "")
    assert refused("x.zip", delivery.zipped()) == "too_many_problems"
