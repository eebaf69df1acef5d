"""A learner's situations: the question, the answer, the feedback. Only ever one's own attempt."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from people.permissions import SignedInRequest
from policy.models import Guideline, Revision
from quiz.actions import TryOutOfOrder, submit_answer
from quiz.cards import Card, cards_of
from quiz.forms import AnswerForm
from quiz.models import Answer, Attempt, Situation
from quiz.pages import feedback_page, newer_edition, options_for, situation_page
from quiz.selection import Met, met_by, own_attempt, own_attempts, situation_of


def _own_attempt(request: SignedInRequest, guideline: str) -> Attempt:
    """The newest attempt of the person who is signed in: nobody can name another's."""
    attempt = own_attempt(request.user, guideline)
    if attempt is None:
        raise Http404
    return attempt


def _situation(attempt: Attempt, slug: str, met: list[Met]) -> Situation:
    if slug not in {one.slug for one in met}:
        raise Http404
    found = situation_of(attempt.revision_id, slug)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def situation(request: SignedInRequest, guideline: str, slug: str) -> HttpResponse:
    """Show a situation; a POST answers it and leads to its feedback."""
    attempt = _own_attempt(request, guideline)
    met = met_by(attempt)
    chosen = _situation(attempt, slug, met)
    options = options_for(attempt, chosen)
    last = Answer.objects.last_to(chosen, attempt)
    now = {"try_number": last.try_number + 1 if last else 1, "attempt": attempt.pk}
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, initial=now, situation=chosen, options=options)
    if request.method == "POST" and form.is_valid():
        answer = _save(form, attempt, chosen)
        if answer is not None:
            return redirect("quiz:feedback", guideline, slug, answer.try_number)
        fresh = request.POST.copy()
        fresh.update({name: str(value) for name, value in now.items()})
        form = AnswerForm(fresh, situation=chosen, options=options)
        form.add_error(None, AnswerForm.stale)
    known = (newer_edition(attempt), vars(chosen)["lesson_minutes"])
    page = situation_page(guideline, chosen, met, request.user.name, last, *known)
    context = {"page": page, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "quiz/situation.html", context, status=status)


def _save(form: AnswerForm, attempt: Attempt, situation: Situation) -> Answer | None:
    data = form.cleaned_data
    if data["attempt"] != attempt.pk:
        return None
    try:
        return submit_answer(
            attempt=attempt,
            situation=situation,
            try_number=data["try_number"],
            now=timezone.now(),
            **form.given(situation),
        )
    except TryOutOfOrder:
        return None


@require_GET
def feedback(request: SignedInRequest, guideline: str, slug: str, try_number: int) -> HttpResponse:
    """Show what follows from an answer the person has given."""
    newest = own_attempts(request.user, guideline).values("pk")[:1]
    answers = Answer.objects.select_related(
        "attempt__revision__edition", "situation__lesson", "option__quote_clause", "note"
    ).filter(attempt=newest, situation__slug=slug)
    answer = get_object_or_404(answers, try_number=try_number)
    context = {"page": feedback_page(guideline, answer, met_by(answer.attempt))}
    return TemplateResponse(request, "quiz/feedback.html", context)


def _cards(request: SignedInRequest, guideline: str) -> list[Card]:
    found = get_object_or_404(Guideline, slug=guideline)
    revision = Revision.objects.current(found)
    cards = cards_of(revision, gettext("You"), back=request.path) if revision else []
    if not cards:
        raise Http404
    return cards


@require_GET
def cards(request: SignedInRequest, guideline: str) -> HttpResponse:
    """The discussion cards to choose from."""
    context = {"cards": _cards(request, guideline), "guideline": guideline}
    return TemplateResponse(request, "quiz/cards.html", context)


@require_GET
def deck(request: SignedInRequest, guideline: str) -> HttpResponse:
    """All cards one after the other, to print at once: a sheet each."""
    context = {"cards": _cards(request, guideline), "guideline": guideline}
    return TemplateResponse(request, "quiz/deck.html", context)


@require_GET
def card(request: SignedInRequest, guideline: str, card: str) -> HttpResponse:
    """One card, to print on A5 or to show in a meeting."""
    chosen = next((one for one in _cards(request, guideline) if one.id == card), None)
    if chosen is None:
        raise Http404
    return TemplateResponse(request, "quiz/card.html", {"card": chosen, "guideline": guideline})
