"""The second step: who needs one before a role's pages open, what counts as one, what is recorded."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from people.models import Employee
from tests.access import EDITOR, FIGURES, HR, NAMES, TABLE
from tests.addresses import address_of
from tests.conftest import soup
from tests.factories.people import Cast, a_passkey
from tests.factories.training import a_question, an_assignment
from training.models import Reply

# In the form of an answer, by nobody's key.
WHOLE = """{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ",
"clientDataJSON": "e30", "authenticatorData": "e30", "signature": "e30"}}"""
PASSWORD = "dejlig-sommerdag-42"
ROLES_PAGES = sorted(
    name
    for name, row in TABLE.items()
    if row.who in (HR, EDITOR, NAMES, FIGURES) and name != "reports:task"
)


@pytest.fixture(autouse=True)
def _strong(settings: SettingsWrapper) -> None:
    """As in production."""
    settings.STRONG_SIGN_IN = True


@pytest.fixture
def hr(cast: Cast) -> Employee:
    """HR, who has a password and nothing else."""
    cast.hr.set_password(PASSWORD)
    cast.hr.save()
    return cast.hr


def by_password(employee: Employee) -> Client:
    client = Client()
    client.post("/log-ind/", {"login": employee.username, "password": PASSWORD})
    return client


def digits(secret: str) -> str:
    """What an app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def with_app(employee: Employee) -> str:
    """The secret of an app that somebody has set up."""
    secret = str(generate_totp_secret())
    TOTP.activate(employee, secret)
    return secret


@pytest.mark.parametrize(("demonstration", "asks"), [("0", "True"), ("1", "False")])
def test_production_asks_for_it_and_a_demonstration_does_not(
    demonstration: str, asks: str, tmp_path: Path
) -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from config import settings; print(settings.STRONG_SIGN_IN)"],
        env={"PATH": os.defpath, "VAR": str(tmp_path), "DEMONSTRATION": demonstration},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == asks


def test_a_password_alone_reads_and_answers_nobody_elses_question(cast: Cast, hr: Employee) -> None:
    others, own = a_question(cast.new_hire), a_question(hr)
    client = by_password(hr)
    for response in (
        client.get(f"/spoergsmaal/{others.pk}/"),
        client.post(f"/spoergsmaal/{others.pk}/", {"ruling": "yes"}),
    ):
        assert response.headers["Location"] == "/min-adgang/?mangler=1"
    assert not Reply.objects.exists()
    assert client.get(f"/spoergsmaal/{own.pk}/").status_code == 200


def test_a_device_of_ones_own_stays_so_behind_the_second_step(cast: Cast, hr: Employee) -> None:
    secret = with_app(hr)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = Client()
        login = {"login": hr.username, "password": PASSWORD, "own_device": "on"}
        client.post("/log-ind/", login)
        client.post("/log-ind/andet-trin/", {"code": digits(secret)})
        clock.shift(31 * 60)
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("name", ROLES_PAGES)
def test_a_password_alone_opens_no_page_of_a_role(name: str, cast: Cast) -> None:
    an_assignment(cast.new_hire, cast.manager)
    person = cast.editor if TABLE[name].who == EDITOR else cast.hr
    person.set_password(PASSWORD)
    person.save()
    address = address_of(name, cast)
    response = getattr(by_password(person), TABLE[name].method)(address)
    assert response.headers["Location"] == "/min-adgang/?mangler=1"


def test_hr_without_it_reaches_nobody_elses_team(hr: Employee) -> None:
    assert by_password(hr).get("/team/").headers["Location"] == "/min-adgang/?mangler=1"


def test_ones_own_training_and_a_managers_team_need_none(hr: Employee, cast: Cast) -> None:
    assert by_password(hr).get("/").status_code == 200
    cast.manager.set_password(PASSWORD)
    cast.manager.save()
    assert by_password(cast.manager).get("/team/").status_code == 200


def test_the_page_says_what_is_missing(hr: Employee) -> None:
    page = soup(by_password(hr).get("/rapporter/", follow=True))
    assert "Der mangler et trin" in page.select_one("main").get_text()
    assert page.select("a[href='/min-adgang/noegler/ny/']")
    assert page.select("a[href='/min-adgang/app/']")


def test_setting_up_an_app_asks_for_the_password_and_opens_the_pages(hr: Employee) -> None:
    client = by_password(hr)
    asked = client.get("/min-adgang/app/")
    assert asked.headers["Location"] == "/bekraeft/?next=%2Fmin-adgang%2Fapp%2F"
    wrong = client.post("/bekraeft/", {"password": "forkert", "next": "/min-adgang/app/"})
    assert "Adgangskoden er ikke rigtig" in soup(wrong).select_one(".error-summary").get_text()
    client.post("/bekraeft/", {"password": PASSWORD, "next": "/min-adgang/app/"})
    page = soup(client.get("/min-adgang/app/"))
    assert page.select("svg.qr")
    secret = page.select_one("main code").get_text()
    client.post("/min-adgang/app/", {"code": digits(secret)})
    assert client.get("/rapporter/").status_code == 200
    event = Event.objects.get(kind="sign-in.added")
    assert (event.subject, event.detail) == (hr.directory_id, {"way": "totp"})


def test_the_apps_secret_is_not_readable_in_the_database(hr: Employee) -> None:
    secret = with_app(hr)
    assert secret not in str(Authenticator.objects.get().data)


def test_who_has_an_app_is_asked_for_its_code_when_signing_in(hr: Employee) -> None:
    secret = with_app(hr)
    client = by_password(hr)
    assert client.get("/rapporter/").headers["Location"].startswith("/log-ind/?")
    wrong = client.post("/log-ind/andet-trin/", {"code": "000000"})
    assert soup(wrong).select(".error-summary")
    client.post("/log-ind/andet-trin/", {"code": digits(secret)})
    assert client.get("/rapporter/").status_code == 200


def test_an_apps_code_is_taken_once(hr: Employee) -> None:
    secret = with_app(hr)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = digits(secret)
        for seconds, gets_in in ((0, True), (31, False), (31, False)):
            clock.shift(seconds)
            client = by_password(hr)
            client.post("/log-ind/andet-trin/", {"code": code})
            assert (client.get("/").status_code == 200) is gets_in


def test_guessing_an_apps_code_is_stopped_for_that_account(hr: Employee, cast: Cast) -> None:
    secret = with_app(hr)
    for _ in range(10):
        by_password(hr).post("/log-ind/andet-trin/", {"code": "000000"})
    client = by_password(hr)
    client.post("/log-ind/andet-trin/", {"code": digits(secret)})
    assert client.get("/").status_code == 302


def test_a_session_from_before_is_led_to_the_second_step(hr: Employee) -> None:
    client = by_password(hr)
    secret = with_app(hr)
    asked = client.get("/rapporter/?afdeling=1")
    assert asked.headers["Location"].startswith("/bekraeft/app/?next=%2Frapporter%2F")
    done = client.post("/bekraeft/app/", {"code": digits(secret), "next": "/rapporter/"})
    assert done.headers["Location"] == "/rapporter/"
    assert client.get("/rapporter/").status_code == 200


def test_who_has_a_passkey_alone_is_led_to_it(hr: Employee) -> None:
    client = by_password(hr)
    a_passkey(hr)
    assert client.get("/rapporter/").headers["Location"].startswith("/bekraeft/noegle/?next=")


def test_a_code_by_mail_is_no_second_step(hr: Employee, client_of: Any) -> None:
    client = client_of(hr)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(hr.pk)
    session.save()
    assert client.get("/rapporter/").status_code == 302


def test_the_organisations_own_sign_in_is_one(hr: Employee, client_of: Any) -> None:
    client = client_of(hr)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time()}]
    session["account_authentication_methods_user"] = str(hr.pk)
    session.save()
    assert client.get("/rapporter/").status_code == 200


def test_removing_an_app_is_recorded(hr: Employee) -> None:
    secret = with_app(hr)
    client = by_password(hr)
    client.post("/log-ind/andet-trin/", {"code": digits(secret)})
    client.post("/bekraeft/", {"password": PASSWORD, "next": "/min-adgang/"})
    client.post("/min-adgang/app/fjern/")
    assert not Authenticator.objects.exists()
    assert Event.objects.filter(kind="sign-in.removed", subject=hr.directory_id).count() == 1


def test_nobody_removes_anothers_passkey(hr: Employee, cast: Cast) -> None:
    key = a_passkey(cast.new_hire)
    client = by_password(hr)
    client.post("/bekraeft/", {"password": PASSWORD, "next": "/min-adgang/"})
    assert client.post(f"/min-adgang/noegler/{key.pk}/fjern/").status_code == 404


def test_a_passkeys_broken_answer_is_refused_in_words(db: None) -> None:
    answers = ("", "{}", "[]", "[1]", '"x"', '{"id": "x", "response": {}}', WHOLE, "nonsens")
    for answer in answers:
        client = Client()
        client.get("/log-ind/adgangsnoegle/")
        response = client.post("/log-ind/adgangsnoegle/", {"credential": answer})
        assert response.headers["Location"] == "/log-ind/"


def test_a_broken_passkey_is_not_added(hr: Employee) -> None:
    client = by_password(hr)
    client.post("/bekraeft/", {"password": PASSWORD, "next": "/min-adgang/"})
    for answer in ("", "{}", "[1]", WHOLE):
        client.get("/min-adgang/noegler/ny/")
        response = client.post("/min-adgang/noegler/ny/", {"name": "x", "credential": answer})
        assert soup(response).select(".error-summary")
    assert not Authenticator.objects.exists()


def test_who_has_lost_everything_begins_again_on_record(hr: Employee) -> None:
    with_app(hr)
    a_passkey(hr)
    call_command("sign_in_reset", "karin", "--by", "Bo Holm", "--reason", "Ny telefon", verbosity=0)
    assert by_password(hr).get("/").status_code == 200
    events = Event.objects.filter(kind="sign-in.removed", subject=hr.directory_id)
    assert [one.detail["by"] for one in events] == ["Bo Holm", "Bo Holm"]
    with pytest.raises(CommandError, match="Nobody has the sign-in name"):
        call_command("sign_in_reset", "findes-ikke", "--by", "Bo", "--reason", "x")
