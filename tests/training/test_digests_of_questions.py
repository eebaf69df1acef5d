"""The weekly mail lists the questions that wait for whoever gets it."""

from datetime import date, timedelta

import pytest
from django.core import mail

from outbox.models import Message
from people.actions import grant_leave, leave
from people.models import Employee
from policy.models import Ruling
from tests.conftest import NOW
from tests.factories.people import (
    Cast,
    a_person,
    make_hr,
    make_manager,
    today,
)
from tests.factories.training import a_question, an_assignment
from tests.training.postman import (
    NEXT_MONDAY,
    anne,
    digest_to,
    kinds_by_day,
    mail_host,
    moment,
    send,
    with_mail,
    work,
    work_days,
)
from training.actions import answer
from training.schedule import Kind

__all__ = ["anne", "mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")


def test_a_question_that_waits_stands_first_with_who_and_when_but_not_what(
    cast: Cast, anne: Employee
) -> None:
    dorte = a_person("Dorte Dahl", cast.nursing_home)
    an_assignment(dorte, anne, now=NOW - timedelta(days=30), due_on=date(2026, 11, 20))
    a_question(cast.new_hire, now=moment(date(2026, 11, 26)))
    work(moment(NEXT_MONDAY, 9))
    body = digest_to(anne)
    waiting = "Venter på dit svar\n- Mette Hansen, spurgte torsdag den 26. november 2026"
    assert 0 < body.index(waiting) < body.index("Fristen er overskredet\n- Dorte Dahl")
    assert "LinkedIn" not in body
    assert "eller venter på dit svar" in body


def test_a_question_alone_is_worth_the_mail_until_it_is_answered(
    cast: Cast, anne: Employee
) -> None:
    question = a_question(cast.new_hire)
    send(moment(today(), 12))
    assert kinds_by_day(work_days(NEXT_MONDAY, 7)) == [(NEXT_MONDAY, Kind.DIGEST)]
    assert mail.outbox[-1].subject == "1 spørgsmål venter på dit svar"
    assert "https://omtanke.example/team/spoergsmaal/" in mail.outbox[-1].body
    week_later = NEXT_MONDAY + timedelta(days=7)
    work(moment(week_later, 6))
    answer(question, ruling=Ruling.YES, text="", by=anne, now=moment(week_later, 7))
    assert work(moment(week_later, 9)) == []
    assert Message.objects.filter(kind=Kind.DIGEST).latest("pk").problem == "nobody"


def test_a_question_is_listed_for_those_alone_who_are_to_answer_it(
    cast: Cast, anne: Employee
) -> None:
    """A manager's own question goes to HR, where nobody is above; whoever asks is told of nothing."""
    with_mail(cast.hr, cast.other_manager)
    other_hr = make_hr(a_person("Hanne Hald", cast.root, email="hanne@kommune.example"))
    a_question(cast.new_hire)
    a_question(anne)
    a_question(other_hr)
    send(moment(today(), 12))
    mail.outbox.clear()
    work(moment(NEXT_MONDAY, 9))
    told = {one.to[0]: one.body for one in mail.outbox}
    assert set(told) == {one.email for one in (anne, cast.hr, other_hr)}
    names = ("Mette Hansen", "Anne Krogh", "Hanne Hald")
    asked = {one: [name for name in names if f"- {name}," in body] for one, body in told.items()}
    assert asked == {
        anne.email: ["Mette Hansen"],
        cast.hr.email: ["Anne Krogh", "Hanne Hald"],
        other_hr.email: ["Anne Krogh"],
    }


def test_the_question_to_a_manager_on_leave_is_in_the_mail_of_whoever_is_there_above(
    cast: Cast, anne: Employee
) -> None:
    tove = make_manager(a_person("Tove Top", cast.root), cast.root)
    with_mail(tove, cast.hr)
    a_question(cast.new_hire)
    send(moment(today(), 12))
    grant_leave(anne, from_on=date(2026, 11, 27), back_on=None, by="Test", now=NOW)
    mail.outbox.clear()
    work(moment(NEXT_MONDAY, 9))
    assert [one.to for one in mail.outbox] == [[tove.email]]
    assert "Venter på dit svar\n- Mette Hansen, spurgte" in mail.outbox[0].body
    leave(tove, on=date(2026, 12, 1), now=moment(date(2026, 12, 1)))
    mail.outbox.clear()
    work_days(NEXT_MONDAY + timedelta(days=7), 2)
    assert [one.to for one in mail.outbox] == [[cast.hr.email]]


def test_the_question_of_one_who_has_left_waits_for_nobody(cast: Cast, anne: Employee) -> None:
    a_question(cast.new_hire)
    send(moment(today(), 12))
    leave(cast.new_hire, on=date(2026, 11, 27), now=NOW)
    assert work(moment(NEXT_MONDAY, 9)) == []
