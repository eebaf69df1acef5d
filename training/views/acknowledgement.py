"""The acknowledgement above which the whole text stands, and its receipt."""

import logging
from contextlib import suppress

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from evidence.receipt import Proof, ProofBroken
from lib.pdf import PdfResponse
from lib.texts import shown as shown_in
from people.permissions import SignedInRequest, signed_in_by
from policy.actions import TextChanged, is_current, shown_text
from policy.editions import acknowledgements_of
from policy.models import Acknowledgement
from policy.pages import guideline_page
from policy.receipts import proof_for, receipt_for
from training.actions import NotWorkedThrough, acknowledge_module, finish_module
from training.forms import AcknowledgeForm
from training.models import Completion
from training.news import changes_since
from training.progress import Progress, completion_of, progress_of
from training.receipts import receipt_of, receipt_pdf
from training.views.learner import own_assignment

log = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
def acknowledge(request: SignedInRequest, guideline: str) -> HttpResponse:
    """Show the whole text with the tick below; a POST acknowledges exactly what was shown."""
    assignment = own_assignment(request, guideline)
    sent = AcknowledgeForm(request.POST, statement="") if request.method == "POST" else None
    # What is right in itself is tried first, and read once, behind the lock: thousands send it at one time.
    if sent is not None and sent.is_valid():
        with suppress(NotWorkedThrough, TextChanged):
            auth = signed_in_by(request)
            acknowledge_module(assignment, shown=sent.shown(), auth=auth, now=timezone.now())
            return redirect("training:receipt", guideline)
    return _standing(request, guideline, progress_of(assignment), sent)


def _standing(
    request: SignedInRequest,
    guideline: str,
    progress: Progress | None,
    sent: AcknowledgeForm | None,
) -> HttpResponse:
    """Where the round stands; `sent` is a form that acknowledged nothing."""
    if progress is None:
        return redirect("training:my_training")
    if progress.completion is not None:
        return redirect("training:receipt", guideline)
    known = acknowledgements_of(request.user, progress.assignment.guideline_id)
    is_recorded = any(map(progress.is_acknowledged_by, known))  # on paper, or on their behalf
    if sent is not None and not is_recorded:
        return _refused(request, progress, known, sent)
    if progress.attempt is None:
        return redirect("training:my_training")
    if not progress.is_worked_through:
        return redirect("training:next_step", guideline)
    if is_recorded:
        return _finish(request, guideline, progress)
    return _page(request, progress, known, request.GET.get("sprog"))


def _refused(
    request: SignedInRequest,
    progress: Progress,
    known: list[Acknowledgement],
    sent: AcknowledgeForm,
) -> HttpResponse:
    """Another text than the one that was shown; else something left to do, or no tick."""
    edition = progress.revision.edition
    is_of_this_text = sent.has_what_was_shown() and is_current(edition, sent.shown())
    if is_of_this_text and sent.is_valid() and not progress.is_worked_through:
        context = {"next_url": request.path}
        return TemplateResponse(request, "training/not_worked_through.html", context, status=409)
    status = 422 if is_of_this_text and not sent.is_valid() else 409
    return _page(request, progress, known, sent.data.get("language"), status)


def _finish(request: SignedInRequest, guideline: str, progress: Progress) -> HttpResponse:
    """Where the text is acknowledged on paper already, one button finishes the training."""
    if request.method == "POST":
        finish_module(progress.assignment, now=timezone.now())
        return redirect("training:receipt", guideline)
    return TemplateResponse(request, "training/finish.html")


def _page(
    request: SignedInRequest,
    progress: Progress,
    known: list[Acknowledgement],
    language: str | None,
    status: int = 200,
) -> HttpResponse:
    """The text in the language that was asked for or shown, and the form that says so."""
    edition = progress.revision.edition
    page = guideline_page(edition, language)
    statement = shown_in(edition, "statement", page.language)
    shown = vars(shown_text(edition, page.language))
    # After a post without the tick, the form says so; what was shown is always this page's own.
    form = AcknowledgeForm(shown if status == 422 else None, statement=statement, initial=shown)
    context = {
        "page": page,
        "statement": statement,
        "has_changed": status == 409,
        "is_begun": progress.attempt is not None,
        "changes": changes_since(known[0] if known else None, edition, request.user),
        "form": form,
    }
    return TemplateResponse(request, "training/acknowledge.html", context, status=status)


@require_GET
def receipt(request: SignedInRequest, guideline: str) -> HttpResponse:
    """What the person has acknowledged, to keep, and its proof."""
    completion = _own_completion(request, guideline)
    page = receipt_of(completion) if completion else None
    if completion is None or page is None:
        return redirect("training:my_training")
    context = {"page": page, "proof": _proof(completion), "slug": guideline}
    return TemplateResponse(request, "training/receipt.html", context)


def _own_completion(request: SignedInRequest, guideline: str) -> Completion | None:
    return completion_of(own_assignment(request, guideline))


def _proof(completion: Completion) -> Proof | None:
    """The proof, or None, and an error in the log, where it doesn't hold."""
    assert completion.acknowledgement is not None
    try:
        return proof_for(completion.acknowledgement)
    except ProofBroken as error:
        log.error("%s Run evidence_verify.", error)
        return None


@require_GET
def receipt_json(request: SignedInRequest, guideline: str) -> HttpResponse:
    """The receipt with its proof, for anybody to check; not before the log is signed."""
    completion = _own_completion(request, guideline)
    if completion is None or completion.acknowledgement is None or _proof(completion) is None:
        return redirect("training:my_training")
    found = receipt_for(completion.acknowledgement)
    if found is None:
        return redirect("training:receipt", guideline)
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"kvittering-{guideline}-{completion.edition.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def receipt_file(request: SignedInRequest, guideline: str) -> HttpResponse:
    """The same receipt as a PDF."""
    completion = _own_completion(request, guideline)
    page = receipt_of(completion) if completion else None
    if completion is None or page is None:
        return redirect("training:my_training")
    pdf = receipt_pdf(page, _proof(completion), now=timezone.now())
    return PdfResponse(pdf, f"kvittering-{guideline}-{page.edition}.pdf")
