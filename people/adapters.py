"""What differs from allauth's defaults: nobody signs up, people come from the directory."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.actions import record
from lib.qr import qr_svg
from lib.sealed import seal, unseal
from people.actions import choose_language
from people.models import Employee
from people.sign_in import oidc, own_device
from people.sign_in.mails import put_code
from people.sign_in.notices import put_password

WRONG = _("The sign-in name or the password is not right.")
WRONG_CODE = _("The code is not right, or it has expired.")
TOO_MANY = _("There have been too many attempts to sign in. Wait five minutes and try again.")

WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your app"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for the people of the directory alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "username_email_password_mismatch": WRONG,
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": TOO_MANY,
    }

    def login(self, request: HttpRequest, user: Employee) -> None:
        """Sign in; a language chosen on the sign-in page is the person's from now on."""
        chosen = request.session.get("language")
        is_own_device = own_device.was_said_by(request, user)
        super().login(request, user)
        if is_own_device:
            own_device.stay(request)
        if chosen:
            choose_language(user, language=chosen)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: the directory says who works here."""
        return False

    def get_reauthentication_methods(self, user: Employee) -> list[dict[str, Any]]:
        """The ways to confirm that it is oneself, in the site's words."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS[way["id"]]} for way in ways]

    def set_password(self, user: Employee, password: str) -> None:
        """Choose a password by a link; the person is told."""
        now = timezone.now()
        with transaction.atomic():
            super().set_password(user, password)
            record(
                kind="password.chosen", actor=user.directory_id, subject=user.directory_id, now=now
            )
            put_password(user, now=now)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The code goes by the outbox; no other mail of allauth's is sent."""
        if template_prefix == "account/email/login_code":
            put_code(email, context["code"], now=timezone.now())


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Whom the organisation's own sign-in names, the directory has to know."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one that the environment configures, if it does."""
        return [oidc.app()] if settings.OIDC_ISSUER else []

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign in as the employee whom the claim names; no account is stored for it."""
        employee = oidc.person_of(sociallogin.account.uid)
        if employee is None:
            log.warning("Somebody whom the directory does not know came by the provider.")
            raise ImmediateHttpResponse(render(request, "people/unknown.html", status=403))
        sociallogin.user = employee

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: BaseException | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say in the log what went wrong, never what the provider said of a person."""
        if error == AuthError.CANCELLED:
            messages.info(request, gettext("You were not signed in. Try again when you are ready."))
            raise ImmediateHttpResponse(redirect("account_login"))
        log.warning("Sign-in by the provider failed: %s", _why(exception))


def _why(exception: BaseException | None) -> str:
    """In words that are ours; of another's only its kind, for its text may hold what was answered."""
    if exception is None:
        return "its answer belongs to no sign-in that was begun here"
    if isinstance(exception, oidc.Refused):
        return str(exception)
    return type(exception.__cause__ or exception).__name__


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys and authenticator apps in the site's own words."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def _get_site_name(self) -> str:
        return f"{settings.SITE_NAME}, {settings.ORGANISATION_NAME}"

    def encrypt(self, text: str) -> str:
        """An app's secret is not readable in the database."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """And read again with the site's key alone."""
        return unseal(encrypted_text)

    def get_public_key_credential_user_entity(self, user: Employee) -> dict[str, Any]:
        """Whose passkey it is, as the device shows it."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.name}

    def build_totp_svg(self, url: str) -> str:
        """The code that an app scans."""
        return qr_svg(url)

    def generate_authenticator_name(self, user: Employee, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's
        """A name for a passkey, where its owner gave none."""
        held = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": held + 1}
