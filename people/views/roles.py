"""HR's page on who has which role: given and taken with a reason, and recorded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.actions import LastHR, grant_role, revoke_role
from people.finding import choices_of
from people.forms import GrantForm, RevokeForm
from people.models import Employee, Role, RoleGrant
from people.permissions import SignedInRequest, hr_only
from people.roles import role_holders


@require_http_methods(["GET", "POST"])
@hr_only
def roles(request: SignedInRequest) -> HttpResponse:
    """Who has which role; somebody found by name is given one."""
    day, words = timezone.localdate(), request.GET.get("q", "").replace("\x00", "").strip()
    people = choices_of(Employee.objects.in_headcount(day).matching(words), day) if words else []
    form = GrantForm(request.POST or None, people=people)
    if form.is_valid():
        _grant(request, form)
        return redirect("people:roles")
    context = {"form": form, "words": words, "people": people, "roles": role_holders(day)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "people/roles.html", context, status=status)


def _grant(request: SignedInRequest, form: GrantForm) -> None:
    employee, role = (
        Employee.objects.get(pk=form.cleaned_data["employee"]),
        form.cleaned_data["role"],
    )
    grant_role(
        employee,
        role=role,
        by=request.user.name,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
        actor=request.user.directory_id,
    )
    said = _("%(name)s now has the role %(role)s.")
    messages.success(request, said % {"name": employee.name, "role": Role(role).label})


@require_http_methods(["GET", "POST"])
@hr_only
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a role from somebody, with a reason."""
    active = RoleGrant.objects.active().select_related("employee")
    grant = get_object_or_404(active, pk=pk)
    form = RevokeForm(request.POST or None)
    if form.is_valid() and _revoke(request, grant, form):
        return redirect("people:roles")
    context = {"form": form, "grant": grant}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "people/revoke.html", context, status=status)


def _revoke(request: SignedInRequest, grant: RoleGrant, form: RevokeForm) -> bool:
    """Whether it could be taken; if not, the form says why."""
    try:
        revoke_role(
            grant.employee,
            role=grant.role,
            by=request.user.name,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
            actor=request.user.directory_id,
        )
    except LastHR:
        form.add_error(None, _("Somebody must have the role HR. Give it to another person first."))
        return False
    said = _("%(name)s no longer has the role %(role)s.")
    names = {"name": grant.employee.name, "role": Role(grant.role).label}
    messages.success(request, said % names)
    return True
