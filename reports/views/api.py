"""The read-only API: a token in each request, no session, problems as RFC 9457 describes."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from reports.api.endpoints import BY_NAME, Unanswerable, read_question
from reports.api.openapi import openapi_document
from reports.api.problems import problem
from reports.api.schema import plain
from reports.models import ApiToken, Scope
from reports.tokens import token_of

MINUTE = 60
View = Callable[..., HttpResponse]


def _open(view: View) -> View:
    """Outside the sign-in; read only, and kept by nobody on the way."""

    @login_not_required
    @csrf_exempt  # there is nothing to forge: every method but reading is refused
    @cache_control(private=True, no_cache=True)
    @conditional_page
    @wraps(view)
    def opened(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return problem(405, Allow="GET, HEAD")
        return view(request, **kwargs)

    return opened


@_open
def openapi(request: HttpRequest) -> HttpResponse:
    """What the API can be asked; nothing in it is secret."""
    return JsonResponse(openapi_document(), json_dumps_params={"ensure_ascii": False})


@_open
def endpoint(request: HttpRequest, name: str) -> HttpResponse:
    """The answer to a question, for whoever carries a token that may ask it."""
    token = token_of(request.headers.get("Authorization", ""), now=timezone.now())
    if token is None:
        detail = "Send a token that holds, as Authorization: Bearer …"
        return problem(401, detail, WWW_Authenticate="Bearer")
    if _is_too_much(token):
        return problem(429, Retry_After=str(MINUTE))
    found = BY_NAME.get(name)
    if found is None:
        return problem(404)
    if found.scope == Scope.NAMES and token.scope != Scope.NAMES:
        return problem(403, "This needs a token for all figures.")
    try:
        asked = read_question(request.GET.dict(), found, today=timezone.localdate())
        return JsonResponse(plain(found.answer(asked)), json_dumps_params={"ensure_ascii": False})
    except Unanswerable as refusal:
        return problem(refusal.status, refusal.detail)


def _is_too_much(token: ApiToken) -> bool:
    """Whether the token was used too often within this minute."""
    minute = int(timezone.now().timestamp()) // MINUTE
    key = f"api/{token.pk}/{minute}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        return cache.incr(key) > settings.API_REQUESTS_A_MINUTE
    except ValueError:  # it was forgotten in between
        return False
