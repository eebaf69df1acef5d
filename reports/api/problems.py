"""What the API says where it can't answer: RFC 9457, whatever went wrong and wherever."""

from dataclasses import asdict
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse

from reports.api.shapes import Problem

# Below this every answer is for programs.
PREFIX = "/api/"
# What is said of problems that no question of the API's own has.
DETAILS = {
    400: "The request can't be read.",
    403: "This is not open to programs.",
    404: "There is no such address; /api/v1/openapi.json lists all.",
    405: "Only reading is possible here.",
    409: "Somebody else was first; ask again.",
    413: "Send no body: questions stand in the address.",
    429: "Wait a minute, then ask less often.",
    500: "This is a fault of ours, and it is written down. Ask again later.",
}


def is_for_programs(request: HttpRequest) -> bool:
    """Whether whoever asks expects JSON."""
    return request.path_info.startswith(PREFIX)


def problem(status: int, detail: str = "", **headers: str) -> HttpResponse:
    """A problem as JSON; without a detail, what there is to say of that status."""
    title = HTTPStatus(status).phrase
    said = Problem("about:blank", title, status, detail or DETAILS[status])
    response = JsonResponse(asdict(said), status=status, content_type="application/problem+json")
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response
