"""Importing: who joins, moves, changes and leaves; what stays on record; the second time nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from lib.danish import sort_key
from people.actions import grant_leave, grant_role
from people.directory.apply import Changed, Stopped, apply_plan
from people.directory.known import read_known
from people.directory.plan import Plan
from people.directory.planning import make_plan
from people.directory.reading import read_upload
from people.managers import nearest_managers
from people.models import Department, Employee, Leave, Origin, Placement, Role
from people.tree import Tree
from tests.factories.people import a_department, a_person, make_manager, today
from tests.people.directory.deliveries import (
    LIST,
    Delivery,
    a_delivery,
    a_row,
    text_of,
    uuid,
    zip_of,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def planned(
    delivery: Delivery | list[list[str]], *, days: int = 0, is_invented: bool = False
) -> Any:
    """The plan and what it was compared with, some days from now."""
    day = today() + days * DAY
    if isinstance(delivery, Delivery):
        name, content = "x.zip", delivery.zipped()
    else:
        name, content = "liste.csv", text_of(LIST, delivery).encode()
    known = read_known(day)
    directory = read_upload(name, BytesIO(content), today=day)
    return make_plan(directory, known, is_invented=is_invented), known


def imported(
    delivery: Delivery | list[list[str]], *, days: int = 0, accepts: bool = True, **options: Any
) -> dict[str, int]:
    """Apply a delivery; returns the counts. The same again must change nothing."""
    plan, known = planned(delivery, days=days, **options)
    assert [str(problem) for problem in plan.preview.problems] == []
    now = timezone.now() + days * DAY
    counts = apply_plan(plan, known, by="p1", now=now, accepts_leaving=accepts, **options)
    again, _known = planned(delivery, days=days, **options)
    assert again.preview.is_empty, again.preview
    assert (again.placement_ends, again.updates, again.leave_begins) == ([], [], [])
    return counts


def counted(**counts: int) -> dict[str, int]:
    return {"join": 0, "move": 0, "change": 0, "leave": 0, "unchanged": 0} | counts


def person(number: int) -> Employee:
    found: Employee = Employee.objects.get(directory_id=uuid(number))
    return found


def place_of(employee: Employee, day: date | None = None) -> str:
    """Where the person counts on a day; "" if they don't."""
    day = day or today()
    found = Employee.objects.in_headcount(day).filter(pk=employee.pk).first()
    return Tree.on(day).name(found.department_id) if found else ""


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.preview.problems]


# Joining


def test_a_first_import_makes_departments_people_and_managers() -> None:
    assert imported(a_delivery()) == counted(join=4)
    mette = person(3)
    assert place_of(mette) == "Plejecenter Mølleparken"
    assert mette.hired_on == date(2020, 1, 1)
    assert mette.sort_name == sort_key("Mette Hansen")
    assert not mette.has_usable_password()
    tree = Tree.on(today())
    assert tree.path(Department.objects.get(directory_id="3").pk) == (
        "Sønderborg Kommune / Sundhed og Senior / Plejecenter Mølleparken"
    )
    nursing_home = Department.objects.get(directory_id="3").pk
    assert nearest_managers(mette, nursing_home, tree, today()) == [person(2)]
    roads = Department.objects.get(directory_id="4").pk
    assert nearest_managers(person(4), roads, tree, today()) == [person(1)]


def test_sign_in_names_come_from_address_number_or_name_and_never_change() -> None:
    delivery = a_delivery().employee(5, "Søren Ågård", "4").employee(6, "Søren  Ågård", "4")
    delivery.employee(7, "Mette Holm", "4", email="mette@elsewhere.example.org")
    imported(delivery)
    names = {number: person(number).username for number in (3, 4, 5, 6, 7)}
    assert names == {
        3: "mette",
        4: "ali.ylmaz",
        5: "soeren.aagaard",
        6: "soeren.aagaard2",
        7: "mette2",
    }
    delivery.rows["bruger"][2][3] = "m.hansen@example.org"
    assert imported(delivery) == counted(change=1, unchanged=6)
    assert person(3).username == "mette"


def test_an_address_from_the_directory_counts_as_verified_and_follows_it() -> None:
    delivery = a_delivery()
    imported(delivery)
    assert EmailAddress.objects.filter(user=person(3), verified=True, primary=True).count() == 1
    delivery.rows["bruger"][2][3] = ""
    imported(delivery)
    assert person(3).email is None
    assert not EmailAddress.objects.filter(user=person(3)).exists()


def test_who_begins_later_is_known_but_not_yet_in_the_headcount() -> None:
    start = today() + 10 * DAY
    delivery = a_delivery().employee(5, "Rikke Ravn", "3", start=start.isoformat())
    assert imported(delivery) == counted(join=5)
    assert place_of(person(5)) == ""
    assert place_of(person(5), start) == "Plejecenter Mølleparken"
    assert person(5).hired_on == start
    delivery.rows["engagement"][-1][-1] = (start + DAY).isoformat()
    assert imported(delivery) == counted(change=1, unchanged=4)
    assert place_of(person(5), start) == ""
    assert place_of(person(5), start + DAY) == "Plejecenter Mølleparken"
    assert imported(delivery, days=20) == counted(unchanged=5)


def test_who_turns_out_to_begin_later_is_out_until_then() -> None:
    start = today() + 10 * DAY
    imported(a_delivery().employee(5, "Rikke Ravn", "3", start=start.isoformat()))
    later = start + 20 * DAY
    delivery = a_delivery().employee(5, "Rikke Ravn", "3", start=later.isoformat())
    assert imported(delivery, days=15) == counted(change=1, unchanged=4)
    for day, place in ((14, "Plejecenter Mølleparken"), (15, ""), (30, "Plejecenter Mølleparken")):
        assert place_of(person(5), today() + day * DAY) == place


def test_who_was_to_begin_and_never_did_is_gone_at_once() -> None:
    start = today() + 10 * DAY
    imported(a_delivery().employee(5, "Rikke Ravn", "3", start=start.isoformat()))
    assert imported(a_delivery()) == counted(leave=1, unchanged=4)
    assert not person(5).is_active
    assert place_of(person(5), start) == ""


# Several employments


def several(*engagements: tuple[str, str, str]) -> Delivery:
    """Rikke with several employments: department, primary, first day."""
    delivery = a_delivery().person(5, "Rikke Ravn")
    for unit, primary, start in engagements:
        delivery.works(5, unit, primary=primary, start=start)
    return delivery


def test_the_primary_employment_counts_and_the_others_are_known() -> None:
    imported(several(("3", "0", "2015-01-01"), ("4", "1", "2018-01-01"), ("2", "0", "2019-01-01")))
    assert place_of(person(5)) == "Vej og Park"
    assert person(5).hired_on == date(2015, 1, 1)
    others = Placement.objects.as_of(today()).filter(employee=person(5), is_primary=False)
    assert {one.department.directory_id for one in others} == {"2", "3"}
    assert imported(several(("4", "1", "2018-01-01"))) == counted(change=1, unchanged=4)
    assert (
        not Placement.objects.as_of(today()).filter(employee=person(5), is_primary=False).exists()
    )


@pytest.mark.parametrize(("primary", "note"), [("0", "no_primary"), ("1", "several_primary")])
def test_without_exactly_one_primary_the_one_that_began_last_is_taken_and_told(
    primary: str, note: str
) -> None:
    engagements = [("3", primary, "2015-01-01"), ("4", primary, "2018-01-01")]
    for order in (engagements, engagements[::-1]):
        delivery = several(*order)
        plan, _known = planned(delivery)
        assert [one.code for one in plan.preview.notes] == [note]
        imported(delivery)
        assert place_of(person(5)) == "Vej og Park"


def test_an_inactive_employment_counts_for_nothing() -> None:
    delivery = several(("3", "1", "2015-01-01")).works(5, "4", active="0")
    imported(delivery)
    assert place_of(person(5)) == "Plejecenter Mølleparken"


def test_a_primary_employment_to_come_moves_the_person_on_its_first_day() -> None:
    start = today() + 10 * DAY
    delivery = several(("3", "0", "2015-01-01"), ("4", "1", start.isoformat()))
    imported(delivery)
    assert place_of(person(5), start - DAY) == "Plejecenter Mølleparken"
    assert place_of(person(5), start) == "Vej og Park"
    delivery.rows["engagement"][-1][-1] = (start + 5 * DAY).isoformat()
    assert imported(delivery) == counted(change=1, unchanged=4)
    assert place_of(person(5), start) == "Plejecenter Mølleparken"
    assert place_of(person(5), start + 5 * DAY) == "Vej og Park"
    assert imported(several(("3", "1", "2015-01-01"))) == counted(move=1, unchanged=4)
    assert place_of(person(5), start + 5 * DAY) == "Plejecenter Mølleparken"


# Moving and changing


def test_a_move_holds_from_the_day_of_the_import_and_days_past_stay() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    delivery.rows["engagement"][2][2] = "4"
    assert imported(delivery, days=5) == counted(move=1, unchanged=3)
    assert place_of(person(3), today() + 4 * DAY) == "Plejecenter Mølleparken"
    assert place_of(person(3), today() + 5 * DAY) == "Vej og Park"


def test_two_moves_on_one_day_leave_the_last() -> None:
    for unit in ("3", "4", "2", "3"):
        delivery = a_delivery()
        delivery.rows["engagement"][2][2] = unit
        imported(delivery)
        assert place_of(person(3)) == Tree.on(today()).name(
            Department.objects.get(directory_id=unit).pk
        )


def test_a_new_name_and_address_are_changes() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    delivery.rows["bruger"][2][2:4] = ["Mette Ågård", "ma@example.org"]
    plan, _known = planned(delivery)
    (change,) = plan.preview.changes
    assert [(one.what, one.before, one.after) for one in change.details] == [
        ("name", "Mette Hansen", "Mette Ågård"),
        ("email", "mette@example.org", "ma@example.org"),
    ]
    assert imported(delivery) == counted(change=1, unchanged=3)
    assert (person(3).name, person(3).sort_name) == ("Mette Ågård", sort_key("Mette Ågård"))


def test_two_may_exchange_their_addresses() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    rows = delivery.rows["bruger"]
    rows[0][3], rows[2][3] = rows[2][3], rows[0][3]
    assert imported(delivery) == counted(change=2, unchanged=2)
    assert person(1).email == "mette@example.org"


def test_an_address_goes_from_who_left_to_who_has_it_now() -> None:
    imported(a_delivery())
    delivery = a_delivery().employee(5, "Mette Holm", "3", email="METTE@example.org")
    del delivery.rows["bruger"][2], delivery.rows["engagement"][2]
    assert imported(delivery) == counted(join=1, leave=1, unchanged=3)
    assert (person(3).email, person(5).email) == (None, "METTE@example.org")


def test_a_manager_is_replaced_and_history_kept() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    delivery.rows["leder"][1][0] = uuid(3)
    assert imported(delivery, days=3) == counted(change=2, unchanged=2)
    for days, manager in ((2, 2), (3, 3)):
        day = today() + days * DAY
        found = person(manager).managements.as_of(day)
        assert [one.department.directory_id for one in found] == ["2"]


# Departments


def test_a_department_is_renamed_and_moved_from_the_day_of_the_import() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    delivery.rows["organisation"][2][1:3] = ["Mølleparken", "4"]
    plan, _known = planned(delivery, days=2)
    assert [(one.what, one.before, one.after) for one in plan.preview.unit_changes] == [
        ("renamed", "Plejecenter Mølleparken", "Mølleparken"),
        ("moved", "Sundhed og Senior", "Vej og Park"),
    ]
    assert imported(delivery, days=2) == counted(unchanged=4)
    unit = Department.objects.get(directory_id="3").pk
    paths = [Tree.on(today() + days * DAY).path(unit) for days in (1, 2)]
    assert paths == [
        "Sønderborg Kommune / Sundhed og Senior / Plejecenter Mølleparken",
        "Sønderborg Kommune / Vej og Park / Mølleparken",
    ]


def test_two_departments_may_change_places_in_the_tree() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    delivery.rows["organisation"][1][2] = "3"
    delivery.rows["organisation"][2][2] = "1"
    imported(delivery)
    unit = Department.objects.get(directory_id="2").pk
    assert Tree.on(today()).path(unit).endswith("Plejecenter Mølleparken / Sundhed og Senior")


def test_a_department_that_is_gone_is_closed_and_may_be_opened_again() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    del delivery.rows["organisation"][3]
    delivery.rows["engagement"][3][2] = "1"
    imported(delivery, days=1)
    unit = Department.objects.get(directory_id="4").pk
    assert unit in Tree.on(today()).nodes
    assert unit not in Tree.on(today() + DAY).nodes
    imported(a_delivery(), days=2)
    assert unit in Tree.on(today() + 2 * DAY).nodes


def test_a_department_stays_in_which_others_work_than_the_directorys() -> None:
    top = a_department("Demonstration")
    a_person("Ida Invented", a_department("Filial", top), origin=Origin.DEMONSTRATION)
    empty = a_department("Tom", top)
    imported(a_delivery())
    names = {node.name for node in Tree.on(today()).nodes.values()}
    assert {"Demonstration", "Filial"} <= names
    assert "Tom" not in names
    assert empty.records.get().to_on == today()


# Leaving and coming back


def without(number: int, delivery: Delivery | None = None) -> Delivery:
    """The delivery without one of its people."""
    delivery = delivery or a_delivery()
    for kind, column in (("bruger", 0), ("engagement", 1), ("leder", 0)):
        rows = delivery.rows[kind]
        delivery.rows[kind] = [row for row in rows if row[column] != uuid(number)]
    return delivery


def test_who_is_absent_from_a_full_file_has_left_at_once() -> None:
    imported(a_delivery())
    assert imported(without(2)) == counted(leave=1, unchanged=3)
    anne = person(2)
    assert not anne.is_active
    assert anne.left_on == today()
    assert place_of(anne) == ""
    assert not anne.managements.as_of(today()).exists()


def test_who_has_only_inactive_employments_has_left() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    delivery.rows["engagement"][2][3] = "0"
    assert imported(delivery) == counted(leave=1, unchanged=3)


def test_somebody_hired_again_is_the_same_person_with_their_history() -> None:
    imported(a_delivery())
    before = person(3)
    grant_role(before, role=Role.EDITOR, by="Bo", reason="x", now=timezone.now())
    imported(without(3), days=10)
    start = today() + 100 * DAY
    delivery = without(3).employee(3, "Mette Hansen", "4", start=start.isoformat())
    assert imported(delivery, days=120) == counted(join=1, unchanged=3)
    after = person(3)
    assert (after.pk, after.username, after.left_on) == (before.pk, before.username, None)
    assert after.hired_on == start
    assert not after.role_grants.active().exists()
    for days, place in ((9, "Plejecenter Mølleparken"), (10, ""), (120, "Vej og Park")):
        assert place_of(after, today() + days * DAY) == place


def test_somebody_dropped_from_one_file_by_mistake_is_back_without_a_gap() -> None:
    imported(a_delivery())
    imported(without(3), days=1)
    assert imported(a_delivery(), days=3) == counted(join=1, unchanged=3)
    mette = person(3)
    assert mette.hired_on == date(2020, 1, 1)
    assert Placement.objects.get(employee=mette, to_on=None).from_on == today() + DAY
    assert place_of(mette, today() + 2 * DAY) == ""  # as it was reported then
    assert place_of(mette, today() + 3 * DAY) == "Plejecenter Mølleparken"


# What stands in the way


def test_a_file_that_would_let_too_many_leave_is_stopped(settings: SettingsWrapper) -> None:
    delivery = a_delivery()
    for number in range(5, 11):
        delivery.employee(number, f"Nr {number}", "4")
    imported(delivery)
    fewer = without(10, without(9, delivery))
    assert imported(fewer, accepts=False) == counted(leave=2, unchanged=8)  # 20 % is not more
    fewest = without(8, without(7, fewer))
    with pytest.raises(Stopped):
        imported(fewest, accepts=False)
    assert person(8).is_active
    settings.PEOPLE_IMPORT_MOST_LEAVING = 25
    assert imported(fewest, accepts=False) == counted(leave=2, unchanged=6)


def test_that_many_may_leave_is_accepted_in_so_many_words_and_recorded() -> None:
    imported(a_delivery())
    imported(without(3), accepts=True)
    first, second = Event.objects.filter(kind="import.applied").order_by("pk")
    assert (first.detail["join"], first.detail["accepted_leaving"], first.actor) == (4, 0, "p1")
    assert (second.detail["leave"], second.detail["accepted_leaving"]) == (1, 1)
    assert "Mette" not in str(first.detail) + str(second.detail)


def test_a_file_with_an_error_changes_nothing_and_lets_nobody_leave() -> None:
    imported(a_delivery())
    delivery = a_delivery().employee(5, "Rikke Ravn", "3")
    delivery.rows["bruger"][2][2] = ""
    plan, known = planned(delivery)
    assert codes(plan) == ["missing"]
    assert plan.preview.counts == counted(join=1, unchanged=3)
    with pytest.raises(Stopped):
        apply_plan(plan, known, by="p1", now=timezone.now(), accepts_leaving=True)
    assert Employee.objects.count() == 4


def test_the_last_of_hr_can_not_be_imported_away() -> None:
    imported(a_delivery())
    grant_role(person(3), role=Role.HR, by="Bo", reason="x", now=timezone.now())
    plan, _known = planned(without(3))
    assert codes(plan) == ["last_hr"]
    grant_role(person(1), role=Role.HR, by="Bo", reason="x", now=timezone.now())
    imported(without(3))


def test_an_address_of_somebody_who_is_not_the_directorys_is_not_taken() -> None:
    a_person("Ida", a_department("D"), origin=Origin.DEMONSTRATION, email="ali@example.org")
    delivery = a_delivery()
    delivery.rows["bruger"][3][3] = "ALI@example.org"
    plan, _known = planned(delivery)
    assert codes(plan) == ["email_taken"]


def test_an_id_of_somebody_invented_is_not_the_directorys_to_change() -> None:
    a_person("Ida", a_department("D"), origin=Origin.DEMONSTRATION, directory_id=uuid(4))
    plan, _known = planned(a_delivery())
    assert codes(plan) == ["not_ours"]


def changes_meanwhile() -> list[Callable[[], object]]:
    return [
        lambda: a_person("Bo Bak", a_department("D")),
        lambda: make_manager(person(3), Department.objects.get(directory_id="3")),
        lambda: grant_leave(person(3), from_on=today(), back_on=None, by="p1", now=timezone.now()),
        lambda: imported(without(4)),
    ]


@pytest.mark.parametrize("number", range(4))
def test_a_plan_that_something_has_overtaken_is_not_applied(number: int) -> None:
    imported(a_delivery())
    plan, known = planned(without(4))
    changes_meanwhile()[number]()
    with pytest.raises(Changed):
        apply_plan(plan, known, by="p1", now=timezone.now(), accepts_leaving=True)


def test_what_fails_half_way_leaves_nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    plan, known = planned(a_delivery())
    monkeypatch.setattr("people.directory.apply._Writing._record", fails)
    with pytest.raises(RuntimeError):
        apply_plan(plan, known, by="p1", now=timezone.now())
    assert not Employee.objects.exists()
    assert not Department.objects.exists()


FOLLOWED: list[datetime] = []


def follows(*, now: datetime) -> None:
    FOLLOWED.append(now)


def stumbles(*, now: datetime) -> None:
    raise RuntimeError("stumbled")


def test_the_rooms_above_follow_once_it_holds_and_one_that_stumbles_undoes_nothing(
    settings: SettingsWrapper, caplog: pytest.LogCaptureFixture
) -> None:
    here = "tests.people.directory.test_import"
    settings.PEOPLE_AFTER_IMPORT = [f"{here}.stumbles", f"{here}.follows"]
    FOLLOWED.clear()
    assert imported(a_delivery()) == counted(join=4)
    assert len(FOLLOWED) == 1
    assert "stumbles" in caplog.text


# The plain list

TOP = "Kommunen"
HOME = "Kommunen > Sundhed > Mølleparken"


def by_number(number: str) -> Employee:
    found: Employee = Employee.objects.get(employee_number=number)
    return found


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


def test_a_delivery_may_be_packed_in_any_folder_of_its_archive() -> None:
    files = {f"a/b/{name}": text.encode() for name, text in a_delivery().texts().items()}
    files["__MACOSX/a/bruger.csv"] = b"x"
    directory = read_upload("x.zip", BytesIO(zip_of(files)), today=today())
    assert len(directory.people) == 4
