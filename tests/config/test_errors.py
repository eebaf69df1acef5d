"""Error pages: what brings each about, in whose language, and what the log keeps."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings as SettingsWrapper

from people.models import Employee
from tests.conftest import soup
from tests.factories.people import Cast
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment
from tests.test_every_page import SignIn
from training.models import Assignment


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the server's log handler writes, with the settings' formatter and filters."""
    handler = next(one for one in logging.getLogger().handlers if one.name == "console")
    assert isinstance(handler, logging.StreamHandler)
    text = io.StringIO()
    before = handler.setStream(text)
    yield text
    handler.setStream(before)


def in_german(cast: Cast, client_of: SignIn) -> Client:
    Employee.objects.filter(pk=cast.new_hire.pk).update(language="de")
    client = client_of(cast.new_hire)
    client.raise_request_exception = False
    return client


def test_a_refusal_is_one_line_in_the_log(
    cast: Cast, client_of: SignIn, written: io.StringIO
) -> None:
    assert client_of(cast.manager).get("/rapporter/").status_code == 403
    assert written.getvalue().count("\n") == 1
    assert "/rapporter/" in written.getvalue()


def test_a_fault_of_ours_keeps_its_traceback(
    cast: Cast, client_of: SignIn, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.views.learner.my_training_page", None)
    assert in_german(cast, client_of).get("/").status_code == 500
    assert "Traceback" in written.getvalue()


@pytest.mark.parametrize(
    ("content", "status"), [(b"language=%ff", 400), (b"language=" + b"x" * 300_000, 413)]
)
def test_what_is_refused_unread_is_refused_in_the_readers_language(
    content: bytes, status: int, cast: Cast, client_of: SignIn
) -> None:
    form = "application/x-www-form-urlencoded"
    client = in_german(cast, client_of)
    response = client.post("/sprog/", content, content_type=form)
    page = soup(response)
    assert response.status_code == status
    assert page.html["lang"] == "de"
    assert cast.new_hire.name in page.select_one("header").get_text()


def test_the_token_on_such_a_page_is_the_readers_own(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    form = "application/x-www-form-urlencoded"
    client.get("/log-ind/")
    page = soup(client.post("/sprog/", b"x=%ff", content_type=form))
    token = page.select_one("header [name=csrfmiddlewaretoken]")["value"]
    sent = {"language": "en", "csrfmiddlewaretoken": token}
    assert client.post("/sprog/", sent).status_code == 302


def collide(cast: Cast) -> None:
    """Write what is there already."""
    first = an_assignment(cast.new_hire, cast.manager)
    Assignment.objects.create(
        employee=first.employee,
        guideline=the_guideline(),
        round=2,
        assigned_at=first.assigned_at,
        assigned_by=cast.manager,
    )


def test_who_writes_the_same_row_second_is_told_so(
    cast: Cast, client_of: SignIn, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def second(*args: object) -> None:
        with transaction.atomic():
            collide(cast)

    monkeypatch.setattr("training.views.learner.my_training_page", second)
    response = in_german(cast, client_of).get("/")
    assert response.status_code == 409
    assert soup(response).html["lang"] == "de"
    assert "Conflict: /: " in written.getvalue()
    assert "Traceback" not in written.getvalue()


def test_another_broken_rule_stays_a_fault(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE people_employee SET name = NULL")

    with pytest.raises(IntegrityError):
        breaks()
    monkeypatch.setattr("training.views.learner.my_training_page", breaks)
    assert in_german(cast, client_of).get("/").status_code == 500


def test_signing_in_too_often_from_one_address_gets_a_page_of_ours(
    db: None, settings: SettingsWrapper
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client = Client()
    client.post("/sprog/", {"language": "en"})
    client.post("/log-ind/")
    response = client.post("/log-ind/")
    assert response.status_code == 429
    assert soup(response).select_one("h1").get_text() == "Please wait a moment"
