"""A program at the API: its token, what it asks, and whether an answer is as the document says."""

from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from reports.api.openapi import openapi_document
from reports.models import ApiToken, Scope
from reports.tokens import make_token
from tests.factories.people import Cast

PAGE = "/rapporter/adgang/"
API = "/api/v1/"


def a_token(cast: Cast, scope: Scope = Scope.NAMES, days: int = 90) -> tuple[ApiToken, str]:
    """A token of HR's, and its secret."""
    number = ApiToken.objects.count()
    return make_token(
        name=f"Oversigt {number}", scope=scope, days=days, by=cast.hr, now=timezone.now()
    )


def ask(path: str, secret: str = "", **headers: str) -> Any:
    """The answer to a question, with a token or none."""
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    return Client().get(f"{API}{path}", headers=headers)


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
    """The schema of an answer in the document, and those it refers to."""
    document = openapi_document()
    content = document["paths"][f"{API}{name}"]["get"]["responses"][status]["content"]
    (kind,) = content.values()
    return kind["schema"], document["components"]["schemas"]
