"""What every test stands on: the real guideline, the cast, a fixed day, no network."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from pytest_socket import socket_allow_hosts

from evidence.keys import keep_key, key_path, new_key
from evidence.notes import SigningKey
from people.models import Employee
from tests.factories.people import Cast, make_cast

# A Monday in the middle of the working day; 11 o'clock in Denmark.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database with the real guideline, published once: it is frozen from then on."""
    with django_db_blocker.unblock(), time_machine.travel(NOW - timedelta(days=1500)):
        call_command("createcachetable", verbosity=0)
        call_command("guideline_load", "social-media", "--publish", verbosity=0)


@pytest.fixture(autouse=True)
def _network() -> None:
    """Nothing but this machine can be reached."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _day(request: pytest.FixtureRequest) -> Iterator[None]:
    """The clock at NOW, going on; what was counted against sign-in forgotten."""
    if "journey" in request.keywords:
        yield
        return
    cache.clear()
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """A new hire, a colleague elsewhere, their managers, HR, an editor."""
    return make_cast()


@pytest.fixture
def client_of() -> Callable[[Employee | None], Client]:
    """A browser in which somebody is signed in, or nobody."""

    def sign_in(employee: Employee | None) -> Client:
        client = Client()
        if employee is not None:
            client.force_login(employee, backend="people.backends.SignInBackend")
        return client

    return sign_in


@pytest.fixture
def log_key(tmp_path: Path, settings: Any) -> SigningKey:
    """The evidence log's key, made for this test."""
    settings.EVIDENCE_KEY_FILE = str(tmp_path / "evidence_key")
    key = new_key()
    keep_key(key, key_path())
    return key


def content_of(response: Any) -> bytes:
    """A response read to its end, which closes it.

    `response.close()` in a test would close the database's connection too, with the test's work.
    """
    return b"".join(response) if response.streaming else bytes(response.content)


def soup(response: Any) -> Any:
    """The page as a parser for people's eyes reads it."""
    return soup_of(response.content)


def soup_of(html: str | bytes) -> Any:
    """HTML as a browser reads it."""
    return BeautifulSoup(html, "html5lib")


@pytest.hookimpl(trylast=True)  # after they were put into a random order
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first: begun last, it would run alone."""
    items.sort(key=lambda item: "long" not in item.keywords)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the tables that tests have made, whichever process made them."""
    for report in terminalreporter.stats.get("passed", []):
        for name, table in report.user_properties:
            if name == "table":
                terminalreporter.write_line(f"\n{table}")
