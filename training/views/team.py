"""The manager's pages: my team, and assigning the module."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from people.models import EmployeeQuerySet
from people.permissions import SignedInRequest, manager_only
from people.tree import Tree
from training.actions import Assigned
from training.actions import assign as assign_module
from training.assigning import assign_form
from training.forms import AssignForm
from training.guidelines import chosen_guideline
from training.team import people_in_scope, team_of


@require_GET
@manager_only
def team(request: SignedInRequest) -> HttpResponse:
    """Who in the manager's departments is missing, overdue first."""
    page = team_of(
        request.user,
        chosen_guideline(request),
        day=timezone.localdate(),
        show=request.GET.get("vis", ""),
        number=request.GET.get("side", "1"),
    )
    return TemplateResponse(request, "training/team.html", {"page": page})


@require_http_methods(["GET", "POST"])
@manager_only
def assign(request: SignedInRequest) -> HttpResponse:
    """Assign the module to a department or to single people of one's own."""
    today = timezone.localdate()
    tree = Tree.on(today)
    people = people_in_scope(request.user, tree, today)
    form = assign_form(request, people=people, tree=tree, today=today)
    if request.method == "POST" and form.is_valid():
        _say(request, _assign(request, form, people, tree))
        return redirect("training:team")
    context = {"form": form, "search": request.GET.get("q", "")}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/assign.html", context, status=status)


def _assign(
    request: SignedInRequest, form: AssignForm, people: EmployeeQuerySet, tree: Tree
) -> Assigned:
    chosen = set(form.cleaned_data["employees"])
    if department := form.cleaned_data["department"]:
        chosen |= set(people.placed_in(tree.below(int(department))))
    return assign_module(
        employees=chosen,
        guideline=form.cleaned_data["guideline"],
        due_on=form.cleaned_data["due_on"],
        by=request.user,
        now=timezone.now(),
    )


def _say(request: SignedInRequest, assigned: Assigned) -> None:
    new = len(assigned.new)
    text = ngettext(
        "%(count)d employee has been assigned the training.",
        "%(count)d employees have been assigned the training.",
        new,
    ) % {"count": new}
    if assigned.already:
        text += " " + ngettext(
            "%(count)d had it already.", "%(count)d had it already.", assigned.already
        ) % {"count": assigned.already}
    messages.success(request, text)
