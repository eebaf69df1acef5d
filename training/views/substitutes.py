"""Naming who stands in for a manager."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Employee, Management, Substitute
from people.permissions import SignedInRequest, manager_only
from people.substitutes import StandsInAlready
from training.actions import end_standing_in, let_stand_in
from training.permissions import may_decide_for
from training.substitute_form import SubstituteForm
from training.substitutes import SubstitutePage, said_of, substitute_page


@require_http_methods(["GET", "POST"])
@manager_only
def substitutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who stands in for a manager, oneself or one of one's people, and naming another."""
    page = _page(request, pk)
    form = SubstituteForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        people=Employee.objects.in_headcount(timezone.localdate()),
        manager=pk,
        managements=page.managements,
    )
    if form.is_valid() and _name(request, form):
        return redirect("training:substitutes", pk)
    context = {"page": page, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "training/substitutes.html", context, status=status)


def _name(request: SignedInRequest, form: SubstituteForm) -> bool:
    facts = dict(form.cleaned_data)
    management = Management.objects.get(pk=facts.pop("management"))
    try:
        row = let_stand_in(management, **facts, by=request.user, now=timezone.now())
    except StandsInAlready:
        form.add_error("employee", _("They stand in on some of these days already."))
        return False
    messages.success(request, said_of(row))
    return True


@require_POST
@manager_only
def substitute_end(request: SignedInRequest, pk: int, substitute: int) -> HttpResponse:
    """End it before its time."""
    page = _page(request, pk)
    rows = Substitute.objects.filter(management__employee=page.manager)
    end_standing_in(get_object_or_404(rows, pk=substitute), by=request.user, now=timezone.now())
    messages.success(request, _("They no longer stand in."))
    return redirect("training:substitutes", pk)


def _page(request: SignedInRequest, pk: int) -> SubstitutePage:
    """A manager's page, for themselves and whoever may decide for them."""
    today = timezone.localdate()
    manager = Employee.objects.filter(pk=pk).first()
    if manager is None:
        raise PermissionDenied
    if manager.pk != request.user.pk and not may_decide_for(manager, request.user, today):
        raise PermissionDenied
    page = substitute_page(manager, reader=request.user, day=today)
    if page is None:
        raise Http404
    return page
