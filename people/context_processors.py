"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The organisation's name, whether this is a demonstration, and the languages to switch to."""
    return {
        "organisation": settings.ORGANISATION_NAME,
        "demonstration": settings.DEMONSTRATION,
        "languages": settings.LANGUAGES,
    }
