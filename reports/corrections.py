"""Corrections: facts that were recorded after the day from which they hold.

They count from their recording on, so that a past day stays as it was reported. The day on which
they were recorded lists them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from lib.days import day_of, end_of
from people.models import DepartmentRecord, Employee, Leave, Placement
from people.tree import Tree
from policy.models import Acknowledgement, Guideline
from reports.about import About
from reports.status import headcount_on
from training.models import DueDate, Exemption

Facts = QuerySet[Any, dict[str, Any]]
END = ("to_on", "to_recorded_at")
DAYS = 30
PER_PAGE = 50


class Fact(models.TextChoices):
    """What was corrected: something began, or ended, earlier than it was recorded."""

    PLACED = "placed", _("Began in the department")
    UNPLACED = "unplaced", _("Stopped in the department")
    NAMED = "named", _("The department got this name and place")
    UNNAMED = "unnamed", _("The department lost its name or place")
    DUE = "due", _("Deadline set")
    AWAY = "away", _("On leave from")
    BACK = "back", _("Back from leave")
    EXEMPT = "exempt", _("Exempt from")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged, written down later")
    REPLACED = "replaced", _("Acknowledgement corrected")


@dataclass(frozen=True)
class Correction:
    """One fact: what, about whom or which department, from when, and when it was recorded."""

    fact: Fact
    employee_id: int | None
    employee: str
    department: str
    on: date
    recorded_at: datetime

    @property
    def days_late(self) -> int:
        """How many days after its own day it was recorded."""
        return (day_of(self.recorded_at) - self.on).days


@dataclass(frozen=True)
class Corrections:
    """What was corrected in the thirty days up to a day, the newest first."""

    about: About
    headcount: int
    since: date
    page: "Page[dict[str, Any]]"
    rows: list[Correction]


def corrections_of(guideline: Guideline, day: date, number: str | int = 1) -> Corrections:
    """One page of the corrections up to `day`, in six queries."""
    since = day - timedelta(days=DAYS - 1)
    facts = _facts(guideline, since, day)
    page = Paginator(facts, PER_PAGE).get_page(number)
    tree = Tree.on(day)
    keys = {row["who"] for row in page if row["who"]}
    people = Employee.objects.filter(pk__in=keys).with_details(day)
    names = dict(people.values_list("pk", F("name_then")))
    rows = [
        Correction(
            fact=Fact(row["fact"]),
            employee_id=row["who"] or None,
            employee=names.get(row["who"], ""),
            department=tree.name(row["where"]) if row["where"] else "",
            on=row["held"],
            recorded_at=row["recorded"],
        )
        for row in page
    ]
    headcount = headcount_on(day)
    return Corrections(About.of(guideline, day), headcount, since, page, rows)


@dataclass(frozen=True)
class _Recorded:
    """The instants from which and before which facts were recorded."""

    first: datetime
    over: datetime

    def late(
        self,
        rows: Any,
        fact: Fact,
        who: Any,
        where: Any,
        on: str = "from_on",
        recorded: str = "recorded_at",
    ) -> Any:
        """Those recorded then, and after the day from which they hold, as rows of one shape."""
        found = rows.filter(**{f"{recorded}__gte": self.first, f"{recorded}__lt": self.over})
        found = found.alias(recorded_on=TruncDate(recorded))
        found = found.filter(**{f"{on}__lt": F("recorded_on")})
        return found.order_by().values(
            fact=Value(fact.value),
            who=who,
            where=where,
            held=F(on),
            recorded=F(recorded),
            key=F("pk"),
        )


def _facts(guideline: Guideline, since: date, day: date) -> Facts:
    """All kinds of facts as rows of one shape: fact, who, where, on, recorded."""
    late = _Recorded(end_of(since - timedelta(days=1)), end_of(day)).late
    primary = Placement.objects.filter(is_primary=True)
    due = DueDate.objects.filter(assignment__guideline=guideline)
    exempt = Exemption.objects.filter(guideline=guideline)
    texts = Acknowledgement.objects.filter(edition__guideline=guideline)
    first = texts.filter(replaces=None).annotate(on=TruncDate("acknowledged_at"))
    changed = texts.filter(replaces__isnull=False).annotate(on=TruncDate("replaces__recorded_at"))
    nobody = Value(0, output_field=IntegerField())
    employee, department = F("employee_id"), F("department_id")
    facts: Facts = late(primary, Fact.PLACED, employee, department)
    return facts.union(
        late(primary, Fact.UNPLACED, employee, department, *END),
        late(DepartmentRecord.objects, Fact.NAMED, nobody, department),
        late(DepartmentRecord.objects, Fact.UNNAMED, nobody, department, *END),
        late(due, Fact.DUE, F("assignment__employee_id"), nobody),
        late(Leave.objects, Fact.AWAY, employee, nobody),
        late(Leave.objects, Fact.BACK, employee, nobody, *END),
        late(exempt, Fact.EXEMPT, employee, nobody),
        late(first, Fact.ACKNOWLEDGED, employee, nobody, "on"),
        late(changed, Fact.REPLACED, employee, nobody, "on"),
        all=True,
    ).order_by("-recorded", "fact", "key")
