"""The proof that an entry is in the log, and the receipt by which anybody can check an acknowledgement."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from evidence import proofs
from evidence.canonical import Body, canonical_json
from evidence.models import Checkpoint, Entry
from evidence.notes import BadNote, Note, PublicKey
from evidence.sources import Sealed
from evidence.tree import leaf_hash, root_of_inclusion

FORMAT = "omtanke-receipt"
VERSION = 1


class ProofBroken(Exception):
    """The log as it stands does not lead to what was signed: `evidence_verify` says where."""


@dataclass(frozen=True)
class Signed:
    """The first checkpoint that covers an entry, and the way to it."""

    note: str
    size: int
    made_at: datetime
    path: list[str]
    public_key: PublicKey
    token: bytes | None


@dataclass(frozen=True)
class Proof:
    """An entry's place and hash; `signed` is None while no checkpoint covers it."""

    seq: int
    leaf_sha256: str
    signed: Signed | None


def proof_of(entry: Entry) -> Proof:
    """The entry's proof, held against the checkpoint before it is given out (two queries).

    `ProofBroken` where the log doesn't lead to what was signed.
    """
    leaf = leaf_hash(canonical_json(entry.body))
    row = Checkpoint.objects.select_related("timestamp").covering(entry.seq)
    return Proof(entry.seq, leaf.hex(), _signed(entry, leaf, row) if row else None)


def _signed(entry: Entry, leaf: bytes, row: Checkpoint) -> Signed:
    path = proofs.inclusion_path(entry.seq, row.size)
    try:
        note, key = Note.parse(row.note), PublicKey.parse(row.public_key)
    except BadNote as error:
        raise ProofBroken(f"Checkpoint {row.size}: {error}") from None
    root = root_of_inclusion(leaf, entry.seq, note.head.size, path)
    if root != note.head.root or not note.is_signed_by(key):
        raise ProofBroken(f"Entry {entry.seq} does not lead to checkpoint {row.size}.")
    return Signed(
        note=row.note,
        size=row.size,
        made_at=row.made_at,
        path=[step.hex() for step in path],
        public_key=key,
        token=bytes(row.timestamp.token) if hasattr(row, "timestamp") else None,
    )


def receipt_of(entry: Entry, sealed: Sealed, *, text: str, statement: str) -> Body | None:
    """All that is needed to check an acknowledgement by hand, the recipe in the reader's language.

    `text` and `statement` are the words that were shown. None while no checkpoint covers the entry.
    """
    proof = proof_of(entry)
    if proof.signed is None:
        return None
    receipt: Body = {
        "format": FORMAT,
        "v": VERSION,
        "record": sealed.record,
        "salt": sealed.salt.hex(),
        "entry": entry.body,
        "leaf_sha256": proof.leaf_sha256,
        "inclusion": {"seq": proof.seq, "size": proof.signed.size, "path": proof.signed.path},
        "checkpoint": proof.signed.note,
        "public_key": str(proof.signed.public_key),
        "fingerprint": proof.signed.public_key.fingerprint,
        "text": text,
        "statement": statement,
        "recipe": recipe(),
    }
    if proof.signed.token is not None:
        receipt["timestamp"] = b64encode(proof.signed.token).decode()
    return receipt


def recipe() -> list[str]:
    """How to check a receipt by hand, step by step."""
    return [
        _(
            "The words: take “text” in Unicode NFC, without white space at either end, with one line"
            " feed last, as UTF-8. Its SHA-256 is “text_sha256” in “record”. “statement” gives"
            " “statement_sha256” in the same way."
        ),
        _(
            "The record: write “record” as canonical JSON (RFC 8785). HMAC-SHA256, with the bytes of"
            " “salt” as the key, over “ack.v1”, one zero byte and that JSON is “commit” in “entry”."
        ),
        _(
            "The entry: the SHA-256 of one zero byte and “entry” as canonical JSON is “leaf_sha256”."
        ),
        _(
            "The log: “inclusion” leads from there to a root (RFC 9162, section 2.1.3.2). In Base64 it"
            " is the third line of “checkpoint”; the second is the number of entries."
        ),
        _(
            "The signature: the last line of “checkpoint” holds, in Base64, four bytes of key id and an"
            " Ed25519 signature over the first three lines. The key is the last 32 bytes of"
            " “public_key”; their SHA-256 is “fingerprint”."
        ),
        _(
            "Compare fingerprint and checkpoint with those that somebody outside the organisation has"
            " kept. The program evidence/standalone/check_receipt.py does all of this on any machine."
        ),
    ]
