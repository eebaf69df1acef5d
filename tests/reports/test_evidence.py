"""HR sees what the last verification of the evidence gave, and how much is signed."""

import contextlib
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.test import Client

from evidence.models import Head
from evidence.notes import SigningKey
from people.models import Employee
from tests.conftest import soup
from tests.evidence.logs import checkpoint
from tests.factories.people import Cast
from tests.policy.test_evidence import an_acknowledgement

SignIn = Callable[[Employee | None], Client]
PAGE = "/rapporter/beviser/"


def verify() -> None:
    """As the server does every night; it ends with the verdict."""
    with contextlib.suppress(SystemExit):
        call_command("evidence_verify", stdout=StringIO())


def facts(page: Any) -> dict[str, str]:
    terms = page.select("main dl.facts dt")
    return {one.get_text(): one.find_next("dd").get_text(" ", strip=True) for one in terms}


def test_a_log_that_nobody_has_verified_or_signed(cast: Cast, client_of: SignIn) -> None:
    for address in (PAGE, "/rapporter/"):
        page = soup(client_of(cast.hr).get(address))
        assert "Beviserne er ikke kontrolleret endnu." in page.get_text()
    assert "Sidst underskrevet" not in facts(soup(client_of(cast.hr).get(PAGE)))


def test_the_last_verdict_is_shown(cast: Cast, log_key: SigningKey, client_of: SignIn) -> None:
    note = checkpoint()
    an_acknowledgement(cast.new_hire)
    verify()
    client = client_of(cast.hr)
    page = soup(client.get(PAGE))
    badge = page.select_one("main .badge")
    assert badge.get_text() == "I orden; de nyeste poster er ikke underskrevet endnu"
    shown = facts(page)
    assert shown["Poster"] == str(Head.objects.get().size)
    assert shown["Ikke underskrevet endnu"] == "1"
    assert shown["Nøglens fingeraftryk (SHA-256)"] == log_key.public.fingerprint
    assert page.select_one("main pre").get_text().strip() == note.strip()
    assert soup(client.get("/rapporter/")).select_one("main p > .badge").get_text() == badge.text


def test_faults_are_said_with_their_number(
    cast: Cast, log_key: SigningKey, client_of: SignIn
) -> None:
    Head.objects.update(peaks=[])
    verify()
    page = soup(client_of(cast.hr).get(PAGE))
    assert page.select_one("main .badge").get_text() == "Ikke i orden"
    assert "Der er fundet 1 fejl" in page.select_one("main .notice").get_text()
