"""Timestamps of checkpoints (RFC 3161): fetched from the configured authority, verified offline."""

from datetime import datetime
from pathlib import Path
from urllib.request import Request, urlopen

from cryptography.x509 import Certificate, load_pem_x509_certificates
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from evidence.models import Checkpoint, Timestamp
from evidence.notes import Note

SECONDS_TO_ANSWER = 20
MOST_BYTES = 100_000


class NoTimestamp(Exception):
    """The authority gave no token that holds; the message says why."""


def fetch_timestamp(checkpoint: Checkpoint) -> Timestamp | None:
    """Have the checkpoint's note stamped and keep the token; None where no authority is configured."""
    if not settings.EVIDENCE_TIMESTAMP_URL:
        return None
    asked = TimestampRequestBuilder(checkpoint.note.encode(), HashAlgorithm.SHA256).build()
    token = _answer(asked.as_bytes())
    at = _verified_at(token, checkpoint.note.encode(), nonce=asked.nonce)
    return Timestamp.objects.create(checkpoint=checkpoint, token=token, at=at)


def holds(token: bytes, note: Note) -> bool:
    """Whether the token is the authority's and over this note; believed where none is configured."""
    if not settings.EVIDENCE_TIMESTAMP_ROOTS:
        return True
    try:
        _verified_at(token, note.whole.encode())
    except NoTimestamp:
        return False
    return True


def _answer(question: bytes) -> bytes:
    url = settings.EVIDENCE_TIMESTAMP_URL
    if not url.startswith(("https://", "http://")):
        raise NoTimestamp(f"EVIDENCE_TIMESTAMP_URL={url!r} is no web address.")
    headers = {"Content-Type": "application/timestamp-query"}
    request = Request(url, data=question, headers=headers)  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=SECONDS_TO_ANSWER) as response:  # noqa: S310 - as above
            answer: bytes = response.read(MOST_BYTES)
    except OSError as error:
        raise NoTimestamp(f"{url} did not answer: {error}") from None
    return answer


def _verified_at(token: bytes, message: bytes, nonce: int | None = None) -> datetime:
    builder = VerifierBuilder(nonce=nonce, roots=_roots())
    try:
        response = decode_timestamp_response(token)
        builder.build().verify_message(response, message)
    except (VerificationError, ValueError) as error:
        raise NoTimestamp(f"The token does not hold: {error}") from None
    return response.tst_info.gen_time


def _roots() -> list[Certificate]:
    try:
        return load_pem_x509_certificates(Path(settings.EVIDENCE_TIMESTAMP_ROOTS).read_bytes())
    except (OSError, ValueError) as error:
        raise NoTimestamp(f"EVIDENCE_TIMESTAMP_ROOTS can't be read: {error}") from None
