"""Two ids of one person: what the directory says of either is about the one who is kept; one counts."""

from typing import Any

import pytest
from django.utils import timezone

from audit.models import Event
from people.actions import grant_leave, grant_role
from people.directory.merging import NotMergeable, merge, recognise, separate
from people.models import Employee, Leave, Origin, PersonAlias, Role
from policy.models import Acknowledgement
from tests.factories.people import a_department, a_person, make_cast, today
from tests.factories.training import an_assignment, complete
from tests.people.directory.deliveries import a_delivery, a_row, uuid
from tests.people.directory.importing import (
    DAY,
    TOP,
    by_number,
    counted,
    imported,
    person,
    place_of,
    without,
)

pytestmark = pytest.mark.django_db


def merged(kept: Employee, other: Employee, *, days: int = 0) -> PersonAlias:
    now = timezone.now() + days * DAY
    return merge(kept=kept, other=other, by=person(1), reason="Samme person", now=now)


def doubled() -> Any:
    """Mette has got a second id; the first is in the directory no longer."""
    return without(3).employee(
        33, "Mette Hansen", "4", email="mette@example.org", start="2026-11-01"
    )


def test_a_person_with_a_new_id_is_the_one_who_was_there_before() -> None:
    imported(a_delivery())
    imported(doubled(), days=1)
    mette, double = person(3), person(33)
    assert (mette.is_employed(today() + DAY), double.is_employed(today() + DAY)) == (False, True)
    merged(mette, double, days=1)
    mette.refresh_from_db()
    double.refresh_from_db()
    assert place_of(mette, today() + DAY) == "Vej og Park"
    assert place_of(double, today() + DAY) == ""
    assert (mette.email, double.email) == ("mette@example.org", None)
    assert imported(doubled(), days=2) == counted(unchanged=4)
    assert imported(without(3), days=3) == counted(leave=1, unchanged=3)


def test_a_file_that_has_both_ids_tells_of_one_person() -> None:
    both = a_delivery().employee(33, "Mette H.", "4", primary="0", start="2021-01-01")
    imported(both)
    merged(person(3), person(33))
    assert imported(both) == counted(change=1, unchanged=3)
    mette = person(3)
    assert mette.name == "Mette Hansen"
    assert place_of(mette) == "Plejecenter Mølleparken"
    others = mette.placements.as_of(today()).filter(is_primary=False)
    assert [one.department.directory_id for one in others] == ["4"]
    assert Employee.objects.in_headcount(today()).count() == 4


def test_what_the_other_one_manages_and_their_leave_go_over() -> None:
    delivery = a_delivery().employee(33, "Mette Hansen", "4").manages(33, "4")
    imported(delivery)
    grant_leave(person(33), from_on=today(), back_on=None, by="p9", now=timezone.now())
    merged(person(3), person(33))
    assert [one.department.directory_id for one in person(3).managements.as_of(today())] == ["4"]
    assert not person(33).managements.as_of(today()).exists()
    (away,) = Leave.objects.as_of(today())
    assert (away.employee, away.recorded_by) == (person(3), "p9")
    imported(delivery)


def test_history_stays_where_it_was_written_and_both_records_are_found() -> None:
    cast = make_cast()
    double = a_person("Mette Hansen", cast.roads, username="mette2")
    complete(an_assignment(cast.new_hire, cast.hr))
    merge(kept=double, other=cast.new_hire, by=cast.hr, reason="Ny id", now=timezone.now())
    for record in (double, cast.new_hire):
        records = Employee.objects.same_person_as(record)
        assert set(records) == {double, cast.new_hire}
        assert Acknowledgement.objects.filter(employee__in=records).count() == 1
    assert set(Employee.objects.same_person_as(cast.hr)) == {cast.hr}
    counted_now = Employee.objects.in_headcount(today()).filter(name="Mette Hansen")
    assert list(counted_now) == [double]


def test_the_directorys_id_leads_to_the_one_who_is_kept() -> None:
    imported(a_delivery().employee(33, "Mette Hansen", "4"))
    merged(person(3), person(33))
    for number in (3, 33):
        assert Employee.objects.known_as(uuid(number)).get() == person(3)
    assert Employee.objects.known_as(uuid(1)).get() == person(1)
    assert not Employee.objects.known_as("findes-ikke").exists()


def test_a_third_id_leads_to_the_same_person() -> None:
    imported(a_delivery().employee(33, "Mette Hansen", "4").employee(34, "Mette Hansen", "4"))
    merged(person(33), person(34))
    merged(person(3), person(33))
    assert Employee.objects.known_as(uuid(34)).get() == person(3)
    assert set(Employee.objects.same_person_as(person(34))) == {person(3), person(33), person(34)}


def test_a_number_of_a_list_leads_to_the_one_who_is_kept() -> None:
    rows = [
        a_row("1", "Anne", TOP),
        a_row("2", "Mette", TOP),
        a_row("3", "Mette", "Kommunen > Syd"),
    ]
    imported(rows)
    merge(
        kept=by_number("2"), other=by_number("3"), by=by_number("1"), reason="x", now=timezone.now()
    )
    assert imported(rows) == counted(change=1, unchanged=1)
    assert place_of(by_number("2")) == TOP
    assert imported([rows[0], rows[2]]) == counted(move=1, unchanged=1)
    assert place_of(by_number("2")) == "Syd"


def test_an_id_that_no_import_has_brought_yet_can_be_recognised() -> None:
    imported(a_delivery())
    recognise(
        kept=person(3), directory_id=uuid(33), by=person(1), reason="Nyt id", now=timezone.now()
    )
    assert imported(doubled()) == counted(move=1, unchanged=3)
    assert not Employee.objects.filter(directory_id=uuid(33)).exists()
    with pytest.raises(NotMergeable):
        recognise(
            kept=person(1), directory_id=uuid(33), by=person(1), reason="x", now=timezone.now()
        )
    with pytest.raises(NotMergeable):
        recognise(
            kept=person(1), directory_id=uuid(2), by=person(1), reason="x", now=timezone.now()
        )


def test_a_number_that_no_list_has_brought_yet_can_be_recognised() -> None:
    rows = [a_row("1", "Anne", TOP), a_row("2", "Mette", TOP), a_row("3", "Mette", TOP)]
    imported(rows[:2])
    anne, mette = by_number("1"), by_number("2")
    recognise(kept=mette, directory_id="nr:3", by=anne, reason="Nyt nummer", now=timezone.now())
    assert imported([rows[0], rows[2]]) == counted(unchanged=2)
    assert imported(rows) == counted(unchanged=2)


def test_a_merge_is_recorded_without_names() -> None:
    imported(a_delivery().employee(33, "Mette Hansen", "4"))
    alias = merged(person(3), person(33))
    event = Event.objects.get(kind="person.merged")
    assert (event.actor, event.subject, event.detail) == (uuid(1), uuid(3), {"other": uuid(33)})
    assert (alias.merged_by, alias.reason) == (uuid(1), "Samme person")


def test_a_merge_can_be_taken_back() -> None:
    delivery = a_delivery().employee(33, "Mette Hansen", "4")
    imported(delivery)
    separate(merged(person(3), person(33)), by=person(1), now=timezone.now())
    assert imported(delivery) == counted(join=1, unchanged=4)
    assert place_of(person(33)) == "Vej og Park"
    assert Event.objects.filter(kind="person.separated").count() == 1


def test_whom_one_can_not_merge() -> None:
    imported(a_delivery().employee(33, "Mette Hansen", "4"))
    invented = a_person("Ida", a_department("D"), origin=Origin.DEMONSTRATION)
    for kept, other in ((person(3), person(3)), (person(3), invented)):
        with pytest.raises(NotMergeable):
            merged(kept, other)
    grant_role(person(33), role=Role.HR, by="Bo", reason="x", now=timezone.now())
    with pytest.raises(NotMergeable):
        merged(person(3), person(33))
    merged(person(33), person(3))
    for kept, other in ((person(3), person(1)), (person(1), person(3))):
        with pytest.raises(NotMergeable):
            merged(kept, other)


def test_only_the_one_who_is_kept_can_sign_in() -> None:
    imported(a_delivery().employee(33, "Mette Hansen", "4"))
    merged(person(3), person(33))
    assert (person(3).is_active, person(33).is_active) == (True, False)
