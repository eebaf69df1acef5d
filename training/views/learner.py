"""The learner's way: my training, start, lessons, what comes next."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.permissions import SignedInRequest
from quiz.actions import choose_work
from quiz.forms import WorkForm
from training.actions import (
    NothingToStart,
    complete_earlier_lesson,
    complete_lesson,
    start_module,
)
from training.models import Assignment, LessonDone
from training.pages import lesson_page, step_url
from training.pages import my_training as my_training_page
from training.progress import Progress, needs_work, progress_of
from training.recap import recap_of
from training.rounds import own_round


def own_assignment(request: SignedInRequest, guideline: str) -> Assignment:
    """The open assignment of the person who is signed in."""
    found = own_round(request.user.pk, guideline)
    if found is None:
        raise Http404
    return found


def own_progress(request: SignedInRequest, guideline: str) -> Progress | None:
    """The progress of the person who is signed in, once they have begun."""
    progress = progress_of(own_assignment(request, guideline))
    return progress if progress and (progress.attempt or progress.completion) else None


@require_GET
def my_training(request: SignedInRequest) -> HttpResponse:
    """Everything the person is asked to do."""
    page = my_training_page(request.user, timezone.localdate())
    return TemplateResponse(request, "training/my_training.html", {"page": page})


@require_POST
def start(request: SignedInRequest, guideline: str) -> HttpResponse:
    """Begin the module, and go to its first step."""
    assignment = own_assignment(request, guideline)
    if needs_work(assignment):
        return redirect("training:work", guideline)
    try:
        start_module(assignment, now=timezone.now())
    except NothingToStart:
        return redirect("training:my_training")
    return redirect("training:next_step", guideline)


@require_http_methods(["GET", "POST"])
def work(request: SignedInRequest, guideline: str) -> HttpResponse:
    """Ask once what the person's work is like; a POST begins, or changes it and keeps the answers."""
    assignment = own_assignment(request, guideline)
    progress = progress_of(assignment)
    if progress is None or progress.completion is not None:
        return redirect("training:my_training")
    known = progress.attempt or progress.before
    chosen = known.work if known else ""
    form = WorkForm(request.POST if request.method == "POST" else None, initial={"work": chosen})
    if request.method == "POST" and form.is_valid():
        attempt = start_module(assignment, now=timezone.now())
        choose_work(attempt, work=form.cleaned_data["work"])
        return redirect("training:next_step", guideline)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/work.html", {"form": form}, status=status)


@require_GET
def recap(request: SignedInRequest, guideline: str) -> HttpResponse:
    """What to remember, and what was new, before the acknowledgement."""
    progress = own_progress(request, guideline)
    if progress is None or not progress.is_worked_through:
        return redirect("training:next_step", guideline)
    return TemplateResponse(request, "training/recap.html", {"page": recap_of(progress)})


@require_GET
def next_step(request: SignedInRequest, guideline: str) -> HttpResponse:
    """Go to what comes next; from a situation (`efter`) to what follows it."""
    progress = own_progress(request, guideline)
    if progress is None:
        return redirect("training:my_training")
    if progress.completion is not None:
        return redirect("training:receipt", guideline)
    return redirect(step_url(guideline, progress.next_step(request.GET.get("efter", ""))))


@require_http_methods(["GET", "POST"])
def lesson(request: SignedInRequest, guideline: str, slug: str) -> HttpResponse:
    """Show a lesson; its button records it as read, or as known already."""
    assignment = own_assignment(request, guideline)
    progress = progress_of(assignment)
    if progress is None or not (progress.attempt or progress.completion):
        if (
            request.method == "POST"
        ):  # a new edition came while the lesson was read: it still counts
            way = request.POST.get("way", "")
            complete_earlier_lesson(assignment, slug, way=way, now=timezone.now())
        return redirect("training:my_training")
    chosen = next((one.lesson for one in progress.lessons if one.lesson.slug == slug), None)
    if chosen is None:
        raise Http404
    if request.method == "POST":
        way = request.POST.get("way", "")
        if way not in LessonDone.Way.values:
            raise BadRequest("way")
        complete_lesson(progress.assignment, chosen, way=way, now=timezone.now())
        return redirect("training:next_step", guideline)
    context = {"page": lesson_page(progress, chosen)}
    return TemplateResponse(request, "training/lesson.html", context)
