"""A learner's situations: the question, the answer, the feedback. Only ever one's own attempt."""

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from people.permissions import SignedInRequest
from quiz.actions import TryOutOfOrder, submit_answer
from quiz.forms import AnswerForm
from quiz.models import Answer, Attempt, Situation
from quiz.pages import feedback_page, options_for, situation_page


def _own_attempt(request: HttpRequest, guideline: str) -> Attempt:
    """The newest attempt of the person who is signed in: nobody can name another's."""
    attempts = Attempt.objects.filter(
        employee=request.user.pk, revision__edition__guideline__slug=guideline
    ).order_by("-round", "-started_at")
    return get_object_or_404(attempts[:1])


def _situation(attempt: Attempt, slug: str) -> Situation:
    situations = Situation.objects.main().select_related("lesson")
    found: Situation = get_object_or_404(situations, revision=attempt.revision_id, slug=slug)
    return found


@require_http_methods(["GET", "POST"])
def situation(request: SignedInRequest, guideline: str, slug: str) -> HttpResponse:
    """Show a situation; a POST answers it and leads to its feedback."""
    attempt = _own_attempt(request, guideline)
    chosen = _situation(attempt, slug)
    options = options_for(attempt, chosen)
    tries = Answer.objects.filter(attempt=attempt, situation=chosen)
    form = AnswerForm(
        request.POST or None,
        initial={"try_number": (tries.aggregate(last=Max("try_number"))["last"] or 0) + 1},
        situation=chosen,
        options=options,
    )
    if request.method == "POST" and form.is_valid():
        answer = _save(form, attempt, chosen)
        if answer is not None:
            return redirect("quiz:feedback", guideline, slug, answer.try_number)
        form.add_error(None, AnswerForm.stale)
    context = {"page": situation_page(guideline, chosen), "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "quiz/situation.html", context, status=status)


def _save(form: AnswerForm, attempt: Attempt, situation: Situation) -> Answer | None:
    data = form.cleaned_data
    weighing = data.get("considerations", [])
    try:
        return submit_answer(
            attempt=attempt,
            situation=situation,
            option=situation.options.get(slug=data["option"]),
            try_number=data["try_number"],
            considerations=list(situation.considerations.filter(slug__in=weighing)),
            note=data.get("note", ""),
            now=timezone.now(),
        )
    except TryOutOfOrder:
        return None


@require_GET
def feedback(request: SignedInRequest, guideline: str, slug: str, try_number: int) -> HttpResponse:
    """Show what follows from an answer the person has given."""
    attempt = _own_attempt(request, guideline)
    answers = Answer.objects.select_related(
        "situation__lesson", "option__quote_clause", "note"
    ).filter(attempt=attempt, situation__slug=slug)
    answer = get_object_or_404(answers, try_number=try_number)
    context = {"page": feedback_page(guideline, answer)}
    return TemplateResponse(request, "quiz/feedback.html", context)
