"""The guideline itself, whole, open to everybody who is signed in."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from people.permissions import SignedInRequest
from policy.helper import helper_page
from policy.models import Edition, Guideline, Revision
from policy.pages import guideline_page


@require_GET
def guidelines(request: SignedInRequest) -> HttpResponse:
    """The guidelines there are; where there is one, that one."""
    slugs = list(
        Guideline.objects.filter(editions__published_at__isnull=False)
        .distinct()
        .order_by("slug")
        .values_list("slug", flat=True)
    )
    if len(slugs) == 1:
        return redirect("policy:guideline", slugs[0])
    editions = [_newest(slug) for slug in slugs]
    context = {"pages": [guideline_page(edition) for edition in editions]}
    return TemplateResponse(request, "policy/guidelines.html", context)


@require_GET
def guideline(request: SignedInRequest, slug: str) -> HttpResponse:
    """The text of the newest edition, clause by clause."""
    page = guideline_page(_newest(slug), request.GET.get("sprog"))
    return TemplateResponse(request, "policy/guideline.html", {"page": page})


@require_GET
def helper(request: SignedInRequest) -> HttpResponse:
    """May I share it? The questions, and the advice once they are answered. Nothing is stored."""
    slug = request.GET.get("retningslinje", "")
    revisions = Revision.objects.published().select_related("edition__guideline")
    if slug:
        revisions = revisions.filter(edition__guideline__slug=slug)
    pages = (helper_page(revision, request.GET.dict()) for revision in revisions[:5])
    page = next((page for page in pages if page is not None), None)
    if page is None:
        raise Http404
    return TemplateResponse(request, "policy/helper.html", {"page": page})


def _newest(slug: str) -> Edition:
    found = Edition.objects.published().select_related("guideline").filter(guideline__slug=slug)
    edition: Edition | None = found.first()
    if edition is None:
        raise Http404
    return edition
