"""The log's private key: a file outside the database, its owner's alone."""

import contextlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from evidence.notes import SigningKey


class NoKey(Exception):
    """There is no key file; the message says how to make one."""


class UnusableKey(Exception):
    """There is a key file that can't be used; the message says why."""


def key_path() -> Path:
    """Where the key file is, or would be."""
    return Path(settings.EVIDENCE_KEY_FILE)


def load_key() -> SigningKey:
    """The key from its file; `NoKey` or `UnusableKey`. Never makes one."""
    path = key_path()
    try:
        readable_by_others = path.stat().st_mode & 0o077
        pem = path.read_bytes()
    except FileNotFoundError:
        raise NoKey(f"{path} is not there: make the log's key with evidence_key.") from None
    except OSError as error:
        raise UnusableKey(f"{path} can't be read: {error.strerror}.") from None
    if readable_by_others:
        raise UnusableKey(f"{path} must be its owner's alone: chmod 600.")
    try:
        private = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise UnusableKey(f"{path} holds no Ed25519 key in PEM.")
    return SigningKey(settings.EVIDENCE_ORIGIN, private)


def load_key_if_there() -> SigningKey | None:
    """The key, or None where none was made yet."""
    try:
        return load_key()
    except NoKey:
        return None


def new_key() -> SigningKey:
    """A fresh key that is nowhere yet."""
    return SigningKey(settings.EVIDENCE_ORIGIN, Ed25519PrivateKey.generate())


def keep_key(key: SigningKey, path: Path) -> None:
    """Write the key to a file that must not be there: whole or not at all, mode 0600."""
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        with os.fdopen(os.open(draft, flags, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # fails where a key is: none is ever written over
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
