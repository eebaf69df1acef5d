"""Checkpoints against the log as it stands: the stored ones, and those that are known from elsewhere."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from evidence import timestamps
from evidence.models import Checkpoint, Verdict
from evidence.notes import BadNote, Note, PublicKey
from evidence.walk import Walk


@dataclass(frozen=True)
class Mark:
    """A checkpoint to compare with, and where it comes from; `note` is None where it is unreadable."""

    where: str
    size: int
    note: Note | None
    stored: Checkpoint | None = None


def collect(known: Sequence[str]) -> list[Mark]:
    """The stored checkpoints and the known ones, read but not believed."""
    marks = []
    for row in Checkpoint.objects.select_related("timestamp"):
        note = _note(row.note)
        is_in_place = note is not None and note.head.size == row.size
        where = f"The stored checkpoint {row.size}"
        marks.append(Mark(where, row.size, note if is_in_place else None, row))
    for number, text in enumerate(known, 1):
        note = _note(text)
        marks.append(Mark(f"Known checkpoint {number}", note.head.size if note else 0, note))
    return marks


def _note(text: str) -> Note | None:
    try:
        return Note.parse(text)
    except BadNote:
        return None


def compare(marks: Sequence[Mark], walk: Walk) -> None:
    """Hold each against the root that the entries gave, and say how much is not covered yet."""
    covered = 0
    for mark in marks:
        signer = _signer(mark, walk)
        if mark.note is None or signer is None:
            walk.report.invalid("checkpoint", f"{mark.where} is not signed by the log's key.")
            continue
        _stored_beside(mark, mark.note, signer, walk)
        if walk.roots.get(mark.size) != mark.note.head.root:
            says = f"{mark.where} is of {mark.size} entries that are not these."
            walk.report.add(Verdict.DIVERGED, "diverged", says)
        elif mark.size > covered:
            covered = mark.size
            walk.report.checkpoint = _as_json(mark.note, signer)
    _tail(walk, covered)


def _stored_beside(mark: Mark, note: Note, signer: PublicKey, walk: Walk) -> None:
    """What is stored with a checkpoint, its key and timestamp, belongs to it."""
    row = mark.stored
    if row is None:
        return
    if row.public_key != str(signer):
        walk.report.invalid("checkpoint", f"{mark.where} names another key than its own.")
    if hasattr(row, "timestamp") and not timestamps.holds(bytes(row.timestamp.token), note):
        walk.report.invalid("timestamp", f"{mark.where} has a timestamp of something else.")


def _signer(mark: Mark, walk: Walk) -> PublicKey | None:
    if mark.note is None or mark.note.head.origin != walk.origin:
        return None
    return mark.note.signer(term.key for term in walk.terms if term.covers_size(mark.size))


def _as_json(note: Note, signer: PublicKey) -> dict[str, str | int]:
    root = b64encode(note.head.root).decode()
    return {"size": note.head.size, "root": root, "fingerprint": signer.fingerprint}


def _tail(walk: Walk, covered: int) -> None:
    if open_entries := walk.frontier.size - covered:
        since = walk.days.get(covered, "")
        says = f"{open_entries} entries are not under a checkpoint yet, the oldest of {since}."
        walk.report.add(Verdict.TAIL, "tail", says, covered)
