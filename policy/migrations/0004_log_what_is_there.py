"""Enter into the evidence log what was published and acknowledged before there was one, in its order.

Each entry is dated by the day of the event. The rows' triggers are dropped for it; they are back
when the migrating is over.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import migrations

from evidence.actions import leaf
from evidence.canonical import normal, timestamp, to_millisecond
from evidence.commitments import commitment, new_salt
from evidence.tree import Frontier
from lib.days import day_of
from lib.frozen import thaw
from lib.texts import LANGUAGES
from policy.text import sha256_of


def log_what_is_there(apps: Any, schema_editor: Any) -> None:
    editions = apps.get_model("policy", "Edition").objects.exclude(published_at=None)
    rows = apps.get_model("policy", "Acknowledgement").objects.select_related(
        "employee", "edition__guideline", "revision"
    )
    events = [(one.published_at, 0, one.pk, one) for one in editions.select_related("guideline")]
    events += [(one.acknowledged_at, 1, one.pk, one) for one in rows]
    if not events:
        return
    thaw("policy_acknowledgement", schema_editor.connection.alias)
    head = apps.get_model("evidence", "Head")(pk=1, origin=settings.EVIDENCE_ORIGIN)
    log = Log(apps, head)
    for _at, is_acknowledgement, _pk, row in sorted(events, key=lambda event: event[:3]):
        log.acknowledged(row) if is_acknowledgement else log.published(row)
    head.size, head.peaks = log.frontier.size, [peak.hex() for peak in log.frontier.peaks]
    head.save()


class Log:
    """The log as it was on the day of this migration."""

    def __init__(self, apps: Any, head: Any) -> None:
        self.entries = apps.get_model("evidence", "Entry").objects
        self.records = apps.get_model("policy", "Record").objects
        self.rows = apps.get_model("policy", "Acknowledgement").objects
        self.head = head
        self.frontier = Frontier()

    def published(self, edition: Any) -> None:
        blocks = list(edition.blocks.all())
        for language in LANGUAGES:
            source = getattr(edition, f"source_{language}")
            statement = getattr(edition, f"statement_{language}")
            if source and statement and all(getattr(one, f"text_{language}") for one in blocks):
                facts = {
                    **text_of(edition, language, sha256_of(source)),
                    "statement_sha256": sha256_of(statement),
                }
                self.append("publish", facts, edition.published_at)

    def acknowledged(self, row: Any) -> None:
        record = record_of(row)
        salt = new_salt()
        facts = text_of(row.edition, row.language, row.text_sha256)
        facts["commit"] = commitment(salt, record)
        entry = self.append("ack" if row.method == "self" else "paper", facts, row.acknowledged_at)
        kept = self.records.create(entry=entry, employee=row.employee, body=record, salt=salt)
        at = to_millisecond(row.acknowledged_at)
        self.rows.filter(pk=row.pk).update(record=kept, acknowledged_at=at, recorded_at=at)

    def append(self, kind: str, facts: dict[str, Any], at: datetime) -> Any:
        place = {"v": 1, "log": self.head.origin, "seq": self.frontier.size, "kind": kind}
        body = normal({**place, **facts, "day": day_of(at).isoformat()})
        columns, self.frontier = leaf(self.frontier, body)
        return self.entries.create(**columns)


def text_of(edition: Any, language: str, text_sha256: str) -> dict[str, Any]:
    return {
        "guideline": edition.guideline.slug,
        "major": edition.major,
        "minor": edition.minor,
        "lang": language,
        "text_sha256": text_sha256,
    }


def record_of(row: Any) -> dict[str, Any]:
    """Version 1 of the record, as policy/records.py builds it."""
    record = {
        "v": 1,
        "employee_ref": row.employee.directory_id,
        "name_at_time": row.name_at_time,
        "department_ref": row.department_ref,
        "at": timestamp(row.acknowledged_at),
        "recorded_at": timestamp(row.acknowledged_at),
        **text_of(row.edition, row.language, row.text_sha256),
        "statement_sha256": row.statement_sha256,
        "module_version": row.revision.number,
        "round": row.round,
        "method": row.method,
        "actor_ref": row.actor_ref,
        "witness_ref": row.witness_ref,
        "basis_note": row.basis_note,
        "quiz_completed": row.method == "self",
        "auth": "",
    }
    return normal(record)


class Migration(migrations.Migration):
    dependencies = [("policy", "0003_records"), ("evidence", "0001_initial")]

    operations = [migrations.RunPython(log_what_is_there, migrations.RunPython.noop)]
