"""Who is to stand in for a manager gets one mail: what it means and until when, while that still holds."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from lib.days import day_of
from outbox.models import Message
from people.actions import leave
from people.models import Employee, Management, Substitute
from people.substitutes import StandsInAlready
from tests.conftest import NOW, soup
from tests.factories.people import Cast, a_person, make_hr, today
from tests.training.postman import mail_host, moment, send
from training.actions import end_standing_in, let_stand_in
from training.schedule import Kind
from training.substitutes import substitute_page

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
DAY = timedelta(days=1)
LAST = date(2026, 12, 6)


@pytest.fixture
def dorte(cast: Cast) -> Employee:
    """At the nursing home like Mette, with an address."""
    return a_person("Dorte Dahl", cast.nursing_home, email="dorte@kommune.example")


def put_in(dorte: Employee, cast: Cast, **details: Any) -> Substitute:
    """Dorte stands in for Anne, named by Anne at night."""
    facts: dict[str, Any] = {
        "from_on": day_of(NOW),
        "last_on": LAST,
        "by": cast.manager,
        "now": moment(today(), 5),
    }
    management = Management.objects.get(employee=cast.manager)
    return let_stand_in(management, employee=dorte, **facts | details)


def words(response: Any) -> str:
    return " ".join(soup(response).select_one("main").get_text(" ").split())


def why(kind: Kind = Kind.SUBSTITUTE) -> str:
    return str(Message.objects.get(kind=kind).problem)


def test_one_mail_says_for_whom_until_when_and_what_it_means(cast: Cast, dorte: Employee) -> None:
    put_in(dorte, cast)
    assert [one.kind for one in send(moment(today(), 10))] == [Kind.SUBSTITUTE]
    assert send(moment(today() + DAY, 10)) == []
    [sent] = mail.outbox
    assert sent.to == ["dorte@kommune.example"]
    assert (
        sent.subject == "Du er stedfortræder for Anne Krogh til og med søndag den 6. december 2026"
    )
    for said in (
        "Anne Krogh har valgt dig som sin stedfortræder.",
        "hvem der mangler forløbet",
        "Afdeling: Sundhed og Senior",
        "Første dag: mandag den 23. november 2026",
        "Sidste dag: søndag den 6. december 2026",
        "https://omtanke.example/team/",
        "Så sig det til Anne Krogh.",
    ):
        assert said in sent.body


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You stand in for Anne Krogh up to and including Sunday 6 December 2026"),
        ("de", "Sie vertreten Anne Krogh bis einschließlich Sonntag, 6. Dezember 2026"),
    ],
)
def test_it_is_in_the_substitutes_language(
    language: str, said: str, cast: Cast, dorte: Employee
) -> None:
    dorte.language = language
    dorte.save(update_fields=["language"])
    put_in(dorte, cast)
    send(moment(today(), 10))
    assert mail.outbox[-1].subject == said
    assert "{" not in mail.outbox[-1].body
    [sent] = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert f'lang="{language}"' in str(sent.alternatives[0][0])


def test_hr_who_names_somebody_is_named_in_it(cast: Cast, dorte: Employee) -> None:
    put_in(dorte, cast, by=make_hr(cast.colleague))
    send(moment(today(), 10))
    said = f"{cast.colleague.name} har valgt dig som stedfortræder for Anne Krogh."
    assert said in mail.outbox[-1].body


def test_named_for_later_it_comes_at_once_and_leads_where_one_may_go(
    cast: Cast, dorte: Employee
) -> None:
    put_in(dorte, cast, from_on=today() + 7 * DAY)
    send(moment(today(), 10))
    body = mail.outbox[-1].body
    assert "Første dag: mandag den 30. november 2026" in body
    assert "https://omtanke.example/team/" not in body
    assert "https://omtanke.example/" in body


@pytest.mark.parametrize("days", [0, 7])
def test_ended_before_it_is_sent_it_is_taken_back(cast: Cast, dorte: Employee, days: int) -> None:
    row = put_in(dorte, cast, from_on=today() + days * DAY)
    end_standing_in(row, by=cast.manager, now=moment(today(), 6))
    message = Message.objects.get(kind=Kind.SUBSTITUTE)
    assert (message.state, message.problem) == (Message.State.WITHDRAWN, "not-standing-in")
    assert send(moment(today(), 10)) == []


def test_what_is_sent_stays_sent_when_it_ends(cast: Cast, dorte: Employee) -> None:
    row = put_in(dorte, cast)
    send(moment(today(), 10))
    end_standing_in(row, by=cast.manager, now=moment(today(), 11))
    assert Message.objects.get(kind=Kind.SUBSTITUTE).state == Message.State.SENT


def test_one_ended_before_its_first_day_is_over_at_once(cast: Cast, dorte: Employee) -> None:
    row = put_in(dorte, cast, from_on=today() + 7 * DAY)
    ended = end_standing_in(row, by=cast.manager, now=timezone.now())
    page = substitute_page(cast.manager, reader=cast.manager, day=today())
    assert page is not None
    assert page.stand_ins == []
    again = end_standing_in(ended, by=cast.hr, now=timezone.now())
    assert again.ended_by == cast.manager.directory_id
    # Those days are free again.
    put_in(dorte, cast)
    with pytest.raises(StandsInAlready):
        put_in(dorte, cast)


def test_where_the_manager_no_longer_manages_it_is_not_sent(cast: Cast, dorte: Employee) -> None:
    put_in(dorte, cast)
    rows = Management.objects.filter(employee=cast.manager)
    rows.update(to_on=today(), to_recorded_at=timezone.now())
    assert send(moment(today(), 10)) == []
    assert why() == "not-standing-in"


def test_who_has_left_or_lost_their_address_gets_none(cast: Cast, dorte: Employee) -> None:
    put_in(dorte, cast)
    dorte.email = None
    dorte.save(update_fields=["email"])
    assert send(moment(today(), 10)) == []
    assert why() == "no-address"
    Message.objects.all().delete()
    ove = a_person("Ove Olsen", cast.nursing_home, email="ove@kommune.example")
    put_in(ove, cast)
    leave(ove, on=today(), now=moment(today(), 6))
    assert send(moment(today(), 10)) == []
    assert why() == "not-standing-in"


def test_without_an_address_none_is_put_and_who_names_them_is_told(
    cast: Cast, dorte: Employee, client_of: Callable[[Employee | None], Client]
) -> None:
    anne, address = client_of(cast.manager), f"/team/{cast.manager.pk}/stedfortraedere/"
    management = Management.objects.get(employee=cast.manager).pk
    form = {"management": management, "from_on": today().isoformat(), "last_on": LAST.isoformat()}
    sent = anne.post(address, {**form, "employee": "Dorte Dahl"}, follow=True)
    assert "En mail fortæller, hvad det indebærer." in sent.content.decode()
    assert Message.objects.filter(kind=Kind.SUBSTITUTE).count() == 1
    sent = anne.post(address, {**form, "employee": "Mette Hansen"}, follow=True)
    assert "Giv selv besked til dem uden mailadresse: Mette Hansen." in sent.content.decode()
    assert Message.objects.filter(kind=Kind.SUBSTITUTE).count() == 1


def test_ended_on_the_page_the_mail_is_taken_back_and_hr_reads_why(
    cast: Cast, dorte: Employee, client_of: Callable[[Employee | None], Client]
) -> None:
    row = put_in(dorte, cast, now=moment(today() + 5 * DAY, 20))
    ending = f"/team/{cast.manager.pk}/stedfortraedere/{row.pk}/slut/"
    assert client_of(cast.manager).post(ending).status_code == 302
    page = words(client_of(cast.hr).get("/rapporter/paamindelser/?vis=ikke-sendt"))
    assert "Til en stedfortræder" in page
    assert "Er ikke stedfortræder længere." in page


def test_hr_sees_beforehand_what_it_says(
    cast: Cast, dorte: Employee, client_of: Callable[[Employee | None], Client]
) -> None:
    put_in(dorte, cast)
    message = Message.objects.get(kind=Kind.SUBSTITUTE)
    page = words(client_of(cast.hr).get(f"/rapporter/paamindelser/{message.pk}/"))
    assert "Du er stedfortræder for Anne Krogh" in page
