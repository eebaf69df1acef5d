"""Errors in the site's own look and the reader's language, for programs as JSON; they leak nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.api.problems import is_for_programs, problem


def _page(request: HttpRequest, status: int) -> HttpResponse:
    if is_for_programs(request):
        return problem(status)
    return render(request, f"errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent can't be read."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this person."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here."""
    return _page(request, 404)


def conflict(request: HttpRequest) -> HttpResponse:
    """409: somebody else, or a second click, was first."""
    return _page(request, 409)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than any form of ours holds."""
    return _page(request, 413)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many tries at signing in."""
    return _page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long or came from elsewhere."""
    return render(request, "errors/csrf.html", status=403)
