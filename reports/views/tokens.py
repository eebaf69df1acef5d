"""HR's page of the tokens with which programs read figures."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.permissions import SignedInRequest, hr_only
from reports.models import ApiToken, Scope
from reports.outlet_forms import TokenForm
from reports.tokens import make_token, revoke_token, token_rows


@require_http_methods(["GET", "POST"])
@hr_only
def tokens(request: SignedInRequest) -> HttpResponse:
    """The tokens; one that was just made is shown this once."""
    now, secret = timezone.now(), ""
    form = TokenForm(request.POST or None)
    if form.is_valid():
        chosen = form.cleaned_data
        scope = Scope(chosen["scope"])
        _token, secret = make_token(
            name=chosen["name"], scope=scope, days=chosen["days"], by=request.user, now=now
        )
        form = TokenForm()
    context = {"form": form, "secret": secret, "rows": token_rows(now)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "reports/tokens.html", context, status=status)


@require_POST
@hr_only
def token_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let it open nothing any more."""
    found = revoke_token(get_object_or_404(ApiToken, pk=pk), by=request.user, now=timezone.now())
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": found.name})
    return redirect("reports:tokens")
