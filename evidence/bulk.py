"""Entries by the thousand, for invented organisations: what `append` writes, without a query for each."""

from datetime import datetime

from evidence.actions import body_at, leaf
from evidence.canonical import Body
from evidence.commitments import commitment, new_salt
from evidence.models import Entry, Head, Kind
from lib.bulk import Piece, Table


class ManyEntries:
    """The log grown in memory, to be brought to the database. Nobody else may append meanwhile."""

    def __init__(self) -> None:
        self.head = Head.objects.get()
        self.frontier = self.head.frontier
        self.table = Table(Entry, "kind", "body", "leaf_sha256", "subtrees")

    def commit(self, kind: Kind, facts: Body, record: Body, now: datetime) -> tuple[int, bytes]:
        """Add an entry that commits to a record; returns its number and the salt."""
        salt = new_salt()
        facts = {**facts, "commit": commitment(salt, record)}
        body = body_at(self.frontier.size, self.head.origin, kind, facts, now)
        columns, self.frontier = leaf(self.frontier, body)
        seq: int = columns.pop("seq")
        self.table.add(*columns.values(), key=seq)
        return seq, salt

    def take(self) -> Piece:
        """The entries that were added, and the head after them, to be written by a call."""
        entries, size = self.table.take(), self.frontier.size
        peaks = [peak.hex() for peak in self.frontier.peaks]

        def write() -> None:
            entries()
            self.head.size, self.head.peaks = size, peaks
            self.head.save(update_fields=["size", "peaks"])

        return write

    def write(self) -> None:
        """Write the entries that were added, and the head after them."""
        self.take()()
