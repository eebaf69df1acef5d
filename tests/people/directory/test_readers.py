"""Reading deliveries: what is understood, what is refused with which words, and what is never kept."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from people.directory.neutral import Away, Directory, packed, unpacked
from people.directory.problems import Refused
from people.directory.reading import read_path, read_upload
from tests.people.directory.deliveries import (
    CPR,
    HEADINGS,
    LIST,
    Delivery,
    a_delivery,
    a_row,
    text_of,
    uuid,
    xlsx_of,
    zip_of,
)

TODAY = date(2026, 11, 23)
TOP = "Sønderborg Kommune > Sundhed > Mølleparken"


def five(delivery: Delivery) -> Directory:
    """The delivery as a ZIP file, read."""
    return read_upload("levering.zip", BytesIO(delivery.zipped()), today=TODAY)


def listed(*rows: list[str], headings: list[str] = LIST, name: str = "liste.csv") -> Directory:
    """A plain list, read."""
    content = text_of(headings, rows).encode("utf-8-sig")
    return read_upload(name, BytesIO(content), today=TODAY)


def told(directory: Directory) -> list[tuple[str, int, str, str]]:
    """The problems: file, line, column and code."""
    return [(one.file, one.line, one.column, one.code) for one in directory.problems]


def refused(name: str, content: bytes) -> str:
    """The word for why a file is refused; what is said never repeats the CPR number."""
    with pytest.raises(Refused) as refusal:
        read_upload(name, BytesIO(content), today=TODAY)
    assert CPR not in str(refusal.value.problem)
    return refusal.value.problem.code


# The five files


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


# The plain list


def test_the_plain_list_is_read_with_danish_and_with_english_headings() -> None:
    english = [
        *("Employee number", "Name", "E-mail", "Department path", "Manager's number"),
        *("Hired", "Left", "Leave from", "Leave to"),
    ]
    rows = [
        a_row("4710", "Anne Krogh", TOP, email="anne@example.org"),
        a_row("4711", "Mette Hansen", TOP, manager="4710", hired="01-02-2021", away="2026-11-01"),
    ]
    for headings in (LIST, english):
        directory = listed(*rows, headings=headings)
        assert told(directory) == []
        mette = directory.people["4711"]
        assert (mette.number, mette.hired_on) == ("4711", date(2021, 2, 1))
        assert mette.away == Away(date(2026, 11, 1), None)
        unit = directory.units[mette.engagements[0].unit]
        assert (unit.name, directory.units[unit.parent or ""].name) == ("Mølleparken", "Sundhed")
        assert directory.managers == {("4710", unit.key)}


def test_numbers_and_days_of_a_spreadsheet_are_numbers_and_days() -> None:
    content = xlsx_of(
        [
            LIST,
            [4710, "Anne Krogh", "", TOP, "", date(2020, 3, 1), "", "", ""],
            [
                4711.0,
                "Mette Hansen",
                "",
                TOP,
                4710,
                "01-02-2021",
                "",
                date(2026, 11, 1),
                "2026-11-30",
            ],
        ]
    )
    directory = read_upload("liste.xlsx", BytesIO(content), today=TODAY)
    assert told(directory) == []
    assert directory.people["4710"].hired_on == date(2020, 3, 1)
    mette = directory.people["4711"]
    assert (mette.number, mette.hired_on) == ("4711", date(2021, 2, 1))
    assert mette.away == Away(date(2026, 11, 1), date(2026, 12, 1))
    assert ("4710", mette.engagements[0].unit) in directory.managers


def test_a_spreadsheets_lines_are_told_as_it_numbers_them() -> None:
    content = xlsx_of([[], [], LIST, a_row("1", "Anne", TOP), [], a_row("", "Uden", TOP)])
    directory = read_upload("liste.xlsx", BytesIO(content), today=TODAY)
    assert told(directory) == [("liste.xlsx", 6, "Medarbejdernummer", "missing")]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (a_row("4710", "Anne", TOP), "Medarbejdernummer", "twice"),
        (a_row("5", "Bo", ""), "Afdeling", "missing"),
        (a_row("5", "Bo", TOP, manager="99"), "Leders nummer", "unknown_manager"),
        (a_row("5", "Bo", TOP, hired="2026-02-01", left="2026-01-01"), "Fratrådt", "before"),
        (a_row("5", "Bo", TOP, back="2026-01-01"), "Orlov til", "leave_without_start"),
        (a_row("5", "Bo", TOP, away="2026-02-01", back="2026-01-01"), "Orlov til", "before"),
        (a_row("0101901234", "Bo", TOP), "Medarbejdernummer", "cpr"),
        (a_row("101901234", "Bo", TOP), "Medarbejdernummer", "cpr"),
        (a_row("5", "Bo", TOP, email="anne@example.org"), "E-mail", "twice"),
    ],
)
def test_a_wrong_row_of_the_list_is_told(row: list[str], column: str, code: str) -> None:
    directory = listed(a_row("4710", "Anne", TOP, email="anne@example.org"), row)
    assert told(directory) == [("liste.csv", 3, column, code)]


def test_who_left_already_is_known_to_have_left_and_may_still_be_named_as_manager() -> None:
    directory = listed(
        a_row("1", "Gået", TOP, left="2026-11-23", email="a@example.org"),
        a_row("2", "Her", TOP, left="2026-11-24", manager="1", email="a@example.org"),
    )
    assert told(directory) == []
    assert directory.departed == {"1": date(2026, 11, 23)}
    assert directory.people["2"].left_on == date(2026, 11, 24)
    assert [one.code for one in directory.notes] == ["manager_not_employed"]


def test_managers_follow_from_whom_people_name() -> None:
    directory = listed(
        a_row("1", "Direktør", "Kommune", manager="1"),
        a_row("2", "Chef", "Kommune > Sundhed", manager="1"),
        a_row("3", "Leder", "Kommune > Sundhed > Plejehjem", manager="2"),
        a_row("4", "Ansat", "Kommune > Sundhed > Plejehjem", manager="3"),
        a_row("5", "Vikar", "Kommune > Sundhed > Plejehjem", manager="2"),
        a_row("6", "Stab", "Kommune > Sundhed", manager="2"),
    )
    named = {(person, unit.rpartition("\n")[2]) for person, unit in directory.managers}
    assert named == {("1", "kommune"), ("2", "sundhed"), ("2", "plejehjem"), ("3", "plejehjem")}
    assert [one.code for one in directory.notes] == ["own_manager", "manager_elsewhere"]


@pytest.mark.parametrize("separator", [" > ", "/", " / ", "\\", "|"])
def test_the_names_of_a_path_may_be_separated_in_several_ways(separator: str) -> None:
    directory = listed(a_row("1", "Anne", separator.join(["Kommune", "Børn", "Skole"])))
    assert [unit.name for unit in directory.units.values()] == ["Kommune", "Børn", "Skole"]


def test_a_slash_in_a_name_is_none_where_the_list_separates_otherwise() -> None:
    directory = listed(
        a_row("1", "Anne", "Kommune > Børn/Unge"), a_row("2", "Bo", "Kommune > Børn/Unge > Skole")
    )
    assert [unit.name for unit in directory.units.values()] == ["Kommune", "Børn/Unge", "Skole"]


def test_a_list_without_managers_or_leave_says_so() -> None:
    directory = listed(["1", "Anne", "Kommune"], headings=["Nr.", "Navn", "Afdeling"])
    assert not directory.tells_managers
    assert not directory.tells_leave
    assert not directory.tells_email
    assert [one.code for one in directory.notes] == ["no_managers_told", "no_leave_told"]


# Refused as a whole


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("liste.csv", b"", "empty"),
        ("liste.csv", b"\r\n;;\r\n", "empty"),
        ("liste.csv", b"Nr;Navn;Afdeling\r\n", "no_rows"),
        ("liste.csv", b"Navn;Afdeling\r\nAnne;Kommune\r\n", "column_missing"),
        ("liste.csv", b"Nr;Nummer;Navn;Afdeling\r\n1;1;Anne;Kommune\r\n", "column_twice"),
        ("liste.csv", "Nr;Navn;Afdeling\r\n1;Anne;Kommune\r\n".encode("utf-16"), "not_text"),
        ("liste.csv", b"Nr;Navn;Afdeling\r\n1;Anne \x81;Kommune\r\n", "not_text"),
        ("liste.csv", "Nr;Navn;Afdeling\r\n1;Øst;Købe\r\n".encode() + b"\xff", "not_text"),
        ("liste.csv", b"Nr;Navn;Afdeling\r\n1;" + b"x" * 70_000 + b";K\r\n", "line_too_long"),
        ("liste.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        ("brev.pdf", b"%PDF-1.7", "not_a_list"),
        ("liste.xlsx", b"Nr;Navn;Afdeling\r\n1;Anne;Kommune\r\n", "damaged"),
        ("liste.xlsx", b"PK\x03\x04 og saa ikke mere", "damaged"),
        ("bruger.csv", a_delivery().texts()["bruger.csv"].encode(), "file_missing"),
        ("x.zip", zip_of({}), "no_files"),
        ("x.zip", zip_of({"billede.png": b"x"}), "no_files"),
        ("x.zip", zip_of({"a.csv": b"x", "b.csv": b"x"}), "several_lists"),
        ("x.zip", zip_of({"a/bruger.csv": b"x", "b/bruger.csv": b"x"}), "file_twice"),
        ("liste.xlsx", xlsx_of([]), "empty"),
        ("liste.xlsx", xlsx_of([["Navn"], ["Anne"]]), "column_missing"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_with_a_reason(
    name: str, content: bytes, code: str
) -> None:
    assert refused(name, content) == code


def test_the_files_of_a_folder_are_missing_or_the_folder_itself(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "findes-ikke", "not_found"), (tmp_path, "no_files")):
        with pytest.raises(Refused) as refusal:
            read_path(path, today=TODAY)
        assert refusal.value.problem.code == code


def test_a_missing_column_is_named_as_the_files_have_it() -> None:
    files = {name: text.encode() for name, text in a_delivery().texts().items()}
    files["leder.csv"] = HEADINGS["leder"].replace("AktivStatus;", "").encode() + b"\r\n"
    with pytest.raises(Refused) as refusal:
        read_upload("x.zip", BytesIO(zip_of(files)), today=TODAY)
    assert (refusal.value.problem.file, refusal.value.problem.line) == ("leder.csv", 1)
    assert "AktivStatus" in refusal.value.problem.reason


def test_a_file_named_after_a_cpr_number_is_not_called_by_it() -> None:
    assert refused(f"{CPR}.csv", b"") == "empty"
