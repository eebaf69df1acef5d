"""An acknowledgement's proof, and its receipt as a file."""

from evidence.canonical import Body
from evidence.receipt import Proof, proof_of, receipt_of
from evidence.sources import Sealed
from lib.texts import texts_of
from policy.models import Acknowledgement, Record


def proof_for(row: Acknowledgement) -> Proof:
    """Where the acknowledgement stands in the log (`ProofBroken` as in evidence/receipt.py)."""
    return proof_of(Record.objects.select_related("entry").get(acknowledgement=row).entry)


def receipt_for(row: Acknowledgement) -> Body | None:
    """The receipt with the words in the language they were shown in; None while it isn't signed."""
    sealed = Sealed(row.record.body, bytes(row.record.salt))
    words = {
        name: texts_of(row.edition, field)[row.language] or ""
        for name, field in (("text", "source"), ("statement", "statement"))
    }
    return receipt_of(row.record.entry, sealed, **words)
