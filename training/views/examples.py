"""Local examples: a manager proposes one from an answered question, an editor or HR decides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from people.permissions import SignedInRequest, editor_or_hr_only, manager_only
from policy.examples import NotNow, OnesOwnProposal, decide, propose, to_look_at
from policy.models import LocalExample
from training.examples import example_lines, names_behind, wording_of
from training.models import Question
from training.question_forms import ExampleForm
from training.question_pages import question_page

PER_PAGE = 50
BUTTONS = {
    "publish": (LocalExample.State.PUBLISHED, gettext_lazy("It stands with the guideline now.")),
    "decline": (LocalExample.State.DECLINED, gettext_lazy("The proposal is declined.")),
    "remove": (LocalExample.State.REMOVED, gettext_lazy("It no longer stands with the guideline.")),
}


@require_http_methods(["GET", "POST"])
@manager_only
def example_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make an example of an answered question, without names, for somebody else to look at."""
    question = get_object_or_404(
        Question.objects.answered().select_related("employee", "edition__guideline"), pk=pk
    )
    page = question_page(question, request.user, timezone.localdate())
    if page is None or not page.may_answer:
        raise PermissionDenied
    if page.example:
        return redirect("training:question", pk)
    form = ExampleForm(
        request.POST if request.method == "POST" else None,
        initial=wording_of(question),
        names=names_behind(question.source),
    )
    if form.is_valid():
        propose(
            guideline=question.edition.guideline,
            clause=question.clause,
            source=question.source,
            wording=form.wording(),
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Proposed. An editor or HR looks at it first."))
        return redirect("training:question", pk)
    context = {"form": form, "page": page}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/example_propose.html", context, status=status)


@require_GET
@editor_or_hr_only
def examples(request: SignedInRequest) -> HttpResponse:
    """Every example: those that wait first."""
    page = Paginator(to_look_at(), PER_PAGE).get_page(request.GET.get("side"))
    context = {"page": page, "lines": example_lines(page)}
    return TemplateResponse(request, "training/examples.html", context)


@require_http_methods(["GET", "POST"])
@editor_or_hr_only
def example(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look at one, correct its words, publish, decline or remove it."""
    found = get_object_or_404(LocalExample, pk=pk)
    form = ExampleForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(found, name) for name in ExampleForm.base_fields},
        names=names_behind(found.source),
    )
    if form.is_valid() and _decide(request, found, form):
        return redirect("training:examples")
    [line] = example_lines([found])
    is_published = found.state == LocalExample.State.PUBLISHED
    context = {"form": form, "line": line, "is_published": is_published}
    context["is_proposed"] = found.state == LocalExample.State.PROPOSED
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/example.html", context, status=status)


def _decide(request: SignedInRequest, found: LocalExample, form: ExampleForm) -> bool:
    button = BUTTONS.get(request.POST.get("do", ""))
    if button is None:
        raise Http404
    state, said = button
    try:
        decide(found, state=state, wording=form.wording(), by=request.user, now=timezone.now())
    except NotNow:
        form.add_error(None, _("Somebody else has decided about it meanwhile."))
        return False
    except OnesOwnProposal:
        form.add_error(None, _("You proposed it, so somebody else publishes it."))
        return False
    messages.success(request, said)
    return True
