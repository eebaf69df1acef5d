"""The acknowledgement above which the whole text stands, and its receipt."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lib.texts import shown as shown_in
from people.permissions import SignedInRequest
from policy.actions import TextChanged, shown_text
from policy.pages import guideline_page
from training.actions import NotWorkedThrough, acknowledge_module
from training.forms import AcknowledgeForm
from training.pages import receipt_of
from training.progress import Progress
from training.views.learner import own_progress


@require_http_methods(["GET", "POST"])
def acknowledge(request: SignedInRequest, guideline: str) -> HttpResponse:
    """Show the whole text with the tick below; a POST acknowledges exactly what was shown."""
    progress = own_progress(request, guideline)
    if progress is None:
        return redirect("training:my_training")
    if progress.completion is not None:
        return redirect("training:receipt", guideline)
    if request.method == "POST":
        return _acknowledge(request, guideline, progress)
    if not progress.is_worked_through:
        return redirect("training:next_step", guideline)
    return _page(request, progress, None, 200)


def _acknowledge(request: SignedInRequest, guideline: str, progress: Progress) -> HttpResponse:
    form = AcknowledgeForm(request.POST, statement="")
    if not form.has_what_was_shown():
        return _page(request, progress, None, 409)
    if not form.is_valid():
        return _page(request, progress, form, 422)
    try:
        acknowledge_module(progress.assignment, shown=form.shown(), now=timezone.now())
    except NotWorkedThrough:
        context = {"next_url": request.path}
        return TemplateResponse(request, "training/not_worked_through.html", context, status=409)
    except TextChanged:
        return _page(request, progress, None, 409)
    return redirect("training:receipt", guideline)


def _page(
    request: SignedInRequest, progress: Progress, form: AcknowledgeForm | None, status: int
) -> HttpResponse:
    edition = progress.revision.edition
    page = guideline_page(edition, request.GET.get("sprog"))
    statement = shown_in(edition, "statement", page.language)
    context = {
        "page": page,
        "statement": statement,
        "has_changed": status == 409,
        "form": AcknowledgeForm(
            request.POST if form else None,
            statement=statement,
            initial=vars(shown_text(edition, page.language)),
        ),
    }
    return TemplateResponse(request, "training/acknowledge.html", context, status=status)


@require_GET
def receipt(request: SignedInRequest, guideline: str) -> HttpResponse:
    """What the person has acknowledged, to keep."""
    progress = own_progress(request, guideline)
    if progress is None or progress.completion is None:
        return redirect("training:my_training")
    context = {"page": receipt_of(progress.completion), "slug": guideline}
    return TemplateResponse(request, "training/receipt.html", context)
