"""Secrets that must be read again, stored so that a copy of the database does not tell them."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

__all__ = ["InvalidToken", "seal", "unseal"]


def _fernet() -> Fernet:
    """Keyed by SECRET_KEY: with another one, nothing sealed before can be read."""
    key = salted_hmac("lib.sealed", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(text: str) -> str:
    """The text, encrypted."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again; `InvalidToken` where another key sealed it or it was changed."""
    return _fernet().decrypt(sealed.encode()).decode()
