"""What can happen to a person, each through the site's own actions, and when a round is due by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lib.days import day_of
from people.actions import AlreadyOnLeave, leave, move
from people.models import Employee, Leave
from policy.models import Acknowledgement, Method
from tests.factories.people import Cast
from tests.factories.policy import the_guideline
from tests.factories.training import an_answer, an_assignment, begin, complete
from training import actions
from training.models import Assignment, CloseReason, Completion, DueDate, DueReason, Exemption

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Happening:
    """To whom, when, and a number of days that shapes it."""

    person: Employee
    now: datetime
    span: int
    cast: Cast

    @property
    def today(self) -> date:
        """The day on which it happens."""
        return day_of(self.now)

    @property
    def open_round(self) -> Assignment | None:
        """The person's open round, if it began by now."""
        rounds = Assignment.objects.open().filter(employee=self.person)
        return rounds.filter(assigned_at__lte=self.now).first()

    @property
    def unfinished(self) -> Assignment | None:
        """The same, if it is not completed."""
        one = self.open_round
        return None if one and Completion.objects.filter(assignment=one).exists() else one

    @property
    def is_employed(self) -> bool:
        """Whether somebody can still decide anything about the person."""
        return self.person.left_on is None


def assign(it: Happening) -> None:
    """HR assigns the module."""
    if it.is_employed and not Assignment.objects.open().filter(employee=it.person).exists():
        due_on = it.today + it.span * DAY
        an_assignment(it.person, it.cast.hr, now=it.now, due_on=due_on)


def begin_it(it: Happening) -> None:
    """The person begins, and no more."""
    if it.open_round:
        begin(it.open_round, it.now)


def do_a_lesson(it: Happening) -> None:
    """One lesson is done."""
    if it.open_round:
        lesson = begin(it.open_round, it.now).revision.lessons.get(slug="photos")
        actions.complete_lesson(it.open_round, lesson, way="read", now=it.now)


def answer(it: Happening) -> None:
    """One situation is answered."""
    if it.open_round:
        attempt = begin(it.open_round, it.now)
        situation = attempt.revision.situations.get(slug="reading-circle")
        an_answer(attempt, situation, now=it.now)


def finish(it: Happening) -> None:
    """Everything is done and acknowledged."""
    if it.unfinished:
        complete(it.unfinished, it.now)


def quit_work(it: Happening) -> None:
    """The person leaves, today or in some days: by an import, after which what is due follows."""
    if it.is_employed:
        leave(it.person, on=it.today + max(it.span, 0) * DAY, now=it.now)
        actions.reconcile(now=it.now)


def change_department(it: Happening) -> None:
    """The person moves to the roads."""
    if it.is_employed:
        move(it.person, department=it.cast.roads, on=it.today, now=it.now)


def be_asked_again(it: Happening) -> None:
    """The round is closed, though it may not be done, and another one opened."""
    if it.open_round and it.is_employed:
        Assignment.objects.filter(pk=it.open_round.pk).update(
            closed_at=it.now, closed_because=CloseReason.NEXT_ROUND
        )
        due_on = it.today + it.span * DAY
        an_assignment(it.person, it.cast.hr, now=it.now, due_on=due_on)


def go_on_leave(it: Happening) -> None:
    """Leave from some days ago or hence, for some days, or nobody knows how long."""
    if it.is_employed:
        from_on = it.today + it.span * DAY
        back_on = None if it.span % 4 == 0 else from_on + (1 + abs(it.span)) * DAY
        try:
            actions.pause(it.person, from_on=from_on, back_on=back_on, by=it.cast.hr, now=it.now)
        except AlreadyOnLeave:
            assert Leave.objects.filter(employee=it.person).exists()


def come_back(it: Happening) -> None:
    """The first day back is another than expected."""
    last = Leave.objects.filter(employee=it.person).order_by("from_on").last()
    if last and it.is_employed:
        try:
            actions.resume(last, back_on=it.today + it.span * DAY, by=it.cast.hr, now=it.now)
        except AlreadyOnLeave:
            assert Leave.objects.filter(employee=it.person).count() > 1


def move_the_deadline(it: Happening) -> None:
    """The deadline is moved by hand."""
    if it.unfinished and it.is_employed:
        facts: dict[str, Any] = {
            "due_on": it.today + it.span * DAY,
            "note": "Ferie",
            "by": it.cast.hr,
        }
        try:
            actions.move_due_date(it.unfinished, **facts, now=it.now)
        except actions.OnLeaveThen:
            assert Leave.objects.filter(employee=it.person).exists()


def be_exempt(it: Happening) -> None:
    """The person is exempt for some days."""
    if it.is_employed:
        facts: dict[str, Any] = {
            "last_on": it.today + abs(it.span) * DAY,
            "reason": "Praktik",
            "by": it.cast.hr,
        }
        try:
            actions.exempt(it.person, the_guideline(), **facts, now=it.now)
        except actions.AlreadyExempt:
            assert Exemption.objects.filter(employee=it.person).exists()


def be_exempt_no_longer(it: Happening) -> None:
    """The exemption ends before its time."""
    last = Exemption.objects.filter(employee=it.person).order_by("from_on").last()
    if last and it.is_employed:
        actions.end_exemption(last, by=it.cast.hr, now=it.now)


def sign_on_paper(it: Happening) -> None:
    """The acknowledgement is written down on paper."""
    if it.unfinished and it.is_employed:
        how = actions.OnBehalf(Method.PAPER, "1.0", "da", it.cast.editor, "Arket ligger i mappen")
        actions.acknowledge_on_behalf(it.unfinished, how=how, by=it.cast.hr, now=it.now)
        assert Acknowledgement.objects.filter(employee=it.person).exists()


HAPPENINGS: dict[str, Callable[[Happening], None]] = {
    one.__name__: one
    for one in (
        assign,
        begin_it,
        do_a_lesson,
        answer,
        finish,
        quit_work,
        change_department,
        be_asked_again,
        go_on_leave,
        come_back,
        move_the_deadline,
        be_exempt,
        be_exempt_no_longer,
        sign_on_paper,
    )
}


def due_on_now(assignment: Assignment) -> date:
    """The due date that is stored."""
    return DueDate.objects.open().get(assignment=assignment).due_on


def due_on_slowly(assignment: Assignment) -> date:
    """The same from what it rests on: the date moved by hand, else the first one, and leave, day by
    day; never before the date that somebody set by hand.
    """
    moved = DueDate.objects.filter(assignment=assignment, reason=DueReason.MOVED)
    first = DueDate.objects.filter(assignment=assignment).order_by("recorded_at", "pk")[0]
    row = moved.order_by("recorded_at", "pk").last() or first
    away = days_of_leave(assignment.employee_id)
    due_on = walk(row.base_on, day_of(assignment.assigned_at), away)
    return max(due_on, row.due_on) if row.reason == DueReason.MOVED else due_on


def days_of_leave(employee: int) -> set[date]:
    """Every day of leave whose end is known."""
    known = Leave.objects.filter(employee=employee, to_on__isnull=False)
    return {
        from_on + number * DAY
        for from_on, to_on in known.values_list("from_on", "to_on")
        if to_on is not None
        for number in range((to_on - from_on).days)
    }


def walk(base_on: date, assigned_on: date, away: set[date]) -> date:
    """The day on which the clock has run as many days as from assignment to the base date."""
    left, day = (base_on - assigned_on).days + 1, assigned_on - DAY
    if left <= 0:
        return base_on
    while left:
        day += DAY
        left -= day not in away
    return day
