"""Somebody stands in for a manager, from a day to a day, and never for that manager themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.models import Event
from people.actions import appoint_manager, leave
from people.managers import Managers, managed_departments, nearest_managers, stands_in_for
from people.models import Employee, Management, Substitute
from people.substitutes import OnesOwnSubstitute, StandsInAlready, end_substitution
from people.tree import Tree
from tests.factories.people import Cast, a_person, a_substitute, make_manager, today

DAY = timedelta(days=1)


def stand_in(cast: Cast, employee: Employee, **details: Any) -> Substitute:
    """Somebody stands in for Anne for a week."""
    return a_substitute(employee, cast.manager, **details)


@pytest.fixture
def deputy(cast: Cast) -> Employee:
    """Dorte, at the nursing home like Mette."""
    return a_person("Dorte Dahl", cast.nursing_home)


def departments(employee: Employee, cast: Cast, days: int = 0) -> set[int]:
    day = today() + days * DAY
    return managed_departments(employee, Tree.on(day), day)


def nearest(employee: Employee, place: Any, days: int = 0) -> list[str]:
    day = today() + days * DAY
    found = nearest_managers(employee, place.pk, Tree.on(day), day)
    at_once = Managers.on(Tree.on(day), day).nearest(employee.pk, place.pk)
    assert found == at_once
    return [one.name for one in found]


def test_a_substitute_has_the_managers_departments_from_the_first_day_to_the_last(
    cast: Cast, deputy: Employee
) -> None:
    stand_in(cast, deputy, from_on=today() + DAY, last_on=today() + 3 * DAY)
    hers = departments(cast.manager, cast)
    assert [departments(deputy, cast, n) for n in range(5)] == [set(), hers, hers, hers, set()]
    assert [
        Employee.objects.with_roles(today() + n * DAY).get(pk=deputy.pk).is_manager
        for n in range(5)
    ] == [False, True, True, True, False]


def test_both_are_somebodys_nearest_managers_meanwhile(cast: Cast, deputy: Employee) -> None:
    stand_in(cast, deputy)
    assert nearest(cast.new_hire, cast.nursing_home) == ["Anne Krogh", "Dorte Dahl"]
    assert nearest(cast.new_hire, cast.nursing_home, 7) == ["Anne Krogh"]


def test_nobody_is_their_own_managers_substitute_for_themselves(
    cast: Cast, deputy: Employee
) -> None:
    stand_in(cast, deputy)
    # Dorte's own manager is still Anne; Anne's is not Dorte.
    assert nearest(deputy, cast.nursing_home) == ["Anne Krogh"]
    assert nearest(cast.manager, cast.health) == []
    make_manager(cast.hr, cast.root)
    assert nearest(cast.manager, cast.health) == ["Karin Ågård"]
    assert stands_in_for(deputy, cast.manager, today())
    assert not stands_in_for(cast.manager, deputy, today())


def test_it_ends_with_the_management(cast: Cast, deputy: Employee) -> None:
    stand_in(cast, deputy)
    Management.objects.filter(employee=cast.manager).update(
        to_on=today() + DAY, to_recorded_at=timezone.now()
    )
    appoint_manager(cast.hr, department=cast.health, from_on=today() + DAY, now=timezone.now())
    assert departments(deputy, cast)
    assert departments(deputy, cast, 1) == set()
    assert nearest(cast.new_hire, cast.nursing_home, 1) == ["Karin Ågård"]


def test_it_can_be_ended_at_once(cast: Cast, deputy: Employee) -> None:
    row = end_substitution(stand_in(cast, deputy), by=cast.hr, now=timezone.now())
    assert departments(deputy, cast) == set()
    assert (row.ended_by, row.to_on) == (cast.hr.directory_id, today())
    again = end_substitution(row, by=cast.manager, now=timezone.now())
    assert again.ended_by == cast.hr.directory_id
    kinds = Event.objects.filter(subject=cast.manager.directory_id).values_list("kind", "actor")
    assert list(kinds.order_by("pk")) == [
        ("substitute.named", cast.manager.directory_id),
        ("substitute.ended", cast.hr.directory_id),
    ]


def test_it_ends_with_the_substitutes_employment(cast: Cast, deputy: Employee) -> None:
    stand_in(cast, deputy)
    leave(deputy, on=today() + 2 * DAY, now=timezone.now())
    assert nearest(cast.new_hire, cast.nursing_home, 1) == ["Anne Krogh", "Dorte Dahl"]
    assert nearest(cast.new_hire, cast.nursing_home, 2) == ["Anne Krogh"]


def test_the_same_days_are_not_given_twice_nor_to_the_manager(cast: Cast, deputy: Employee) -> None:
    stand_in(cast, deputy)
    with pytest.raises(StandsInAlready):
        stand_in(cast, deputy, from_on=today() + 6 * DAY, last_on=today() + 9 * DAY)
    stand_in(cast, deputy, from_on=today() + 7 * DAY, last_on=today() + 9 * DAY)
    stand_in(cast, cast.colleague)
    with pytest.raises(OnesOwnSubstitute):
        stand_in(cast, cast.manager)
