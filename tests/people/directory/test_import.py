"""Importing: who joins, moves, changes and leaves; what stays on record; the second time nothing."""

from datetime import date
from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from lib.danish import sort_key
from people.actions import grant_role
from people.directory.reading import read_upload
from people.managers import nearest_managers
from people.models import Department, Placement, Role
from people.tree import Tree
from tests.factories.people import today
from tests.people.directory.deliveries import a_delivery, uuid, zip_of
from tests.people.directory.importing import (
    DAY,
    counted,
    imported,
    person,
    place_of,
    planned,
    without,
)

pytestmark = pytest.mark.django_db


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


# Leaving and coming back


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


def test_a_delivery_may_be_packed_in_any_folder_of_its_archive() -> None:
    files = {f"a/b/{name}": text.encode() for name, text in a_delivery().texts().items()}
    files["__MACOSX/a/bruger.csv"] = b"x"
    directory = read_upload("x.zip", BytesIO(zip_of(files)), today=today())
    assert len(directory.people) == 4
