"""What to file in the archive: the list, and each document as PDF/A or JSON."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lib.pdf import PdfResponse
from people.permissions import SignedInRequest, reports_only
from policy.models import Edition, Guideline
from reports.archive import Filed, campaign_document, edition_document
from reports.campaigns import Campaign, closed_campaigns


@dataclass(frozen=True)
class Shelf:
    """A guideline's documents to file."""

    guideline: Guideline
    editions: list[Edition]
    campaigns: list[Campaign]


@require_GET
@reports_only
def archive(request: SignedInRequest) -> HttpResponse:
    """Every published version and every round that is over."""
    today = timezone.localdate()
    shelves = [
        Shelf(
            one,
            list(Edition.objects.published().filter(guideline=one)),
            closed_campaigns(one, today),
        )
        for one in Guideline.objects.order_by("slug")
    ]
    return TemplateResponse(request, "reports/archive.html", {"shelves": shelves})


@require_GET
@reports_only
def archive_edition(
    request: SignedInRequest, guideline: str, major: int, minor: int, ending: str
) -> HttpResponse:
    """A version to file."""
    published = Edition.objects.published().select_related("guideline")
    edition = get_object_or_404(published, guideline__slug=guideline, major=major, minor=minor)
    return _file(edition_document(edition), ending)


@require_GET
@reports_only
def archive_campaign(
    request: SignedInRequest, guideline: str, assigned_on: str, ending: str
) -> HttpResponse:
    """A round to file."""
    found = get_object_or_404(Guideline, slug=guideline)
    try:
        day = date.fromisoformat(assigned_on)
    except ValueError:
        raise Http404 from None
    document = campaign_document(found, day, timezone.localdate())
    if document is None:
        raise Http404
    return _file(document, ending)


def _file(document: Filed, ending: str) -> HttpResponse:
    if ending == "pdf":
        return PdfResponse(document.pdf(made_at=timezone.now()), f"{document.name}.pdf")
    if ending != "json":
        raise Http404
    response = JsonResponse(document.data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{document.name}.json"'
    return response
