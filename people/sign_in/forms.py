"""allauth's forms for signing in, in the site's own words and without placeholders."""

from datetime import datetime
from typing import Any

from allauth.account.forms import (
    ConfirmLoginCodeForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateBySecondStepForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import parse_registration_response
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import Employee
from people.sign_in.slips import NoSuchSlip, holder_of

# A code from an app is taken for the step before and the step after its own.
CODE_SECONDS = 3 * 30
# What reading an answer that no browser gives ends in.
BROKEN = (LookupError, AttributeError, TypeError, ValueError, ArithmeticError)
NOTHING = _("This code opens nothing. It works once, for 14 days. Ask your manager for a new slip.")


def _reword(field: forms.Field, label: Any, hint: Any = "", **attributes: str) -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class RequestCodeForm(RequestLoginCodeForm):
    """The work e-mail that a code is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self.fields["email"], _("Your work e-mail"), autocomplete="email")


class CodeForm(ConfirmLoginCodeForm):
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self.fields["code"], _("The code from the mail"), autocapitalize="characters")


class PasswordAgainForm(ReauthenticateForm):
    """The password, before one's ways to sign in are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self.fields["password"], _("Password"))


class FirstPasswordForm(ResetPasswordKeyForm):
    """A password of one's own, typed once: another link or code mends a slip of the finger."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _reword(self.fields["password1"], _("Choose a password"), password_hint())


def password_hint() -> str:
    """What a password has to be."""
    return gettext("At least 8 characters, not only digits. Three words in a row are good.")


class _AppCodeForm:
    """The code that an authenticator app shows; each is taken once."""

    fields: dict[str, forms.Field]
    user: Employee

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("The six digits that the app shows now.")
        _reword(self.fields["code"], _("Code from your app"), hint, inputmode="numeric")

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # in the form beside it
        if not cache.add(f"app-code:{self.user.pk}:{code}", 1, CODE_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_AppCodeForm, AuthenticateForm):
    """The second step of signing in."""


class SecondStepAgainForm(_AppCodeForm, ReauthenticateBySecondStepForm):
    """The second step once more, before something that needs it."""


class ActivateAppForm(ActivateTOTPForm):
    """The first code of an app shows that it has been set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("The six digits that the app shows now.")
        _reword(self.fields["code"], _("Code from your app"), hint, inputmode="numeric")


class _PasskeyForm:
    """A browser's answer, taken apart; one that no browser gives is wrong, not a fault."""

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]  # in the form beside it
        except BROKEN as problem:
            raise get_adapter().validation_error("incorrect_code") from problem
        return found


class PasskeyForm(_PasskeyForm, LoginWebAuthnForm):
    """Signing in by a passkey."""


class PasskeyStepForm(_PasskeyForm, AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeyAgainForm(_PasskeyForm, ReauthenticateWebAuthnForm):
    """A passkey once more, before something that needs it."""


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey: always one that can sign in by itself, and asks who holds it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        hint = _("So that you know it again, such as “My phone”.")
        _reword(self.fields["name"], _("What do you call it?"), hint, autocomplete="off")
        self.fields["name"].max_length = 100

    def clean(self) -> dict[str, Any]:
        """Refuse a key that does not ask for a fingerprint, a face or a PIN."""
        try:
            cleaned: dict[str, Any] = super().clean()
            if credential := cleaned.get("credential"):
                answer = parse_registration_response(credential).response
                if not answer.attestation_object.auth_data.is_user_verified():
                    raise get_adapter().validation_error("incorrect_code")
        except BROKEN as problem:
            raise get_adapter().validation_error("incorrect_code") from problem
        return cleaned


class SlipForm(forms.Form):
    """The code on a slip, and the password to sign in by from now on."""

    code = forms.CharField(
        label=_("The code on your slip"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_hint()
        self._now = now

    def clean(self) -> dict[str, Any]:
        """Refuse a code that opens nothing, and a password that others would guess."""
        cleaned: dict[str, Any] = super().clean() or {}
        code, password = cleaned.get("code"), cleaned.get("password")
        holder = None
        if code:
            try:
                holder = holder_of(code, now=self._now)
            except NoSuchSlip:
                self.add_error("code", NOTHING)
        if password:
            try:
                validate_password(password, holder)
            except ValidationError as problem:
                self.add_error("password", problem)
        return cleaned
