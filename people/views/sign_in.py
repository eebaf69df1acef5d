"""Signing in without a password, and one's own ways to sign in: allauth's pages, and what they lack."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from audit.actions import record
from people.models import Employee
from people.permissions import SignedInRequest
from people.sign_in import slips
from people.sign_in.forms import NOTHING, SlipForm
from people.sign_in.notices import ADDED, REMOVED, put_way
from people.sign_in.oidc import Adapter

AnyView = Callable[..., HttpResponseBase]


@login_not_required
@require_GET
def municipality(request: HttpRequest) -> HttpResponse:
    """On to the organisation's own sign-in. A link, no form: a form may lead nowhere else (CSP)."""
    if not settings.OIDC_ISSUER or request.user.is_authenticated:
        return redirect("account_login")
    provider = Adapter(request).get_provider()
    try:
        response: HttpResponse = provider.redirect_from_request(request)
    except OAuth2Error as problem:
        response = render_authentication_error(request, provider, exception=problem)
    return response


@login_not_required
@require_GET
def municipality_callback(request: HttpRequest) -> HttpResponse:
    """Back from there, with an answer that is checked before anybody is signed in."""
    if not settings.OIDC_ISSUER:
        return redirect("account_login")
    response: HttpResponse = OAuth2CallbackView.adapter_view(Adapter(request))(request)
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponseBase:
    """Sign in by a passkey: the page with the question, and the browser's answer."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        response: HttpResponseBase = passkeys.login_webauthn(request)
        return response
    context = {"question": begin_authentication(), "next": request.GET.get("next", "")}
    return TemplateResponse(request, "people/passkey.html", context)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Sign in by the code on a slip, and choose a password; whoever is in already stays who they are."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    now = timezone.now()
    if request.method == "GET":
        form = SlipForm(initial={"code": request.GET.get("kode", "")[:40]}, now=now)
        return TemplateResponse(request, "people/slip.html", {"form": form})
    limited: HttpResponse | None = ratelimit.consume_or_429(request, action="slip")
    if limited:
        return limited
    form = SlipForm(request.POST, now=now)
    if form.is_valid() and (done := _use(request, form)):
        return done
    return TemplateResponse(request, "people/slip.html", {"form": form}, status=422)


def _use(request: HttpRequest, form: SlipForm) -> HttpResponse | None:
    """Sign in by the slip; None, and the form says why, where another was first."""
    given = form.cleaned_data
    try:
        employee = slips.use(given["code"], password=given["password"], now=timezone.now())
    except slips.NoSuchSlip:
        form.add_error("code", NOTHING)
        return None
    record_authentication(request, employee, "slip")
    response: HttpResponse = perform_login(request, Login(user=employee))
    return response


def recorded(view: AnyView) -> AnyView:
    """Record which ways to sign in were added or removed, and tell the person by mail, in one
    transaction with the change; one just added has just been used.
    """

    @wraps(view)
    def watched(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            before = _ways_of(request)
            response = view(request, *args, **kwargs)
            after = _ways_of(request)
            _record_changes(request.user, before, after, timezone.now())
        for pk in after.keys() - before.keys():
            record_authentication(request, request.user, "mfa", id=pk, type=after[pk])
        return response

    return watched


def _record_changes(
    employee: Employee, before: dict[int, str], after: dict[int, str], now: datetime
) -> None:
    who = employee.directory_id
    for became, one, other in ((ADDED, after, before), (REMOVED, before, after)):
        for pk in one.keys() - other.keys():
            record(kind=f"sign-in.{became}", actor=who, subject=who, now=now, way=one[pk])
            put_way(employee, way=one[pk], pk=pk, became=became, now=now)


def _ways_of(request: SignedInRequest) -> dict[int, str]:
    """The person's passkeys and apps: their keys, and which kind they are."""
    mine = Authenticator.objects.filter(user=request.user)
    return dict(mine.values_list("pk", "type"))


add_passkey = recorded(passkeys.add_webauthn)
remove_passkey = recorded(passkeys.remove_webauthn)
add_app = recorded(apps.activate_totp)
remove_app = recorded(apps.deactivate_totp)
