"""A large invented organisation holds together: its figures, its history, its repeatability."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evidence.verification import verify
from lib.bulk import Table
from people.models import Employee, Placement
from policy.models import Acknowledgement
from quiz.models import Answer
from reports.status import status_of
from tests.factories.people import today
from tests.factories.policy import the_guideline
from tests.training.happenings import due_on_now, due_on_slowly
from training.actions import reconcile
from training.large_demonstration import make_large_demonstration
from training.models import Assignment, Completion, DueDate, DueReason
from training.states import State, facts_of, state_of, state_on

PEOPLE = 150


@pytest.fixture(autouse=True)
def _organisation(db: None) -> None:
    """Made once for each test, by the same seed."""
    make(seed=3)


def make(seed: int) -> None:
    make_large_demonstration(
        the_guideline(),
        people=PEOPLE,
        seed=seed,
        now=timezone.now(),
        progress=lambda *_: None,
    )


def test_todays_headcount_is_what_was_asked_for_and_the_cast() -> None:
    assert status_of(the_guideline(), today()).whole.headcount == PEOPLE + 4


def test_every_day_of_three_years_has_people_in_states_that_sum_up() -> None:
    for days in range(0, 1095, 73):
        day = today() - timedelta(days=days)
        status = status_of(the_guideline(), day)
        assert status.whole.headcount == Employee.objects.in_headcount(day).count() > 50
    assert status.whole.states[State.COMPLETED] < status_of(the_guideline(), today()).whole.done


def test_a_persons_state_follows_from_the_facts() -> None:
    for person in Employee.objects.order_by("pk")[::9]:
        if not Employee.objects.in_headcount(today()).filter(pk=person.pk).exists():
            continue
        facts = facts_of(person, the_guideline(), today())
        assert state_on(person, the_guideline(), today())[0] == state_of(facts, today())


def test_leave_has_moved_what_is_due() -> None:
    rounds = Assignment.objects.open().filter(completion=None)
    assert all(due_on_now(one) == due_on_slowly(one) for one in rounds)
    assert DueDate.objects.filter(reason=DueReason.LEAVE).exists()
    assert reconcile(now=timezone.now()).due_dates == 0


def test_people_are_asked_again_move_and_leave() -> None:
    assert Assignment.objects.filter(round=2, closed_at=None).exists()
    assert Placement.objects.filter(to_on__isnull=False).exists()
    assert Employee.objects.filter(left_on__lt=today()).exists()
    assert not any(person.has_usable_password() for person in Employee.objects.all()[:20])


def test_what_is_acknowledged_stands_in_the_order_of_time() -> None:
    moments = list(Acknowledgement.objects.order_by("pk").values_list("acknowledged_at", flat=True))
    assert moments == sorted(moments)
    assert Completion.objects.count() == len(moments) > PEOPLE


def test_its_evidence_is_sound() -> None:
    report = verify(keys=[])
    assert {one.what for one in report.findings} == {"tail"}
    assert report.entries > Acknowledgement.objects.count() > PEOPLE


def test_answers_are_those_of_the_last_months() -> None:
    long_ago = timezone.now() - timedelta(days=241)
    assert Answer.objects.exists()
    assert not Answer.objects.filter(answered_at__lt=long_ago).exists()


def test_the_database_numbers_on_from_what_was_written() -> None:
    last = Table(Employee, "name").last
    assert (
        Employee.objects.create(directory_id="x", username="x", name="X", hired_on=today()).pk
        > last
    )


def test_a_table_refuses_a_column_that_the_model_has_not() -> None:
    with pytest.raises(ValueError, match="shoe_size"):
        Table(Employee, "shoe_size")
