"""The sign-in form, and the forms that give and take roles."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lib.forms import offer
from people.directory.forms import NOT_FOUND, reason_field
from people.models import Role
from people.sign_in import own_device

MINE = "own_device"


class SignInForm(LoginForm):
    """Sign-in name or work e-mail, and password; and whether nobody else uses this device."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name or work e-mail")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)
        for name, autocomplete in (("login", "username"), ("password", "current-password")):
            field: forms.Field = self.fields[name]
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["autocomplete"] = autocomplete
        if days := settings.OWN_DEVICE_DAYS:
            self.fields[MINE] = forms.BooleanField(
                label=_("This is my own device"), required=False, help_text=_hint(days)
            )

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in; on one's own device for a number of days."""
        is_own = bool(self.cleaned_data.get(MINE))
        own_device.say(request, self.user, is_own=is_own)
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        if is_own and request.user.is_authenticated:  # allauth ended it with the browser
            own_device.stay(request)
        return response


def _hint(days: int) -> str:
    return ngettext(
        "You stay signed in for a day. Leave it empty on a device that you share.",
        "You stay signed in for %(days)s days. Leave it empty on a device that you share.",
        days,
    ) % {"days": days}


class GrantForm(forms.Form):
    """Who gets which role, and why."""

    employee = forms.ChoiceField(
        label=_("Who?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a person."), "invalid_choice": NOT_FOUND},
    )
    role = forms.ChoiceField(
        label=_("Which role?"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    reason = reason_field()

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "employee", people)


class RevokeForm(forms.Form):
    """Why a role is taken away."""

    reason = reason_field()
