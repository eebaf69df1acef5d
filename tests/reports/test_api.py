"""The read-only API: tokens, what they open, and answers that are as the OpenAPI document says."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from people.models import Employee
from reports.api.endpoints import ENDPOINTS
from reports.api.openapi import openapi_document
from reports.models import ApiToken, Scope
from reports.tokens import make_token, revoke_token, token_of
from tests.conftest import soup
from tests.factories.people import Cast, a_department, a_person, today
from tests.factories.training import an_assignment, complete

SignIn = Callable[[Employee | None], Client]
PAGE = "/rapporter/adgang/"
API = "/api/v1/"
NAMES = [one.name for one in ENDPOINTS]


def a_token(cast: Cast, scope: Scope = Scope.NAMES, days: int = 90) -> tuple[ApiToken, str]:
    number = ApiToken.objects.count()
    return make_token(
        name=f"Oversigt {number}", scope=scope, days=days, by=cast.hr, now=timezone.now()
    )


def ask(path: str, secret: str = "", **headers: str) -> Any:
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    return Client().get(f"{API}{path}", headers=headers)


@pytest.fixture
def some_done(cast: Cast) -> Cast:
    """Mette has completed; Ali has it to do; in a large department six more."""
    complete(an_assignment(cast.new_hire, cast.manager))
    an_assignment(cast.colleague, cast.other_manager)
    large = a_department("Stor", cast.root)
    for number in range(6):
        an_assignment(a_person(f"Nr{number} Person", large), cast.hr)
    return cast


def faults(value: Any, schema: dict[str, Any], schemas: dict[str, Any], at: str = "$") -> list[str]:
    """Where a value is not as its JSON Schema says, of the words that the document uses."""
    known = {
        "$ref",
        "type",
        "format",
        "items",
        "properties",
        "required",
        "additionalProperties",
        "anyOf",
        "description",
        "minimum",
        "maximum",
    }
    assert set(schema) <= known, set(schema) - known
    if "$ref" in schema:
        return faults(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, at)
    if "anyOf" in schema:
        tried = [faults(value, one, schemas, at) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    types = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}
    if type(value) is not types[schema["type"]]:
        return [f"{at}: {value!r} is no {schema['type']}"]
    if schema.get("format") == "date" and str(date.fromisoformat(str(value))) != value:
        return [f"{at}: {value!r} is no date"]
    if isinstance(value, list):
        parts = [(f"{at}[{n}]", one, schema["items"]) for n, one in enumerate(value)]
    elif isinstance(value, dict):
        own, other = schema.get("properties", {}), schema.get("additionalProperties")
        found = [f"{at}: no {name}" for name in schema.get("required", []) if name not in value]
        found += [f"{at}: {name} is not said" for name in value if name not in own and not other]
        if found:
            return found
        parts = [(f"{at}.{name}", one, own.get(name, other)) for name, one in value.items()]
    else:
        return []
    return [fault for where, one, kind in parts for fault in faults(one, kind, schemas, where)]


def schema_of(name: str, status: str = "200") -> tuple[dict[str, Any], dict[str, Any]]:
    document = openapi_document()
    content = document["paths"][f"{API}{name}"]["get"]["responses"][status]["content"]
    (kind,) = content.values()
    return kind["schema"], document["components"]["schemas"]


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


def test_without_a_token_that_holds_nothing_opens(some_done: Cast, client_of: SignIn) -> None:
    token, secret = a_token(some_done)
    assert ask("status", secret).status_code == 200
    wrong = ["", "x", "omtanke_x", secret[:-1], secret.upper()]
    for value in wrong:
        response = ask("status", value)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert response.headers["Content-Type"] == "application/problem+json"
    assert Client().get(f"{API}status", headers={"Authorization": secret}).status_code == 401
    signed_in = client_of(some_done.hr).get(f"{API}status")
    assert signed_in.status_code == 401
    assert not signed_in.cookies
    revoke_token(token, by=some_done.hr, now=timezone.now())
    assert ask("status", secret).status_code == 401


def test_a_token_expires(some_done: Cast) -> None:
    _token, secret = a_token(some_done, days=90)
    header, now = f"Bearer {secret}", timezone.now()
    assert token_of(header, now=now + timedelta(days=89))
    assert token_of(header, now=now + timedelta(days=91)) is None


def test_a_token_opens_nothing_but_the_api(some_done: Cast) -> None:
    headers = {"Authorization": f"Bearer {a_token(some_done)[1]}"}
    for address in ("/rapporter/", "/rapporter/medarbejdere.csv"):
        assert Client().get(address, headers=headers).status_code == 302


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


def test_it_is_noted_when_a_token_was_used_last(some_done: Cast) -> None:
    token, secret = a_token(some_done)
    ask("editions", secret)
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    token_of(f"Bearer {secret}", now=first + timedelta(minutes=1))
    token.refresh_from_db()
    assert token.last_used_at == first
    token_of(f"Bearer {secret}", now=first + timedelta(minutes=6))
    token.refresh_from_db()
    assert token.last_used_at == first + timedelta(minutes=6)


def test_hr_makes_a_token_that_is_shown_once_and_kept_nowhere(
    some_done: Cast, client_of: SignIn
) -> None:
    client = client_of(some_done.hr)
    chosen = {"name": "Intranet", "scope": "figures", "days": "90"}
    shown = soup(client.post(PAGE, chosen)).select_one("main code").get_text()
    assert ask("overview", shown).status_code == 200
    assert shown not in client.get(PAGE).content.decode()
    token = ApiToken.objects.get()
    assert shown not in str(vars(token))
    assert client.post(PAGE, chosen).status_code == 422  # the page sent again
    assert ApiToken.objects.count() == 1
    form = soup(client.get(PAGE)).select_one("main .rows form")
    assert client.post(form["action"]).status_code == 302
    assert ask("overview", shown).status_code == 401
    kinds = Event.objects.filter(kind__startswith="token.").values_list("kind", flat=True)
    assert list(kinds) == ["token.made", "token.revoked"]
    assert shown not in str(list(Event.objects.values_list("detail", flat=True)))


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
