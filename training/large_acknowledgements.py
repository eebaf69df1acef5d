"""What the people of a large invented organisation have acknowledged, with its evidence."""

from datetime import UTC

from evidence.bulk import ManyEntries
from evidence.canonical import to_millisecond
from lib.bulk import Table, end
from lib.texts import LANGUAGES
from people.models import Employee
from policy.actions import Shown, shown_text
from policy.models import Acknowledgement, Record, Revision
from policy.records import facts_of, kind_of, record_of
from training.large_history import Acknowledged
from training.models import Completion


class Acknowledgements:
    """The tables of acknowledgements, to be added to in the order of time, as the log has it."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.log = ManyEntries()
        of_the_revision = {"edition_id": revision.edition_id, "revision_id": revision.pk}
        self.records = Table(Record, "employee_id", "body", "salt")
        self.acknowledgements = Table(
            Acknowledgement,
            *("record_id", "employee_id", "round", "language", "text_sha256", "statement_sha256"),
            *("name_at_time", "department_ref", "acknowledged_at", "recorded_at"),
            **of_the_revision,
        )
        self.completions = Table(
            Completion, "assignment_id", "acknowledgement_id", "completed_at", **of_the_revision
        )
        self.shown = {language: shown_text(revision.edition, language) for language in LANGUAGES}

    def add(self, one: Acknowledged) -> None:
        """Add an acknowledgement with its record, its entry and the completed round."""
        row = self._row(one, self.shown[one.language])
        record = {**record_of(row), "quiz_completed": True, "auth": "demonstration"}
        seq, salt = self.log.commit(kind_of(row), facts_of(row), record, row.recorded_at)
        self.records.add(one.person.id, record, salt, key=seq)
        key = self.acknowledgements.add(
            seq,
            one.person.id,
            row.round,
            row.language,
            row.text_sha256,
            row.statement_sha256,
            row.name_at_time,
            row.department_ref,
            row.acknowledged_at,
            row.recorded_at,
        )
        self.completions.add(one.assignment, key, row.acknowledged_at)

    def _row(self, one: Acknowledged, text: Shown) -> Acknowledgement:
        at = to_millisecond(one.at).astimezone(UTC)
        return Acknowledgement(
            employee=Employee(directory_id=one.person.ref, name=one.person.name),
            edition=self.revision.edition,
            revision=self.revision,
            round=one.round,
            language=one.language,
            text_sha256=text.text_sha256,
            statement_sha256=text.statement_sha256,
            name_at_time=one.person.name,
            department_ref=one.person.department_ref,
            acknowledged_at=at,
            recorded_at=at,
        )

    def write(self) -> None:
        """Write what was added, in the order of the references."""
        self.log.write()
        for table in (self.records, self.acknowledgements, self.completions):
            table.write()

    def end(self) -> None:
        """Let the database number on from here."""
        end([self.acknowledgements, self.completions])
