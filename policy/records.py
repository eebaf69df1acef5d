"""What is committed to about an acknowledgement: the record R, and what the log's entry says of it.

`record_of` is a contract for decades: a record of version 1 must be built like this for ever. What
changes gets a new version beside it.
"""

from typing import Any

from evidence.canonical import Body, normal, timestamp
from evidence.models import Kind
from policy.models import Acknowledgement, Approval, Edition, Method

VERSION = 1


def record_of(row: Acknowledgement) -> Body:
    """What the row's own columns say, as the record has it."""
    edition = row.edition
    record: Body = {
        "v": VERSION,
        "employee_ref": row.employee.directory_id,
        "name_at_time": row.name_at_time,
        "department_ref": row.department_ref,
        "at": timestamp(row.acknowledged_at),
        "recorded_at": timestamp(row.recorded_at),
        "guideline": edition.guideline.slug,
        "major": edition.major,
        "minor": edition.minor,
        "lang": row.language,
        "text_sha256": row.text_sha256,
        "statement_sha256": row.statement_sha256,
        "module_version": row.revision.number,
        "round": row.round,
        "method": str(row.method),
        "actor_ref": row.actor_ref,
        "witness_ref": row.witness_ref,
        "basis_note": row.basis_note,
    }
    if row.corrected_by:
        record |= {
            "counts": row.counts,
            "corrected_by": row.corrected_by,
            "correction_note": row.correction_note,
        }
    found: Body = normal(record)
    return found


def kind_of(row: Acknowledgement) -> Kind:
    """The log's word for it; on behalf counts as paper: somebody else wrote it down."""
    if row.corrected_by:
        return Kind.CORRECT
    return Kind.ACK if row.method == Method.SELF else Kind.PAPER


def text_of(edition: Edition | Any, language: str, text_sha256: str) -> Body:
    """What every entry says of the text that it is about."""
    return {
        "guideline": edition.guideline.slug,
        "major": edition.major,
        "minor": edition.minor,
        "lang": language,
        "text_sha256": text_sha256,
    }


def facts_of(row: Acknowledgement) -> Body:
    """What the entry says openly: which text, and of a correction which entry it is about."""
    facts = text_of(row.edition, row.language, row.text_sha256)
    if row.corrected_by and row.replaces is not None:
        facts |= {"target": row.replaces.record_id}
    return facts


def approval_record_of(row: Approval) -> Body:
    """What the row's own columns say of an approval, as its record has it."""
    record: Body = {
        "v": VERSION,
        **approval_facts(row),
        "of_text": row.is_of_text,
        "material": row.is_material,
        "note": row.note,
        "sent_at": timestamp(row.sent_at),
        "sent_by": row.sent_by,
        "approved_at": timestamp(row.approved_at),
        "approved_by": row.approved_by,
        "published_at": timestamp(row.published_at),
        "published_by": row.published_by,
        "who": str(row.who),
        "departments": list(row.departments),
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "people": row.people,
    }
    found: Body = normal(record)
    return found


def approval_facts(row: Approval) -> Body:
    """What the entry says openly: which revision of which edition."""
    edition = row.revision.edition
    return {
        "guideline": edition.guideline.slug,
        "major": edition.major,
        "minor": edition.minor,
        "module_version": row.revision.number,
    }


def published_facts(edition: Edition, language: str) -> Body:
    """What the entry says when an edition is published in a language."""
    text = text_of(edition, language, edition.text_sha256(language))
    return {**text, "statement_sha256": edition.statement_sha256(language)}
