"""What no page of ours needs is refused before anything reads it."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from config.errors import too_large

Handler = Callable[[HttpRequest], HttpResponse]
UTF_8 = {"utf-8", "utf8"}
FORM = "application/x-www-form-urlencoded"


def plain_requests(get_response: Handler) -> Handler:
    """Refuse other encodings than UTF-8, bodies beyond the limit, and session keys that are none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        sent = request.content_params or {}
        if sent.get("charset", "utf-8").lower() not in UTF_8:
            del sent["charset"]  # the error page must still be readable
            request.encoding = "utf-8"
            raise BadRequest("charset")
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return too_large(request)
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME, "a").isalnum():
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
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
