"""What the people of a large invented organisation were asked, have done and have acknowledged.

Everybody is asked when they are hired, and all again halfway. Answers are made for the last months
alone: older ones would have been parted from their person by now.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lib.bulk import Table
from lib.texts import LANGUAGES
from people.models import Employee
from policy.models import Lesson, Revision
from quiz.models import Answer, Attempt, Kind, Option, Situation, Verdict, Work
from quiz.selection import candidates_of, choose
from training.due_dates import effective
from training.large_organisation import DAYS, Organisation, Person
from training.models import Assignment, CloseReason, DueDate, DueReason, LessonDone, Requirement

ANSWERS_KEPT = timedelta(days=240)
TO_DO_IT = timedelta(days=21)
# Of a hundred who are asked: those who finish; of the others, those who begin.
FINISH, BEGIN = 0.87, 0.4
LANGUAGE_SHARES = [90, 6, 4]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One acknowledgement, in the order of time when sorted."""

    at: datetime
    person: Person
    assignment: int
    round: int
    language: str


class History:
    """The tables of what people did with one revision, and what they acknowledged."""

    def __init__(self, organisation: Organisation, revision: Revision, assigned_by: int) -> None:
        self.organisation, self.revision = organisation, revision
        self.halfway = organisation.start + timedelta(days=DAYS // 2)
        self.assignments = Table(
            Assignment,
            *("employee_id", "round", "assigned_at", "closed_at", "closed_because"),
            guideline_id=revision.edition.guideline_id,
            assigned_by_id=assigned_by,
        )
        self.due_dates = Table(
            DueDate,
            *("assignment_id", "base_on", "due_on", "reason", "recorded_by"),
            *("from_on", "recorded_at", "to_on", "to_recorded_at"),
        )
        self.requirements = Table(
            Requirement, "assignment_id", "due_on", "recorded_by", "from_on", "recorded_at"
        )
        self.assigned_by = Employee.objects.get(pk=assigned_by).directory_id
        self.lessons_done = Table(LessonDone, "assignment_id", "lesson_id", "way", "done_at")
        self.attempts = Table(
            Attempt,
            *("employee_id", "round", "seed", "started_at", "work"),
            revision_id=revision.pk,
        )
        self.answers = Table(
            Answer, "attempt_id", "situation_id", "option_id", "answered_at", try_number=1
        )
        self.ticked = Table(Answer.ticked.through, "answer_id", "option_id")
        self.acknowledged: list[Acknowledged] = []
        self.lessons = list(Lesson.objects.filter(revision=revision).values_list("pk", flat=True))
        self.choices = _choices(revision)

    @property
    def tables(self) -> list[Table]:
        """In the order of their references."""
        return [
            *(self.assignments, self.requirements, self.due_dates, self.lessons_done),
            *(self.attempts, self.answers, self.ticked),
        ]

    def add(self, person: Person) -> None:
        """All that a person was asked."""
        first = max(person.hired_on, self.organisation.start)
        days = [first]
        if first < self.halfway - timedelta(days=90):
            days.append(self.halfway)
        days = [day for day in days if person.left_on is None or day < person.left_on]
        for number, day in enumerate(days, 1):
            self._ask(person, number, day, days[number] if number < len(days) else None)

    def _ask(self, person: Person, number: int, day: date, again: date | None) -> None:
        asked_at = self.organisation.at(day)
        until = again or person.left_on
        end = self.organisation.at(until) if until else self.organisation.now
        closed = (end, CloseReason.NEXT_ROUND) if again else (None, "")
        assignment = self.assignments.add(person.id, number, asked_at, *closed)
        self._set_due_date(assignment, person, day, asked_at)
        days = max(int(self.organisation.chance.lognormvariate(2.2, 0.8)), 1)
        at = self.organisation.at(day + timedelta(days=days))
        if at >= end or _is_away(person, at.date()):
            return
        finishes = self.organisation.share(FINISH)
        if finishes or self.organisation.share(BEGIN):
            self._work(person, assignment, number, at, finishes=finishes)

    def _set_due_date(self, assignment: int, person: Person, day: date, asked_at: datetime) -> None:
        """By when it is asked for and due, and from the day a leave begins that moves it, when then."""
        base_on, away = day + TO_DO_IT, person.away
        due_on = effective(base_on, assigned_on=day, leaves=[away] if away else [])
        self.requirements.add(assignment, base_on, self.assigned_by, day, asked_at)
        asked = (DueReason.ASSIGNED, self.assigned_by, day, asked_at)
        if away is None or due_on == base_on or away[0] <= day:
            self.due_dates.add(assignment, base_on, due_on, *asked, None, None)
            return
        told = min(asked_at + (away[0] - day), self.organisation.now)
        self.due_dates.add(assignment, base_on, base_on, *asked, away[0], told)
        later = (DueReason.LEAVE, "", away[0], told)
        self.due_dates.add(assignment, base_on, due_on, *later, None, None)

    def _work(
        self, person: Person, assignment: int, number: int, at: datetime, *, finishes: bool
    ) -> None:
        chance = self.organisation.chance
        seed = chance.randrange(2**31)
        attempt = self.attempts.add(person.id, number, seed, at, person.work)
        done = len(self.lessons) if finishes else chance.randrange(1, len(self.lessons))
        answers_kept = at > self.organisation.now - ANSWERS_KEPT
        for lesson in self.lessons[:done]:
            at += timedelta(seconds=40 + chance.random() * 260)
            self.lessons_done.add(assignment, lesson, "read", at)
            for choice in self.choices[person.work].get(lesson, []):
                at += timedelta(seconds=15 + chance.random() * 75)
                if answers_kept:
                    self._answer(attempt, choice, at)
        if finishes:
            language = chance.choices(LANGUAGES, LANGUAGE_SHARES)[0]
            self.acknowledged.append(Acknowledged(at, person, assignment, number, language))

    def _answer(self, attempt: int, choice: "Choice", at: datetime) -> None:
        """Answer as people do: the good option more often than another."""
        chance = self.organisation.chance
        if choice.is_find:
            answer = self.answers.add(attempt, choice.situation, None, at)
            for option in (*choice.good, *choice.others):
                if chance.random() < (0.8 if option in choice.good else 0.15):
                    self.ticked.add(answer, option)
            return
        well = choice.good and (not choice.others or chance.random() < 0.72)
        option = chance.choice(choice.good if well else choice.others)
        self.answers.add(attempt, choice.situation, option, at)


@dataclass(frozen=True, slots=True)
class Choice:
    """A situation, and its options by whether they are good; one without verdicts has none good."""

    situation: int
    is_find: bool
    good: tuple[int, ...]
    others: tuple[int, ...]


def _choices(revision: Revision) -> dict[str, dict[int, list[Choice]]]:
    """What each kind of work meets, by lesson."""
    options: dict[int, list[tuple[int, bool]]] = {}
    rows = Option.objects.filter(situation__revision=revision).order_by("order")
    for situation, key, verdict in rows.values_list("situation_id", "pk", "verdict"):
        options.setdefault(situation, []).append((key, verdict == Verdict.GOOD))
    kinds = dict(Situation.objects.filter(revision=revision).values_list("pk", "kind"))
    candidates = candidates_of(revision.pk)
    found: dict[str, dict[int, list[Choice]]] = {}
    for work in Work.values:
        by_lesson = found.setdefault(work, {})
        for one in choose(candidates, work, set()):
            good = tuple(key for key, is_good in options[one.id] if is_good)
            others = tuple(key for key, is_good in options[one.id] if not is_good)
            choice = Choice(one.id, kinds[one.id] == Kind.FIND, good, others)
            by_lesson.setdefault(one.lesson_id, []).append(choice)
    return found


def _is_away(person: Person, day: date) -> bool:
    return person.away is not None and person.away[0] <= day < person.away[1]
