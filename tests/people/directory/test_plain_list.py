"""The plain list: people by number, departments by path, days to leave, leave itself."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone

from people.actions import grant_leave
from people.directory.known import read_known
from people.directory.planning import make_plan
from people.directory.reading import read_upload
from people.models import Department, Leave, Origin, Placement
from people.tree import Tree
from tests.factories.people import a_department, a_person, today
from tests.people.directory.deliveries import a_row, text_of
from tests.people.directory.importing import (
    DAY,
    TOP,
    by_number,
    counted,
    imported,
    place_of,
    planned,
)

pytestmark = pytest.mark.django_db

HOME = "Kommunen > Sundhed > Mølleparken"


def test_the_plain_list_is_imported_by_number_and_path() -> None:
    rows = [
        a_row("4710", "Anne Krogh", HOME, email="anne@example.org"),
        a_row("4711", "Mette Hansen", HOME, manager="4710", hired="01-02-2021"),
        a_row("4712", "Gået Væk", TOP, left="01-02-2021"),
    ]
    assert imported(rows) == counted(join=2)
    mette = by_number("4711")
    assert (mette.directory_id, mette.username) == ("nr:4711", "4711")
    assert mette.hired_on == date(2021, 2, 1)
    assert Tree.on(today()).path(Placement.objects.get(employee=mette).department_id) == (
        "Kommunen / Sundhed / Mølleparken"
    )
    assert by_number("4710").managements.get().department == mette.placements.get().department
    moved = [rows[0], a_row("4711", "Mette Holm", TOP, manager="4710", hired="2021-01-31")]
    assert imported(moved) == counted(move=1, change=1)
    assert by_number("4711").hired_on == date(2021, 1, 31)


def test_a_list_finds_people_and_departments_that_came_otherwise() -> None:
    top = a_department("Kommunen")
    home = a_department("Mølleparken", a_department("Sundhed", top))
    mette = a_person("Mette Hansen", home, employee_number="4711")
    hired = mette.hired_on.isoformat()
    assert imported([a_row("4711", "Mette Hansen", HOME, hired=hired)]) == counted(unchanged=1)
    assert Department.objects.count() == 3


def test_a_day_to_leave_is_kept_and_may_be_taken_back() -> None:
    last = today() + 10 * DAY
    stay = [a_row("1", "Anne", TOP), a_row("2", "Bo", TOP), a_row("3", "Ib", TOP)]
    leaves = [*stay[:2], a_row("3", "Ib", TOP, left=last.isoformat())]
    imported(stay)
    assert imported(leaves) == counted(leave=1, unchanged=2)
    assert place_of(by_number("3"), last - DAY) == TOP
    assert place_of(by_number("3"), last) == ""
    assert by_number("3").is_active
    assert imported(stay) == counted(change=1, unchanged=2)
    assert place_of(by_number("3"), last) == TOP
    assert imported(leaves, days=1) == counted(leave=1, unchanged=2)
    assert imported(leaves, days=10) == counted(unchanged=2)
    gone = [*stay[:2], a_row("3", "Ib", TOP, left=(today() - DAY).isoformat())]
    imported(stay, days=11)
    imported(gone, days=12)
    assert by_number("3").left_on == today() - DAY


def away(first: int, last: int | None) -> list[list[str]]:
    """Mette on leave, in days from today."""
    days = {"away": (today() + first * DAY).isoformat()}
    if last is not None:
        days["back"] = (today() + last * DAY).isoformat()
    return [a_row("1", "Mette", TOP, **days)]


def is_away(day: int) -> bool:
    return Leave.objects.as_of(today() + day * DAY).filter(employee=by_number("1")).exists()


def test_leave_follows_the_list() -> None:
    imported([a_row("1", "Mette", TOP)])
    assert imported(away(-5, 5)) == counted(change=1)
    assert [is_away(day) for day in (0, 5, 6)] == [True, True, False]
    assert imported(away(-5, 8)) == counted(change=1)
    assert [is_away(day) for day in (5, 8, 9)] == [True, True, False]
    assert imported(away(-5, None)) == counted(change=1)
    assert is_away(400)
    assert imported([a_row("1", "Mette", TOP)]) == counted(change=1)
    assert not is_away(0)
    assert imported(away(10, 20)) == counted(change=1)
    assert imported(away(12, 20)) == counted(change=1)
    assert [is_away(day) for day in (10, 12, 20, 21)] == [False, True, True, False]
    assert {one.recorded_by for one in Leave.objects.all()} == {""}


def test_leave_told_late_begins_where_the_last_one_ended() -> None:
    imported(away(-5, 2))
    assert imported(away(-5, 20), days=6) == counted(change=1)
    assert [is_away(day) for day in (2, 3, 6, 20)] == [True, False, True, True]


def test_leave_that_is_over_is_not_told() -> None:
    assert imported(away(-20, -10)) == counted(join=1)
    assert not Leave.objects.exists()


def test_leave_recorded_by_hand_is_left_alone() -> None:
    imported([a_row("1", "Mette", TOP)])
    grant_leave(
        by_number("1"), from_on=today(), back_on=today() + 9 * DAY, by="p1", now=timezone.now()
    )
    assert imported([a_row("1", "Mette", TOP)]) == counted(unchanged=1)
    plan, _known = planned(away(5, 20))
    assert [note.code for note in plan.preview.notes] == ["leave_recorded"]
    assert imported(away(5, 20)) == counted(unchanged=1)
    assert imported(away(15, 20)) == counted(change=1)
    assert [is_away(day) for day in (0, 10, 15)] == [True, False, True]


def test_a_list_without_leave_and_managers_leaves_both_as_they_are() -> None:
    imported([*away(-5, 5), a_row("2", "Bo", TOP, manager="1")])
    rows = [["1", "Mette", TOP], ["2", "Bo", TOP]]
    content = text_of(["Nr", "Navn", "Afdeling"], rows).encode()
    known = read_known(today())
    directory = read_upload("l.csv", BytesIO(content), today=today())
    assert make_plan(directory, known).preview.counts == counted(unchanged=2)


# A demonstration


def test_invented_people_come_and_go_and_the_demonstration_stays() -> None:
    top = a_department("Kommunen")
    karin = a_person("Karin", top, origin=Origin.DEMONSTRATION, employee_number="9")
    rows = [a_row("1", "Anne", TOP), a_row("2", "Bo", TOP)]
    assert imported(rows, is_invented=True) == counted(join=2)
    assert by_number("1").origin == Origin.TRIAL
    assert imported(rows[:1], is_invented=True) == counted(leave=1, unchanged=1)
    karin.refresh_from_db()
    assert karin.is_active
    assert place_of(karin) == "Kommunen"
