"""Publishing, and the record of an acknowledgement."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from evidence.actions import append, append_commitment
from evidence.canonical import Body, nfc, to_millisecond
from evidence.models import Kind
from evidence.notes import SigningKey
from lib.workdays import office_time_from
from outbox.actions import put
from people.models import Employee
from policy.approving import Approved, approval_of, write_approval
from policy.checkpoints import checkpoint_afterwards
from policy.models import Acknowledgement, Edition, Guideline, Method, Record, Revision
from policy.records import facts_of, kind_of, published_facts, record_of


@dataclass(frozen=True)
class Shown:
    """The text that stood above the tick, as the form says it back."""

    edition: str
    language: str
    text_sha256: str
    statement_sha256: str


class TextChanged(Exception):
    """What the reader saw is no longer what there is to acknowledge."""


def shown_text(edition: Edition, language: str) -> Shown:
    """What a page must carry that shows this edition in this language."""
    return Shown(
        edition=edition.number,
        language=language,
        text_sha256=edition.text_sha256(language),
        statement_sha256=edition.statement_sha256(language),
    )


def is_current(edition: Edition, shown: Shown) -> bool:
    """Whether what was shown is this edition's text and sentence, in a language it is offered in."""
    if shown.language not in edition.languages():
        return False
    return shown == shown_text(edition, shown.language)


@transaction.atomic
def publish(
    revision: Revision, *, by: str, now: datetime, approved: Approved | None = None
) -> Revision:
    """Publish a revision, and its edition if that is still a draft. From here on the database
    refuses every change to either, and the evidence log holds the text's hash in every language,
    and a commitment to who approved it. Without `approved` it was loaded from files.
    """
    edition = revision.edition
    _lock(edition.guideline_id)
    is_of_text = edition.published_at is None
    if is_of_text:
        edition.published_at, edition.published_by = now, by
        edition.save(update_fields=["published_at", "published_by"])
        for language in edition.languages():
            append(kind=Kind.PUBLISH, facts=published_facts(edition, language), now=now)
    revision.published_at, revision.published_by = now, by
    revision.save(update_fields=["published_at", "published_by"])
    if approved is not None:
        write_approval(approval_of(revision, approved, is_of_text=is_of_text, now=now), now=now)
    if is_of_text or approved is not None:
        checkpoint_afterwards(now=now)
    return revision


def _lock(guideline_id: int) -> None:
    """Hold the guideline: nothing of it is published while somebody acknowledges it, nor the reverse."""
    Guideline.objects.select_for_update(no_key=True).get(pk=guideline_id)


@transaction.atomic
def record_acknowledgement(
    *,
    employee: Employee,
    department_ref: str,
    revision: Revision,
    round: int,  # noqa: A002 - the field's word
    shown: Shown,
    now: datetime,
    method: Method = Method.SELF,
    actor_ref: str = "",
    witness_ref: str = "",
    basis_note: str = "",
    quiz_completed: bool = True,
    auth: str = "",
) -> Acknowledgement:
    """Write that this text was acknowledged; `TextChanged` unless it is what was shown. On paper
    or on behalf, with who wrote it down, who saw it and what it rests on.

    `auth` is how the person who sent it had signed in. Row, record, salt and log entry are written
    together or not at all. Only `training.actions` may call this: it has checked that the module is
    worked through. Locks: the person, the guideline, last the log's head.
    """
    Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
    _lock(revision.edition.guideline_id)
    edition = Edition.objects.select_related("guideline").get(pk=revision.edition_id)
    if not is_current(edition, shown):
        raise TextChanged
    if method == Method.SELF and edition != _newest(edition.guideline_id):
        raise TextChanged
    before = Acknowledgement.objects.latest().filter(
        employee=employee, edition=edition, round=round
    )
    last = before.first()
    if last is not None and last.counts:
        return last
    acknowledgement = write_acknowledgement(
        Acknowledgement(
            employee=employee,
            edition=edition,
            revision=revision,
            round=round,
            language=shown.language,
            text_sha256=shown.text_sha256,
            statement_sha256=shown.statement_sha256,
            name_at_time=nfc(employee.name),
            department_ref=department_ref,
            acknowledged_at=to_millisecond(now),
            recorded_at=to_millisecond(now),
            method=method,
            actor_ref=actor_ref,
            witness_ref=witness_ref,
            basis_note=nfc(basis_note),
            replaces=last,
        ),
        more={"quiz_completed": quiz_completed, "auth": auth},
        now=now,
    )
    _tell(acknowledgement, now)
    if settings.DEMONSTRATION:  # no worker runs there, and the receipt is to have its proof
        checkpoint_afterwards(now=now)
    return acknowledgement


def _tell(acknowledgement: Acknowledgement, now: datetime) -> None:
    """Put a mail to the person in whose name it was made, so that none is made unseen."""
    employee = acknowledgement.employee
    if employee.email:
        put(
            key=f"acknowledged/{acknowledgement.pk}",
            kind="acknowledged",
            subject=employee.directory_id,
            payload={"acknowledgement": acknowledgement.pk},
            not_before=office_time_from(now),
            now=now,
        )


def _newest(guideline_id: int) -> Edition | None:
    found: Edition | None = Edition.objects.published().filter(guideline=guideline_id).first()
    return found


def write_acknowledgement(
    row: Acknowledgement,
    *,
    more: Body,
    now: datetime,
    facts: Body | None = None,
    key: SigningKey | None = None,
) -> Acknowledgement:
    """Write the row with its record, salt and log entry; `more` is in the record alone."""
    record = {**record_of(row), **more}
    committed = append_commitment(
        kind=kind_of(row), facts={**facts_of(row), **(facts or {})}, record=record, now=now, key=key
    )
    row.record = Record.objects.create(
        entry=committed.entry, employee=row.employee, body=record, salt=committed.salt
    )
    row.save(force_insert=True)
    return row
