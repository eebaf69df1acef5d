"""The manager's page on how one person gets in: a link by mail, a slip to print."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from lib.pdf import PdfResponse
from people.permissions import SignedInRequest, manager_only
from people.sign_in import mails, slips
from training.sign_in_help import help_page, slip_pdf
from training.views.scope import another


@require_GET
@manager_only
def sign_in_help(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the person has to sign in by, and what can be done."""
    page = help_page(another(request, pk), now=timezone.now())
    return TemplateResponse(request, "training/sign_in_help.html", {"page": page, "pk": pk})


@require_POST
@manager_only
def sign_in_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mail a link to a first password."""
    employee = another(request, pk)
    try:
        mails.put_link(employee, by=request.user, now=timezone.now())
    except mails.NoWayToThem:
        messages.warning(request, _("A link would not help here."))
    else:
        said = _("%(name)s gets a mail with a link.")
        messages.success(request, said % {"name": employee.name})
    return redirect("training:sign_in_help", pk)


@require_POST
@manager_only
def sign_in_slip(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new slip as a PDF: nobody can read its code anywhere else, and the one before is void."""
    now, employee = timezone.now(), another(request, pk)
    try:
        slip, code = slips.issue(employee, by=request.user, now=now)
    except slips.NotForThem:
        raise PermissionDenied from None
    with override(employee.language):
        return PdfResponse(slip_pdf(slip, code, now=now), f"seddel-{employee.username}.pdf")


@require_POST
@manager_only
def revoke_slip(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the slip that was handed out open nothing any more."""
    if slips.revoke(another(request, pk), by=request.user, now=timezone.now()):
        messages.success(request, _("The slip opens nothing any more."))
    return redirect("training:sign_in_help", pk)
