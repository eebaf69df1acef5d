"""Answers of a provider that are refused: another issuer's, audience's, key's, question's or browser's."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings as SettingsWrapper

from people.models import Employee
from tests.conftest import soup
from tests.people.directory.deliveries import CPR
from tests.people.provider.process import Provider, come_by, is_in, way_out


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
