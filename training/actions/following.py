"""Rules followed: whoever joins the audience is asked, whoever leaves it no longer is, and whoever is
done is asked again in time.

Whom a rule means is worked out for all at once; what has to change is decided and written for some
people at a time, behind their lock and read again there. Run twice, or twice at once, it changes no
more than once. docs/adr/0012.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from lib.batches import in_batches
from lib.days import day_of
from people.models import Employee
from people.tree import Tree
from policy.models import Guideline
from training.actions.assignments import BATCH, Ask, close, lock_people, open_rounds
from training.actions.due_dates import settle
from training.audiences import audience_of
from training.guidelines import published_guidelines
from training.models import Assignment, CloseReason, DueReason, Requirement, RoundReason, Rule
from training.recurrence import is_due_again

# So many people are asked while HR waits for the page.
AT_ONCE = 500


@dataclass(frozen=True)
class Followed:
    """How many rounds rules opened and closed, and how many they no longer or newly ask for."""

    opened: int = 0
    closed: int = 0
    changed: int = 0

    def __add__(self, other: "Followed") -> "Followed":
        return Followed(
            self.opened + other.opened, self.closed + other.closed, self.changed + other.changed
        )

    def __str__(self) -> str:
        return f"{self.opened} rounds opened by rules, {self.closed} closed, {self.changed} changed"


def follow_rules(*, now: datetime) -> Followed:
    """Let every published guideline's rules be followed; a periodic job."""
    total = Followed()
    for guideline in published_guidelines():
        total += follow_rules_of(guideline, now=now)
    return total


def follow_rules_of(guideline: Guideline, *, now: datetime) -> Followed:
    """Let one guideline's rules be followed, each batch of people a transaction of its own."""
    day = day_of(now)
    wanted = _wanted(guideline, day)
    asked = Requirement.objects.open().filter(
        rule__isnull=False, assignment__closed_at=None, assignment__guideline=guideline
    )
    people = {*wanted, *asked.values_list("assignment__employee", flat=True)}
    todo = sorted(_unsettled(guideline, wanted, people, day))
    total = Followed()
    for batch in in_batches(todo, BATCH):
        total += _follow(guideline, wanted, batch, now)
    return total


def follow_if_few(rule: Rule, *, now: datetime) -> bool:
    """Follow the guideline's rules at once where the rule means few; else the worker does it soon.

    Returns whether it is done.
    """
    day = day_of(now)
    if audience_of(rule, Tree.on(day), day).count() > AT_ONCE:
        return False
    follow_rules_of(rule.guideline, now=now)
    return True


def _wanted(guideline: Guideline, day: date) -> dict[int, list[Rule]]:
    """The rules that ask each person on the day (two queries, and one for each rule)."""
    tree = Tree.on(day)
    wanted: dict[int, list[Rule]] = {}
    for rule in Rule.objects.as_of(day).filter(guideline=guideline).order_by("pk"):
        for employee in audience_of(rule, tree, day).order_by().values_list("pk", flat=True):
            wanted.setdefault(employee, []).append(rule)
    return wanted


@dataclass
class _Person:
    """How it stands with one person: the rules that ask, the open round, and what it is asked by."""

    rules: list[Rule]
    hired_on: date | None = None  # None for somebody who is not employed on the day
    round: Assignment | None = None
    done_on: date | None = None
    asked: list[Requirement] = field(default_factory=list)

    def to_open(self, day: date) -> tuple[Rule, RoundReason] | None:
        """The rule to open a round by, the one with the earliest deadline, and why."""
        if self.round is None:
            return (_earliest(self.rules), RoundReason.RULE) if self.rules else None
        done_on = self.done_on
        if done_on is None:
            return None
        again = [
            rule
            for rule in self.rules
            if is_due_again(done_on, months=rule.again_months, fixed_on=rule.again_on, day=day)
        ]
        return (_earliest(again), RoundReason.AGAIN) if again else None

    @property
    def is_fixed(self) -> bool:
        """Whether rules leave the round alone: it is done, or HR asked for it and set its day."""
        if self.round is None or self.done_on is not None:
            return True
        return self.round.reason == RoundReason.EDITION

    def to_add(self) -> list[Rule]:
        """The rules that ask now and did not before."""
        have = {one.rule_id for one in self.asked if one not in self.to_end()}
        return [] if self.is_fixed else [rule for rule in self.rules if rule.pk not in have]

    def to_end(self) -> list[Requirement]:
        """What no longer asks, and what asked before the person was hired again.

        Whoever is not employed keeps what is asked: back within days, they find it as it was.
        """
        if self.done_on is not None or self.hired_on is None:
            return []
        rules = {rule.pk for rule in self.rules}
        hired_on = self.hired_on
        return [
            one
            for one in self.asked
            if one.rule_id is not None and (one.rule_id not in rules or one.from_on < hired_on)
        ]

    def is_to_close(self) -> bool:
        """Whether nothing is left that asks for the round."""
        ending = self.to_end()
        return bool(ending) and len(ending) == len(self.asked) and not self.to_add()

    def is_settled(self, day: date) -> bool:
        """Whether nothing has to change."""
        return not (self.to_open(day) or self.to_add() or self.to_end())


def _earliest(rules: Iterable[Rule]) -> Rule:
    return min(rules, key=lambda rule: (rule.days, rule.pk))


def _unsettled(
    guideline: Guideline, wanted: dict[int, list[Rule]], people: set[int], day: date
) -> Iterator[int]:
    """Those for whom something has to change (three queries for each batch)."""
    for keys in in_batches(sorted(people), BATCH):
        read = _read(guideline, wanted, keys, day)
        yield from (key for key, one in read.items() if not one.is_settled(day))


def _read(
    guideline: Guideline, wanted: dict[int, list[Rule]], keys: list[int], day: date
) -> dict[int, _Person]:
    people = {key: _Person(wanted.get(key, [])) for key in keys}
    employed = Employee.objects.in_headcount(day).filter(pk__in=keys)
    for key, hired_on in employed.values_list("pk", "hired_on"):
        people[key].hired_on = hired_on
    rounds = Assignment.objects.open().filter(guideline=guideline, employee__in=keys)
    for one in rounds.with_done_at():
        person = people[one.employee_id]
        done_at: datetime | None = vars(one)["done_at"]
        person.round, person.done_on = one, day_of(done_at) if done_at else None
    asked = Requirement.objects.open().filter(assignment__in=rounds)
    for requirement in asked.select_related("assignment"):
        people[requirement.assignment.employee_id].asked.append(requirement)
    return people


@transaction.atomic
def _follow(
    guideline: Guideline, wanted: dict[int, list[Rule]], keys: list[int], now: datetime
) -> Followed:
    """Write what has to change for these people, as it stands behind their lock."""
    day = day_of(now)
    read = _read(guideline, wanted, lock_people(keys), day)
    opened = _open(guideline, read, now)
    asking = [one for one in read.values() if one.to_end() or one.to_add()]
    ended = Requirement.objects.filter(pk__in=[row.pk for one in asking for row in one.to_end()])
    ended.update(to_on=day, to_recorded_at=now)
    rounds = [one.round for one in asking if one.round is not None]
    closing = {one.round.pk for one in asking if one.round is not None and one.is_to_close()}
    Requirement.objects.bulk_create(
        _ask(guideline, rule, RoundReason.RULE, day).of(one.round, now)
        for one in asking
        if one.round is not None
        for rule in one.to_add()
    )
    close(closing, CloseReason.LEFT_AUDIENCE, now=now)
    going_on = [one for one in rounds if one.pk not in closing]
    changed = settle(going_on, reason=DueReason.RULE, now=now)
    return Followed(opened, len(closing), len(changed))


def _open(guideline: Guideline, read: dict[int, _Person], now: datetime) -> int:
    """Open the rounds that are to be, with all that asks for each."""
    day = day_of(now)
    groups: dict[tuple[Rule, RoundReason], list[int]] = {}
    for key, one in read.items():
        if origin := one.to_open(day):
            groups.setdefault(origin, []).append(key)
    count = 0
    for (rule, reason), keys in groups.items():
        ask = _ask(guideline, rule, reason, day)
        new = open_rounds(Employee.objects.filter(pk__in=keys), ask, now=now, again=True).new
        Requirement.objects.bulk_create(
            _ask(guideline, other, reason, day).of(assignment, now)
            for assignment in new
            for other in read[assignment.employee_id].rules
            if other != rule
        )
        count += len(new)
    return count


def _ask(guideline: Guideline, rule: Rule, reason: RoundReason, day: date) -> Ask:
    return Ask(guideline, day + timedelta(days=rule.days), reason, rule=rule)
