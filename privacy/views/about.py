"""What everybody may know: what is stored, why, who sees it, and for how long."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from privacy.models import RetentionDecision


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """How answers are used, with the periods that really hold."""
    decision = RetentionDecision.objects.in_force()
    context = {
        "answers_kept_months": settings.ANSWERS_KEPT_MONTHS,
        "years": decision.years if decision else None,
    }
    return TemplateResponse(request, "privacy/privacy.html", context)
