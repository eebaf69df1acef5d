"""The organisation's own sign-in, against a real provider: who is let in, who is refused, what is kept."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from people.actions import leave
from people.directory.merging import recognise
from people.models import Employee
from tests.conftest import soup
from tests.factories.people import Cast, make_cast, today
from tests.people.provider import Provider, come_by, way_out

OID = "6f1c0b1e-9d0a-4c57-9a4e-2f7a3c1d5b88"
CPR = "010190-1234"


@pytest.fixture(scope="module")
def process() -> Iterator[Provider]:
    """One provider for all tests here."""
    provider = Provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def provider(process: Provider, settings: SettingsWrapper, _day: None) -> Iterator[Provider]:
    """The provider as the site's own, by configuration alone; the clock is the provider's."""
    settings.OIDC_ISSUER = process.issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "omtanke", "hemmelig"
    settings.OIDC_CLAIM, settings.OIDC_MATCHES = "oid", "directory_id"
    process.knows("mette", oid=OID, email="anden@example.org", cpr=CPR, name="Mette Fra IdP")
    with time_machine.travel(time_machine.escape_hatch.time.time(), tick=True):
        yield process


@pytest.fixture
def cast(provider: Provider, db: None) -> Cast:
    """The cast, of whom Mette has the provider's id."""
    return make_cast()


@pytest.fixture
def mette(cast: Cast) -> Employee:
    """Mette, whom the directory knows by the id that the provider's claim holds."""
    return known_as(cast.new_hire, OID, cast)


def known_as(employee: Employee, directory_id: str, cast: Cast) -> Employee:
    """Another id of a person: the directory's key of a record itself never changes."""
    recognise(
        kept=employee, directory_id=directory_id, by=cast.hr, reason="Test", now=timezone.now()
    )
    return employee


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


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


@pytest.mark.parametrize("claims", [{}, {"oid": ""}, {"oid": True}, {"oid": ["a"]}, {"oid": CPR}])
def test_a_token_without_a_usable_claim_is_refused(
    provider: Provider, mette: Employee, claims: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    provider.knows("without", **claims)
    client = Client()
    response = come_by(client, provider, "without")
    assert response.status_code == 401
    assert soup(response).select_one("h1").get_text() == "Du blev ikke logget ind"
    assert not is_in(client)
    assert "claim that names a person" in caplog.text
    assert CPR not in caplog.text


def test_a_token_for_another_audience_is_refused(
    provider: Provider,
    mette: Employee,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The provider issues the token to another client: its code is asked for and redeemed as theirs."""
    redeem = OAuth2Client.get_access_token

    def as_another(self: Any, *args: Any, **kwargs: Any) -> Any:
        self.consumer_key = "another-site"
        return redeem(self, *args, **kwargs)

    monkeypatch.setattr(OAuth2Client, "get_access_token", as_another)
    client = Client()
    parts = urlsplit(way_out(client))
    query = {key: one for key, (one,) in parse_qs(parts.query).items()}
    theirs = urlunsplit(parts._replace(query=urlencode(query | {"client_id": "another-site"})))
    assert client.get(provider.answers(theirs, "mette")).status_code == 401
    assert not is_in(client)
    assert "InvalidAudienceError" in caplog.text


def test_a_token_of_another_issuer_is_refused(
    provider: Provider, mette: Employee, caplog: pytest.LogCaptureFixture
) -> None:
    """The same provider calls itself by the name it is asked under: its tokens then name another."""
    client = Client()
    back = provider.answers(way_out(client), "mette")
    key = f"oidc:{provider.issuer}"
    elsewhere = f"http://localhost:{provider.port}/oauth2/token"
    cache.set(key, cache.get(key) | {"token_endpoint": elsewhere})
    assert client.get(back).status_code == 401
    assert not is_in(client)
    assert "InvalidIssuerError" in caplog.text


def test_a_provider_that_names_another_issuer_is_not_followed(
    provider: Provider, mette: Employee, settings: SettingsWrapper
) -> None:
    settings.OIDC_ISSUER = f"http://localhost:{provider.port}"
    key = f"oidc:{settings.OIDC_ISSUER}"
    cache.set(key, {"issuer": provider.issuer, "token_endpoint": f"{provider.issuer}/t"})
    response = Client().get("/log-ind/kommune/")
    assert response.status_code == 401


def test_a_provider_that_does_not_answer_is_a_sentence_not_a_fault(
    provider: Provider, mette: Employee, settings: SettingsWrapper
) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    response = Client().get("/log-ind/kommune/")
    assert response.status_code == 401
    assert soup(response).select_one("h1").get_text() == "Du blev ikke logget ind"


def test_an_answer_counts_once_and_in_the_browser_that_asked(
    provider: Provider, mette: Employee
) -> None:
    client, thief = Client(), Client()
    back = provider.answers(way_out(client), "mette")
    assert thief.get(back).status_code == 401
    assert not is_in(thief)
    assert client.get(back).status_code == 302
    client.post("/log-af/")
    assert client.get(back).status_code == 401
    assert not is_in(client)


def test_an_old_answer_under_a_new_question_is_refused(
    provider: Provider, mette: Employee, caplog: pytest.LogCaptureFixture
) -> None:
    """A code that answers one request is sent as the answer to another: the nonce tells them apart."""
    client = Client()
    first, second = way_out(client), way_out(client)
    code = parse_qs(urlsplit(provider.answers(first, "mette")).query)["code"][0]
    state = parse_qs(urlsplit(second).query)["state"][0]
    response = client.get("/log-ind/kommune/svar/", {"code": code, "state": state})
    assert response.status_code == 401
    assert not is_in(client)
    assert "answers another request" in caplog.text


def test_two_open_tabs_both_lead_in(provider: Provider, mette: Employee) -> None:
    client = Client()
    first, second = way_out(client), way_out(client)
    assert client.get(provider.answers(second, "mette")).status_code == 302
    assert is_in(client)
    assert client.get(provider.answers(first, "mette")).status_code == 302


def test_a_token_signed_by_another_key_is_refused(
    provider: Provider, mette: Employee, caplog: pytest.LogCaptureFixture
) -> None:
    other = Provider.start()
    try:
        client = Client()
        back = provider.answers(way_out(client), "mette")
        key = f"oidc:{provider.issuer}"
        cache.set(key, cache.get(key) | {"jwks_uri": f"{other.issuer}/jwks"})
        assert client.get(back).status_code == 401
    finally:
        other.stop()
    assert not is_in(client)
    assert "InvalidSignatureError" in caplog.text


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
