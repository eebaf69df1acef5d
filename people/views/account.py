"""Choosing a language, and the demonstration's one-click sign-in."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from people import demonstration
from people.actions import choose_language
from people.models import Employee


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    here = {request.get_host()}
    return target if url_has_allowed_host_and_scheme(target, here, request.is_secure()) else "/"


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show this and the following pages in another language; a signed-in person's choice is kept."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise Http404
    if isinstance(request.user, Employee):
        choose_language(request.user, language=code)
    else:
        request.session["language"] = code  # becomes the person's when they sign in
    response = redirect(_safe_next(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@login_not_required
@require_POST
def demonstration_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's cast; refused wherever a real person is known."""
    employee = (
        demonstration.cast()
        .filter(username=request.POST.get("username", "").replace("\x00", ""))
        .first()
    )
    if employee is None or not demonstration.is_safe(request):
        raise PermissionDenied
    chosen = request.session.get("language")
    login(request, employee, backend="people.backends.SignInBackend")
    if chosen:
        choose_language(employee, language=chosen)
    return redirect("training:my_training")
