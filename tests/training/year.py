"""A year in a municipality of a thousand people, one day after the other, through the site's own code.

The directory's list is imported every month; rules ask; the worker plans and sends; people take
the training or don't; managers and HR do what they do. Everything is drawn from one seed.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import time_machine
from django.utils import timezone

from authoring.actions import load
from authoring.export import module_of
from authoring.rules import Module
from lib.workdays import is_working_day
from outbox.jobs import make_due
from outbox.work import send_due
from people.actions import AlreadyOnLeave, grant_role
from people.directory.apply import apply_plan
from people.directory.known import read_known
from people.directory.planning import make_plan
from people.directory.reading import read_path
from people.models import Department, DepartmentRecord, Employee, Leave, Role
from policy.actions import shown_text
from policy.models import Guideline, Method
from quiz.actions import choose_work
from quiz.models import Work
from tests.editions import second_edition
from tests.factories.policy import the_revision
from tests.factories.training import an_answer, to_meet
from tests.training.municipality import DAY, HR, PARTS, Municipality
from tests.training.postman import moment
from training import actions
from training.models import Assignment, Audience, Exemption, RoundReason, Rule
from training.progress import progress_of

START = date(2025, 11, 20)
DAYS = 366
JOBS = {
    "training.actions.reconcile": "daily 05:30",
    "training.reminders.plan": "daily 06:00",
    "training.digests.plan": "daily 06:00",
}


@dataclass
class Year:
    """The municipality, and what happens in it."""

    folder: Path
    chance: random.Random = field(default_factory=lambda: random.Random(5))  # noqa: S311 - nothing secret
    municipality: Municipality = field(init=False)
    guideline: Guideline = field(init=False)

    def __post_init__(self) -> None:
        self.municipality = Municipality(self.chance)

    def live(self) -> None:
        """All of it, with the clock in hand."""
        self._publish(small_module(), START)
        with time_machine.travel(moment(START, 4), tick=False) as clock:
            for number in range(DAYS):
                day = START + number * DAY
                for hour, act in self._course(day):
                    clock.move_to(moment(day, hour))
                    act(moment(day, hour))

    def _course(self, day: date) -> Iterator[tuple[int, Callable[[datetime], None]]]:
        """What happens on a day, with the hour."""
        if day == START:
            self.municipality.found(START)
        if day == START or day.day == 1:
            yield 4, self.bring_list
        if day == START:
            yield 5, self.make_rules
        # Nor does anybody's computer work on other days, or the test would take longer.
        if not is_working_day(day):
            return
        yield 6, self.make_jobs
        yield 9, self.send
        yield 10, self.people_learn
        if day.weekday() == 1:
            yield 11, self.managers_decide
        yield from ((12, act) for on, act in self._events() if on == day)
        yield 13, self.send

    def _events(self) -> list[tuple[date, Callable[[datetime], None]]]:
        return [
            (date(2026, 3, 10), self.exclude_some),
            (date(2026, 5, 19), self.publish_again),
            (date(2026, 5, 20), self.ask_again),
            (date(2026, 9, 8), self.end_a_rule),
        ]

    # The directory

    def bring_list(self, now: datetime) -> None:
        """The month's list: hired, moved, on leave, gone, and a manager replaced."""
        day = timezone.localdate(now)
        if day != START:
            self.municipality.change(day)
        path = self.folder / f"{day}.csv"
        path.write_text(self.municipality.text_on(day))
        known = read_known(day)
        plan = make_plan(read_path(path, today=day), known)
        assert not plan.preview.problems
        apply_plan(plan, known, by="", now=now)
        if day == START:
            karin = Employee.objects.get(employee_number=HR)
            grant_role(karin, role=Role.HR, by="Bo", reason="HR", now=now)

    # The worker

    def make_jobs(self, now: datetime) -> None:
        """The worker's jobs of the morning."""
        said = list(make_due(clock=lambda: now))
        assert not [line for line in said if "failed" in line[1]]

    def send(self, now: datetime) -> None:
        """The worker's mails."""
        send_due(clock=lambda: now)

    # Rules and editions

    @property
    def hr(self) -> Employee:
        """Who decides."""
        found: Employee = Employee.objects.get(employee_number=HR)
        return found

    def make_rules(self, now: datetime) -> None:
        """One for each part, of which one comes again and one is ended, and one for all managers."""
        first = timezone.localdate(now) + 4 * DAY
        parts = {name: self.department(name) for name in PARTS}
        for terms in (
            *(
                actions.Terms(Audience.EVERYBODY, parts[name], 21, first)
                for name in ("Børn", "Sundhed")
            ),
            actions.Terms(Audience.EVERYBODY, parts["Teknik"], 28, first, again_months=6),
            actions.Terms(Audience.EVERYBODY, parts["Kultur"], 7, first),
            actions.Terms(Audience.MANAGERS, None, 10, first),
        ):
            actions.add_rule(self.guideline, terms=terms, by=self.hr, now=now)

    def department(self, name: str) -> Department:
        """A department by its name."""
        return DepartmentRecord.objects.open().get(name=name).department

    def exclude_some(self, now: datetime) -> None:
        """A few need not."""
        rule = Rule.objects.open().filter(audience=Audience.EVERYBODY).order_by("pk")[0]
        people = Assignment.objects.open().filter(requirements__rule=rule).not_done()
        for one in people.select_related("employee").order_by("pk")[:5]:
            actions.exclude(rule, one.employee, reason="Vikar", by=self.hr, now=now)

    def end_a_rule(self, now: datetime) -> None:
        """The rule for one part ends."""
        rule = Rule.objects.open().get(department=self.department("Kultur"))
        actions.end_rule(rule, by=self.hr, now=now)

    def publish_again(self, now: datetime) -> None:
        """Edition 2.0, in the middle of it all."""
        self._publish(second_edition(small_module()), timezone.localdate(now))

    def _publish(self, module: Module, day: date) -> None:
        load(module, by="Henrik", now=moment(day, 12), publishing=True)
        self.guideline = Guideline.objects.get(slug=module["slug"])

    def ask_again(self, now: datetime) -> None:
        """HR asks one part again because of it."""
        day = timezone.localdate(now)
        places = set(DepartmentRecord.objects.open().values_list("department", flat=True))
        part = self.department("Sundhed")
        below = DepartmentRecord.objects.open().filter(parent=part).values_list("department")
        people = Employee.objects.in_departments(day, {part.pk, *(pk for (pk,) in below)} & places)
        asked = actions.ask_again(
            employees=people,
            guideline=self.guideline,
            due_on=day + 30 * DAY,
            reason=RoundReason.EDITION,
            by=self.hr,
            now=now,
        )
        assert asked.new
        assert asked.already

    # People

    def people_learn(self, now: datetime) -> None:
        """Some begin, some finish; more than half never do either."""
        day = timezone.localdate(now)
        rounds = Assignment.objects.open().filter(guideline=self.guideline).not_done()
        working = Employee.objects.in_headcount(day).exclude(
            pk__in=Leave.objects.as_of(day).values("employee")
        )
        for key in rounds.filter(employee__in=working).values_list("pk", flat=True).order_by("pk"):
            diligence, drawn = key % 5, self.chance.random()
            if diligence == 0 and drawn < 0.05:
                take(key, now, whole=True)
            elif diligence == 1 and drawn < 0.008:
                take(key, now, whole=False)

    def managers_decide(self, now: datetime) -> None:
        """Deadlines moved, leave and its end, exemptions and theirs, paper, single assignments."""
        day = timezone.localdate(now)
        people = list(Employee.objects.in_headcount(day).exclude(pk=self.hr.pk))
        people = self.chance.sample(sorted(people, key=lambda one: one.pk), 10)
        self._absence(people[:5], day, now)
        rounds = Assignment.objects.open().filter(guideline=self.guideline).not_done()
        held = {one.employee_id: one for one in rounds.select_related("employee", "guideline")}
        for number, one in enumerate(people[5:]):
            if one.pk not in held:
                due_on = day + 20 * DAY
                by, who = self.hr, [one]
                actions.assign(
                    employees=who, guideline=self.guideline, due_on=due_on, by=by, now=now
                )
            elif number % 2:
                self._move(held[one.pk], day + 25 * DAY, now)
            else:
                self._sign(held[one.pk], people[0], now)

    def _absence(self, people: list[Employee], day: date, now: datetime) -> None:
        who: dict[str, Any] = {"by": self.hr, "now": now}
        for number, one in enumerate(people[:3]):
            back_on = None if number == 0 else day + 30 * DAY
            try:
                actions.pause(one, from_on=day + number * DAY, back_on=back_on, **who)
            except AlreadyOnLeave:
                continue
        away = Leave.objects.filter(to_on=None).exclude(recorded_by="").select_related("employee")
        for leave in away.filter(from_on__lte=day - 40 * DAY, employee__left_on=None):
            actions.resume(leave, back_on=day + 2 * DAY, **who)
        for one in people[3:]:
            if not Exemption.objects.filter(employee=one, to_on__gt=day).exists():
                facts = {"last_on": day + 15 * DAY, "reason": "Praktik", **who}
                actions.exempt(one, self.guideline, **facts)
        for exemption in Exemption.objects.as_of(day).filter(from_on=day - 7 * DAY)[:1]:
            if exemption.employee.is_employed(day):
                actions.end_exemption(exemption, **who)

    def _move(self, one: Assignment, due_on: date, now: datetime) -> None:
        try:
            actions.move_due_date(one, due_on=due_on, note="Travlt", by=self.hr, now=now)
        except actions.OnLeaveThen:
            assert one.employee.leaves.exists()

    def _sign(self, one: Assignment, witness: Employee, now: datetime) -> None:
        progress = progress_of(one)
        assert progress is not None
        edition = progress.revision.edition.number
        how = actions.OnBehalf(Method.PAPER, edition, "da", witness, "Arket ligger i sagen")
        actions.acknowledge_on_behalf(one, how=how, by=self.hr, now=now)


def take(key: int, now: datetime, *, whole: bool) -> None:
    """Take the training in a round, or its first lesson."""
    assignment = Assignment.objects.select_related("employee", "guideline").get(pk=key)
    attempt = choose_work(actions.start_module(assignment, now=now), work=Work.CHILDREN)
    for lesson in attempt.revision.lessons.all():
        actions.complete_lesson(assignment, lesson, way="read", now=now)
    if whole:
        for situation in to_meet(attempt):
            if not attempt.answers.filter(situation=situation).exists():
                an_answer(attempt, situation, now=now)
        shown = shown_text(attempt.revision.edition, "da")
        actions.acknowledge_module(assignment, shown=shown, now=now)


def small_module() -> Module:
    """The real text with one lesson and one situation: what matters here is who takes it when."""
    module = module_of(the_revision())
    situations = [one for one in module["situations"] if one["id"] == "beach-trip"]
    lesson = situations[0]["lesson"]
    return {
        **module,
        "slug": "a-year",
        "lessons": [one for one in module["lessons"] if one["id"] == lesson],
        "situations": [{**one, "work": []} for one in situations],
        "cards": [],
    }
