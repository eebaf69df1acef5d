"""What differs from allauth's defaults: nobody signs up, people come from the directory."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.actions import choose_language
from people.models import Employee

WRONG = _("The sign-in name or the password is not right.")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for the people of the directory alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "username_email_password_mismatch": WRONG,
        "too_many_login_attempts": _(
            "There have been too many attempts to sign in. Wait five minutes and try again."
        ),
    }

    def login(self, request: HttpRequest, user: Employee) -> None:
        """Sign in; a language chosen on the sign-in page is the person's from now on."""
        chosen = request.session.get("language")
        super().login(request, user)
        if chosen:
            choose_language(user, language=chosen)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: the directory says who works here."""
        return False
