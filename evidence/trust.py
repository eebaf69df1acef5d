"""Which keys count, and for which part of the log: the one held now, and those it was handed on from."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass

from evidence.actions import signed_bytes
from evidence.canonical import Body, NotCanonical
from evidence.models import Entry, Kind
from evidence.notes import BadNote, PublicKey


@dataclass(frozen=True)
class Term:
    """A key, and the entries in whose time it signed: from `first` to before `end`."""

    key: PublicKey
    first: int = 0
    end: int | None = None

    def covers_entry(self, seq: int) -> bool:
        """Whether the key signed entries there."""
        return self.first <= seq and (self.end is None or seq < self.end)

    def covers_size(self, size: int) -> bool:
        """Whether the key signed checkpoints of that size."""
        return self.first < size and (self.end is None or size <= self.end)


def terms(anchors: Iterable[PublicKey]) -> list[Term]:
    """The keys that count: those given, and backwards each one that a counted key was handed the log by.

    Trust starts from the newest key, which the verifier brings along; the log alone proves nothing.
    """
    found = [Term(key) for key in anchors]
    for entry in Entry.objects.filter(kind=Kind.KEY_ROTATE).order_by("-seq"):
        old, new = _keys_of(entry.body)
        index = next((i for i, term in enumerate(found) if term.key == new), None)
        if old is None or new is None or index is None or not is_signed(entry.body, new):
            continue
        found[index] = Term(new, entry.seq, found[index].end)
        found.append(Term(old, 0, entry.seq))
    return found


def is_signed(body: Body, key: PublicKey, name: str = "signature") -> bool:
    """Whether the entry's signature of that name is this key's."""
    try:
        signature = b64decode(str(body.get(name, "")), validate=True)
        return key.verifies(signature, signed_bytes(body))
    except (NotBase64, NotCanonical):
        return False


def is_handed_over(body: Body, held: Iterable[Term]) -> bool:
    """Whether a `key_rotate` entry is right: by a key that counts, and by the old one if it signed."""
    old, new = _keys_of(body)
    if old is None or new is None or new not in [term.key for term in held]:
        return False
    by_old = not body.get("old_signature") or is_signed(body, old, "old_signature")
    return by_old and is_signed(body, new)


def _keys_of(body: Body) -> tuple[PublicKey | None, PublicKey | None]:
    try:
        return PublicKey.parse(str(body.get("old"))), PublicKey.parse(str(body.get("new")))
    except (BadNote, AttributeError):
        return None, None
