"""The weekly mail to a manager: one, only if somebody is missing, with those whom nobody else tells."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings as SettingsWrapper

from outbox.models import Message
from people.actions import grant_leave, leave
from people.models import Employee
from tests.conftest import NOW
from tests.factories.people import (
    Cast,
    a_department,
    a_person,
    a_substitute,
    make_manager,
    today,
)
from tests.factories.training import a_question, an_assignment, complete
from tests.training.postman import (
    NEXT_MONDAY,
    anne,
    digest_to,
    kinds_by_day,
    mail_host,
    moment,
    with_mail,
    work,
    work_days,
)
from training import digests
from training.schedule import Kind

__all__ = ["anne", "mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")


def test_a_manager_gets_one_mail_a_week_while_somebody_is_missing(
    cast: Cast, anne: Employee
) -> None:
    assignment = an_assignment(cast.new_hire, anne, due_on=date(2026, 12, 7))
    sent = work_days(NEXT_MONDAY, 10)
    assert kinds_by_day(sent) == [
        (NEXT_MONDAY, Kind.DIGEST),
        (NEXT_MONDAY + timedelta(days=7), Kind.DIGEST),
    ]
    complete(assignment, moment(date(2026, 12, 11)))
    assert work_days(date(2026, 12, 11), 20) == []


def test_it_lists_the_overdue_first_and_marks_those_without_an_address(
    cast: Cast, anne: Employee
) -> None:
    late = a_person("Dorte Dahl", cast.nursing_home, email="dorte@kommune.example")
    soon, far = (a_person(name, cast.nursing_home) for name in ("Søren Bo", "Ove Olsen"))
    many = [a_person(f"Nr{n} Lind", cast.nursing_home, email=f"n{n}@k.example") for n in range(2)]
    long_ago = NOW - timedelta(days=30)
    for person, due_on in (
        (cast.new_hire, date(2026, 11, 20)),
        (late, date(2026, 11, 18)),
        (soon, date(2026, 12, 3)),
        (far, date(2027, 1, 29)),
        *[(one, date(2027, 1, 29)) for one in many],
    ):
        an_assignment(person, anne, now=long_ago, due_on=due_on)
    work(moment(NEXT_MONDAY, 9))
    body = digest_to(anne)
    places = [
        body.index(words)
        for words in (
            "2 af dem har mere end en uge endnu.",
            "Fristen er overskredet\n- Dorte Dahl, frist onsdag den 18. november 2026\n"
            "- Mette Hansen, frist fredag den 20. november 2026, har ingen mailadresse",
            "Fristen er inden for en uge\n- Søren Bo, frist torsdag den 3. december 2026, har ingen",
            "Har ingen mailadresse: sig det selv til dem\n- Ove Olsen, frist fredag den 29. januar 2027\n",
            "https://omtanke.example/team/",
        )
    ]
    assert places == sorted(places)
    assert "6 i dit team mangler at gennemføre" in [one.subject for one in mail.outbox]


def test_each_is_told_of_their_own_people_and_no_others(cast: Cast, anne: Employee) -> None:
    with_mail(cast.other_manager, cast.hr)
    below = make_manager(a_person("Dorte Dahl", cast.nursing_home), cast.nursing_home)
    with_mail(below)
    for person in (cast.new_hire, cast.colleague, below):
        an_assignment(person, cast.hr)
    mail.outbox.clear()
    work(moment(NEXT_MONDAY, 9))
    told = {one.to[0]: one.body for one in mail.outbox if "team" in one.body}
    assert set(told) == {one.email for one in (anne, below, cast.other_manager)}
    assert "Mette" in told["dorte@kommune.example"]
    # Nobody is their own manager: the one above hears of Dorte.
    assert "Dorte Dahl" in told["anne@kommune.example"]
    assert "Mette" not in told["anne@kommune.example"]
    assert "Ali" in told["bo@kommune.example"]


def test_one_who_has_completed_since_the_planning_is_not_in_it(cast: Cast, anne: Employee) -> None:
    first = an_assignment(cast.new_hire, anne)
    an_assignment(a_person("Dorte Dahl", cast.nursing_home), anne)
    work(moment(NEXT_MONDAY, 6))
    complete(first, moment(NEXT_MONDAY, 7))
    work(moment(NEXT_MONDAY, 9))
    assert "Dorte" in digest_to(anne)
    assert "Mette" not in digest_to(anne)


def test_where_everybody_has_completed_since_nothing_is_sent(cast: Cast, anne: Employee) -> None:
    assignment = an_assignment(cast.new_hire, anne)
    work(moment(NEXT_MONDAY, 6))
    complete(assignment, moment(NEXT_MONDAY, 7))
    assert work(moment(NEXT_MONDAY, 9)) == []
    assert Message.objects.get(kind=Kind.DIGEST).problem == "nobody"


@pytest.mark.parametrize("planned", [True, False])
def test_a_manager_on_leave_or_gone_gets_none(cast: Cast, anne: Employee, planned: bool) -> None:
    an_assignment(cast.new_hire, anne)
    if planned:
        work(moment(NEXT_MONDAY, 6))
    now = moment(NEXT_MONDAY, 7)
    grant_leave(anne, from_on=NEXT_MONDAY, back_on=date(2026, 12, 5), by="p1", now=now)
    assert work(moment(NEXT_MONDAY, 9)) == []
    leave(anne, on=date(2026, 12, 7), now=now)
    assert work_days(date(2026, 12, 7), 7) == []


def test_whoever_is_long_overdue_is_told_of_to_the_managers_manager_by_setting(
    cast: Cast, anne: Employee, settings: SettingsWrapper
) -> None:
    below = make_manager(a_person("Dorte Dahl", cast.nursing_home), cast.nursing_home)
    now = NOW - timedelta(days=60)
    an_assignment(cast.new_hire, below, now=now, due_on=date(2026, 11, 1))
    with_mail(cast.hr)
    make_manager(cast.hr, cast.root)
    assert work(moment(NEXT_MONDAY, 9)) == []
    settings.ESCALATE_AFTER_DAYS = 28
    Message.objects.all().delete()
    assert [one.subject for one in work(moment(NEXT_MONDAY, 9))] == [anne.directory_id]
    assert mail.outbox[-1].subject == "Langt over fristen hos lederne under dig"
    line = "- Mette Hansen, frist søndag den 1. november 2026, har ingen mailadresse (Dorte Dahl)"
    assert line in mail.outbox[-1].body


def test_who_stands_in_is_told_beside_the_manager_and_alone_while_they_are_on_leave(
    cast: Cast, anne: Employee
) -> None:
    deputy = a_person("Dorte Dahl", cast.nursing_home, email="dorte@kommune.example")
    a_substitute(deputy, anne, from_on=NEXT_MONDAY, last_on=NEXT_MONDAY + timedelta(days=7))
    for person in (cast.new_hire, deputy):
        an_assignment(person, anne, now=NOW - timedelta(days=30), due_on=date(2027, 3, 1))
    mail.outbox.clear()
    assert {one.subject for one in work(moment(NEXT_MONDAY, 9)) if one.kind == Kind.DIGEST} == {
        anne.directory_id,
        deputy.directory_id,
    }
    assert "2 i dit team" in next(m.subject for m in mail.outbox if m.to == [anne.email])
    # Dorte hears of Mette, not of herself.
    assert "1 i dit team" in next(
        m.subject for m in mail.outbox if m.to == [deputy.email] and "team" in m.subject
    )
    week_later = NEXT_MONDAY + timedelta(days=7)
    grant_leave(anne, from_on=week_later, back_on=None, by="p1", now=moment(NEXT_MONDAY))
    digests_sent = [one for one in work(moment(week_later, 9)) if one.kind == Kind.DIGEST]
    assert [one.subject for one in digests_sent] == [deputy.directory_id]
    after = week_later + timedelta(days=7)
    assert [one for one in work(moment(after, 9)) if one.kind == Kind.DIGEST] == []


def test_escalation_leaves_out_who_only_stands_in(
    cast: Cast, anne: Employee, settings: SettingsWrapper
) -> None:
    settings.ESCALATE_AFTER_DAYS = 28
    below = make_manager(a_person("Dorte Dahl", cast.nursing_home), cast.nursing_home)
    stands_in = a_person("Ove Olsen", cast.nursing_home)
    a_substitute(stands_in, below, last_on=NEXT_MONDAY)
    an_assignment(cast.new_hire, below, now=NOW - timedelta(days=60), due_on=date(2026, 11, 1))
    work(moment(NEXT_MONDAY, 9))
    assert mail.outbox[-1].body.count("Mette Hansen") == 1
    assert "(Dorte Dahl)" in mail.outbox[-1].body
    assert "Ove" not in mail.outbox[-1].body


def test_a_mail_names_no_more_than_can_be_read(cast: Cast, anne: Employee) -> None:
    for number in range(33):
        person = a_person(f"Nr{number} Test", cast.nursing_home)
        an_assignment(person, anne, now=NOW - timedelta(days=30), due_on=date(2026, 11, 20))
    work(moment(NEXT_MONDAY, 9))
    assert digest_to(anne).count("\n- ") == 31
    assert "- og 3 flere" in digest_to(anne)


def test_planning_costs_the_same_queries_for_one_manager_and_for_many(
    cast: Cast, anne: Employee
) -> None:
    an_assignment(cast.new_hire, anne)
    a_question(cast.new_hire)
    with CaptureQueriesContext(connection) as few:
        assert digests.plan_day(NEXT_MONDAY, now=NOW) == 1
    for number in range(20):
        unit = a_department(f"Team {number}", cast.roads)
        make_manager(a_person(f"L{number} Leder", unit, email=f"l{number}@k.example"), unit)
        an_assignment(a_person(f"Nr{number} Test", unit), cast.hr)
        a_question(a_person(f"Spm{number} Test", unit))
    with CaptureQueriesContext(connection) as many:
        assert digests.plan_day(NEXT_MONDAY, now=NOW) == 20
    assert len(many) == len(few)


def test_in_a_week_of_easter_it_comes_on_tuesday(cast: Cast, anne: Employee) -> None:
    an_assignment(cast.new_hire, anne, due_on=date(2027, 6, 1))
    assert today() < date(2027, 3, 29)
    sent = work_days(date(2027, 3, 28), 7)
    assert kinds_by_day(sent) == [(date(2027, 3, 30), Kind.DIGEST)]
