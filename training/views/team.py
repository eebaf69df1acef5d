"""The manager's pages: my team, and assigning the module."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from lib.addresses import query_without
from people.managers import topmost
from people.models import Employee, EmployeeQuerySet
from people.permissions import SignedInRequest, manager_only
from people.reading import record_read
from people.tree import Tree
from training.actions import Assigned
from training.actions import assign as assign_module
from training.assigning import assign_form, is_preview, searched_for
from training.forms import AssignForm
from training.guidelines import chosen_guideline
from training.mail_preview import MailPreview, mail_preview, remarks
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
        query=query_without(request.GET, "vis", "side"),
    )
    record_read(request, "read.team", departments=topmost(request.user, timezone.localdate()))
    return TemplateResponse(request, "training/team.html", {"page": page})


@require_http_methods(["GET", "POST"])
@manager_only
def assign(request: SignedInRequest) -> HttpResponse:
    """Assign the module to a department or to single people of one's own, or show the mail they get."""
    today = timezone.localdate()
    tree = Tree.on(today)
    people = people_in_scope(request.user, tree, today)
    form = assign_form(request, people=people, tree=tree, today=today)
    preview = None
    if form.is_bound and form.is_valid():
        chosen = _chosen(form, people, tree)
        if not is_preview(request):
            _say(request, _assign(request, form, chosen), form.cleaned_data["due_on"])
            return redirect("training:team")
        preview = _preview(request, form, chosen)
    context = {"form": form, "search": searched_for(request), "preview": preview}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/assign.html", context, status=status)


def _chosen(form: AssignForm, people: EmployeeQuerySet, tree: Tree) -> set[Employee]:
    chosen = set(form.cleaned_data["employees"])
    if department := form.cleaned_data["department"]:
        chosen |= set(people.placed_in(tree.below(int(department))))
    return chosen


def _assign(request: SignedInRequest, form: AssignForm, chosen: set[Employee]) -> Assigned:
    return assign_module(
        employees=chosen,
        guideline=form.cleaned_data["guideline"],
        due_on=form.cleaned_data["due_on"],
        by=request.user,
        now=timezone.now(),
    )


def _preview(
    request: SignedInRequest, form: AssignForm, chosen: set[Employee]
) -> MailPreview | None:
    preview = mail_preview(
        chosen,
        form.cleaned_data["guideline"],
        due_on=form.cleaned_data["due_on"],
        by=request.user,
        now=timezone.now(),
    )
    if preview is None:
        messages.info(request, _("All of them have the training already: nobody gets a mail."))
    return preview


def _say(request: SignedInRequest, assigned: Assigned, due_on: date) -> None:
    """Say who has the module now, by when, and who is told of it how."""
    new = len(assigned.new)
    day = date_format(due_on, "DATE_FORMAT")
    if new == 1:
        name = assigned.new[0].employee.name
        text = _("%(name)s has been assigned the training, with the deadline %(day)s.")
        parts = [text % {"name": name, "day": day}]
    else:
        text = _("%(count)d employees have been assigned the training, with the deadline %(day)s.")
        parts = [text % {"count": new, "day": day}]
    if new:
        parts += remarks([one.employee for one in assigned.new], now=timezone.now())
    if assigned.already:
        parts.append(
            ngettext("%(count)d had it already.", "%(count)d had it already.", assigned.already)
            % {"count": assigned.already}
        )
    messages.success(request, " ".join(parts))
