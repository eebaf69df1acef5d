"""What the evidence log is verified against: records with their salts, texts, and the rows pages read."""

from collections.abc import Iterator

from evidence.canonical import Body
from evidence.models import Entry, Kind
from evidence.sources import Fault, Sealed
from lib.texts import texts_of
from policy.models import Acknowledgement, Approval, Edition, Record
from policy.records import approval_record_of, published_facts, record_of
from policy.text import bare, join


class PolicySource:
    """The records of acknowledgements, and the editions."""

    def records(self, first: int, end: int | None) -> dict[int, Sealed]:
        """The records of entries `first` up to before `end`, by `seq` (one query)."""
        rows = Record.objects.filter(entry_id__gte=first)
        if end is not None:
            rows = rows.filter(entry_id__lt=end)
        return {row.entry_id: Sealed(row.body, bytes(row.salt)) for row in rows}

    def editions(self) -> Iterator[Body]:
        """The published editions in each language they can be acknowledged in."""
        for edition in _published():
            for language in edition.languages():
                yield published_facts(edition, language)

    def faults(self) -> Iterator[Fault]:
        """Acknowledgements that are not as committed to, records of nobody's, texts not as hashed."""
        rows = Acknowledgement.objects.exclude(record=None).select_related(
            "employee", "edition__guideline", "revision", "record"
        )
        for row in rows.iterator(chunk_size=1000):
            body = row.record.body
            says = record_of(row)
            if not isinstance(body, dict) or says != {name: body.get(name) for name in says}:
                yield Fault("The acknowledgement is not as its record has it.", row.seq)
        for record in Record.objects.filter(acknowledgement=None, approval=None):
            yield Fault("The record belongs to no acknowledgement and no approval.", record.pk)
        yield from _unaccounted()
        yield from _approvals_apart()
        yield from _blocks_apart()


def _unaccounted() -> Iterator[Fault]:
    """A nameless row stands for an erased acknowledgement: there is one for each at most."""
    nameless = Acknowledgement.objects.filter(record=None)
    if nameless.count() > Entry.objects.filter(kind=Kind.ERASE).count():
        yield Fault("There are more nameless acknowledgements than erased ones.")
    if nameless.filter(employee__is_nameless=False).exists():
        yield Fault("An acknowledgement without a record names somebody.")


def _published() -> list[Edition]:
    return list(Edition.objects.published().select_related("guideline"))


def _approvals_apart() -> Iterator[Fault]:
    """Approvals that are not as committed to."""
    for row in Approval.objects.select_related("revision__edition__guideline", "record"):
        if approval_record_of(row) != row.record.body:
            yield Fault("The approval is not as its record has it.", row.record_id)


def _blocks_apart() -> Iterator[Fault]:
    """Pages show the blocks, what is hashed is the source: both must be the same words."""
    for edition in _published():
        blocks = list(edition.blocks.all())
        for language in edition.languages():
            shown = join([texts_of(block, "text")[language] or "" for block in blocks])
            if shown != bare(texts_of(edition, "source")[language] or ""):
                yield Fault(f"What pages show of {edition} in {language} is not what is hashed.")
