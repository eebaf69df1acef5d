"""What is filed in the organisation's archive: a published version, and a round that is over.

Nobody but those who published is named in it, and no department: it may be read by anybody who asks for it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from evidence.models import Checkpoint, Entry, Kind
from evidence.notes import PublicKey
from evidence.receipt import Proof, proof_of
from lib.days import spelled_moment
from lib.pdf import to_pdf
from lib.texts import Text, shown, texts_of
from policy.models import Edition, Guideline
from policy.records import published_facts
from reports.campaigns import Campaign, campaign_of

VERSION = 1


@dataclass(frozen=True)
class Fact:
    """A label and a value; a code is shown letter by letter."""

    label: str
    value: str
    is_code: bool = False


@dataclass(frozen=True)
class Wording:
    """The text in one language: its blocks by type, the sentence, and both fingerprints."""

    language: str
    title: Text
    statement: Text
    blocks: list[dict[str, Any]]
    text_sha256: str
    statement_sha256: str


@dataclass(frozen=True)
class Filed:
    """A document to file: the same for the PDF and for programs."""

    name: str
    title: str
    subtitle: Text
    facts: list[Fact]
    wordings: list[Wording]
    evidence: list[Fact]
    note: str
    data: dict[str, Any]

    def pdf(self, *, made_at: datetime) -> bytes:
        """The document as PDF/A-2a and PDF/UA-1, in the reader's language."""
        labels = {"statement_label": _("To acknowledge"), "evidence_label": _("The proof")}
        document = {**vars(self), **labels}
        return to_pdf(
            "archive.typ", document, title=self.title, made_at=made_at, is_for_archive=True
        )


def edition_document(edition: Edition) -> Filed:
    """A published version: its words in every language, who published it, and the proof of both."""
    wordings = [_wording(edition, one) for one in edition.languages()]
    proofs = {one.language: _proof(edition, one.language) for one in wordings}
    signed = [one.signed for one in proofs.values() if one and one.signed]
    slug, number = edition.guideline.slug, edition.number
    return Filed(
        name=f"{slug}-version-{number}",
        title=_("Guideline: version %(number)s") % {"number": number},
        subtitle=shown(edition, "title"),
        facts=[Fact(_("Guideline"), slug), *approval_of(edition)],
        wordings=wordings,
        evidence=[fact for one in wordings for fact in _proof_facts(one, proofs[one.language])],
        note=signed[-1].note if signed else "",
        data={
            **_head("edition", slug),
            "edition": number,
            "published_at": edition.published_at,
            "published_by": edition.published_by,
            "texts": [_wording_data(edition, one, proofs[one.language]) for one in wordings],
        },
    )


def approval_of(edition: Edition) -> list[Fact]:
    """Who answers for the version, and when: a line for each of them."""
    assert edition.published_at is not None
    return [
        Fact(_("Published"), spelled_moment(edition.published_at)),
        Fact(_("Published by"), edition.published_by),
    ]


def campaign_document(guideline: Guideline, assigned_on: date, day: date) -> Filed | None:
    """A round that is over by `day`, in figures; None where there is none."""
    campaign = campaign_of(guideline, assigned_on, day)
    if campaign is None or not campaign.is_closed(day):
        return None
    newest = Checkpoint.objects.newest()
    edition = Edition.objects.published().filter(guideline=guideline).first()
    title = _("Round assigned on %(day)s") % {"day": _written(campaign.assigned_on)}
    return Filed(
        name=f"{guideline.slug}-runde-{assigned_on}",
        title=title,
        subtitle=shown(edition, "title") if edition else Text(guideline.slug, "da"),
        facts=[*_figures(campaign), Fact(_("As of"), _written(day))],
        wordings=[],
        evidence=_checkpoint_facts(newest),
        note=newest.note if newest else "",
        data={
            **_head("campaign", guideline.slug),
            **vars(campaign),
            "as_of": day,
            "checkpoint": newest.note if newest else None,
            "public_key": newest.public_key if newest else None,
        },
    )


def _head(kind: str, slug: str) -> dict[str, Any]:
    return {"format": "omtanke-archive", "v": VERSION, "kind": kind, "guideline": slug}


def _figures(one: Campaign) -> list[Fact]:
    figures: list[tuple[str, object]] = [
        (_("Version"), one.edition),
        (_("Assigned"), _written(one.assigned_on)),
        (_("Latest deadline"), _written(one.last_due_on)),
        (_("Last acknowledged"), _written(one.last_done_on)),
        (_("Asked"), one.asked),
        (_("Acknowledged"), f"{one.done} ({one.percent} %)"),
        (_("By the deadline"), one.in_time),
    ]
    return [Fact(label, str(value)) for label, value in figures]


def _written(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else "–"


def _wording(edition: Edition, language: str) -> Wording:
    blocks = [
        {"type": block.type, "text": Text(texts_of(block, "text")[language] or "", language)}
        for block in edition.blocks.all()
    ]
    return Wording(
        language=language,
        title=shown(edition, "title", language),
        statement=shown(edition, "statement", language),
        blocks=blocks,
        text_sha256=edition.text_sha256(language),
        statement_sha256=edition.statement_sha256(language),
    )


def _proof(edition: Edition, language: str) -> Proof | None:
    """That the words were published, in the evidence log (three queries); None before it had one."""
    facts = {f"body__{name}": value for name, value in published_facts(edition, language).items()}
    entry = Entry.objects.filter(kind=Kind.PUBLISH, **facts).first()
    return proof_of(entry) if entry else None


def _proof_facts(wording: Wording, proof: Proof | None) -> list[Fact]:
    name = get_language_info(wording.language)["name_local"]
    facts = [
        Fact(f"{name}: {_('The text’s fingerprint (SHA-256)')}", wording.text_sha256, is_code=True)
    ]
    if proof is not None:
        facts += [
            Fact(f"{name}: {_('Number in the log')}", str(proof.seq)),
            Fact(
                f"{name}: {_('The entry’s fingerprint (SHA-256)')}", proof.leaf_sha256, is_code=True
            ),
        ]
    return facts


def _checkpoint_facts(newest: Checkpoint | None) -> list[Fact]:
    if newest is None:
        return []
    key = PublicKey.parse(newest.public_key)
    return [
        Fact(_("Entries"), str(newest.size)),
        Fact(_("Signed"), spelled_moment(newest.made_at)),
        Fact(_("The key’s fingerprint (SHA-256)"), key.fingerprint, is_code=True),
    ]


def _wording_data(edition: Edition, one: Wording, proof: Proof | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "language": one.language,
        "title": one.title,
        "text": texts_of(edition, "source")[one.language],
        "statement": one.statement,
        "text_sha256": one.text_sha256,
        "statement_sha256": one.statement_sha256,
    }
    if proof is not None:
        data |= {"seq": proof.seq, "leaf_sha256": proof.leaf_sha256}
        data["entry"] = Entry.objects.get(pk=proof.seq).body
    if proof is not None and proof.signed is not None:
        data |= {
            "inclusion": {"size": proof.signed.size, "path": proof.signed.path},
            "checkpoint": proof.signed.note,
            "public_key": str(proof.signed.public_key),
        }
    return data
