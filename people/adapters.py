"""What differs from allauth's defaults: nobody signs up, people come from the directory."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for the people of the directory alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: the directory says who works here."""
        return False
