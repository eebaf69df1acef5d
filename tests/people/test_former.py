"""What was on record of somebody is kept when it changes, whichever way it does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from people.actions import leave, rename
from people.directory.merging import merge
from people.models import Employee, FormerDetails
from tests.factories.people import Cast, a_person, today
from tests.people.directory.deliveries import a_delivery
from tests.people.directory.importing import imported, person

DAY = timedelta(days=1)


def on_record(employee: Employee, day: date) -> tuple[str, str | None, date]:
    """The person's name, number and first day as a list of the day has them."""
    [found] = Employee.objects.filter(pk=employee.pk).with_details(day)
    facts: dict[str, Any] = vars(found)
    return facts["name_then"], facts["number_then"], facts["hired_then"]


def test_a_name_is_that_of_the_day(cast: Cast) -> None:
    before = on_record(cast.new_hire, today())
    rename(cast.new_hire, name="Mette Ågård", now=timezone.now())
    rename(cast.new_hire, name="Mette Øst", now=timezone.now() + 3 * DAY)
    assert on_record(cast.new_hire, today() - DAY) == before
    names = [on_record(cast.new_hire, today() + days * DAY)[0] for days in (0, 2, 3)]
    assert names == ["Mette Ågård", "Mette Ågård", "Mette Øst"]


def test_the_same_name_again_is_no_change(cast: Cast) -> None:
    rename(cast.new_hire, name=cast.new_hire.name, now=timezone.now())
    assert not FormerDetails.objects.exists()


@pytest.mark.django_db
def test_an_import_keeps_what_it_replaces() -> None:
    imported(a_delivery())
    before = on_record(person(3), today())
    married = a_delivery()
    married.rows["bruger"][2][2] = "Mette Ågård"
    imported(married, days=5)
    assert on_record(person(3), today() + 4 * DAY) == before
    assert on_record(person(3), today() + 5 * DAY)[0] == "Mette Ågård"
    assert FormerDetails.objects.count() == 1


def test_a_merge_keeps_the_numbers_of_both(cast: Cast) -> None:
    other = a_person("Mette H.", cast.roads, employee_number="9", username="m2")
    merge(kept=cast.new_hire, other=other, by=cast.hr, reason="Samme", now=timezone.now())
    assert on_record(other, today() - DAY)[1] == "9"
    assert on_record(other, today())[1] is None


def test_who_was_to_begin_and_never_did_keeps_the_first_day_on_earlier_days(cast: Cast) -> None:
    start = today() + 9 * DAY
    person_ = a_person("Ny Holm", cast.roads, hired_on=start)
    leave(person_, on=today(), now=timezone.now())
    assert on_record(person_, today() - DAY)[2] == start
    assert on_record(person_, today())[2] == today()
