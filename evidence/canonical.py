"""The one form of a record as bytes: NFC, then RFC 8785 (JCS). What is hashed and signed is this. Pure."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import rfc8785

# Strings, whole numbers, booleans, lists and objects of them. No null, no fraction: "" says nothing.
Json = str | int | list["Json"] | dict[str, "Json"]
Body = dict[str, Any]


class NotCanonical(ValueError):
    """The value has no canonical form; the message says which part."""


def canonical_json(value: Json | Body) -> bytes:
    """The value's RFC 8785 bytes, its strings in NFC (which RFC 8785 leaves alone)."""
    try:
        return rfc8785.dumps(normal(value))
    except rfc8785.CanonicalizationError as error:  # an integer past 2**53, half a surrogate pair
        raise NotCanonical(str(error)) from None


def nfc(text: str) -> str:
    """The text in Unicode's composed form: "å" is one letter, not an a with a ring."""
    return unicodedata.normalize("NFC", text)


def normal(value: Any) -> Any:
    """The same value with every string in NFC; `NotCanonical` for anything but `Json`."""
    match value:
        case str():
            return nfc(value)
        case bool() | int():
            return value
        case list():
            return [normal(item) for item in value]
        case dict():
            return _normal_object(value)
    raise NotCanonical(f"{type(value).__name__} {value!r} has no place in a record")


def _normal_object(value: dict[Any, Any]) -> Body:
    found: Body = {}
    for key, item in value.items():
        name = normal(key)
        if not isinstance(key, str) or name in found:
            raise NotCanonical(f"the key {key!r} is no text or stands there twice")
        found[name] = normal(item)
    return found


def to_millisecond(instant: datetime) -> datetime:
    """The instant as a record can say it."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def timestamp(instant: datetime) -> str:
    """The instant in UTC to the millisecond (cut off, not rounded): 2026-11-23T10:00:00.000Z."""
    if instant.tzinfo is None:
        raise NotCanonical(f"{instant} has no time zone")
    text = instant.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
