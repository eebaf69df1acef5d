"""The receipt of an acknowledgement: one builder for the page and the PDF."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from evidence.receipt import Proof
from lib.days import day_of, spelled_moment
from lib.pdf import to_pdf
from lib.texts import Text, shown
from people.models import DepartmentRecord
from people.names import names_of
from policy.models import Acknowledgement, Method
from training.models import Completion


@dataclass(frozen=True)
class Fact:
    """One thing that the receipt states: a code is shown letter by letter, a time as `value` spells it."""

    label: str
    value: str
    is_code: bool = False
    moment: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """What was acknowledged, by whom, when and in which language, in the reader's words."""

    title: Text
    name: str
    edition: str
    statement: Text
    facts: list[Fact]
    explanation: str


def receipt_of(completion: Completion) -> Receipt | None:
    """The receipt of a completed round, the sentence in the language it was acknowledged in; None
    once the acknowledgement was erased.
    """
    acknowledgement, edition = completion.acknowledgement, completion.edition
    if acknowledgement is None:
        return None
    return Receipt(
        title=shown(edition, "title"),
        name=acknowledgement.name_at_time,
        edition=edition.number,
        statement=shown(edition, "statement", acknowledgement.language),
        facts=_facts(acknowledgement, edition.number),
        explanation=_(
            "The fingerprint is computed from exactly the text you acknowledged, in that language. "
            "Whoever has the text can compute it and compare."
        ),
    )


def _facts(acknowledgement: Acknowledgement, edition: str) -> list[Fact]:
    language = acknowledgement.get_language_display()
    number = acknowledgement.employee.employee_number
    at = acknowledgement.acknowledged_at
    return [
        Fact(_("Acknowledged"), spelled_moment(at), moment=at),
        Fact(_("Name"), acknowledgement.name_at_time),
        *([Fact(_("Employee number"), number)] if number else []),
        Fact(_("Department"), _department_name(acknowledgement)),
        Fact(_("Version and language"), f"{edition} · {language}"),
        *_how(acknowledgement),
        Fact(_("The text’s fingerprint (SHA-256)"), acknowledgement.text_sha256, is_code=True),
    ]


def _how(acknowledgement: Acknowledgement) -> list[Fact]:
    """Of one on paper or on behalf: who stands for it, and what it rests on (one query)."""
    if acknowledgement.method == Method.SELF:
        return []
    names = names_of([acknowledgement.actor_ref, acknowledgement.witness_ref])
    return [
        Fact(_("How"), acknowledgement.get_method_display()),
        Fact(_("Recorded by"), names[acknowledgement.actor_ref]),
        Fact(_("Witness"), names[acknowledgement.witness_ref]),
        Fact(_("What it rests on"), acknowledgement.basis_note),
    ]


def _department_name(acknowledgement: Acknowledgement) -> str:
    """What the department was called on the day of the acknowledgement (one query)."""
    day = day_of(acknowledgement.acknowledged_at)
    records = DepartmentRecord.objects.as_of(day)
    name = records.filter(department__directory_id=acknowledgement.department_ref)
    return name.values_list("name", flat=True).first() or acknowledgement.department_ref


def receipt_pdf(receipt: Receipt, proof: Proof | None, *, now: datetime) -> bytes:
    """The receipt with its proof as a document to keep, in the reader's language."""
    title = _("Acknowledgement: read and understood")
    whole = replace(receipt, facts=[*receipt.facts, *_proof_facts(proof)])
    return to_pdf("receipt.typ", whole, title=title, made_at=now)


def _proof_facts(proof: Proof | None) -> list[Fact]:
    """Where the acknowledgement stands in the evidence log, and what signs it."""
    if proof is None:
        return []
    place = [
        Fact(_("Number in the log"), str(proof.seq)),
        Fact(_("The entry’s fingerprint (SHA-256)"), proof.leaf_sha256, is_code=True),
    ]
    if proof.signed is None:
        return place
    at, key = proof.signed.made_at, proof.signed.public_key
    return [
        *place,
        Fact(_("Signed"), spelled_moment(at), moment=at),
        Fact(_("The key’s fingerprint (SHA-256)"), key.fingerprint, is_code=True),
    ]
