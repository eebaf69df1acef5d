"""A query put together once answers as it would if put together anew, whatever the values."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F, QuerySet

from lib.prepared import Keys, Prepared
from people.actions import move
from people.models import Employee, EmployeeQuerySet, Leave
from tests.factories.people import Cast, a_department, a_person, today
from tests.lib.test_dated import AUGUST, JULY, JUNE, at


def placed(day: date, people: Any) -> QuerySet[Any, Any]:
    employees: EmployeeQuerySet = Employee.objects.in_headcount(day)
    found = employees.filter(pk__in=people).order_by("pk")
    return found.values_list(F("pk"), F("department_id"), F("hired_on"), F("name"))


@pytest.mark.django_db
def test_it_answers_for_other_days_and_people_from_the_same_text() -> None:
    old, new = a_department("Gammel"), a_department("Ny")
    people = [a_person(name, old, hired_on=JUNE, now=at(JUNE)).pk for name in ("A", "B", "C")]
    move(Employee.objects.get(name="B"), department=new, on=JULY, now=at(JUNE))
    prepared = Prepared(placed)
    for day in (JUNE - timedelta(days=1), JUNE, JULY, AUGUST):
        for some in ([], people[:1], people[1:], people):
            assert prepared(day, some) == list(placed(day, some))


@pytest.mark.django_db
def test_values_come_back_in_their_python_types(cast: Cast) -> None:
    [row] = Prepared(placed)(today(), [cast.new_hire.pk])
    assert row[2:] == (cast.new_hire.hired_on, cast.new_hire.name)


@pytest.mark.django_db
def test_a_value_that_becomes_another_parameter_is_refused(cast: Cast) -> None:
    def since(day: date) -> QuerySet[Any, Any]:
        return Leave.objects.filter(from_on__gt=day - timedelta(days=1)).values_list("pk")

    with pytest.raises(ValueError, match="became another parameter"):
        Prepared(since)(today())


@pytest.mark.django_db
def test_a_value_that_is_not_asked_for_is_refused(cast: Cast) -> None:
    def all_of_them(day: date, person: int) -> QuerySet[Any, Any]:
        return Leave.objects.as_of(day).values_list("pk")

    with pytest.raises(ValueError, match="does not use"):
        Prepared(all_of_them)(today(), 1)


@pytest.mark.django_db
def test_many_keys_are_one_value(cast: Cast) -> None:
    everybody = [*Employee.objects.values_list("pk", flat=True), *range(10**6, 10**6 + 40_000)]
    found = Employee.objects.filter(pk__in=Keys(everybody)).count()
    assert found == Employee.objects.count() > 0
