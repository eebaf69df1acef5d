"""While a question is open no reminder presses on, and none is lost by it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from outbox.models import Message
from tests.factories.people import Cast, today
from tests.factories.training import a_question, a_reply, an_assignment
from tests.training.postman import kinds_by_day, mail_host, moment, send, with_mail, work, work_days
from training.models import DueDate
from training.schedule import REMINDERS, Kind

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
DAY = timedelta(days=1)


def test_while_it_is_open_no_reminder_presses_on_and_the_due_date_stays(cast: Cast) -> None:
    with_mail(cast.new_hire)
    due_on = date(2026, 12, 7)
    assignment = an_assignment(cast.new_hire, cast.manager, due_on=due_on)
    work_days(today(), 3)
    question = a_question(cast.new_hire, now=moment(date(2026, 11, 26)))
    assert work_days(date(2026, 11, 26), 14) == []
    assert DueDate.objects.open().get(assignment=assignment).due_on == due_on
    a_reply(question, cast.manager, now=moment(date(2026, 12, 10), 5))
    sent = kinds_by_day(work_days(date(2026, 12, 10), 12))
    assert sent == [
        (date(2026, 12, 10), Kind.ANSWER),
        (date(2026, 12, 10), Kind.AFTER),  # of the 8th: two days late is in time
        (date(2026, 12, 14), Kind.AFTER),
        (date(2026, 12, 21), Kind.AFTER),
    ]


def test_a_reminder_already_planned_waits_and_still_comes_if_the_answer_is_quick(
    cast: Cast,
) -> None:
    with_mail(cast.new_hire)
    an_assignment(cast.new_hire, cast.manager, due_on=date(2026, 12, 7))
    work_days(today(), 7)
    monday = date(2026, 11, 30)
    assert work(moment(monday, 6)) == []
    question = a_question(cast.new_hire, now=moment(monday, 7))
    assert work(moment(monday, 9)) == []
    reminder = Message.objects.get(kind=Kind.BEFORE, payload__days=-7)
    assert (reminder.state, reminder.attempts) == (Message.State.WAITING, 0)
    a_reply(question, cast.manager, now=moment(monday, 10))
    tuesday = kinds_by_day(work_days(monday + DAY, 1))
    assert sorted(kind for _day, kind in tuesday) == [Kind.ANSWER, Kind.BEFORE]


def test_the_mail_on_assignment_does_not_wait(cast: Cast) -> None:
    with_mail(cast.new_hire)
    a_question(cast.new_hire)
    an_assignment(cast.new_hire, cast.manager)
    kinds = {one.kind for one in send(timezone.now())}
    assert kinds == {Kind.ASSIGNED}
    assert not Message.objects.filter(kind__in=REMINDERS, sent_at__isnull=False).exists()
