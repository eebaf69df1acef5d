"""Writing to the log: an entry, one that commits to a record, one that is signed, a checkpoint, a new key.

Whoever appends holds the head until the transaction ends, so take it last of all locks: first the
person's row, then the guideline's, then this.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from evidence import proofs, tree
from evidence.canonical import Body, canonical_json, normal
from evidence.commitments import commitment, new_salt
from evidence.keys import NoKey
from evidence.models import SIGNED, Checkpoint, Entry, Head, Kind
from evidence.notes import Note, PublicKey, SigningKey, TreeHead
from evidence.tree import Frontier, leaf_hash
from lib.days import day_of

VERSION = 1
SIGNED_DOMAIN = b"entry.v1\x00"
SIGNATURES = ("signature", "old_signature")


class LogChanged(Exception):
    """What stands in the log is not what was signed before: nothing more is signed on top of it."""


class WrongKey(Exception):
    """The key file is not this log's key; `evidence_key --rotate` would make a new one known."""


@dataclass(frozen=True)
class Committed:
    """An entry, and the salt without which its commitment can't be opened."""

    entry: Entry
    salt: bytes


def append(*, kind: Kind, facts: Body, now: datetime, key: SigningKey | None = None) -> Entry:
    """Append an entry in the caller's transaction; a correction or an erasure needs the key."""
    with transaction.atomic(savepoint=False):
        head = _locked_head()
        if kind in SIGNED:
            facts = {**facts, "signature": _signature(_body(head, kind, facts, now), key)}
        return _append(head, _body(head, kind, facts, now))


def append_commitment(
    *, kind: Kind, facts: Body, record: Body, now: datetime, key: SigningKey | None = None
) -> Committed:
    """Append an entry that commits to a record; the caller keeps the record and the salt."""
    salt = new_salt()
    facts = {**facts, "commit": commitment(salt, record)}
    return Committed(append(kind=kind, facts=facts, now=now, key=key), salt)


def signed_bytes(body: Body) -> bytes:
    """What an entry's signature is over: all of it but the signatures."""
    rest = {name: value for name, value in body.items() if name not in SIGNATURES}
    return SIGNED_DOMAIN + canonical_json(rest)


def make_checkpoint(*, key: SigningKey, now: datetime) -> Checkpoint | None:
    """Sign the log as it stands, if it has grown; `LogChanged` if it doesn't continue what was signed."""
    head = Head.objects.first()
    last = Checkpoint.objects.newest()
    if head is None or head.size == (last.size if last else 0):
        return None
    _refuse_wrong_key(key)
    _refuse_changed_log(head.frontier, last)
    note = TreeHead(head.origin, head.size, head.frontier.root()).signed(key)
    made, _ = Checkpoint.objects.get_or_create(
        size=head.size,
        defaults={"note": note, "public_key": str(key.public), "made_at": now},
    )
    return made


@transaction.atomic
def rotate_key(*, old: SigningKey | None, new: SigningKey, now: datetime) -> Entry:
    """Hand the log over to a new key, signed by both; by the new alone where the old is lost.

    What stands in the log so far gets a checkpoint by the old key, the hand-over one by the new.
    """
    if old is not None:
        make_checkpoint(key=old, now=now)
    head = _locked_head()
    before = old.public if old else expected_key()
    if before is None:
        raise WrongKey("The log has no key yet: there is nothing to hand over.")
    facts = {"old": str(before), "new": str(new.public)}
    message = signed_bytes(_body(head, Kind.KEY_ROTATE, facts, now))
    facts["signature"] = b64encode(new.sign(message)).decode()
    facts["old_signature"] = b64encode(old.sign(message)).decode() if old else ""
    entry = _append(head, _body(head, Kind.KEY_ROTATE, facts, now))
    make_checkpoint(key=new, now=now)
    return entry


def expected_key() -> PublicKey | None:
    """The key that the log was handed to last, else the one that signed first; None before either."""
    handed = Entry.objects.filter(kind=Kind.KEY_ROTATE).order_by("-seq").first()
    first = None if handed else Checkpoint.objects.order_by("size").first()
    text = handed.body["new"] if handed else first.public_key if first else ""
    return PublicKey.parse(text) if text else None


def _refuse_wrong_key(key: SigningKey) -> None:
    expected = expected_key()
    if expected is not None and expected != key.public:
        raise WrongKey(
            f"The log's key has the fingerprint {expected.fingerprint}, the key file "
            f"{key.public.fingerprint}: put the log's key back, or hand over with evidence_key --rotate."
        )


def _refuse_changed_log(frontier: Frontier, last: Checkpoint | None) -> None:
    if proofs.peaks_at(frontier.size) != frontier.peaks:
        raise LogChanged("The log's head is not what its entries give.")
    if last is None:
        return
    signed = Note.parse(last.note).head
    path = proofs.consistency_path(signed.size, frontier.size)
    if not tree.is_consistent(signed.size, signed.root, frontier.size, frontier.root(), path):
        raise LogChanged(f"The log does not continue its checkpoint of {signed.size} entries.")


def _locked_head() -> Head:
    head, _ = Head.objects.select_for_update().get_or_create(
        pk=1, defaults={"origin": settings.EVIDENCE_ORIGIN}
    )
    return head


def _body(head: Head, kind: Kind, facts: Body, now: datetime) -> Body:
    return body_at(head.size, head.origin, kind, facts, now)


def _signature(body: Body, key: SigningKey | None) -> str:
    if key is None:
        raise NoKey("Corrections and erasures are signed, so they need the log's key.")
    _refuse_wrong_key(key)
    return b64encode(key.sign(signed_bytes(body))).decode()


def _append(head: Head, body: Body) -> Entry:
    columns, frontier = leaf(head.frontier, body)
    entry = Entry.objects.create(**columns)
    head.size, head.peaks = frontier.size, [peak.hex() for peak in frontier.peaks]
    head.save(update_fields=["size", "peaks"])
    return entry


def body_at(seq: int, origin: str, kind: Kind, facts: Body, now: datetime) -> Body:
    """An entry's body: its place, its facts and the organisation's day, in canonical letters."""
    place = {"v": VERSION, "log": origin, "seq": seq, "kind": str(kind)}
    body: Body = normal({**place, **facts, "day": day_of(now).isoformat()})
    return body


def leaf(frontier: Frontier, body: Body) -> tuple[Body, Frontier]:
    """An entry's columns, and the frontier after it."""
    hashed = leaf_hash(canonical_json(body))
    after, completed = frontier.grown(hashed)
    columns = {
        "seq": frontier.size,
        "kind": body["kind"],
        "body": body,
        "leaf_sha256": hashed.hex(),
        "subtrees": [one.hex() for one in completed],
    }
    return columns, after
