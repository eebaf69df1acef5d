"""A learner's follow-up: begin it, answer its situations, and see what changed. Only ever one's own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.permissions import SignedInRequest
from quiz.forms import FollowUpForm
from quiz.models import Option
from training.actions import NothingToStart, answer_follow_up, begin_follow_up
from training.follow_up_pages import (
    answer_page,
    options_in,
    question_page,
    situations_in,
    thanks_page,
)
from training.models import FollowUp


def _own(request: SignedInRequest, guideline: str) -> FollowUp:
    """That of the open round of the person who is signed in: nobody can name another's."""
    return get_object_or_404(
        FollowUp.objects.held(timezone.localdate()),
        assignment__employee=request.user,
        assignment__guideline__slug=guideline,
    )


@require_POST
def follow_up_start(request: SignedInRequest, guideline: str) -> HttpResponse:
    """Choose the situations, and go to the first."""
    try:
        begin_follow_up(_own(request, guideline), now=timezone.now())
    except NothingToStart:
        return redirect("training:my_training")
    return redirect("training:follow_up", guideline, 1)


@require_http_methods(["GET", "POST"])
def follow_up(request: SignedInRequest, guideline: str, number: int) -> HttpResponse:
    """Show a situation; a POST answers it. What is answered shows what followed."""
    rows = situations_in(_own(request, guideline))
    row = get_object_or_404(rows, number=number)
    if row.answered_at is not None:
        return redirect("training:follow_up_feedback", guideline, number)
    options = options_in(row)
    data = request.POST if request.method == "POST" else None
    form = FollowUpForm(data, situation=row.situation, options=options)
    if request.method == "POST" and form.is_valid():
        option = Option.objects.get(situation=row.situation, slug=form.cleaned_data["option"])
        answer_follow_up(row, option=option, now=timezone.now())
        return redirect("training:follow_up_feedback", guideline, number)
    page = question_page(guideline, row, rows.count(), request.user.name)
    status = 422 if form.errors else 200
    context = {"page": page, "form": form}
    return TemplateResponse(request, "training/follow_up.html", context, status=status)


@require_GET
def follow_up_feedback(request: SignedInRequest, guideline: str, number: int) -> HttpResponse:
    """Show what follows from an answer the person has given."""
    rows = situations_in(_own(request, guideline))
    row = get_object_or_404(rows, number=number)
    if row.option is None:
        return redirect("training:follow_up", guideline, number)
    page = answer_page(guideline, row, rows.count(), row.option)
    return TemplateResponse(request, "training/follow_up_feedback.html", {"page": page})


@require_GET
def follow_up_thanks(request: SignedInRequest, guideline: str) -> HttpResponse:
    """Thank for it and say what changed; what is not answered yet comes first."""
    own = _own(request, guideline)
    left = own.situations.filter(answered_at=None).first()
    if left is not None:
        return redirect("training:follow_up", guideline, left.number)
    if own.finished_at is None or not own.situations.exists():
        return redirect("training:my_training")
    page = thanks_page(guideline, own, request.user)
    return TemplateResponse(request, "training/follow_up_thanks.html", {"page": page})
