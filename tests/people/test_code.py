"""A code by mail, and the link to a first password: who gets one, how long it opens, what is kept."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from outbox.actions import hold
from outbox.handlers import NotNeeded
from outbox.mail import Mail
from outbox.models import Message
from outbox.work import send_due
from people.actions import leave
from people.directory.merging import merge
from people.models import Employee
from people.sign_in.mails import discard_old, handle_code, handle_link, put_link
from tests.conftest import soup
from tests.factories.people import Cast, a_person, make_hr, today
from tests.factories.training import a_mail

ADDRESS = "mette@example.org"
PASSWORD = "dejlig-sommerdag-42"


@pytest.fixture
def mette(cast: Cast, settings: SettingsWrapper) -> Employee:
    """Mette, who has an e-mail address, on a site that sends mail."""
    settings.EMAIL_HOST = "mail.example.org"
    Employee.objects.filter(pk=cast.new_hire.pk).update(email=ADDRESS)
    cast.new_hire.refresh_from_db()
    return cast.new_hire


def ask(client: Client, address: str = ADDRESS) -> Any:
    return client.post("/log-ind/kode/", {"email": address})


def code_mailed() -> str:
    """What the newest mail says, once the worker has sent it."""
    send_due(clock=timezone.now)
    found = re.search(r"Kode: (\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_a_code_from_the_mail_signs_in(mette: Employee) -> None:
    client = Client()
    assert ask(client).headers["Location"] == "/log-ind/kode/indtast/"
    assert ADDRESS in soup(client.get("/log-ind/kode/indtast/")).select_one("main").get_text()
    code = code_mailed()
    assert mail.outbox[-1].to == [ADDRESS]
    assert client.post("/log-ind/kode/indtast/", {"code": code.lower()}).status_code == 302
    assert is_in(client)


def test_a_code_to_the_address_of_a_merged_record_signs_in_as_who_was_kept(
    cast: Cast, settings: SettingsWrapper
) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    other = a_person("Mette Hansen", cast.roads, username="mette2", email=ADDRESS)
    EmailAddress.objects.create(user=other, email=ADDRESS, verified=True, primary=True)
    merge(kept=cast.new_hire, other=other, by=cast.hr, reason="Ny id", now=timezone.now())
    client = Client()
    ask(client)
    client.post("/log-ind/kode/indtast/", {"code": code_mailed()})
    assert client.get("/").context["user"] == cast.new_hire


def test_a_wrong_code_opens_nothing_and_the_third_ends_it(mette: Employee) -> None:
    client = Client()
    ask(client)
    code = code_mailed()
    wrong = client.post("/log-ind/kode/indtast/", {"code": "BBBB-BBBB"})
    assert "Koden er ikke rigtig" in soup(wrong).select_one(".error-summary").get_text()
    for _ in range(2):
        client.post("/log-ind/kode/indtast/", {"code": "BBBB-BBBB"})
    client.post("/log-ind/kode/indtast/", {"code": code})
    assert not is_in(client)


def test_a_code_is_good_for_a_quarter_of_an_hour(mette: Employee) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for minutes, gets_in in ((14, True), (16, False)):
            client = Client()
            ask(client)
            code = code_mailed()
            clock.shift(timedelta(minutes=minutes))
            client.post("/log-ind/kode/indtast/", {"code": code})
            assert is_in(client) is gets_in


def test_a_code_that_comes_too_late_is_not_sent(mette: Employee) -> None:
    ask(Client())
    late = timezone.now() + timedelta(minutes=16)
    assert handle_code(Message.objects.get(), now=late) == NotNeeded("superseded")


def test_nobody_learns_whether_an_address_is_known(mette: Employee) -> None:
    known, unknown = Client(), Client()
    pages = [
        (ask(client, address).headers["Location"], client.get("/log-ind/kode/indtast/"))
        for client, address in ((known, ADDRESS), (unknown, "ingen@example.org"))
    ]
    assert pages[0][0] == pages[1][0]
    texts = [soup(page).select_one("main").get_text() for _location, page in pages]
    assert texts[0].replace(ADDRESS, "") == texts[1].replace("ingen@example.org", "")
    assert Message.objects.count() == 1


def test_who_has_left_gets_no_code_and_an_earlier_one_opens_nothing(mette: Employee) -> None:
    client = Client()
    ask(client)
    code = code_mailed()
    leave(mette, on=today(), now=timezone.now())
    response = client.post("/log-ind/kode/indtast/", {"code": code})
    assert response.headers["Location"] == "/log-ind/ikke-ansat/"
    assert not is_in(client)
    ask(Client())
    assert Message.objects.count() == 1


def test_one_address_gets_few_codes_and_the_colleague_beside_gets_theirs(
    mette: Employee, cast: Cast
) -> None:
    for _ in range(5):
        ask(Client())
    assert Message.objects.count() == 3
    Employee.objects.filter(pk=cast.colleague.pk).update(email="ali@example.org")
    ask(Client(), "ali@example.org")
    assert Message.objects.count() == 4


def test_sixty_colleagues_behind_one_address_all_get_a_code(cast: Cast, mette: Employee) -> None:
    for number in range(60):
        a_person(f"Nr{number} Test", cast.nursing_home, email=f"nr{number}@example.org")
        ask(Client(), f"nr{number}@example.org")
    assert Message.objects.count() == 60


def test_a_code_is_readable_in_the_mail_alone(
    mette: Employee, cast: Cast, client_of: Any, caplog: pytest.LogCaptureFixture
) -> None:
    ask(Client())
    code = code_mailed()
    message = Message.objects.get()
    assert code not in str(message.payload)
    hr = client_of(make_hr(cast.hr))
    for address in ("/rapporter/paamindelser/?vis=sendt", f"/team/{mette.pk}/"):
        page = hr.get(address).content.decode()
        assert "sign-in-code" not in page
        assert code not in page
    assert code not in hr.get(f"/rapporter/paamindelser/{message.pk}/").content.decode()
    assert code not in caplog.text


def test_a_code_goes_before_reminders_and_is_never_held_back(mette: Employee, cast: Cast) -> None:
    a_mail()
    hold(kind="", by=cast.hr.directory_id, now=timezone.now())
    ask(Client())
    assert code_mailed()
    assert [one.kind for one in Message.objects.filter(sent_at__isnull=False)] == ["sign-in-code"]


def test_the_rows_of_codes_are_deleted_within_two_hours(mette: Employee) -> None:
    ask(Client())
    assert discard_old(now=timezone.now()) == "0 codes deleted"
    assert discard_old(now=timezone.now() + timedelta(hours=2)) == "1 codes deleted"
    assert not Message.objects.exists()


def test_another_starts_again_on_a_shared_pc(mette: Employee) -> None:
    client = Client()
    ask(client)
    assert client.get("/log-ind/").headers["Location"] == "/log-ind/kode/indtast/"
    client.post("/log-af/", {"next": "/log-ind/"})
    assert client.get("/log-ind/").status_code == 200


def link_of(employee: Employee, by: Employee) -> str:
    """The path that the mail with the link leads to."""
    message = put_link(employee, by=by, now=timezone.now())
    answer = handle_link(message, now=timezone.now())
    assert isinstance(answer, Mail)
    found = re.search(r"https://omtanke\.example(/log-ind/foerste-gang/\S+)", answer.text)
    assert found
    return found[1]


def open_link(client: Client, path: str) -> str:
    """The page that asks for a password: the link leads on to it and keeps its key out of the address."""
    onward = client.get(path)
    return str(onward.headers.get("Location", path))


def test_the_link_lets_somebody_choose_a_first_password(mette: Employee, cast: Cast) -> None:
    client = Client()
    path = link_of(mette, cast.manager)
    page = open_link(client, path)
    assert page.endswith("-set-password/")
    assert "mette" in soup(client.get(page)).select_one("main").get_text()
    assert not mette.has_usable_password()  # opening it, as mail filters do, changes nothing
    client.post(page, {"password1": PASSWORD})
    assert is_in(client)
    later = Client()
    later.post("/log-ind/", {"login": "mette", "password": PASSWORD})
    assert is_in(later)


def test_the_link_works_once(mette: Employee, cast: Cast) -> None:
    path = link_of(mette, cast.manager)
    first, second = Client(), Client()
    page, other = open_link(first, path), open_link(second, path)
    first.post(page, {"password1": PASSWORD})
    for client in (second, Client()):
        client.post(other, {"password1": "en-anden-lang-kode"})
        assert not is_in(client)
    assert "virker ikke længere" in Client().get(path).content.decode()


def test_the_link_works_for_seven_days(mette: Employee, cast: Cast) -> None:
    path = link_of(mette, cast.manager)
    for days, works in ((6, True), (8, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert open_link(Client(), path).endswith("-set-password/") is works


def test_a_weak_first_password_is_refused_in_danish(mette: Employee, cast: Cast) -> None:
    client = Client()
    page = open_link(client, link_of(mette, cast.manager))
    response = client.post(page, {"password1": "12345"})
    assert soup(response).select(".error-summary a[href='#id_password1']")
    assert not is_in(client)


def test_a_link_of_somebody_who_has_left_leads_nowhere(mette: Employee, cast: Cast) -> None:
    client = Client()
    path = link_of(mette, cast.manager)
    page = open_link(client, path)
    leave(mette, on=today(), now=timezone.now())
    client.post(page, {"password1": PASSWORD})
    assert not is_in(client)
    link = Message.objects.get(kind="first-sign-in")
    assert handle_link(link, now=timezone.now()) == NotNeeded("left")


def test_a_manager_sends_the_link_from_the_persons_page(
    mette: Employee, cast: Cast, client_of: Any
) -> None:
    client = client_of(cast.manager)
    assert soup(client.get(f"/team/{mette.pk}/")).select(f"a[href='/team/{mette.pk}/adgang/']")
    client.post(f"/team/{mette.pk}/adgang/link/")
    client.post(f"/team/{mette.pk}/adgang/link/")  # a double tap
    assert Message.objects.filter(kind="first-sign-in").count() == 1
    event = Event.objects.filter(kind="first-link.sent").first()
    assert event
    assert (event.actor, event.subject) == (cast.manager.directory_id, mette.directory_id)
    assert "Link til en første adgangskode" in client.get(f"/team/{mette.pk}/").content.decode()


def test_a_link_is_for_those_without_a_password_who_have_an_address(
    mette: Employee, cast: Cast, client_of: Any
) -> None:
    client = client_of(cast.manager)
    mette.set_password(PASSWORD)
    mette.save()
    client.post(f"/team/{mette.pk}/adgang/link/")
    Employee.objects.filter(pk=mette.pk).update(email=None, password="!")
    client.post(f"/team/{mette.pk}/adgang/link/")
    assert not Message.objects.filter(kind="first-sign-in").exists()
