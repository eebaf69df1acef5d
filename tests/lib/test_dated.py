"""Dated facts: what was recorded later does not change what a past day says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from people.actions import move, reorganise
from people.models import Employee, Placement
from people.tree import Tree
from tests.factories.people import Cast, a_department, a_person

JUNE, JULY, AUGUST = date(2026, 6, 15), date(2026, 7, 1), date(2026, 8, 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def departments_on(day: date) -> dict[str, int]:
    rows = Employee.objects.in_headcount(day).values_list("name", "placements__department_id")
    return dict(rows)


@pytest.mark.django_db
def test_a_move_counts_from_its_day() -> None:
    old, new = a_department("Gammel"), a_department("Ny")
    person = a_person("Mette Hansen", old, hired_on=JUNE, now=at(JUNE))
    move(person, department=new, on=AUGUST, now=at(JULY))
    assert departments_on(AUGUST - timedelta(days=1)) == {person.name: old.pk}
    assert departments_on(AUGUST) == {person.name: new.pk}


@pytest.mark.django_db
def test_a_move_recorded_late_leaves_the_days_before_its_recording_as_they_were() -> None:
    old, new = a_department("Gammel"), a_department("Ny")
    person = a_person("Mette Hansen", old, hired_on=JUNE, now=at(JUNE))
    before = departments_on(JULY)
    move(person, department=new, on=JUNE + timedelta(days=5), now=at(AUGUST))
    assert departments_on(JULY) == before == {person.name: old.pk}
    assert departments_on(AUGUST) == {person.name: new.pk}


@pytest.mark.django_db
def test_a_reorganised_department_keeps_its_name_and_place_on_earlier_days() -> None:
    root, other = a_department("Rod", from_on=JUNE, now=at(JUNE)), a_department("Anden")
    unit = a_department("Enhed", root, from_on=JUNE, now=at(JUNE))
    reorganise(unit, name="Ny enhed", parent=other, on=AUGUST, now=at(AUGUST))
    assert Tree.on(JULY).path(unit.pk) == "Rod / Enhed"
    assert Tree.on(AUGUST).path(unit.pk) == "Anden / Ny enhed"


def test_an_end_without_its_recording_is_refused(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="end_is_recorded"):
        Placement.objects.filter(employee=cast.new_hire).update(to_on=AUGUST)
