"""Asking the nearest manager whether one may use a social medium for work, and answering."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lib.addresses import FilterLink, on_this_site
from people.permissions import SignedInRequest, manager_only, way_by_role
from people.reading import record_read
from policy.models import Ruling
from training import actions
from training.models import Question
from training.question_forms import AnswerForm, AskForm
from training.question_pages import (
    answered_for,
    clause_shown,
    lines_of,
    open_for,
    own_questions,
    question_page,
)
from training.questions import edition_to_ask_about

PER_PAGE = 50
OPEN, ANSWERED = "venter", "besvaret"


@require_http_methods(["GET", "POST"])
def questions(request: SignedInRequest) -> HttpResponse:
    """One's own questions, and asking another."""
    edition = edition_to_ask_about(request.GET.get("retningslinje", ""))
    if edition is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {**form.cleaned_data, "edition": edition, "now": timezone.now()}
        question = actions.ask(employee=request.user, **facts)
        messages.success(request, _("Your question is sent."))
        return redirect("training:question", question.pk)
    context = {
        "form": form,
        "clause": clause_shown(edition),
        "own": own_questions(request.user),
        "back_url": on_this_site(request.GET.get("fra", "")),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/questions.html", context, status=status)


@require_http_methods(["GET", "POST"])
def question(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question, for who asked and who may answer; a POST answers it, or corrects the answer."""
    found = get_object_or_404(
        Question.objects.select_related("employee", "edition__guideline"), pk=pk
    )
    page = question_page(found, request.user, timezone.localdate())
    if page is None:
        raise PermissionDenied
    if not page.is_own and (way := way_by_role(request)):
        return redirect(way)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answer(request, found, form):
        return redirect("training:question", pk)
    if not page.is_own:
        record_read(request, "read.question", found.employee.directory_id)
    context = {"page": page, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/question.html", context, status=status)


def _answer(request: SignedInRequest, found: Question, form: AnswerForm) -> bool:
    ruling, text = Ruling(form.cleaned_data["ruling"]), form.cleaned_data["text"]
    try:
        actions.answer(found, ruling=ruling, text=text, by=request.user, now=timezone.now())
    except actions.AlreadyAnswered:
        form.add_error(None, _("The question has been taken back meanwhile."))
        return False
    text = _("%(name)s can see your answer.")
    messages.success(request, text % {"name": found.employee.name})
    return True


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """No longer ask."""
    found = get_object_or_404(Question, pk=pk)
    if found.employee_id != request.user.pk:
        raise PermissionDenied
    try:
        actions.take_back(found, now=timezone.now())
    except actions.AlreadyAnswered:
        messages.warning(request, _("Too late: the question has been answered."))
    else:
        messages.success(request, _("The question is taken back."))
    return redirect("training:question", pk)


@require_GET
@manager_only
def team_questions(request: SignedInRequest) -> HttpResponse:
    """The questions that one is to answer, and those answered."""
    today = timezone.localdate()
    groups = {OPEN: open_for(request.user, today), ANSWERED: answered_for(request.user, today)}
    chosen = request.GET.get("vis", "")
    chosen = chosen if chosen in groups else OPEN
    labels = {OPEN: _("Wait for an answer"), ANSWERED: _("Answered")}
    page = Paginator(groups[chosen], PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "links": [
            FilterLink(label, len(groups[name]), f"?vis={name}", name == chosen)
            for name, label in labels.items()
        ],
        "page": page,
        "lines": lines_of(page),
        "query": f"vis={chosen}&",
    }
    return TemplateResponse(request, "training/team_questions.html", context)
