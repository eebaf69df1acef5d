"""What no page of ours needs is refused before anything reads it; who comes second is told so."""

import logging
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from config.errors import conflict, too_large
from reports.api.problems import is_for_programs

Handler = Callable[[HttpRequest], HttpResponse]
UTF_8 = {"utf-8", "utf8"}
FORM = "application/x-www-form-urlencoded"
# How psycopg and SQLite say that a row is there already.
UNIQUE = ("duplicate key value violates unique constraint", "UNIQUE constraint failed")

log = logging.getLogger(__name__)


def plain_sessions(get_response: Handler) -> Handler:
    """Ignore a session key that is none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME, "a").isalnum():
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return get_response(request)

    return middleware


def plain_api(get_response: Handler) -> Handler:
    """Ignore every cookie where programs ask: they carry a token, and a browser's session opens nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_for_programs(request):
            request.COOKIES.clear()
        return get_response(request)

    return middleware


def plain_requests(get_response: Handler) -> Handler:
    """Refuse other encodings than UTF-8, and bodies beyond the limit."""

    def middleware(request: HttpRequest) -> HttpResponse:
        sent = request.content_params or {}
        if sent.get("charset", "utf-8").lower() not in UTF_8:
            del sent["charset"]  # the error page must still be readable
            request.encoding = "utf-8"
            raise BadRequest("charset")
        most = settings.LARGE_BODIES.get(request.path_info, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            return too_large(request)
        if request.method == "POST" and request.content_type == FORM:
            _read_strictly(request.body)
        return get_response(request)

    return middleware


def _read_strictly(body: bytes) -> None:
    """Django puts a mark in place of what is not UTF-8; a record must not."""
    try:
        unquote_to_bytes(body.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("not UTF-8") from None


class Conflicts:
    """409 where another was first: of two who write the same row at once, a constraint lets one."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says so; every other broken rule is a fault of ours and stays one."""
        if not isinstance(exception, IntegrityError) or not any(
            sign in str(exception) for sign in UNIQUE
        ):
            return None
        log.warning("Conflict: %s: %s", request.path, str(exception).partition("\n")[0])
        return conflict(request)
