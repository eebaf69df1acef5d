"""Whatever happens to people, each mail has its reason on its day, and nobody gets one twice."""

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lib.days import day_of
from lib.workdays import in_office_hours
from outbox.models import Message
from people.models import Employee, Management
from policy.models import Ruling
from tests.factories.people import Cast, today
from tests.factories.policy import the_guideline
from tests.factories.training import a_question
from tests.training.happenings import HAPPENINGS, Happening
from tests.training.postman import mail_host, moment, plan, send, with_mail
from training.actions import answer, nudge
from training.models import Assignment, Question, Reply
from training.questions import recipients_of
from training.schedule import REMINDERS, Kind
from training.states import OUTSTANDING, facts_of, state_of

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
EVERYTHING = os.environ.get("OMTANKE_TEST_ALL") == "1"
WEEKS = 6
PRESSING = {Kind.ASSIGNED, *REMINDERS}
Events = list[tuple[str, int, int, int]]


def change_address(it: Happening) -> None:
    """The person gets an address, or loses it."""
    it.person.email = None if it.person.email else f"{it.person.username}@kommune.example"
    it.person.save(update_fields=["email"])


def ask_the_manager(it: Happening) -> None:
    """The person asks their manager something."""
    if it.is_employed:
        a_question(it.person, now=it.now)


def get_an_answer(it: Happening) -> None:
    """HR answers all that the person has asked."""
    for question in Question.objects.open().filter(employee=it.person):
        answer(question, ruling=Ruling.YES, text="", by=it.cast.hr, now=it.now)


def be_reminded(it: Happening) -> None:
    """HR reminds the person once more."""
    if it.is_employed:
        nudge(employees=[it.person], guideline=the_guideline(), by=it.cast.hr, now=it.now)


HAPPEN = {
    **HAPPENINGS,
    **{one.__name__: one for one in (change_address, ask_the_manager, get_an_answer, be_reminded)},
}
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(sorted(HAPPEN)), st.integers(0, 2), st.integers(0, 30), st.integers(-3, 20)
    ),
    max_size=16,
)


@settings(
    max_examples=100 if EVERYTHING else 3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# What was planned at 6 for this day is no longer called for at 7.
@example(
    [("assign", 0, 0, 8), ("go_on_leave", 0, 7, 0), ("assign", 1, 0, 8), ("be_exempt", 1, 8, 9)]
)
@example([("assign", 0, 0, 8), ("quit_work", 0, 7, 0), ("assign", 1, 0, 8), ("finish", 1, 8, 0)])
@example([("assign", 0, 0, 8), ("move_the_deadline", 0, 7, 20), ("sign_on_paper", 0, 20, 0)])
@example([("assign", 0, 0, 14), ("finish", 0, 7, 0), ("be_asked_again", 0, 9, 9)])
@example([("assign", 0, 0, 8), ("ask_the_manager", 0, 7, 0), ("get_an_answer", 0, 10, 0)])
@example([("ask_the_manager", 2, 2, 0), ("get_an_answer", 2, 16, 0)])  # which HR is to answer
@example([("assign", 0, 0, 8), ("be_reminded", 0, 5, 0), ("be_reminded", 0, 6, 0)])
@given(events=EVENTS)
def test_nobody_is_written_to_twice_or_without_a_reason(cast: Cast, events: Events) -> None:
    with transaction.atomic():
        the_weeks_hold(cast, events)
        transaction.set_rollback(True)


def test_mails_of_every_kind_are_looked_at(cast: Cast) -> None:
    """A property of no mails at all would hold as well."""
    the_weeks_hold(cast, [("assign", 0, 0, 14), ("assign", 1, 0, 14), ("finish", 1, 3, 0)])
    kinds = set(Message.objects.exclude(sent_at=None).values_list("kind", flat=True))
    assert kinds == PRESSING | {Kind.ACKNOWLEDGED, Kind.DIGEST}


def the_weeks_hold(cast: Cast, events: Events) -> None:
    """The worker by the clock through some weeks in which these things happen."""
    mail.outbox.clear()
    people = [cast.new_hire, cast.colleague, cast.manager]
    with_mail(*people, cast.hr)
    for number in range(7 * WEEKS):
        day = today() + timedelta(days=number)
        plan(moment(day, 6))
        for event, who, _day, span in (one for one in events if one[2] == number):
            person = Employee.objects.get(pk=people[who].pk)
            HAPPEN[event](Happening(person, moment(day, 7), span, cast))
        for hour in (7, 9, 16):
            check(send(moment(day, hour)), moment(day, hour))
    assert Message.objects.exclude(sent_at=None).count() == len(mail.outbox)


def check(sent: list[Message], now: datetime) -> None:
    """Each mail just sent was called for, as the plain reading of the facts says."""
    assert not sent or in_office_hours(now)
    pressed = [one.subject for one in sent if one.kind in PRESSING]
    assert len(pressed) == len(set(pressed))
    for message in sent:
        person = Employee.objects.get(directory_id=message.subject)
        assert person.left_on is None or person.left_on > day_of(now)
        assert message.result["to"] == person.email
        LOOK.get(message.kind, _look_at_reminder)(person, message, now)


def _look_at_reminder(person: Employee, message: Message, now: datetime) -> None:
    day = day_of(now)
    state = state_of(facts_of(person, the_guideline(), day), day)
    assert state in OUTSTANDING
    held = Assignment.objects.get(pk=message.payload["assignment"])
    assert held.closed_at is None or held.closed_at > now
    is_asking = Question.objects.open().filter(employee=person).exists()
    assert message.kind == Kind.ASSIGNED or not is_asking


def _look_at_nudge(person: Employee, message: Message, now: datetime) -> None:
    _look_at_reminder(person, message, now)
    others = Message.objects.filter(kind=Kind.NUDGE, subject=message.subject)
    since = message.put_at - timedelta(days=site_settings.NUDGE_AFTER_DAYS)
    assert not others.filter(put_at__gt=since, put_at__lt=message.put_at).exists()


def _look_at_question(person: Employee, message: Message, now: datetime) -> None:
    question = Question.objects.get(pk=message.payload["question"])
    assert person in recipients_of(question.employee, day_of(now))
    assert not question.replies.exists()


def _look_at_answer(person: Employee, message: Message, now: datetime) -> None:
    assert Reply.objects.get(pk=message.payload["reply"]).question.employee == person


def _look_at_digest(person: Employee, message: Message, now: datetime) -> None:
    day = day_of(now)
    assert not person.leaves.as_of(day).exists()
    is_manager = Management.objects.as_of(day).filter(employee=person).exists()
    waiting = Question.objects.open().select_related("employee")
    assert is_manager or any(person in recipients_of(one.employee, day) for one in waiting)


def _look_at_acknowledgement(person: Employee, message: Message, now: datetime) -> None:
    assert person.acknowledgements.filter(pk=message.payload["acknowledgement"]).exists()


LOOK: dict[str, Any] = {
    Kind.DIGEST: _look_at_digest,
    Kind.NUDGE: _look_at_nudge,
    Kind.QUESTION: _look_at_question,
    Kind.ANSWER: _look_at_answer,
    Kind.ACKNOWLEDGED: _look_at_acknowledgement,
}
