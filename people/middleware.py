"""The page's language, and signing out an idle device."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

Handler = Callable[[HttpRequest], HttpResponse]

# A session's end moves on at most this often, so that reading pages seldom writes.
RENEW_AFTER_SECONDS = 120


def language(get_response: Handler) -> Handler:
    """Danish, unless the person, or this browser's visitor, chose another. The browser's own wish
    does not count: a Danish workplace has PCs set up in English.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = (
            request.user.language
            if request.user.is_authenticated
            else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        )
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
            response.headers.setdefault("Content-Language", code)
            # A page rendered late must still be in this language.
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        return response

    return middleware


def idle_sign_out(get_response: Handler) -> Handler:
    """Move the end of the session on while it is used; idle for 30 minutes, it ends. On a device
    said to be one's own, the end was set at sign-in and stays (people.sign_in.own_device).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.get("seen", 0) > RENEW_AFTER_SECONDS:
                request.session["seen"] = now
            response = get_response(request)
            # A shared PC's back button must not show what the last person read.
            patch_cache_control(response, private=True, no_store=True)
            return response
        return get_response(request)

    return middleware
