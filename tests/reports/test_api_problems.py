"""Whatever goes wrong below /api/, a program gets JSON in the shape that the document describes."""

from dataclasses import replace
from typing import Any, NoReturn

import pytest
from django.db import IntegrityError
from django.test import Client
from pytest_django import Settings as SettingsWrapper

from reports.api.endpoints import BY_NAME
from reports.models import Scope
from tests.factories.people import Cast
from tests.reports.programs import API, a_token, faults, schema_of


def asked(path: str, secret: str = "", method: str = "get", **more: Any) -> Any:
    """What a program gets that is not spared the error pages, nor the check of forms."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return client.generic(method.upper(), path, headers=headers, **more)


def assert_problem(response: Any, status: int, described: str = "") -> None:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    said = response.json()
    assert faults(said, *schema_of("status", described or str(status))) == []
    assert said["status"] == status
    assert said["detail"]


def breaks(exception: Exception) -> Any:
    def answer(*args: object) -> NoReturn:
        raise exception

    return answer


@pytest.mark.parametrize(
    ("exception", "status", "described"),
    [
        (ZeroDivisionError("secret"), 500, "500"),
        (IntegrityError("UNIQUE constraint failed: secret"), 409, "default"),
    ],
)
def test_a_fault_of_ours_is_told_as_json_and_tells_nothing(
    exception: Exception,
    status: int,
    described: str,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = replace(BY_NAME["status"], answer=breaks(exception))
    monkeypatch.setitem(BY_NAME, "status", broken)
    response = asked(f"{API}status", a_token(cast)[1])
    assert_problem(response, status, described)
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v1/", "/api/v2/status", "/api/status", "/api/v1/findes/ikke"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_is_none_is_told_as_json(path: str, method: str, cast: Cast) -> None:
    below = path.startswith(API) and path != API
    if below and method == "post":
        assert_problem(asked(path, method=method), 405, "default")
    else:
        assert_problem(asked(path, a_token(cast)[1], method=method), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("name", ["status", "openapi.json"])
def test_another_method_than_reading_is_told_as_json(name: str, method: str, cast: Cast) -> None:
    response = asked(f"{API}{name}", a_token(cast)[1], method=method)
    assert_problem(response, 405, "default")
    assert response.headers["Allow"] == "GET, HEAD"


def test_what_is_refused_unread_is_told_as_json(cast: Cast) -> None:
    form = "application/x-www-form-urlencoded"
    path = f"{API}status"
    unreadable = asked(path, method="post", data=b"x=%ff", content_type=form)
    assert_problem(unreadable, 400)
    encoding = asked(path, data=b"x", content_type="text/plain; charset=latin-1")
    assert_problem(encoding, 400)
    large = asked(path, method="post", data=b"x" * 300_000, content_type=form)
    assert_problem(large, 413, "default")


def test_another_host_is_told_as_json(cast: Cast, settings: SettingsWrapper) -> None:
    settings.ALLOWED_HOSTS = ["omtanke.example"]
    assert_problem(asked(f"{API}status", a_token(cast)[1]), 400)


def test_each_refusal_of_a_token_is_told_as_json(cast: Cast, settings: SettingsWrapper) -> None:
    assert_problem(asked(f"{API}status"), 401)
    secret = a_token(cast, Scope.FIGURES)[1]
    assert_problem(asked(f"{API}campaigns", secret), 403)
    assert_problem(asked(f"{API}overview?day=x", secret), 400)
    settings.API_REQUESTS_A_MINUTE = 1
    assert_problem(asked(f"{API}status", secret), 429)


def test_people_keep_their_pages(db: None) -> None:
    response = asked("/findes-ikke/")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")
