"""Writing down who approved what is published: a row, and a record that the evidence log commits to."""

from dataclasses import dataclass, field
from datetime import date, datetime

from evidence.actions import append_commitment
from evidence.canonical import nfc, to_millisecond
from evidence.models import Kind
from people.models import Employee
from policy.models import Approval, Record, Revision, Who
from policy.records import approval_facts, approval_record_of


@dataclass(frozen=True)
class Asked:
    """Who is asked to acknowledge again: departments by `directory_id`, how many people, by when."""

    who: Who = Who.NOBODY
    departments: list[str] = field(default_factory=list)
    due_on: date | None = None
    people: int = 0


@dataclass(frozen=True)
class Approved:
    """Who sent what, who approved it, who publishes it, and who is asked to acknowledge it."""

    note: str
    is_material: bool
    sent_at: datetime
    sent_by: Employee
    approved_at: datetime
    approved_by: Employee
    published_by: Employee
    asked: Asked = Asked()


def approval_of(
    revision: Revision, approved: Approved, *, is_of_text: bool, now: datetime
) -> Approval:
    """The row that says so, not yet written."""
    return Approval(
        revision=revision,
        is_of_text=is_of_text,
        is_material=approved.is_material,
        note=nfc(approved.note),
        sent_at=to_millisecond(approved.sent_at),
        sent_by=approved.sent_by.directory_id,
        approved_at=to_millisecond(approved.approved_at),
        approved_by=approved.approved_by.directory_id,
        published_at=to_millisecond(now),
        published_by=approved.published_by.directory_id,
        **vars(approved.asked),
    )


def write_approval(row: Approval, *, now: datetime) -> Approval:
    """Write the approval with its record, salt and log entry. The record is about the text: it stays
    when those who sent, approved and published it are erased.

    Only `policy.actions.publish` may call this, in its transaction, and the drill on its copy.
    """
    record = approval_record_of(row)
    facts = approval_facts(row)
    committed = append_commitment(kind=Kind.APPROVE, facts=facts, record=record, now=now)
    row.record = Record.objects.create(entry=committed.entry, body=record, salt=committed.salt)
    row.save(force_insert=True)
    return row
