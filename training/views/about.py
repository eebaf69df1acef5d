"""What everybody may know: the accessibility statement."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Whom to write to about accessibility, while no statement's address is set."""
    context = {"contact": settings.ORGANISATION_CONTACT}
    return TemplateResponse(request, "training/accessibility.html", context)


@login_not_required
@require_GET
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """`/was`, where Danish public sites have their accessibility statement."""
    return redirect(settings.ACCESSIBILITY_STATEMENT_URL or "training:accessibility")
