"""Who gets which mail on which day: the right ones, once, in office hours, until they have completed."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.models import Message
from people.models import Employee
from tests.conftest import NOW
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment, complete
from tests.training.postman import (
    kinds_by_day,
    mail_host,
    moment,
    with_mail,
    work,
    work_days,
)
from training import reminders
from training.actions import exempt, move_due_date, pause
from training.actions.due_dates import open_due_dates
from training.models import Assignment, DueReason
from training.schedule import Kind

__all__ = ["mail_host"]  # a fixture of this module's tests

pytestmark = pytest.mark.usefixtures("mail_host")


@pytest.fixture
def mette(cast: Cast) -> Employee:
    """The new hire, who has an address; her manager has none."""
    with_mail(cast.new_hire)
    return cast.new_hire


def move_deadline(assignment: Assignment, due_on: date, now: datetime) -> None:
    """Whoever assigned it moves the deadline."""
    by = assignment.assigned_by
    assert by is not None
    move_due_date(assignment, due_on=due_on, note="Ferie", by=by, now=now)


def test_the_whole_course_of_somebody_who_never_begins(cast: Cast, mette: Employee) -> None:
    due_on = date(2026, 12, 7)
    an_assignment(mette, cast.manager, due_on=due_on)
    assert kinds_by_day(work_days(today(), 100)) == [
        (date(2026, 11, 23), Kind.ASSIGNED),
        (date(2026, 11, 30), Kind.BEFORE),
        (date(2026, 12, 4), Kind.BEFORE),  # the day before is a Sunday
        (date(2026, 12, 7), Kind.DUE),
        *[(date(2026, 12, day), Kind.AFTER) for day in (8, 14, 21, 28)],
        *[(date(2027, 1, day), Kind.AFTER) for day in (4, 11, 18, 25)],
        (date(2027, 2, 1), Kind.AFTER),
    ]


def test_completion_stops_it_at_once(cast: Cast, mette: Employee) -> None:
    assignment = an_assignment(mette, cast.manager, due_on=date(2026, 12, 1))
    work(moment(date(2026, 11, 30), 6))
    assert Message.objects.waiting().count() == 3  # of assignment, today's and tomorrow's
    complete(assignment, moment(date(2026, 11, 30), 7))
    waiting = Message.objects.waiting()
    assert [one.kind for one in waiting] == [Kind.ACKNOWLEDGED]
    assert {one.problem for one in Message.objects.exclude(withdrawn_at=None)} == {"completed"}


def test_completed_between_planning_and_sending_nothing_is_sent(
    cast: Cast, mette: Employee
) -> None:
    """Asked at the last moment, even where nobody took the message back."""
    assignment = an_assignment(mette, cast.manager, due_on=date(2026, 12, 1))
    work_days(today(), 7)
    work(moment(date(2026, 11, 30), 6))
    complete(assignment, moment(date(2026, 11, 30), 7))
    Message.objects.exclude(withdrawn_at=None).update(withdrawn_at=None, problem="")
    assert kinds_by_day(work_days(date(2026, 11, 30), 3)) == [
        (date(2026, 11, 30), Kind.ACKNOWLEDGED)
    ]
    assert Message.objects.filter(problem="completed").count() == 2


def test_a_moved_deadline_has_reminders_of_its_own(cast: Cast, mette: Employee) -> None:
    assignment = an_assignment(mette, cast.manager, due_on=date(2026, 12, 7))
    work_days(today(), 8)
    move_deadline(assignment, date(2026, 12, 18), moment(date(2026, 12, 1)))
    assert kinds_by_day(work_days(date(2026, 12, 1), 18)) == [
        (date(2026, 12, 11), Kind.BEFORE),
        (date(2026, 12, 17), Kind.BEFORE),
        (date(2026, 12, 18), Kind.DUE),
    ]


def test_a_deadline_moved_after_planning_is_noticed_when_the_mail_is_sent(
    cast: Cast, mette: Employee
) -> None:
    assignment = an_assignment(mette, cast.manager, due_on=date(2026, 12, 7))
    work_days(today(), 7)
    work(moment(date(2026, 11, 30), 6))
    move_deadline(assignment, date(2027, 1, 29), moment(date(2026, 11, 30), 7))
    assert work(moment(date(2026, 11, 30), 9)) == []
    assert Message.objects.get(kind=Kind.BEFORE).problem == "date-moved"


def test_one_who_starts_later_is_written_to_on_the_first_day(cast: Cast) -> None:
    starts = date(2026, 12, 5)  # a Saturday
    new = a_person("Nye Nielsen", cast.nursing_home, hired_on=starts, email="nye@kommune.example")
    assigned_at = moment(starts)
    Assignment.objects.create(
        employee=new, guideline=the_guideline(), round=1, assigned_at=NOW, assigned_by=cast.hr
    )
    assignments = Assignment.objects.select_related("employee")
    due_on = date(2026, 12, 23)
    open_due_dates(assignments, base_on=due_on, reason=DueReason.ASSIGNED, by=cast.hr, now=NOW)
    reminders.announce(assignments, now=NOW)
    sent = work_days(today(), 20)
    assert kinds_by_day(sent)[0] == (date(2026, 12, 7), Kind.ASSIGNED)
    sent_at = sent[0][1].sent_at
    assert sent_at is not None
    assert assigned_at < sent_at


def test_a_short_deadline_is_not_spoken_of_twice_in_three_days(cast: Cast, mette: Employee) -> None:
    an_assignment(mette, cast.manager, due_on=date(2026, 11, 30))
    assert kinds_by_day(work_days(today(), 8)) == [
        (date(2026, 11, 23), Kind.ASSIGNED),
        (date(2026, 11, 27), Kind.BEFORE),
        (date(2026, 11, 30), Kind.DUE),
    ]


def test_after_an_idle_week_only_what_still_holds_is_sent(cast: Cast, mette: Employee) -> None:
    """Nobody gets the week's mails in a heap when the worker is back."""
    an_assignment(mette, cast.manager, due_on=date(2026, 12, 7))
    work_days(today(), 7)
    work(moment(date(2026, 11, 30), 6))
    work(moment(date(2026, 12, 4), 6))
    sent = work_days(date(2026, 12, 8), 3)
    assert kinds_by_day(sent) == [(date(2026, 12, 8), Kind.AFTER)]
    assert {one.problem for one in Message.objects.exclude(withdrawn_at=None)} == {"superseded"}


def test_without_an_address_nothing_is_put(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager, due_on=date(2026, 12, 7)))
    assert not Message.objects.exists()


def test_an_acknowledgement_in_ones_name_is_told_even_when_it_was_made_by_night(
    cast: Cast, mette: Employee
) -> None:
    assignment = an_assignment(mette, cast.manager)
    work_days(today(), 1)
    complete(assignment, moment(today(), 23))
    sent = work_days(today() + timedelta(days=1), 3)
    assert kinds_by_day(sent) == [(date(2026, 11, 24), Kind.ACKNOWLEDGED)]


def test_planning_costs_the_same_queries_for_one_and_for_a_hundred(
    cast: Cast, mette: Employee
) -> None:
    due_on = date(2026, 12, 7)
    an_assignment(mette, cast.manager, now=NOW - timedelta(days=5), due_on=due_on)
    day = date(2026, 11, 30)
    with CaptureQueriesContext(connection) as few:
        assert reminders.plan_day(day, now=NOW) == 1
    for number in range(60):
        email = f"nr{number}@kommune.example"
        person = a_person(f"Nr{number} Test", cast.nursing_home, email=email)
        an_assignment(person, cast.manager, now=NOW - timedelta(days=5), due_on=due_on)
    with CaptureQueriesContext(connection) as many:
        assert reminders.plan_day(day, now=NOW) == 60
    inserts = [one for one in many if one["sql"].startswith("INSERT")]
    assert len(many) - len(inserts) == len(few) - 1


def test_somebody_on_leave_gets_the_mail_on_assignment_when_they_are_back(
    cast: Cast, mette: Employee
) -> None:
    first, back_on = date(2026, 11, 24), date(2026, 12, 5)  # back on a Saturday
    pause(mette, from_on=first, back_on=back_on, by=cast.manager, now=moment(today()))
    an_assignment(mette, cast.manager, now=moment(first), due_on=date(2026, 12, 18))
    sent = kinds_by_day(work_days(first, 40))
    assert sent[0] == (date(2026, 12, 7), Kind.ASSIGNED)
    assert Message.objects.get(kind=Kind.ASSIGNED).attempts == 1


def test_somebody_exempt_gets_none(cast: Cast, mette: Employee) -> None:
    an_assignment(mette, cast.manager, due_on=date(2026, 11, 30))
    exempt(
        mette,
        the_guideline(),
        last_on=date(2026, 12, 6),
        reason="Praktik",
        by=cast.manager,
        now=moment(today(), 11, 30),
    )
    assert kinds_by_day(work_days(today(), 15)) == [(date(2026, 12, 7), Kind.AFTER)]
