"""Living rules: whoever is meant is asked, whoever joins is picked up, whoever leaves is let go."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people import actions as people
from people.models import Department, Employee
from tests.factories.people import Cast, a_department, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import a_rule, an_assignment, begin, complete
from tests.training.following import DAY, at, due_on, follow, held, the_round
from training import actions
from training.models import Assignment, Audience, CloseReason, Requirement, RoundReason
from training.states import State, state_on


def test_a_rule_asks_everybody_of_its_department_and_below(cast: Cast) -> None:
    rule = a_rule(cast, cast.health)
    assert follow().opened == 2
    rounds = Assignment.objects.filter(rule=rule, assigned_by=None, reason=RoundReason.RULE)
    assert {one.employee for one in rounds} == {cast.new_hire, cast.manager}
    assert due_on(cast.new_hire) == today() + 14 * DAY


def test_followed_twice_nothing_changes(cast: Cast) -> None:
    a_rule(cast)
    follow()
    assert follow() == actions.Followed()


def test_a_rule_for_managers_asks_those_who_manage(cast: Cast) -> None:
    a_rule(cast, audience=Audience.MANAGERS)
    follow()
    asked = set(Assignment.objects.values_list("employee__name", flat=True))
    assert asked == {"Anne Krogh", "Bo Holm"}


def test_a_manager_is_one_of_what_they_manage_not_of_where_they_work(cast: Cast) -> None:
    outside = a_person("Eva Lund", cast.roads)
    people.appoint_manager(outside, department=cast.nursing_home, from_on=today(), now=at(0))
    a_rule(cast, cast.nursing_home, audience=Audience.MANAGERS)
    follow()
    assert [one.employee for one in Assignment.objects.all()] == [outside]


def test_a_rule_begins_on_its_day(cast: Cast) -> None:
    a_rule(cast, from_on=today() + 3 * DAY)
    assert follow(2).opened == 0
    assert follow(3).opened == 6
    assert due_on(cast.new_hire) == today() + 17 * DAY


def test_whoever_is_hired_is_asked_from_their_first_day(cast: Cast) -> None:
    a_rule(cast, cast.nursing_home)
    follow()
    new = a_person("Ida Bech", cast.nursing_home, hired_on=today() + 5 * DAY)
    follow(4)
    assert held(new) is None
    follow(5)
    assert due_on(new) == today() + 19 * DAY


def test_whoever_moves_in_is_asked_and_whoever_moves_out_no_longer_is(cast: Cast) -> None:
    a_rule(cast, cast.nursing_home)
    follow()
    people.move(cast.colleague, department=cast.nursing_home, on=today() + DAY, now=at(1))
    people.move(cast.new_hire, department=cast.roads, on=today() + DAY, now=at(1))
    assert follow(1) == actions.Followed(opened=1, closed=1)
    closed = Assignment.objects.get(employee=cast.new_hire)
    assert closed.closed_because == CloseReason.LEFT_AUDIENCE
    assert state_on(cast.new_hire, the_guideline(), today() + DAY)[0] == State.NOT_ASSIGNED
    assert state_on(cast.new_hire, the_guideline(), today())[0] == State.NOT_STARTED


def test_a_department_that_is_moved_takes_its_people_along(cast: Cast) -> None:
    a_rule(cast, cast.roads)
    people.reorganise(
        cast.nursing_home, name="Mølleparken", parent=cast.roads, on=today(), now=at(0)
    )
    follow()
    assert held(cast.new_hire)


def test_what_is_completed_is_never_closed_by_moving_out(cast: Cast) -> None:
    a_rule(cast, cast.nursing_home)
    follow()
    mine = the_round(cast.new_hire)
    complete(mine)
    people.move(cast.new_hire, department=cast.roads, on=today() + DAY, now=at(1))
    assert follow(1) == actions.Followed()
    assert state_on(cast.new_hire, the_guideline(), today() + DAY)[0] == State.COMPLETED


def test_an_excluded_person_is_not_asked_until_the_exclusion_ends(cast: Cast) -> None:
    rule = a_rule(cast, cast.nursing_home)
    facts: dict[str, Any] = {"by": cast.hr, "now": at(0)}
    exclusion = actions.exclude(rule, cast.new_hire, reason="Vikar i juli", **facts)
    assert follow().opened == 0
    with pytest.raises(actions.AlreadyExcluded):
        actions.exclude(rule, cast.new_hire, reason="Igen", **facts)
    actions.end_exclusion(exclusion, by=cast.hr, now=at(1))
    assert follow(1).opened == 1


def test_excluding_somebody_closes_what_the_rule_alone_asked_for(cast: Cast) -> None:
    rule = a_rule(cast, cast.nursing_home)
    follow()
    actions.exclude(rule, cast.new_hire, reason="Vikar", by=cast.hr, now=at(0))
    assert follow().closed == 1


def test_only_hr_makes_rules_and_nobody_is_their_own_exception(cast: Cast) -> None:
    rule = a_rule(cast)
    facts: dict[str, Any] = {"reason": "Fri", "now": at(0)}
    with pytest.raises(PermissionDenied):
        actions.exclude(rule, cast.new_hire, by=cast.manager, **facts)
    with pytest.raises(PermissionDenied):
        actions.exclude(rule, cast.hr, by=cast.hr, **facts)
    with pytest.raises(PermissionDenied):
        actions.end_rule(rule, by=cast.manager, now=at(0))


def test_whoever_leaves_and_is_back_at_once_finds_the_round_as_it_was(cast: Cast) -> None:
    a_rule(cast, cast.nursing_home)
    follow()
    mine = the_round(cast.new_hire)
    begin(mine)
    people.leave(cast.new_hire, on=today() + DAY, now=at(1))
    assert follow(1) == actions.Followed()
    back = today() + 3 * DAY
    _rehire(cast.new_hire, cast.nursing_home, back)
    assert follow(3) == actions.Followed(changed=1)
    assert (held(cast.new_hire), due_on(cast.new_hire)) == (mine, back + 14 * DAY)


def _rehire(employee: Employee, department: Department, on: date) -> None:
    """As the import writes it."""
    Employee.objects.filter(pk=employee.pk).update(hired_on=on, left_on=None)
    employee.placements.create(department=department, from_on=on, recorded_at=timezone.now())


def test_every_round_says_who_or_which_rule_asked_for_it(cast: Cast) -> None:
    an_assignment(cast.colleague, cast.other_manager)
    rules = [a_rule(cast), a_rule(cast, cast.nursing_home)]
    follow()
    asked = Requirement.objects.filter(assignment__employee=cast.new_hire)
    assert {one.rule for one in asked} == set(rules)
    by = Requirement.objects.get(assignment__employee=cast.colleague, rule=None)
    assert by.recorded_by == cast.other_manager.directory_id


def test_many_people_cost_no_more_queries_than_few(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    few, many = a_department("Få", cast.root), a_department("Mange", cast.root)
    a_person("En Enkelt", few, username="p0")
    for number in range(1, 30):
        a_person(f"Person {number}", many, username=f"p{number}")
    a_rule(cast, few)
    with django_assert_max_num_queries(60) as one:
        follow()
    a_rule(cast, many)
    with django_assert_max_num_queries(len(one) + 1):  # the rule that was there asks as well
        assert follow().opened == 29
