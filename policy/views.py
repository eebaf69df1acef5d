"""The guideline itself, whole, open to everybody who is signed in."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from lib.addresses import on_this_site
from lib.texts import shown
from people.permissions import SignedInRequest
from policy.editions import changes_page, editions_in_force, published_editions
from policy.helper import helper_page
from policy.models import Edition, Revision
from policy.reading import reading_page
from policy.search import LONGEST_QUERY


@require_GET
def guidelines(request: SignedInRequest) -> HttpResponse:
    """The guidelines there are; where there is one, that one."""
    editions = editions_in_force()
    if len(editions) == 1:
        return redirect("policy:guideline", editions[0].guideline.slug)
    rows = [(edition, shown(edition, "title")) for edition in editions]
    return TemplateResponse(request, "policy/guidelines.html", {"rows": rows})


@require_GET
def guideline(request: SignedInRequest, slug: str) -> HttpResponse:
    """The edition in force, clause by clause."""
    editions = _editions(slug)
    return _read(request, "policy/guideline.html", editions[0], editions)


@require_GET
def edition(request: SignedInRequest, slug: str, major: int, minor: int) -> HttpResponse:
    """An edition at its own address, also once another is in force."""
    editions = _editions(slug)
    return _read(request, "policy/edition.html", _numbered(editions, major, minor), editions)


@require_GET
def changes(request: SignedInRequest, slug: str, major: int, minor: int) -> HttpResponse:
    """What changed since an edition, clause by clause and word by word."""
    editions = _editions(slug)
    page = changes_page(_numbered(editions, major, minor), editions, request.user)
    return TemplateResponse(request, "policy/changes.html", {"page": page})


def _read(
    request: SignedInRequest, template: str, chosen: Edition, editions: list[Edition]
) -> HttpResponse:
    page = reading_page(
        chosen,
        editions,
        request.user,
        language=request.GET.get("sprog"),
        query=request.GET.get("q", "").strip()[:LONGEST_QUERY],
        back=on_this_site(request.GET.get("fra", "")),
    )
    return TemplateResponse(request, template, {"page": page})


def _editions(slug: str) -> list[Edition]:
    editions = published_editions(slug)
    if not editions:
        raise Http404
    return editions


def _numbered(editions: list[Edition], major: int, minor: int) -> Edition:
    for one in editions:
        if (one.major, one.minor) == (major, minor):
            return one
    raise Http404


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
