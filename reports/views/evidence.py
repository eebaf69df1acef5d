"""Whether the evidence holds."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from people.permissions import SignedInRequest, reports_only
from reports.evidence import evidence_page


@require_GET
@reports_only
def evidence(request: SignedInRequest) -> HttpResponse:
    """Whether the evidence holds, and how much of it is signed."""
    return TemplateResponse(request, "reports/evidence.html", {"page": evidence_page()})
