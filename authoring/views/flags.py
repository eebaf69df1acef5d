"""Flags: a learner raises one on a situation that they have met, an editor looks into it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from authoring.flagpages import flag_lines, flag_page
from authoring.flags import close_flag, may_raise, raise_flag
from authoring.forms import CloseForm, FlagForm
from authoring.models import Flag
from lib.texts import reader_language, shown
from people.permissions import SignedInRequest, editor_only
from quiz.models import Situation
from quiz.selection import met_by, own_attempt


def _met_situation(request: SignedInRequest, guideline: str, slug: str) -> Situation:
    """A situation of the person's own attempt."""
    attempt = own_attempt(request.user, guideline)
    if attempt is None or slug not in {one.slug for one in met_by(attempt)}:
        raise Http404
    found: Situation = Situation.objects.get(revision=attempt.revision_id, slug=slug)
    return found


@require_http_methods(["GET", "POST"])
def flag_situation(request: SignedInRequest, guideline: str, slug: str) -> HttpResponse:
    """Say that something in a situation is wrong or unclear; who said it is not stored."""
    situation = _met_situation(request, guideline, slug)
    form = FlagForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if may_raise(request.user):
            text, language = form.cleaned_data["text"], reader_language()
            raise_flag(situation=situation, language=language, text=text, now=timezone.now())
            return redirect("authoring:flagged", guideline, slug)
        form.add_error(None, _("You have sent several within an hour. Wait an hour, please."))
        status = 429
    context = {
        "form": form,
        "title": shown(situation, "title"),
        "guideline": guideline,
        "slug": slug,
    }
    status = 422 if form.errors and status == 200 else status
    return TemplateResponse(request, "authoring/flag_situation.html", context, status=status)


@require_GET
def flagged(request: SignedInRequest, guideline: str, slug: str) -> HttpResponse:
    """Thank you, and back to where the person was."""
    situation = _met_situation(request, guideline, slug)
    context = {"title": shown(situation, "title"), "guideline": guideline, "slug": slug}
    return TemplateResponse(request, "authoring/flagged.html", context)


@editor_only
@require_GET
def flags(request: SignedInRequest) -> HttpResponse:
    """What learners found wrong or unclear and nobody has looked into yet."""
    return TemplateResponse(request, "authoring/flags.html", {"flags": flag_lines()})


@editor_only
@require_http_methods(["GET", "POST"])
def flag(request: SignedInRequest, flag: int) -> HttpResponse:
    """One flag with the situation's clauses; a POST closes it with a sentence."""
    found = get_object_or_404(Flag, pk=min(flag, 2**62))
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        close_flag(found, outcome=form.cleaned_data["outcome"], by=request.user, now=timezone.now())
        return redirect("authoring:flags")
    status = 422 if form.errors else 200
    context = {"form": form, "page": flag_page(found)}
    return TemplateResponse(request, "authoring/flag.html", context, status=status)
