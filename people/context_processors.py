"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from people import demonstration


def site(request: HttpRequest) -> dict[str, Any]:
    """The organisation's name and mark, the languages to switch to, and which page this is."""
    return {
        "organisation": settings.ORGANISATION_NAME,
        "contact": settings.ORGANISATION_CONTACT,
        "has_organisation_sign_in": bool(settings.OIDC_ISSUER),
        "mark": settings.ORGANISATION_MARK,
        "has_logo": bool(settings.ORGANISATION_LOGO),
        "demonstration": settings.DEMONSTRATION,
        "here": request.resolver_match.view_name if request.resolver_match else "",
        "cast": lambda: _cast(request),  # asked for by the sign-in page alone
        "languages": settings.LANGUAGES,
    }


def _cast(request: HttpRequest) -> list[Any]:
    """Whom the sign-in page offers with one click; nobody outside a demonstration."""
    user = getattr(request, "user", None)
    if not settings.DEMONSTRATION or user is None or user.is_authenticated:
        return []
    return demonstration.offered() if demonstration.is_safe(request) else []
