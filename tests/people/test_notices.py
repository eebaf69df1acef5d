"""Whoever adds or removes a way to sign in, or chooses a password: the person learns of it by mail."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from audit.models import Event
from outbox.actions import AlreadyOnItsWay, hold, stop
from outbox.models import Message
from people.models import Employee
from people.sign_in import notices, slips
from people.sign_in.second_step import forget_ways
from tests.conftest import NOW, soup
from tests.factories.people import Cast, a_passkey
from tests.people.test_code import PASSWORD, link_of, open_link
from tests.people.test_second_step import by_password, digits
from tests.training.postman import mail_host, send

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
APP = "/min-adgang/app/"


@pytest.fixture
def mette(cast: Cast) -> Employee:
    """With an address and a password."""
    cast.new_hire.email = "mette@kommune.example"
    cast.new_hire.set_password(PASSWORD)
    cast.new_hire.save()
    return cast.new_hire


def confirmed(employee: Employee, address: str) -> Client:
    """A browser in which they confirmed who they are, before they change their ways to sign in."""
    client = by_password(employee)
    client.post("/bekraeft/", {"password": PASSWORD, "next": address})
    return client


def adds_app(employee: Employee) -> Client:
    client = confirmed(employee, APP)
    secret = soup(client.get(APP)).select_one("main code").get_text()
    assert client.post(APP, {"code": digits(secret)}).status_code == 302
    return client


def told() -> list[tuple[str, str]]:
    """To whom notices were sent, and what they say of."""
    return [(one.to[0], str(one.subject)) for one in mail.outbox]


def test_adding_and_removing_an_app_are_each_told_once(mette: Employee) -> None:
    client = adds_app(mette)
    send(timezone.now())
    assert told() == [(mette.email, "Der er tilføjet en godkendelsesapp")]
    client.post(f"{APP}fjern/")
    assert not Authenticator.objects.exists()
    send(timezone.now())
    assert told()[1:] == [(mette.email, "En godkendelsesapp er fjernet")]
    assert send(timezone.now()) == []


def test_a_passkey_that_is_removed_is_told_of(mette: Employee) -> None:
    client = confirmed(mette, "/min-adgang/")
    client.post(f"/min-adgang/noegler/{a_passkey(mette).pk}/fjern/")
    assert not Authenticator.objects.exists()
    send(timezone.now())
    assert told() == [(mette.email, "En adgangsnøgle er fjernet")]


def test_ways_that_somebody_else_removes_are_told_of(mette: Employee) -> None:
    a_passkey(mette)
    forget_ways(mette, by="Bo Holm", reason="Ny telefon", now=timezone.now())
    send(timezone.now())
    assert told() == [(mette.email, "En adgangsnøgle er fjernet")]


def test_a_password_chosen_by_the_link_is_told_of_and_recorded(mette: Employee, cast: Cast) -> None:
    Employee.objects.filter(pk=mette.pk).update(password="!")
    mette.refresh_from_db()
    client = Client()
    page = open_link(client, link_of(mette, cast.manager))
    Message.objects.all().delete()
    assert client.post(page, {"password1": "12345"}).status_code == 200  # too weak: not chosen
    assert not Message.objects.exists()
    client.post(page, {"password1": PASSWORD})
    send(timezone.now())
    assert told() == [(mette.email, "Der er valgt en adgangskode")]
    assert Event.objects.get(kind="password.chosen").subject == mette.directory_id


def test_it_says_when_and_what_to_do_but_names_no_key(mette: Employee) -> None:
    notices.put_way(mette, way="webauthn", pk=1, became="added", now=NOW)
    notices.put_way(mette, way="webauthn", pk=1, became="added", now=NOW)
    notices.put_way(mette, way="webauthn", pk=2, became="added", now=NOW)
    send(NOW)
    assert len(told()) == 2
    body = str(mail.outbox[0].body)
    assert "Hej Mette" in body
    assert "uden adgangskode" in body
    assert "mandag den 23. november 2026" in body
    assert "sig det straks til din leder eller HR" in body
    assert "https://omtanke.example/min-adgang/" in body


def test_each_reads_it_in_their_own_language(mette: Employee) -> None:
    for language, subject in (
        ("en", "A password was chosen"),
        ("de", "Ein Passwort wurde gewählt"),
    ):
        Employee.objects.filter(pk=mette.pk).update(language=language)
        notices.put_password(mette, now=timezone.now())
        send(timezone.now())
        assert told()[-1] == (mette.email, subject)


def test_nobody_holds_it_back_or_stops_it(mette: Employee, cast: Cast) -> None:
    hold(kind="", by=cast.hr.directory_id, now=NOW)
    notices.put_password(mette, now=NOW)
    message = Message.objects.get()
    with pytest.raises(AlreadyOnItsWay):
        stop(message, by=cast.hr.directory_id, now=NOW)
    assert send(NOW) == [message]


def test_hr_sees_that_it_was_sent_and_can_not_stop_it(
    mette: Employee, cast: Cast, client_of: Any
) -> None:
    notices.put_password(mette, now=timezone.now())
    page = client_of(cast.hr).get("/rapporter/paamindelser/?vis=paa-vej").content.decode()
    assert "Ændret måde at logge ind på" in page
    assert f"/{Message.objects.get().pk}/stop/" not in page


@pytest.fixture
def no_mail_table() -> Iterator[None]:
    """Nothing can be put: the outbox refuses every row."""

    def refuses(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith("INSERT") and "outbox_message" in sql:
            raise DatabaseError("refused")
        return execute(sql, *arguments)

    with connection.execute_wrapper(refuses):
        yield


def test_without_its_mail_no_way_is_changed(mette: Employee, no_mail_table: None) -> None:
    with pytest.raises(DatabaseError):
        adds_app(mette)
    assert not Authenticator.objects.exists()
    a_passkey(mette)
    with pytest.raises(DatabaseError):
        forget_ways(mette, by="Bo Holm", reason="Ny telefon", now=timezone.now())
    assert Authenticator.objects.exists()


def test_who_has_no_address_is_told_nothing_and_a_slip_still_opens(
    mette: Employee, cast: Cast
) -> None:
    Employee.objects.filter(pk=mette.pk).update(email=None)
    mette.refresh_from_db()
    _slip, code = slips.issue(mette, by=cast.manager, now=timezone.now())
    slips.use(code, password="en-helt-anden-kode", now=timezone.now())
    assert not Message.objects.exists()
    assert Event.objects.get(kind="slip.used").subject == mette.directory_id
