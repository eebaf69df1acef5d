"""The weekly mail to a manager: who of their people is missing, of whom a manager below has to hear, and
which questions wait for their answer. HR gets it where questions wait for HR.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from lib.days import day_of
from lib.texts import shown
from lib.workdays import next_working_day, office_time_from, opening, working_day_from
from outbox.actions import New, put_all
from people.models import Employee, Leave
from policy.models import Guideline, Revision
from training.guidelines import published_guidelines
from training.questions import Asked, Recipients, asked_questions
from training.schedule import Kind, is_digest_day, week_of
from training.states import OUTSTANDING, State, with_state

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Missing:
    """An employee who has something outstanding."""

    id: int
    name: str
    department: int
    has_mail: bool
    state: State
    due_on: date | None
    title: str = ""


@dataclass(frozen=True)
class Digest:
    """What one person is told: their own people, those of the managers below who are long overdue, and
    the questions that wait for them, the oldest first.
    """

    overdue: list[Missing]
    soon: list[Missing]
    # Has time left, but nobody else tells them.
    without_mail: list[Missing]
    later: int
    escalated: list[tuple[Missing, str]]
    questions: list[Asked]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.count and not self.escalated and not self.questions

    @property
    def count(self) -> int:
        """For how many of the manager's own people something is outstanding."""
        return len(self.overdue) + len(self.soon) + len(self.without_mail) + self.later


class Chain:
    """Whose manager is whom on a day, and whose manager's manager; who is told of questions instead of
    a manager is HR (six queries).

    Who stands in for a manager is told beside them; a manager on leave is told of nothing.
    """

    def __init__(self, day: date) -> None:
        self.day = day
        self.recipients = Recipients.on(day)
        self.managers = self.recipients.managers
        leading = self.managers.everybody()
        places = Employee.objects.in_headcount(day).filter(pk__in=list(leading))
        self._places = dict(places.values_list("pk", F("department_id")))
        self.by_id = {pk: one for pk, one in leading.items() if pk in self._places}
        # Everybody who may have to be told of something.
        self.readers = {one.pk: one for one in self.recipients.hr} | self.by_id

    def of(self, one: Missing) -> list[Employee]:
        """The employee's nearest managers."""
        return [m for m in self.managers.nearest(one.id, one.department) if m.pk in self.by_id]

    def above(self, one: Missing) -> Iterator[tuple[Employee, Employee]]:
        """The employee's managers, each with those who manage them, once escalation is due."""
        after = settings.ESCALATE_AFTER_DAYS
        is_long = one.due_on is not None and self.day - one.due_on >= timedelta(days=after)
        if after and is_long and one.state == State.OVERDUE:
            for manager in self.managers.nearest(one.id, one.department, acting=False):
                if manager.pk not in self._places:
                    continue
                for upper in self.managers.nearest(manager.pk, self._places[manager.pk]):
                    if upper.pk in self.by_id:
                        yield manager, upper


def missing(day: date, departments: set[int] | None = None) -> Iterator[Missing]:
    """Everybody with something outstanding, by urgency; in some departments or in all.

    One query for each guideline, and one for the titles.
    """
    for guideline, title in _titled(published_guidelines()):
        people = Employee.objects.in_headcount(day)
        if departments is not None:
            people = people.placed_in(departments)
        rows = with_state(people, guideline, day).filter(Q(state__in=OUTSTANDING))
        found = rows.order_by("due_on", "sort_name", "pk").values_list(
            "pk", "name", F("department_id"), "email", F("state"), F("due_on")
        )
        for pk, name, department, email, state, due_on in found:
            yield Missing(pk, name, department, bool(email), State(state), due_on, title)


def _titled(guidelines: list[Guideline]) -> list[tuple[Guideline, str]]:
    """Each guideline with its title in the reader's language; one alone needs none."""
    if len(guidelines) < 2:
        return [(one, "") for one in guidelines]
    current = [(one, Revision.objects.current(one)) for one in guidelines]
    return [(one, shown(rev.edition, "title") if rev else one.slug) for one, rev in current]


def digest_of(manager: Employee, chain: Chain) -> Digest:
    """What a manager, or somebody of HR, is told on the day, in the language that is active."""
    own: list[Missing] = []
    escalated: list[tuple[Missing, str]] = []
    for one in missing(chain.day, chain.managers.below(manager.pk)):
        if manager in chain.of(one):
            own.append(one)
        escalated += [(one, below.name) for below, upper in chain.above(one) if upper == manager]
    in_time = [one for one in own if one.state != State.OVERDUE]
    soon = [one for one in in_time if one.due_on and one.due_on <= chain.day + SOON]
    rest = [one for one in in_time if one not in soon]
    return Digest(
        overdue=[one for one in own if one.state == State.OVERDUE],
        soon=soon,
        without_mail=[one for one in rest if not one.has_mail],
        later=sum(one.has_mail for one in rest),
        escalated=escalated,
        questions=[
            one for one in asked_questions(chain.recipients, chain.day) if manager in one.goes_to
        ],
    )


def plan(*, now: datetime) -> str:
    """The job of each morning: the weekly mails of this working day and the next, where they are due."""
    first = working_day_from(day_of(now))
    days = [day for day in (first, next_working_day(first)) if is_digest_day(day)]
    return f"{sum(plan_day(day, now=now) for day in days)} weekly mails"


def plan_day(day: date, *, now: datetime) -> int:
    """Put a mail for everybody who has to hear of something, in a constant number of queries."""
    chain = Chain(day)
    to_tell = {m.pk for one in missing(day) for m in _told_of(one, chain)}
    questions = asked_questions(chain.recipients, day)
    to_tell |= {reader.pk for one in questions for reader in one.goes_to}
    away = Leave.objects.as_of(day).filter(employee__in=to_tell)
    to_tell -= set(away.values_list("employee_id", flat=True))
    return put_all(
        [
            New(
                key=f"digest/{manager.directory_id}/{week_of(day)}",
                kind=Kind.DIGEST,
                subject=manager.directory_id,
                payload={"manager": manager.pk, "week": week_of(day)},
                not_before=office_time_from(max(now, opening(day))),
            )
            for pk, manager in chain.readers.items()
            if pk in to_tell and manager.email
        ],
        now=now,
    )


def _told_of(one: Missing, chain: Chain) -> Iterator[Employee]:
    yield from chain.of(one)
    yield from (upper for _below, upper in chain.above(one))
