"""What is held about a person: one builder for the page, the PDF, the JSON and the command."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evidence.canonical import Body
from lib.days import spelled_moment
from lib.pdf import to_pdf
from lib.texts import shown
from people.models import Department, DepartmentRecord, Employee, Management
from people.names import names_of
from policy.models import Acknowledgement, Edition, Guideline, Lesson, Record, Revision
from policy.receipts import receipt_for
from privacy.holdings import HOLDINGS, Holding
from privacy.read_log import Reading, readings_of
from privacy.rules import Fate, all_rules
from quiz.models import Consideration, Option, Situation
from training.mail_log import kind_label
from training.models import Assignment, Question, Rule

VERSION = 1
# Fields with a directory id that outlives its person (privacy/retention.toml, "until").
REFS = {"actor", "actor_ref", "witness_ref", "corrected_by"}


@dataclass(frozen=True)
class Fact:
    """One field of a row, as a person reads it; `raw` as a program does."""

    name: str
    label: str
    value: str
    raw: Any = field(repr=False)
    is_code: bool = False


@dataclass(frozen=True)
class Row:
    """One row; empty fields are left out of `facts`. `receipt` is the key of what it is a receipt of."""

    facts: list[Fact]
    receipt: int | None = None


@dataclass(frozen=True)
class Section:
    """One table's rows about the person. `withheld` are how many only their writer may read."""

    label: str
    title: str
    rows: list[Row]
    withheld: int = 0


@dataclass(frozen=True)
class Mine:
    """All that is held about a person; `receipts` are asked for by the files alone."""

    name: str
    made_at: datetime
    sections: list[Section]
    readings: list[Reading]
    records: list[Employee] = field(repr=False)

    def receipts(self) -> list[Body]:
        """Every receipt with its proof, for those that are signed."""
        rows = Acknowledgement.objects.filter(employee__in=self.records, record__isnull=False)
        rows = rows.select_related("edition__guideline", "record__entry").order_by("pk")
        return [receipt for row in rows if (receipt := receipt_for(row)) is not None]

    def as_json(self) -> Body:
        """The whole as a program reads it."""
        return {
            "format": "omtanke-person",
            "v": VERSION,
            "made_at": self.made_at.isoformat(),
            "name": self.name,
            "held": {one.label: _section_json(one) for one in self.sections},
            "receipts": self.receipts(),
            "readings": [_reading_json(one) for one in self.readings],
        }

    def as_pdf(self) -> bytes:
        """The whole as a tagged PDF in the reader's language."""
        document = {
            "name": self.name,
            "made_at": spelled_moment(self.made_at),
            "sections": [
                {
                    "title": one.title,
                    "rows": [row.facts for row in one.rows],
                    "withheld": _withheld(one.withheld),
                }
                for one in self.sections
            ],
            "read_title": _("Who has looked at it"),
            "readings": [_reading_line(one) for one in self.readings],
            "nobody": _("Nobody else has looked at it."),
        }
        title = _("What is held about you")
        return to_pdf("mine.typ", document, title=title, made_at=self.made_at)


def mine_of(employee: Employee, *, now: datetime, is_own: bool) -> Mine:
    """Everything about a person, in a constant number of queries.

    Only in the person's own session (`is_own`), and only what they wrote under the very record that they
    sign in with, are answers and notes read: that two records are one person is somebody's word, which must
    open nobody's answers to another. Elsewhere they are counted.
    """
    records = list(Employee.objects.same_person_as(employee).distinct().order_by("pk"))
    own = [one for one in records if is_own and one.pk == employee.pk]
    found = [(one, list(one.rows(own if one.is_private else records))) for one in HOLDINGS]
    speak = _Words([row for _holding, rows in found for row in rows])
    others = [one for one in records if one not in own]
    sections = [_section(one, rows, speak, others) for one, rows in found]
    return Mine(
        name=employee.name,
        made_at=now,
        sections=[one for one in sections if one.rows or one.withheld],
        readings=readings_of(records),
        records=records,
    )


def _section(one: Holding, rows: list[Model], speak: "_Words", others: list[Employee]) -> Section:
    withheld = one.rows(others).count() if one.is_private and others else 0
    return Section(one.label, str(one.title), [_row(one, row, speak) for row in rows], withheld)


def _row(one: Holding, row: Model, speak: "_Words") -> Row:
    facts = [_fact(name, str(label), row, speak) for name, label in one.fields.items()]
    is_receipt = isinstance(row, Acknowledgement) and row.record_id is not None
    return Row([fact for fact in facts if fact.value], row.pk if is_receipt else None)


def _fact(name: str, label: str, row: Model, speak: "_Words") -> Fact:
    return Fact(name, label, speak.of(row, name), _raw(row, name, speak), name.endswith("sha256"))


def _raw(row: Model, name: str, speak: "_Words") -> Any:
    value = getattr(row, name)
    if isinstance(value, bool | int | dict) or value is None:
        return value
    return value.isoformat() if isinstance(value, date) else speak.of(row, name)


class _Words:
    """Says a field's value in words; names and departments are read once for all rows."""

    def __init__(self, rows: list[Model]) -> None:
        refs = {getattr(row, name) for row in rows for name in _refs(row)}
        self._names = names_of(refs)
        newest = DepartmentRecord.objects.order_by("recorded_at", "pk")
        named = list(newest.values_list("department", "department__directory_id", "name"))
        self._departments = {pk: name for pk, _ref, name in named}
        self._by_ref = {ref: name for _pk, ref, name in named}

    def of(self, row: Model, name: str) -> str:
        """The value; empty where there is none."""
        value, column = getattr(row, name), row._meta.get_field(name)
        if name in _refs(row):
            return str(self._names.get(value, value))
        if name == "department_ref":
            return str(self._by_ref.get(value, value))
        if column.many_to_many:
            return ", ".join(self._link(one) for one in value.all())
        if isinstance(column, Field) and column.choices and value:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(row, Model) and row._meta.label == "outbox.Message" and name == "kind":
            return kind_label(value)
        return self._plain(value)

    def _plain(self, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, datetime):
            return spelled_moment(value)
        if isinstance(value, date):
            return date_format(value, "DATE_FORMAT")
        if isinstance(value, dict):
            return ", ".join(f"{key}: {one}" for key, one in value.items() if one not in ("", None))
        return self._link(value) if isinstance(value, Model) else str(value)

    def _link(self, value: Model) -> str:
        match value:
            case Department():
                return self._departments.get(value.pk, value.directory_id)
            case Employee():
                return value.name
            case Edition():
                return value.number
            case Revision():
                return str(value.number)
            case Guideline():
                return value.slug
            case Assignment():
                return str(value.round)
            case Management():
                return self._departments[value.department_id]
            case Question():
                return value.purpose
            case Record() | Rule():
                return str(value.pk)
            case Lesson() | Situation():
                return shown(value, "title")
            case Option() | Consideration():
                return shown(value, "text")
        return str(value)


def _refs(row: Model) -> set[str]:
    """The row's fields that hold a directory id."""
    rules = all_rules()[row._meta.label]
    return set(rules.fields(Fate.KEY)) | (REFS & rules.fates.keys())


def _withheld(count: int) -> str:
    return _("%(count)d, to be read by the writer alone") % {"count": count} if count else ""


def _section_json(one: Section) -> Body:
    rows = [{fact.name: fact.raw for fact in row.facts} for row in one.rows]
    return {"title": one.title, "rows": rows, "withheld": one.withheld}


def _reading_json(one: Reading) -> Body:
    return {
        "day": one.day.isoformat(),
        "last_at": one.last_at.isoformat(),
        "name": one.name,
        "role": str(one.role),
        "what": str(one.what),
        "count": one.count,
    }


def _reading_line(one: Reading) -> str:
    who = f"{one.name} ({one.role})" if one.role else one.name
    return f"{date_format(one.day, 'DATE_FORMAT')}: {who}. {one.what}."
