"""Whom a new edition asks to acknowledge again: HR chooses, sees how many, and publishes."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef

from authoring.models import Submission
from authoring.submitting import publish_approved
from lib.days import day_of
from lib.texts import SOURCE
from people.models import Department, Employee, EmployeeQuerySet
from people.tree import Tree
from policy.approving import Asked
from policy.models import Acknowledgement, AcknowledgementQuerySet, Guideline, Who
from training.actions import ask_again
from training.models import Assignment, RoundReason


class NumberChanged(Exception):
    """Somebody acknowledged, came or left since the number was shown."""

    def __init__(self, people: int) -> None:
        super().__init__(str(people))
        self.people = people


@dataclass(frozen=True)
class Choice:
    """Who is to acknowledge again, and by when; departments by key, each with all below it."""

    who: Who
    departments: Collection[int] = field(default_factory=frozenset)
    due_on: date | None = None


def people_done(guideline: Guideline, day: date) -> EmployeeQuerySet:
    """Those employed on `day` who are done with the round they have; nobody else needs asking, as
    an open round leads to the newest edition by itself.
    """
    rounds = Assignment.objects.open().filter(guideline=guideline, employee=OuterRef("pk"))
    people: EmployeeQuerySet = Employee.objects.in_headcount(day).filter(Exists(rounds.done()))
    return people


def people_asked(guideline: Guideline, choice: Choice, day: date) -> EmployeeQuerySet:
    """The people whom a choice hits."""
    people = people_done(guideline, day)
    if choice.who == Who.NOBODY:
        return people.none()
    if choice.who == Who.TRANSLATED:
        return people.filter(Exists(_in_a_translation(guideline)))
    if choice.who == Who.DEPARTMENTS:
        return people.placed_in(Tree.on(day).below_all(choice.departments))
    return people


def _in_a_translation(guideline: Guideline) -> AcknowledgementQuerySet:
    """What the person acknowledged in the round they have, in another language than the original."""
    rounds = Assignment.objects.open().filter(
        guideline=guideline, employee=OuterRef("employee"), round=OuterRef("round")
    )
    rows = Acknowledgement.objects.latest().filter(
        employee=OuterRef("pk"), edition__guideline=guideline, counts=True
    )
    return rows.filter(Exists(rounds)).exclude(language=SOURCE)


@dataclass(frozen=True)
class Reach:
    """How many people each choice hits; of the departments, each with all below it."""

    all: int
    translated: int
    departments: list[tuple[int, int, str, int]]


def reach_of(guideline: Guideline, day: date) -> Reach:
    """The numbers to choose by (four queries). A department: depth, key, name, people."""
    tree = Tree.on(day)
    placed = people_done(guideline, day).order_by().values_list(F("department_id"))
    counts = dict(placed.annotate(people=Count("pk")))
    below = {
        node.id: sum(counts.get(one, 0) for one in tree.below(node.id))
        for _depth, node in tree.in_order()
    }
    return Reach(
        all=sum(counts.values()),
        translated=people_asked(guideline, Choice(Who.TRANSLATED), day).count(),
        departments=[
            (depth, node.id, node.name, below[node.id])
            for depth, node in tree.in_order()
            if below[node.id]
        ],
    )


@transaction.atomic
def publish_and_ask(
    submission: Submission, *, choice: Choice, people: int, by: Employee, now: datetime
) -> Asked:
    """Publish an approved text, and open a new round for everybody whom the choice hits.

    `NumberChanged` unless they are as many as `people`, the number that was shown. Errors as in
    `publish_approved`. Some ten queries for each 2,000 people.
    """
    guideline, day = submission.draft.revision.edition.guideline, day_of(now)
    chosen = list(people_asked(guideline, choice, day))
    if len(chosen) != people:
        raise NumberChanged(len(chosen))
    asked = Asked(who=choice.who)
    if choice.who != Who.NOBODY:
        assert choice.due_on is not None
        opened = ask_again(
            employees=chosen,
            guideline=guideline,
            due_on=choice.due_on,
            reason=RoundReason.EDITION,
            by=by,
            now=now,
        )
        asked = Asked(choice.who, _refs(choice.departments), choice.due_on, len(opened.new))
    publish_approved(submission, asked=asked, by=by, now=now)
    return asked


def _refs(departments: Collection[int]) -> list[str]:
    found = Department.objects.filter(pk__in=departments).order_by("directory_id")
    return list(found.values_list("directory_id", flat=True))
