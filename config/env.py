"""Settings from the environment: each is read by type, and a value that can't be read stops the start."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from config.organisation import logo_fault
from lib.colours import is_colour

TRUE = {"1", "true", "yes", "on"}
LEAST_SECRET = 50
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str) -> str:
    """The setting's text, or `default` where it is not set."""
    return os.environ.get(name, default)


def name(name: str, default: str) -> str:
    """The setting as a name that stands in signed lines: no blank and no plus sign."""
    value = os.environ.get(name, default)
    if not value or "+" in value or any(one.isspace() for one in value):
        raise ImproperlyConfigured(f"{name}={value!r}: write a name without blanks or plus signs.")
    return value


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    """The setting as one of a few words."""
    value = os.environ.get(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: write {' or '.join(choices)}.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """The setting as yes or no; anything else is an error, never a silent no."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={raw!r}: write 1 or 0.")
    return value in TRUE


def number(name: str, *, default: int, least: int = 0) -> int:
    """The setting as a whole number of at least `least`."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r}: write a whole number.") from None
    if value < least:
        raise ImproperlyConfigured(f"{name}={raw!r}: write {least} or more.")
    return value


def words(name: str, default: list[str]) -> list[str]:
    """The setting as a list, written with commas between."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    return [word.strip() for word in raw.split(",") if word.strip()]


def numbers(name: str, default: list[int]) -> list[int]:
    """The setting as whole numbers of 1 or more, written with commas between."""
    found = words(name, [str(one) for one in default])
    if not all(one.isascii() and one.isdigit() and int(one) for one in found):
        raise ImproperlyConfigured(
            f"{name}={','.join(found)!r}: write numbers with commas between."
        )
    return [int(one) for one in found]


def url(name: str, default: str) -> str:
    """The setting as a site's address without a path: "https://omtanke.example"."""
    raw = text(name, default).rstrip("/")
    parts = urlsplit(raw)
    if raw and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path):
        raise ImproperlyConfigured(f"{name}={raw!r}: write it as https://omtanke.example.")
    return raw


def issuer(name: str) -> str:
    """The setting as an identity provider's address, without a slash at its end; plain HTTP on this
    machine alone.
    """
    raw = text(name, "").strip().rstrip("/")
    parts = urlsplit(raw)
    is_here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    if raw and not (parts.hostname and (parts.scheme == "https" or is_here)):
        raise ImproperlyConfigured(f"{name}={raw!r}: write it as https://login.example.org/tenant.")
    return raw


def mailbox(name: str, default: str) -> str:
    """The setting as one e-mail address."""
    raw = text(name, default).strip()
    try:
        if raw:
            validate_email(raw)
    except ValidationError:
        raise ImproperlyConfigured(f"{name}={raw!r}: write one e-mail address.") from None
    return raw


def colour(name: str, default: str) -> str:
    """The setting as a colour: "#0b4f6c"."""
    raw = text(name, default).strip().lower()
    if not is_colour(raw):
        raise ImproperlyConfigured(f"{name}={raw!r}: write a colour as #0b4f6c.")
    return raw


def logo(name: str) -> str:
    """The path of a picture for the header, or ""."""
    path = text(name, "")
    if path and (fault := logo_fault(Path(path))):
        raise ImproperlyConfigured(f"{name}={path!r}: {fault}.")
    return path


def secret(name: str, path: Path) -> str:
    """The secret from the environment, else from `path`, made there once and readable by its owner alone."""
    if value := os.environ.get(name):
        return value
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # Written whole under another name, then linked: of two starts at once one wins and both read it.
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        descriptor = os.open(draft, flags, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    kept = path.read_text().strip()
    if len(kept) < LEAST_SECRET or path.stat().st_mode & 0o077:
        raise ImproperlyConfigured(
            f"{path} must hold {LEAST_SECRET} letters and be its owner's alone (chmod 600)."
        )
    return kept
