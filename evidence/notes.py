"""Checkpoints as C2SP signed notes: origin, size and root of the log, signed with Ed25519.

Formats: C2SP signed-note and tlog-checkpoint. A public key is written `name+id+base64`.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
MARK = "— "
ID_BYTES, KEY_BYTES, ROOT_BYTES = 4, 32, 32


class BadNote(ValueError):
    """The text is no signed checkpoint, or none by a key that counts."""


@dataclass(frozen=True)
class PublicKey:
    """Whose signature counts: the log's name, and the 32 bytes of the key."""

    name: str
    raw: bytes

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """The key written `name+id+base64`; `BadNote` for anything else."""
        name, id_hex, key = [*text.strip().split("+", 2), "", ""][:3]
        raw = _base64(key)
        if raw[:1] != ED25519 or len(raw) != 1 + KEY_BYTES or not is_name(name):
            raise BadNote(f"{text!r} is no public key")
        found = cls(name, raw[1:])
        if found.id.hex() != id_hex:
            raise BadNote(f"{text!r} has another id than its key")
        return found

    @cached_property
    def id(self) -> bytes:
        """The four bytes that tell keys of a name apart."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:ID_BYTES]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the key's bytes in hex: what people compare."""
        return sha256(self.raw).hexdigest()

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the holder of the private key signed the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self.raw).decode()}"


@dataclass(frozen=True)
class SigningKey:
    """The private key of a log."""

    name: str
    private: Ed25519PrivateKey

    @cached_property
    def public(self) -> PublicKey:
        """Its public half."""
        return PublicKey(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """64 bytes of Ed25519 signature."""
        return self.private.sign(message)


@dataclass(frozen=True)
class TreeHead:
    """The log at a size: what a checkpoint is about."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def signed(self, key: SigningKey) -> str:
        """The checkpoint as a signed note."""
        signature = key.public.id + key.sign(self.text.encode())
        return f"{self.text}\n{MARK}{key.name} {b64encode(signature).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A signed note, read but not believed: check the signature before use."""

    head: TreeHead
    whole: str
    text: str
    signatures: tuple[tuple[str, bytes], ...]

    @classmethod
    def parse(cls, note: str) -> "Note":
        """The note's parts; `BadNote` where it is none."""
        text, gap, lines = note.rpartition("\n\n")
        text += "\n"
        if not gap or not lines.endswith("\n") or any(one < " " for one in note.replace("\n", "")):
            raise BadNote("this is no signed note")
        signatures = tuple(_signature(line) for line in lines.splitlines())
        return cls(_head(text), note, text, signatures)

    def is_signed_by(self, key: PublicKey) -> bool:
        """Whether one of the signatures is this key's, and right."""
        return any(
            name == key.name
            and blob[:ID_BYTES] == key.id
            and key.verifies(blob[ID_BYTES:], self.text.encode())
            for name, blob in self.signatures
        )

    def signer(self, keys: Iterable[PublicKey]) -> PublicKey | None:
        """The first of these keys that signed it."""
        return next((key for key in keys if self.is_signed_by(key)), None)


def is_name(name: str) -> bool:
    """Whether a log or key may be called so: no blank, no plus sign."""
    return bool(name) and "+" not in name and not any(one.isspace() for one in name)


def _signature(line: str) -> tuple[str, bytes]:
    name, _, blob = line.removeprefix(MARK).partition(" ")
    raw = _base64(blob)
    if not line.startswith(MARK) or not is_name(name) or len(raw) <= ID_BYTES:
        raise BadNote(f"{line!r} is no signature")
    return name, raw


def _head(text: str) -> TreeHead:
    origin, size, root, *_more = [*text.split("\n"), "", ""]
    raw = _base64(root)
    if not origin or not size.isdecimal() or str(int(size)) != size or len(raw) != ROOT_BYTES:
        raise BadNote("the note is no checkpoint")
    return TreeHead(origin, int(size), raw)


def _base64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
