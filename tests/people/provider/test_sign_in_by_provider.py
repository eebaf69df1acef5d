"""The organisation's own sign-in, against a real provider: who is let in, where to, and what is kept."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from people.actions import leave
from people.models import Employee
from tests.conftest import soup
from tests.factories.people import Cast, today
from tests.people.directory.deliveries import CPR
from tests.people.provider.process import OID, Provider, come_by, is_in, known_as, way_out


def test_a_person_is_signed_in_by_the_claim_that_the_settings_name(
    provider: Provider, mette: Employee
) -> None:
    client = Client()
    assert come_by(client, provider, "mette").headers["Location"] == "/"
    page = soup(client.get("/"))
    assert mette.name in page.select_one("header").get_text()


def test_an_employee_number_will_do_as_well(
    provider: Provider, cast: Cast, settings: SettingsWrapper
) -> None:
    settings.OIDC_CLAIM, settings.OIDC_MATCHES = "employeeid", "employee_number"
    Employee.objects.filter(pk=cast.new_hire.pk).update(employee_number="4711")
    provider.knows("by-number", employeeid=4711)
    client = Client()
    come_by(client, provider, "by-number")
    assert is_in(client)


def test_a_uuid_is_the_same_in_capitals(provider: Provider, cast: Cast) -> None:
    known_as(cast.new_hire, OID.upper(), cast)
    client = Client()
    come_by(client, provider, "mette")
    assert is_in(client)


def test_nobody_is_ever_matched_by_e_mail(provider: Provider, cast: Cast) -> None:
    Employee.objects.filter(pk=cast.new_hire.pk).update(email="anden@example.org")
    client = Client()
    assert come_by(client, provider, "mette").status_code == 403
    assert not is_in(client)


def test_somebody_unknown_is_refused_and_told_whom_to_ask(
    provider: Provider, cast: Cast, settings: SettingsWrapper
) -> None:
    settings.ORGANISATION_CONTACT = "hr@example.org"
    client = Client()
    response = come_by(client, provider, "mette")
    assert response.status_code == 403
    text = soup(response).select_one("main").get_text()
    assert "Bed din leder eller HR" in text
    assert "hr@example.org" in text
    assert not is_in(client)


def test_who_has_left_is_refused_the_same_minute_and_an_open_session_ends(
    provider: Provider, mette: Employee
) -> None:
    client = Client()
    come_by(client, provider, "mette")
    assert is_in(client)
    leave(mette, on=today(), now=timezone.now())
    assert not is_in(client)
    late = Client()
    assert come_by(late, provider, "mette").headers["Location"] == "/log-ind/ikke-ansat/"
    assert not is_in(late)


def test_what_the_provider_says_is_neither_stored_nor_logged(
    provider: Provider, mette: Employee, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client()
    come_by(client, provider, "mette")
    assert is_in(client)
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    kept = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    assert OID in kept
    for secret in (CPR, "anden@example.org", "Mette Fra IdP"):
        assert secret not in kept
        assert secret not in caplog.text
    mette.refresh_from_db()
    assert (mette.name, mette.email) == ("Mette Hansen", None)


def test_two_open_tabs_both_lead_in(provider: Provider, mette: Employee) -> None:
    client = Client()
    first, second = way_out(client), way_out(client)
    assert client.get(provider.answers(second, "mette")).status_code == 302
    assert is_in(client)
    assert client.get(provider.answers(first, "mette")).status_code == 302


def test_who_changes_their_mind_there_comes_back_to_the_sign_in_page(
    provider: Provider, mette: Employee
) -> None:
    client = Client()
    state = parse_qs(urlsplit(way_out(client)).query)["state"][0]
    denied = {"error": "access_denied", "state": state}
    response = client.get("/log-ind/kommune/svar/", denied)
    assert response.headers["Location"] == "/log-ind/"


def test_the_address_can_neither_widen_what_is_asked_for_nor_connect_accounts(
    provider: Provider, mette: Employee
) -> None:
    client = Client()
    address = way_out(client, scope="cpr", auth_params="prompt=none", process="connect")
    query = parse_qs(urlsplit(address).query)
    assert query["scope"] == ["openid"]
    assert "prompt" not in query
    assert query["code_challenge_method"] == ["S256"]
    client.get(provider.answers(address, "mette"))
    assert not SocialAccount.objects.exists()


def test_who_comes_by_the_provider_is_led_to_the_page_they_wanted(
    provider: Provider, mette: Employee
) -> None:
    client = Client()
    page = soup(client.get("/log-ind/", {"next": "/retningslinjer/"}))
    link = page.select_one("main a.button")
    assert link.get_text() == "Log ind med Sønderborg Kommunes login"
    out = client.get(link["href"]).headers["Location"]
    back = client.get(provider.answers(out, "mette"))
    assert back.headers["Location"] == "/retningslinjer/"
    stranger = way_out(Client(), next="https://example.org/")
    assert "example.org" not in stranger


def test_without_a_provider_there_is_no_such_button_and_no_such_way(db: None) -> None:
    page = soup(Client().get("/log-ind/"))
    assert "login" not in page.select_one("main section").get_text()
    assert Client().get("/log-ind/kommune/").headers["Location"] == "/log-ind/"
    assert Client().get("/log-ind/kommune/svar/").headers["Location"] == "/log-ind/"


def test_a_session_by_the_provider_ends_after_thirty_idle_minutes(
    provider: Provider, mette: Employee
) -> None:
    client = Client()
    come_by(client, provider, "mette")
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert not is_in(client)
