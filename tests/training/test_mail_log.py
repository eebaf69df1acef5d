"""HR's page of mails: tomorrow's beforehand, stopping one, a kind or all, the log, what waits and why."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from outbox.actions import claim, give_up, put
from outbox.models import Hold, Message
from people.models import Employee
from tests.conftest import NOW, soup
from tests.factories.people import Cast, a_person, today
from tests.factories.training import an_assignment, complete
from tests.training.postman import mail_host, moment, plan, send, with_mail, work
from training.mail_log import messages_about
from training.schedule import Kind

__all__ = ["mail_host"]

SignIn = Callable[[Employee | None], Client]
PAGE = "/rapporter/paamindelser/"


@pytest.fixture
def two_on_their_way(cast: Cast, mail_host: None) -> Cast:
    """Tomorrow Mette and Dorte are reminded of a deadline in a week."""
    dorte = a_person("Dorte Dahl", cast.nursing_home)
    with_mail(cast.new_hire, dorte)
    for person in (cast.new_hire, dorte):
        due_on = date(2026, 12, 1)
        an_assignment(person, cast.manager, now=NOW - timedelta(days=7), due_on=due_on)
    send(NOW)
    plan(NOW)
    return cast


def text_of(response: Any) -> str:
    return " ".join(soup(response).select_one("main").get_text(" ").split())


def test_tomorrows_mails_are_seen_beforehand_with_their_text(
    two_on_their_way: Cast, client_of: SignIn
) -> None:
    client = client_of(two_on_their_way.hr)
    page = soup(client.get(PAGE))
    assert "Sendes tirsdag den 24. november 2026" in text_of(client.get(PAGE))
    rows = page.select("main .rows li")
    assert sorted(row.select_one("a").get_text() for row in rows) == ["Dorte Dahl", "Mette Hansen"]
    link = page.find("a", string="Mette Hansen")["href"]
    preview = text_of(client.get(link))
    assert "mette@kommune.example" in preview
    assert "Emne Frist tirsdag den 1. december 2026: Sociale medier på jobbet" in preview
    assert "Du har ikke gennemført forløbet" in preview


def test_the_preview_is_in_the_persons_language_and_says_so(
    two_on_their_way: Cast, client_of: SignIn
) -> None:
    Employee.objects.filter(pk=two_on_their_way.new_hire.pk).update(language="de")
    message = Message.objects.waiting().get(subject=two_on_their_way.new_hire.directory_id)
    page = soup(client_of(two_on_their_way.hr).get(f"{PAGE}{message.pk}/"))
    assert page.select_one("main .document")["lang"] == "de"
    assert "Guten Tag" in page.select_one("main .document").get_text()


def test_one_that_would_not_be_sent_says_why(two_on_their_way: Cast, client_of: SignIn) -> None:
    assignment = two_on_their_way.new_hire.assignments.get()
    complete(assignment)
    Message.objects.exclude(withdrawn_at=None).update(withdrawn_at=None)
    message = Message.objects.waiting().get(kind=Kind.BEFORE, payload__assignment=assignment.pk)
    said = text_of(client_of(two_on_their_way.hr).get(f"{PAGE}{message.pk}/"))
    assert "Den bliver ikke sendt, som det ser ud nu Gennemført" in said


def test_one_mail_is_stopped_for_good_and_it_is_recorded_by_whom(
    two_on_their_way: Cast, client_of: SignIn
) -> None:
    hr, mette = two_on_their_way.hr, two_on_their_way.new_hire
    message = Message.objects.waiting().get(subject=mette.directory_id)
    client_of(hr).post(f"{PAGE}{message.pk}/stop/")
    event = Event.objects.about(mette.directory_id).get(kind="mail.stopped")
    assert (event.actor, event.detail["mail"]) == (hr.directory_id, Kind.BEFORE)
    sent = work(moment(date(2026, 11, 24), 9))
    assert [one.subject for one in sent if one.kind == Kind.BEFORE] == [
        Employee.objects.get(name="Dorte Dahl").directory_id
    ]


def test_it_is_too_late_to_stop_what_was_sent(two_on_their_way: Cast, client_of: SignIn) -> None:
    message = Message.objects.exclude(sent_at=None)[0]
    client = client_of(two_on_their_way.hr)
    page = soup(client.post(f"{PAGE}{message.pk}/stop/", follow=True))
    assert "For sent" in page.select_one("[role=status]").get_text()
    assert not Event.objects.filter(kind="mail.stopped").exists()


@pytest.mark.parametrize("kind", ["", Kind.BEFORE])
def test_a_kind_or_all_wait_until_hr_lets_them_go_on(
    two_on_their_way: Cast, client_of: SignIn, kind: str
) -> None:
    hr = two_on_their_way.hr
    client = client_of(hr)
    client.post(f"{PAGE}stop/", {"kind": kind})
    said = text_of(client.get(PAGE))
    assert "Karin Ågård stoppede dem mandag den 23. november 2026 kl. 11" in said
    assert work(moment(date(2026, 11, 24), 9)) == []
    client.post(f"{PAGE}fortsaet/", {"kind": kind})
    assert len(work(moment(date(2026, 11, 24), 12))) == 2
    events = Event.objects.filter(kind__startswith="mail.").order_by("pk")
    assert [(one.kind, one.actor) for one in events] == [
        ("mail.held", hr.directory_id),
        ("mail.lifted", hr.directory_id),
    ]


def test_what_was_held_too_long_is_not_sent_afterwards(
    two_on_their_way: Cast, client_of: SignIn
) -> None:
    client = client_of(two_on_their_way.hr)
    client.post(f"{PAGE}stop/", {"kind": ""})
    plan(moment(date(2026, 11, 30), 6))
    plan(moment(date(2026, 12, 2), 6))
    client.post(f"{PAGE}fortsaet/", {"kind": ""})
    assert [one.kind for one in work(moment(date(2026, 12, 2), 9))] == [Kind.AFTER, Kind.AFTER]


def test_an_unknown_kind_is_not_found(two_on_their_way: Cast, client_of: SignIn) -> None:
    client = client_of(two_on_their_way.hr)
    assert client.post(f"{PAGE}stop/", {"kind": "alt"}).status_code == 404
    assert not Hold.objects.exists()


def test_the_log_has_the_newest_first_and_turns_pages(cast: Cast, client_of: SignIn) -> None:
    for number in range(60):
        sent_at = NOW + timedelta(minutes=number)
        Message.objects.create(
            key=f"{number}",
            kind=Kind.DUE,
            subject=cast.new_hire.directory_id,
            put_at=NOW,
            not_before=NOW,
            sent_at=sent_at,
            result={"to": f"nr{number}@kommune.example", "subject": "Frist i dag"},
        )
    client = client_of(cast.hr)
    first = [row.get_text() for row in soup(client.get(f"{PAGE}?vis=sendt")).select(".rows li")]
    assert len(first) == 50
    assert "nr59@kommune.example" in first[0]
    second = soup(client.get(f"{PAGE}?vis=sendt&side=2")).select(".rows li")
    assert "nr0@kommune.example" in second[-1].get_text()
    for address in (f"{PAGE}?vis=x&slags=y&side=z", f"{PAGE}?vis=ikke-sendt&slags=due"):
        assert client.get(address).status_code == 200


def test_a_refused_address_is_told_and_can_be_tried_again(
    cast: Cast, client_of: SignIn, mail_host: None
) -> None:
    with_mail(cast.new_hire)
    an_assignment(cast.new_hire, cast.manager)
    taken = claim([Kind.ASSIGNED], now=timezone.now())
    assert taken is not None
    give_up(taken, problem="550 5.1.1 No such user here", now=NOW)
    client = client_of(cast.hr)
    assert "550 5.1.1 No such user here" in text_of(client.get(f"{PAGE}?vis=fejl"))
    client.post(f"{PAGE}{taken.pk}/igen/")
    assert Event.objects.get(kind="mail.retried").actor == cast.hr.directory_id
    assert [one.kind for one in send(moment(today(), 12))] == [Kind.ASSIGNED]


def test_without_a_mail_host_hr_sees_that_mails_wait(cast: Cast, client_of: SignIn) -> None:
    with_mail(cast.new_hire)
    an_assignment(cast.new_hire, cast.manager)
    assert send(moment(today(), 12)) == []
    said = text_of(client_of(cast.hr).get(PAGE))
    assert "Der er ikke sat en mailserver op, så mailene venter. Ingen går tabt." in said
    assert "På vej (1)" in said


def test_when_nobody_sends_hr_is_told_whom_to_tell(
    cast: Cast, client_of: SignIn, mail_host: None
) -> None:
    put(key="a", kind=Kind.DUE, payload={"assignment": 0}, now=NOW - timedelta(hours=2))
    said = text_of(client_of(cast.hr).get(PAGE))
    assert "1 mail skulle være sendt for mere end en time siden." in said


def test_a_demonstration_says_that_it_sends_nothing(
    cast: Cast, client_of: SignIn, settings: SettingsWrapper
) -> None:
    settings.DEMONSTRATION = True
    assert "Demonstrationen sender ingen mails." in text_of(client_of(cast.hr).get(PAGE))


def test_every_mail_stands_on_the_persons_timeline(two_on_their_way: Cast) -> None:
    lines = messages_about(two_on_their_way.new_hire)
    assert [(line.kind, line.state) for line in lines] == [
        ("Før fristen", "Venter"),
        ("Ved tildeling", "Sendt"),
    ]
    assert lines[1].subject.startswith("Nyt forløb med frist tirsdag den 1. december 2026")
