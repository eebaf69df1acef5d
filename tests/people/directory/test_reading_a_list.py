"""Reading the plain list: its headings, days and paths, and which wrong rows are told."""

from datetime import date
from io import BytesIO

import pytest

from people.directory.neutral import Away
from people.directory.reading import read_upload
from tests.people.directory.deliveries import LIST, a_row, xlsx_of
from tests.people.directory.readings import TODAY, TOP, listed, told


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
