"""The read-only API: what a token opens, and answers that are as the OpenAPI document says."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings as SettingsWrapper

from people.models import Employee
from reports.api.endpoints import ENDPOINTS
from reports.api.openapi import openapi_document
from reports.models import Scope
from tests.conftest import soup
from tests.factories.people import Cast, a_department, a_person, today
from tests.factories.training import an_assignment, complete
from tests.reports.programs import API, a_token, ask, faults, schema_of

SignIn = Callable[[Employee | None], Client]
NAMES = [one.name for one in ENDPOINTS]


@pytest.fixture
def some_done(cast: Cast) -> Cast:
    """Mette has completed; Ali has it to do; in a large department six more."""
    complete(an_assignment(cast.new_hire, cast.manager))
    an_assignment(cast.colleague, cast.other_manager)
    large = a_department("Stor", cast.root)
    for number in range(6):
        an_assignment(a_person(f"Nr{number} Person", large), cast.hr)
    return cast


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("back", [0, 3, 2000])
def test_every_answer_is_as_the_document_says(name: str, back: int, some_done: Cast) -> None:
    _token, secret = a_token(some_done)
    response = ask(f"{name}?day={today() - timedelta(days=back)}", secret)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert faults(response.json(), *schema_of(name)) == []


def test_a_wrong_answer_would_be_found(some_done: Cast) -> None:
    answer = ask("status", a_token(some_done)[1]).json()
    schema, schemas = schema_of("status")
    for path, value in (("left", "1"), ("units", None), ("figures", {}), ("extra", 1)):
        assert faults(answer | {path: value}, schema, schemas)
    assert faults({"about": answer["about"]}, schema, schemas)


def test_the_document_is_whole_and_open_to_all() -> None:
    document = Client().get(f"{API}openapi.json").json()
    assert document == json.loads(json.dumps(openapi_document()))
    assert document["openapi"] == "3.1.0"
    assert {"title", "version"} <= set(document["info"])
    schemas = document["components"]["schemas"]
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert references == set(schemas)
    ids = [one["get"]["operationId"] for one in document["paths"].values()]
    assert len(ids) == len(set(ids)) == len(ENDPOINTS)
    for path in document["paths"].values():
        for parameter in path["get"]["parameters"]:
            assert set(parameter) == {"name", "in", "required", "description", "schema"}
        for response in path["get"]["responses"].values():
            assert response["description"]


def test_the_figures_are_those_of_the_page(some_done: Cast, client_of: SignIn) -> None:
    answer = ask("status", a_token(some_done)[1]).json()
    page = soup(client_of(some_done.hr).get("/rapporter/"))
    assert sum(answer["figures"]["states"].values()) == answer["about"]["headcount"] == 12
    rows = page.select("main table")[0].select("tbody tr")
    assert [unit["name"] for unit in answer["units"]] == [
        row.select_one("th").get_text(strip=True) for row in rows
    ]
    assert [unit["figures"]["headcount"] for unit in answer["units"]] == [
        int(row.select("td")[-1].get_text()) for row in rows
    ]


def test_a_unit_is_answered_with_those_below_it(some_done: Cast) -> None:
    answer = ask(f"status?unit={some_done.health.pk}", a_token(some_done)[1]).json()
    assert [(one["name"], one["depth"]) for one in answer["units"]] == [
        ("Sundhed og Senior", 0),
        ("Plejecenter Mølleparken", 1),
    ]
    assert answer["figures"]["headcount"] == answer["about"]["headcount"] == 2
    assert answer["left"] is None


def test_nobody_is_named_whatever_the_token(some_done: Cast) -> None:
    names = list(Employee.objects.values_list("name", flat=True))
    for scope in Scope:
        secret = a_token(some_done, scope)[1]
        for name in NAMES:
            text = ask(name, secret).content.decode()
            assert not [one for one in names if one in text]


def test_a_token_for_figures_sees_what_the_committee_sees(
    some_done: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.fives.FEWEST", 10)
    secret = a_token(some_done, Scope.FIGURES)[1]
    answer = ask("overview", secret).json()
    assert {name: count for name, count in answer["groups"].items() if count} == {
        "not-started": 5,
    }
    assert (answer["percent"], answer["left"], answer["about"]["headcount"]) == (0, 7, 12)
    for name in set(NAMES) - {"overview"}:
        refused = ask(name, secret)
        assert refused.status_code == 403
        assert faults(refused.json(), *schema_of(name, "403")) == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("status?day=x", 400),
        ("status?day=2026-02-30", 400),
        ("status?day=2099-01-01", 400),
        ("status?day=1999-12-31", 400),
        ("status?unit=x", 400),
        ("status?unit=²", 400),
        ("status?unit=99999999999999999999", 400),
        ("status?unit=999999", 404),
        ("status?weeks=3", 400),
        ("status?guideline=x", 404),
        ("progress?weeks=0", 400),
        ("progress?weeks=157", 400),
        ("findes-ikke", 404),
        ("status/", 404),
    ],
)
def test_what_can_not_be_answered_is_a_problem(query: str, status: int, some_done: Cast) -> None:
    response = ask(query, a_token(some_done)[1])
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert faults(response.json(), *schema_of("status", str(status))) == []
    assert response.json()["status"] == status


def test_only_reading_is_possible(some_done: Cast) -> None:
    headers = {"Authorization": f"Bearer {a_token(some_done)[1]}"}
    for method in ("post", "put", "patch", "delete"):
        response = getattr(Client(enforce_csrf_checks=False), method)(
            f"{API}status", headers=headers
        )
        assert response.status_code == 405
        assert response.headers["Content-Type"] == "application/problem+json"


def test_an_answer_that_has_not_changed_is_not_sent_again(some_done: Cast) -> None:
    secret = a_token(some_done)[1]
    day = today() - timedelta(days=1)
    first = ask(f"status?day={day}", secret)
    complete(an_assignment(some_done.manager, some_done.hr))
    again = ask(f"status?day={day}", secret, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    now = ask("status", secret)
    newer = ask("status", secret, **{"If-None-Match": first.headers["ETag"]})
    assert newer.status_code == 200
    assert newer.content == now.content
    assert "private" in first.headers["Cache-Control"]


def test_too_many_requests_are_refused_by_token(some_done: Cast, settings: SettingsWrapper) -> None:
    settings.API_REQUESTS_A_MINUTE = 3
    first, second = a_token(some_done)[1], a_token(some_done)[1]
    assert [ask("editions", first).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert ask("editions", second).status_code == 200
    refused = ask("editions", first)
    assert refused.headers["Retry-After"] == "60"
    assert faults(refused.json(), *schema_of("editions", "429")) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_costs_the_same_queries_for_few_and_for_many(name: str, some_done: Cast) -> None:
    secret = a_token(some_done)[1]
    ask(name, secret)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(name, secret)
        return len(queries)

    few = count()
    for number in range(10):
        unit = a_department(f"Team {number}", some_done.roads)
        an_assignment(a_person(f"Nr{number} Ny", unit, username=f"ny{number}"), some_done.hr)
    assert count() == few <= 20
