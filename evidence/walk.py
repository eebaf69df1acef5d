"""The way through the whole log: every leaf, record, text and signature, a thousand entries at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from evidence.actions import VERSION, leaf
from evidence.canonical import Body, NotCanonical
from evidence.commitments import opens
from evidence.findings import Report
from evidence.models import COMMITTING, SIGNED, Entry, Head, Kind, Verdict
from evidence.sources import Sealed, Source
from evidence.tree import EMPTY_ROOT, Frontier
from evidence.trust import Term, is_handed_over, is_signed

CHUNK = 1000
# A transaction that began before midnight may get the log's head after one that began later.
MIDNIGHT = timedelta(days=1)
# What an entry and its record both say must be the same.
OF_THE_ENTRY = {"v", "log", "seq", "kind", "commit", "day", "signature", "key"}
TEXT = ("guideline", "major", "minor", "lang")


@dataclass
class Walk:
    """What is remembered on the way from the first entry to the last.

    `wanted` are the sizes of the checkpoints: the root at each, and the day of the entry after it,
    are kept.
    """

    terms: list[Term]
    sources: Sequence[Source]
    wanted: set[int]
    report: Report = field(default_factory=Report)
    origin: str = ""
    frontier: Frontier = field(default_factory=Frontier)
    next_seq: int = 0
    latest: str = ""
    roots: dict[int, bytes] = field(default_factory=lambda: {0: EMPTY_ROOT})
    days: dict[int, str] = field(default_factory=dict)
    published: dict[tuple[str, ...], Body] = field(default_factory=dict)
    committed: set[int] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)

    def through(self) -> None:
        """Check every entry in turn, then what only the whole can tell."""
        head = Head.objects.first() or Head(size=0, peaks=[])
        self.origin = head.origin
        for entries, records in self._chunks():
            for entry in entries:
                self._entry(entry, records)
            self._strays(records)
        self._strays(self._records(self.next_seq, None))
        if (head.size, head.frontier) != (self.frontier.size, self.frontier):
            self.report.invalid("head", f"The head says {head.size} entries, or other hashes.")
        self._erasures()
        self._texts()
        for fault in (fault for source in self.sources for fault in source.faults()):
            self.report.invalid("rows", fault.says, fault.seq)
        self.report.entries = self.frontier.size

    def _chunks(self) -> Iterator[tuple[list[Entry], dict[int, Sealed]]]:
        last = -1
        while entries := list(Entry.objects.filter(seq__gt=last)[:CHUNK]):
            first, last = last + 1, entries[-1].seq
            yield entries, self._records(first, last + 1)

    def _records(self, first: int, end: int | None) -> dict[int, Sealed]:
        found: dict[int, Sealed] = {}
        for source in self.sources:
            found.update(source.records(first, end))
        return found

    def _strays(self, records: dict[int, Sealed]) -> None:
        for seq in sorted(records):
            self.report.invalid("stray", "There is a record for which nothing was committed.", seq)

    def _entry(self, entry: Entry, records: dict[int, Sealed]) -> None:
        seq, body = entry.seq, entry.body
        sealed = records.pop(seq, None)
        if not isinstance(body, dict):
            self.report.invalid("leaf", "The entry has no body.", seq)
            body = {}
        self._place(entry, body)
        self._leaf(entry, body)
        self._day(seq, str(body.get("day", "")))
        if entry.kind in COMMITTING:
            self.committed.add(seq)
            self._commitment(seq, body, sealed)
        elif sealed is not None:
            self._strays({seq: sealed})
        if entry.kind == Kind.PUBLISH:
            self._publish(seq, body)
        if entry.kind in SIGNED:
            self._signed(entry, body)
        if entry.kind == Kind.KEY_ROTATE and not is_handed_over(body, self.terms):
            self.report.invalid("signature", "Nobody who could hand over the key signed this.", seq)

    def _place(self, entry: Entry, body: Body) -> None:
        """The entry stands where it says, gapless, in this log."""
        place = {"v": VERSION, "log": self.origin, "seq": entry.seq, "kind": entry.kind}
        if entry.seq != self.next_seq or {name: body.get(name) for name in place} != place:
            self.report.invalid("place", "The entry is not the one that belongs here.", entry.seq)
        self.next_seq = entry.seq + 1

    def _leaf(self, entry: Entry, body: Body) -> None:
        """The body gives the hashes that are stored; the tree goes on with what the body gives."""
        try:
            columns, self.frontier = leaf(self.frontier, {"kind": "", **body})
        except NotCanonical:
            columns, self.frontier = leaf(self.frontier, {"kind": ""})
        stored = (entry.leaf_sha256, entry.subtrees)
        if stored != (columns["leaf_sha256"], columns["subtrees"]):
            self.report.invalid("leaf", "The entry does not give its hash.", entry.seq)
        if self.frontier.size in self.wanted:
            self.roots[self.frontier.size] = self.frontier.root()

    def _day(self, seq: int, day: str) -> None:
        """Entries follow each other in time."""
        if seq == 0 or seq in self.wanted:
            self.days[seq] = day
        self.latest = max(self.latest, day)
        try:
            goes_back = date.fromisoformat(self.latest) - date.fromisoformat(day) > MIDNIGHT
        except ValueError:
            goes_back = True
        if goes_back:
            self.report.invalid("day", "The entry is dated before those ahead of it.", seq)

    def _commitment(self, seq: int, body: Body, sealed: Sealed | None) -> None:
        """The record opens what was committed to, and both say the same."""
        if body.get("lang") and not self._is_published(body):
            self.report.invalid("text", "The text that was shown had not been published.", seq)
        if sealed is None:
            self.missing.add(seq)
            return
        record = sealed.record
        try:
            is_open = opens(sealed.salt, record, str(body.get("commit", "")))
        except NotCanonical:
            is_open = False
        if not is_open:
            self.report.invalid("record", "The record is not the one committed to.", seq)
        shared = (body.keys() & record.keys()) - OF_THE_ENTRY
        if any(body[name] != record[name] for name in shared):
            self.report.invalid("record", "The record says something else than its entry.", seq)

    def _publish(self, seq: int, body: Body) -> None:
        text = _text_of(body)
        if text in self.published:
            self.report.invalid("text", "This edition was published before.", seq)
        self.published[text] = body

    def _is_published(self, body: Body) -> bool:
        text = self.published.get(_text_of(body))
        return text is not None and text.get("text_sha256") == body.get("text_sha256")

    def _signed(self, entry: Entry, body: Body) -> None:
        """A correction or erasure is signed by the key of its time, and is about an earlier record."""
        seq, target = entry.seq, body.get("target")
        held = [term.key for term in self.terms if term.covers_entry(seq)]
        if not any(is_signed(body, key) for key in held):
            self.report.invalid("signature", "The log's key did not sign this.", seq)
        if not isinstance(target, int) or target >= seq or target not in self.committed:
            self.report.invalid("target", "There is no record that this could be about.", seq)
        elif entry.kind == Kind.ERASE:
            if target in self.erased:
                self.report.invalid("target", "The record had been erased already.", seq)
            self.erased.add(target)

    def _erasures(self) -> None:
        """Each record that is gone was erased, and each that was erased is gone."""
        for seq in sorted(self.missing - self.erased):
            self.report.invalid("missing", "The record is gone, and nobody erased it.", seq)
        for seq in sorted(self.erased - self.missing):
            self.report.invalid("erasure", "The record was to be erased and is still there.", seq)
        if count := len(self.erased & self.missing):
            self.report.add(
                Verdict.ERASURES, "erasures", f"{count} records were erased with authority."
            )

    def _texts(self) -> None:
        """What is published is what the log says was published."""
        now = {_text_of(text): text for source in self.sources for text in source.editions()}
        for name, text in now.items():
            logged = self.published.get(name, {})
            if any(logged.get(key) != value for key, value in text.items()):
                self.report.invalid(
                    "text", f"The published text {name} is not as logged.", logged.get("seq")
                )
        for name in self.published.keys() - now.keys():
            seq = self.published[name].get("seq")
            self.report.invalid("text", f"The published text {name} is gone.", seq)


def _text_of(body: Body) -> tuple[str, ...]:
    """What names a text: guideline, edition and language."""
    return tuple(str(body.get(name, "")) for name in TEXT)
