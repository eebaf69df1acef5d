"""The reports' figures once more: all rows read into lists, and counted one by one in plain Python.

Nothing here uses the site's querysets by day, its tree or its states, so that an error of theirs is
not repeated.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from people.models import DepartmentRecord, Employee, FormerDetails, Leave, Placement
from policy.models import Acknowledgement, Edition, Guideline
from quiz.models import Answer
from training.models import Assignment, Completion, DueDate, Exemption, LessonDone

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ORDER = (
    "completed",
    "acknowledged-only",
    "exempt",
    "paused",
    "overdue",
    "expired",
    "in-progress",
    "not-started",
    "not-assigned",
)


def over(day: date) -> datetime:
    """The first instant after the day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=COPENHAGEN)


def local(instant: datetime) -> date:
    """The day on which an instant falls."""
    return instant.astimezone(COPENHAGEN).date()


def holds(row: dict[str, Any], day: date) -> bool:
    """Whether a dated row holds on the day, by what was known when it ended."""
    if row["from_on"] > day or row["recorded_at"] >= over(day):
        return False
    if row["to_on"] is None or row["to_on"] > day:
        return True
    return bool(row["to_recorded_at"] >= over(day))


@dataclass
class Ledger:
    """All rows of one guideline's training."""

    guideline: Guideline
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _found: dict[tuple[str, str], dict[Any, list[dict[str, Any]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        models: dict[str, Any] = {
            "employees": Employee.objects,
            "former": FormerDetails.objects.order_by("replaced_at", "pk"),
            "placements": Placement.objects.filter(is_primary=True),
            "departments": DepartmentRecord.objects,
            "rounds": Assignment.objects.filter(guideline=self.guideline),
            "due": DueDate.objects.filter(assignment__guideline=self.guideline),
            "texts": Acknowledgement.objects.filter(edition__guideline=self.guideline),
            "editions": Edition.objects.filter(guideline=self.guideline),
            "completions": Completion.objects.filter(assignment__guideline=self.guideline),
            "lessons": LessonDone.objects.filter(assignment__guideline=self.guideline),
            "leaves": Leave.objects,
            "exemptions": Exemption.objects.filter(guideline=self.guideline),
        }
        self.rows = {name: list(rows.values()) for name, rows in models.items()}
        answers: Any = Answer.objects.filter(attempt__revision__edition__guideline=self.guideline)
        names = ("attempt__employee_id", "attempt__round", "answered_at")
        self.rows["answers"] = list(answers.values(*names))

    def by(self, name: str, column: str, value: Any) -> list[dict[str, Any]]:
        """The rows of one kind with this in a column, in their order."""
        if (name, column) not in self._found:
            found = self._found[name, column] = {}
            for row in self.rows[name]:
                found.setdefault(row[column], []).append(row)
        return self._found[name, column].get(value, [])

    def mine(self, name: str, person: int) -> list[dict[str, Any]]:
        """A person's rows of one kind."""
        return self.by(name, "employee_id", person)

    def department(self, person: int, day: date) -> int | None:
        """Where the person is employed on the day."""
        found = [row for row in self.mine("placements", person) if holds(row, day)]
        assert len(found) <= 1
        return found[0]["department_id"] if found else None

    def people(self, day: date) -> list[int]:
        """Everybody employed on the day."""
        return [row["id"] for row in self.rows["employees"] if self.department(row["id"], day)]

    def details(self, person: int, day: date) -> dict[str, Any]:
        """What was on record of the person at the day's end."""
        since = [row for row in self.mine("former", person) if row["replaced_at"] >= over(day)]
        [now] = self.by("employees", "id", person)
        return since[0] if since else now

    def tree(self, day: date) -> dict[int, dict[str, Any]]:
        """The departments of the day by key."""
        return {row["department_id"]: row for row in self.rows["departments"] if holds(row, day)}

    def places(self, person: int, day: date) -> set[int]:
        """The person's department on the day and all above it."""
        tree, found = self.tree(day), set[int]()
        current = self.department(person, day)
        while current in tree and current not in found:
            found.add(current)
            current = tree[current]["parent_id"]
        return found

    def round(self, person: int, day: date) -> dict[str, Any] | None:
        """The round that holds at the day's end."""
        found = [
            row
            for row in self.mine("rounds", person)
            if row["assigned_at"] < over(day)
            and (row["closed_at"] is None or row["closed_at"] >= over(day))
        ]
        assert len(found) <= 1
        return found[0] if found else None

    def texts(self, person: int, day: date) -> list[dict[str, Any]]:
        """The person's acknowledgements that count at the day's end, the last first."""

        def is_replaced(key: int) -> bool:
            later = self.by("texts", "replaces_id", key)
            return any(row["recorded_at"] < over(day) for row in later)

        found = [
            row
            for row in self.mine("texts", person)
            if row["counts"]
            and row["recorded_at"] < over(day)
            and row["acknowledged_at"] < over(day)
            and not is_replaced(row["id"])
        ]
        return sorted(found, key=lambda row: (row["acknowledged_at"], row["id"]), reverse=True)

    def text(self, person: int, day: date) -> dict[str, Any] | None:
        """The one in the round that holds."""
        held = self.round(person, day)
        found = [row for row in self.texts(person, day) if held and row["round"] == held["round"]]
        return found[0] if found else None

    def completion(self, round_: dict[str, Any], day: date) -> dict[str, Any] | None:
        """The round's completion by the day's end."""
        for row in self.by("completions", "assignment_id", round_["id"]):
            if row["completed_at"] < over(day):
                return row
        return None

    def due_on(self, round_: dict[str, Any], day: date) -> date | None:
        """The round's deadline as known on the day."""
        for row in self.by("due", "assignment_id", round_["id"]):
            if holds(row, day):
                found: date = row["due_on"]
                return found
        return None

    def state(self, person: int, day: date) -> str:
        """The first of the nine states that holds."""
        held = self.round(person, day)
        if held:
            done = self.completion(held, day)
            text = self.text(person, day)
            if done and (text or done["acknowledgement_id"] is None):
                return "completed"
            if text:
                return "acknowledged-only"
        if any(holds(row, day) for row in self.mine("exemptions", person)):
            return "exempt"
        if any(holds(row, day) for row in self.mine("leaves", person)):
            return "paused"
        if not held:
            return "not-assigned"
        due_on = self.due_on(held, day)
        if due_on and due_on < day:
            return "overdue"
        if self.has_begun(held, day):
            return "in-progress"
        earlier = [row for row in self.mine("rounds", person) if row["round"] < held["round"]]
        return "expired" if any(self.completion(row, day) for row in earlier) else "not-started"

    def has_begun(self, round_: dict[str, Any], day: date) -> bool:
        """Whether anything of the round is done."""
        lessons = any(
            row["done_at"] < over(day) for row in self.by("lessons", "assignment_id", round_["id"])
        )
        return lessons or any(
            row["attempt__round"] == round_["round"] and row["answered_at"] < over(day)
            for row in self.by("answers", "attempt__employee_id", round_["employee_id"])
        )

    def states(self, day: date, department: int | None = None) -> Counter[str]:
        """How many are in each state, everywhere or in one department and below."""
        return Counter(
            self.state(person, day)
            for person in self.people(day)
            if department is None or department in self.places(person, day)
        )

    def done_on(self, round_: dict[str, Any], day: date) -> date | None:
        """The day on which the round was acknowledged, as known at the day's end."""
        texts = [
            local(row["acknowledged_at"])
            for row in self.texts(round_["employee_id"], day)
            if row["round"] == round_["round"]
        ]
        if texts:
            return min(texts)
        done = self.completion(round_, day)
        return local(done["completed_at"]) if done and done["acknowledgement_id"] is None else None

    def left(self, day: date) -> int:
        """How many had left with a last round that was neither done nor ended before they left."""
        found = 0
        for person in {row["employee_id"] for row in self.rows["rounds"]}:
            rounds = [row for row in self.mine("rounds", person) if row["assigned_at"] < over(day)]
            began = [
                row
                for row in self.mine("placements", person)
                if row["from_on"] <= day
                and row["recorded_at"] < over(day)
                and not (row["to_on"] == row["from_on"] and row["to_recorded_at"] < over(day))
            ]
            if not rounds or not began or self.department(person, day):
                continue
            last = max(rounds, key=lambda row: row["round"])
            left_on = max(row["to_on"] for row in began)
            ended = last["closed_at"]
            if self.done_on(last, day) is None and (not ended or local(ended) >= left_on):
                found += 1
        return found
