"""What people find hard, and asking the editor to look at it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lib.addresses import query_with, query_without
from people.permissions import SignedInRequest, figures_only, hr_only
from people.tree import Tree
from quiz.actions import open_task
from reports.choosing import SetForm, TaskForm
from reports.difficulty import SetChoice, Sets, difficulty_of, sets_of, units_of
from training.guidelines import chosen_guideline

TEMPLATE = "reports/difficulty.html"


def _chosen(sets: Sets, request: SignedInRequest) -> SetChoice | None:
    """The set that the address names, or the first; None where nothing has been counted."""
    by_key = {one.key: one for one in sets.choices}
    return by_key.get(request.GET.get("saet", ""), next(iter(sets.choices), None))


@require_GET
@figures_only
def difficulty(request: SignedInRequest) -> HttpResponse:
    """The situations of a set, the hardest first; or its clauses."""
    guideline = chosen_guideline(request)
    sets = sets_of(guideline)
    choice = _chosen(sets, request)
    if choice is None:
        return TemplateResponse(request, TEMPLATE, {"form": None, "query": ""})
    units = units_of(choice, Tree.on(timezone.localdate()))
    form = SetForm(request.GET, sets=sets.choices, units=units)
    if not form.is_valid():
        return TemplateResponse(request, TEMPLATE, {"form": form, "query": ""}, status=400)
    unit = next((one for one in units if one[0] == form.unit()), None)
    context = {
        "form": form,
        "page": difficulty_of(guideline, choice, sets.last[choice.key], unit=unit),
        "shows_clauses": form.shows_clauses(),
        "query": query_with(request.GET, "retningslinje"),
        "set_query": query_without(request.GET, "vis"),
        "whole_query": request.GET.urlencode(),
    }
    return TemplateResponse(request, TEMPLATE, context)


@require_POST
@hr_only
def task(request: SignedInRequest) -> HttpResponse:
    """Ask the editor to look at a situation or a clause of the set that the address names."""
    form = TaskForm(request.POST)
    if not form.is_valid():
        raise BadRequest("task")
    guideline = chosen_guideline(request)
    sets = sets_of(guideline)
    choice, finding = _chosen(sets, request), None
    if choice is not None:
        page = difficulty_of(guideline, choice, sets.last[choice.key], unit=None)
        asked = form.cleaned_data
        finding = page.item(asked["situation"]) or page.hard_clause(asked["afsnit"])
    if choice is None or finding is None or not finding.sentence:
        messages.warning(request, _("There is nothing to ask about that any more."))
    else:
        about, now = finding.subject, timezone.now()
        open_task(
            revision=choice.revision, **about, finding=finding.sentence, by=request.user, now=now
        )
        messages.success(request, _("The editor has been asked to look at it."))
    return redirect(f"{reverse('reports:difficulty')}?{request.GET.urlencode()}")
