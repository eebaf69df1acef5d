"""A commitment: says that a record is exactly this one, and nothing about it to whom has not got the salt.

A bare hash of an employee number would protect nobody: trying all numbers finds it at once.
"""

import hmac
import secrets
from hashlib import sha256

from evidence.canonical import Body, canonical_json

DOMAIN = b"ack.v1\x00"
SALT_BYTES = 32


def new_salt() -> bytes:
    """32 random bytes; with them goes the possibility to tell whose record it was."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salt: bytes, record: Body) -> str:
    """HMAC-SHA256 over the record's canonical form, in hex."""
    return hmac.new(salt, DOMAIN + canonical_json(record), sha256).hexdigest()


def opens(salt: bytes, record: Body, commit: str) -> bool:
    """Whether this record and salt are what was committed to."""
    return len(salt) == SALT_BYTES and hmac.compare_digest(commitment(salt, record), commit)
