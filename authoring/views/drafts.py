"""All drafts, and one draft as a whole: open, check, translations, discard."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from authoring.contents import Contents
from authoring.drafts import (
    NothingToStartFrom,
    Start,
    discard_draft,
    possible_starts,
)
from authoring.drafts import open_draft as open_a_draft
from authoring.forms import StartForm
from authoring.links import draft_url
from authoring.models import Flag
from authoring.pages import draft_line, guideline_cards
from authoring.reviews import missing_in, review_of
from authoring.views.lookup import submission_of, the_draft, the_guideline, while_open
from people.permissions import SignedInRequest, editor_only, reviewer_only
from policy.examples import waiting_for


@reviewer_only
@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    """The guidelines and their drafts."""
    context = {
        "guidelines": guideline_cards(),
        "flags": Flag.objects.open().count(),
        "examples": waiting_for(request.user),
    }
    return TemplateResponse(request, "authoring/overview.html", context)


@editor_only
@require_http_methods(["GET", "POST"])
def open_draft(request: SignedInRequest, guideline: str) -> HttpResponse:
    """Say what the new draft is to be; a POST opens it."""
    found = the_guideline(guideline)
    starts = possible_starts(found)
    if not starts:
        raise Http404
    form = StartForm(request.POST if request.method == "POST" else None, starts=starts)
    if request.method == "POST" and form.is_valid():
        start = Start(form.cleaned_data["start"])
        try:
            draft = open_a_draft(found, start=start, by=request.user, now=timezone.now())
        except NothingToStartFrom:
            return redirect(
                "authoring:overview"
            )  # somebody has just opened one: it is listed there
        return redirect(draft_url(draft))
    status = 422 if form.errors else 200
    return TemplateResponse(request, "authoring/open.html", {"form": form}, status=status)


@editor_only
@require_GET
def draft(request: SignedInRequest, guideline: str, edition: str, revision: int) -> HttpResponse:
    """A draft's parts, and what is still to be done in each."""
    found = the_draft(guideline, edition, revision)
    if submission_of(found) is not None:
        return redirect(draft_url(found, "review"))
    page = Contents.of(found)
    return TemplateResponse(request, "authoring/draft.html", {"page": page, "line": page.line})


@editor_only
@require_GET
def check(request: SignedInRequest, guideline: str, edition: str, revision: int) -> HttpResponse:
    """What the checks say of the whole draft."""
    found = the_draft(guideline, edition, revision)
    context = {"review": review_of(found), "line": draft_line(found)}
    return TemplateResponse(request, "authoring/check.html", context)


@editor_only
@require_GET
def translations(
    request: SignedInRequest, guideline: str, edition: str, revision: int
) -> HttpResponse:
    """The texts that are not there in some language."""
    found = the_draft(guideline, edition, revision)
    context = {"places": missing_in(found), "line": draft_line(found)}
    return TemplateResponse(request, "authoring/translations.html", context)


@editor_only
@require_http_methods(["GET", "POST"])
@while_open
def discard(request: SignedInRequest, guideline: str, edition: str, revision: int) -> HttpResponse:
    """Ask once more; a POST throws the draft away."""
    found = the_draft(guideline, edition, revision)
    if request.method == "POST":
        discard_draft(found, by=request.user, now=timezone.now())
        _say(
            request, _("Discarded: version %(edition)s, course no. %(number)s."), edition, revision
        )
        return redirect("authoring:overview")
    context = {"line": draft_line(found), "changes": found.changes.count()}
    return TemplateResponse(request, "authoring/discard.html", context)


def _say(request: HttpRequest, words: str, edition: str, revision: int) -> None:
    messages.success(request, words % {"edition": edition, "number": revision})
