"""What the people of a large invented organisation have acknowledged, with its evidence."""

from datetime import UTC

from evidence.bulk import ManyEntries
from evidence.canonical import to_millisecond
from lib.bulk import Piece, Table, end
from lib.texts import LANGUAGES
from people.models import Employee
from policy.actions import shown_text
from policy.models import Acknowledgement, Record, Revision
from policy.records import facts_of, kind_of, record_of
from training.large_history import Acknowledged
from training.models import Completion


class Acknowledgements:
    """The tables of acknowledgements, to be added to in the order of time, as the log has it."""

    def __init__(self, revision: Revision) -> None:
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
        self._row = Acknowledgement(
            employee=Employee(), edition=revision.edition, revision=revision
        )

    def add(self, one: Acknowledged) -> None:
        """Add an acknowledgement with its record, its entry and the completed round."""
        row = self._tell(one)
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

    def _tell(self, one: Acknowledged) -> Acknowledgement:
        """One acknowledgement's row, in one and the same object: a new one takes Django too long."""
        row, text, person = self._row, self.shown[one.language], one.person
        row.employee.directory_id = person.ref
        row.round, row.language = one.round, one.language
        row.text_sha256, row.statement_sha256 = text.text_sha256, text.statement_sha256
        row.name_at_time, row.department_ref = person.name, person.department_ref
        row.acknowledged_at = row.recorded_at = to_millisecond(one.at).astimezone(UTC)
        return row

    def take(self) -> list[Piece]:
        """What was added, to be written in the order of the references."""
        tables = (self.records, self.acknowledgements, self.completions)
        return [self.log.take(), *(table.take() for table in tables)]

    def end(self) -> None:
        """Let the database number on from here."""
        end([self.acknowledgements, self.completions])
