"""A new round for those who are done: the earlier one is kept, and whoever is not done goes on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outbox.models import Message
from people.models import Employee
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import on_paper, the_guideline
from tests.factories.training import an_assignment, complete
from tests.training.postman import with_mail
from training.actions import Assigned, ask_again, assign
from training.models import Assignment, CloseReason, Completion, DueDate, RoundReason
from training.states import State, state_on


def again(cast: Cast, *people: Employee) -> Assigned:
    return ask_again(
        employees=people,
        guideline=the_guideline(),
        due_on=today() + timedelta(days=30),
        reason=RoundReason.EDITION,
        by=cast.hr,
        now=timezone.now(),
    )


def test_whoever_is_done_gets_a_new_round_and_the_earlier_one_is_kept(cast: Cast) -> None:
    with_mail(cast.new_hire)
    done = complete(an_assignment(cast.new_hire, cast.manager)).assignment
    [new] = again(cast, cast.new_hire).new
    done.refresh_from_db()
    assert (done.closed_because, Completion.objects.get().assignment) == (
        CloseReason.NEXT_ROUND,
        done,
    )
    assert (new.round, new.reason, new.assigned_by) == (2, RoundReason.EDITION, cast.hr)
    assert DueDate.objects.get(assignment=new).due_on == today() + timedelta(days=30)
    assert state_on(cast.new_hire, the_guideline(), today())[0] == State.EXPIRED
    assert Message.objects.filter(key=f"assigned/{new.pk}").exists()


def test_so_does_whoever_acknowledged_on_paper(cast: Cast) -> None:
    an_assignment(cast.new_hire, cast.manager)
    on_paper(cast.new_hire, cast)
    assert [one.round for one in again(cast, cast.new_hire).new] == [2]


def test_whoever_is_not_done_goes_on_and_whoever_has_none_begins(cast: Cast) -> None:
    open_round = an_assignment(cast.new_hire, cast.manager)
    assigned = again(cast, cast.new_hire, cast.colleague)
    assert ([one.employee for one in assigned.new], assigned.already) == ([cast.colleague], 1)
    assert Assignment.objects.open().get(employee=cast.new_hire) == open_round


def test_asked_twice_nobody_gets_two(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    again(cast, cast.new_hire)
    assert again(cast, cast.new_hire) == Assigned([], 1)


def test_a_manager_asks_nobody_elsewhere_again(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        ask_again(
            employees=[cast.new_hire, cast.colleague],
            guideline=the_guideline(),
            due_on=today(),
            reason=RoundReason.EDITION,
            by=cast.manager,
            now=timezone.now(),
        )
    assert not Assignment.objects.exists()


def test_many_cost_no_more_queries_than_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crowd = [a_person(f"Person {n}", cast.roads, username=f"person{n}") for n in range(20)]
    assign(
        employees=crowd,
        guideline=the_guideline(),
        due_on=today(),
        by=cast.hr,
        now=timezone.now(),
    )
    for one in crowd:
        on_paper(one, cast)
    with django_assert_max_num_queries(20) as few:
        again(cast, crowd[0])
    with django_assert_max_num_queries(len(few)):
        again(cast, *crowd[1:])
