"""The OpenAPI 3.1 document of the API, from the same endpoints and shapes that answer."""

from typing import Any

from django.conf import settings

from reports.api.endpoints import ENDPOINTS, Endpoint
from reports.api.schema import schemas_of
from reports.api.shapes import Problem
from reports.models import Scope

VERSION = "1.0.0"
PROBLEMS = {
    400: "A parameter can't be read.",
    401: "The token is missing, expired or revoked, or its maker is no longer HR.",
    403: "The token may not read this.",
    404: "There is no such guideline or department.",
    429: "Too many requests with this token within a minute.",
    500: "A fault of ours, which is written down.",
    "default": "Anything else below /api/: 405 for another method than reading, 413 for a body.",
}
ETAG = {"description": "The answer's fingerprint, for If-None-Match.", "schema": {"type": "string"}}


def openapi_document() -> dict[str, Any]:
    """The document, ready to be written as JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.SITE_NAME}: figures",
            "version": VERSION,
            "description": (
                "Read-only figures about guidelines and who has acknowledged them. Nobody is named. "
                "What a past day answers stays the same."
            ),
        },
        "servers": [{"url": settings.SITE_URL}],
        "security": [{"token": []}],
        "paths": {f"/api/v1/{one.name}": {"get": _operation(one)} for one in ENDPOINTS},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas_of(*(one.shape for one in ENDPOINTS), Problem),
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    needs = " Needs a token for all figures." if endpoint.scope == Scope.NAMES else ""
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "description": f"{(endpoint.shape.__doc__ or '').strip()}{needs}",
        "parameters": [
            {
                "name": one.name,
                "in": "query",
                "required": False,
                "description": one.description,
                "schema": one.schema,
            }
            for one in endpoint.parameters
        ],
        "responses": {
            "200": {
                "description": endpoint.summary,
                "headers": {"ETag": ETAG},
                "content": {"application/json": {"schema": _ref(endpoint.shape)}},
            },
            "304": {"description": "Nothing has changed since the ETag that was sent."},
            **{
                str(status): {
                    "description": words,
                    "content": {"application/problem+json": {"schema": _ref(Problem)}},
                }
                for status, words in PROBLEMS.items()
            },
        },
    }


def _ref(shape: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}
