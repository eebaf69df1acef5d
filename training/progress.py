"""How far a round has come, derived from facts: lessons done, situations answered, acknowledgement."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any, cast

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from lib.prepared import Planned
from policy.models import Acknowledgement, Lesson, Revision
from quiz.models import Attempt
from quiz.selection import (
    candidates_answered,
    candidates_of,
    met,
    most,
    same_content,
)
from quiz.timing import minutes_of
from training.models import Assignment, Completion, Duration, LessonDone
from training.rounds import counted_rounds


@dataclass(frozen=True)
class LessonProgress:
    """A lesson, whether it is done, and its situations with whether each is worked through."""

    lesson: Lesson
    is_done: bool
    situations: list[tuple[str, bool]]
    # What it took others, where that is known.
    measured: int | None = None

    @property
    def answered(self) -> int:
        """How many of its situations are worked through."""
        return sum(done for _, done in self.situations)

    @property
    def minutes(self) -> int:
        """How long it takes with its situations: others, else a reader by the author's estimate."""
        return self.measured or self.lesson.minutes + minutes_of(len(self.situations))

    @property
    def minutes_left(self) -> Fraction:
        """The share of its minutes that is left: each step of it counts the same."""
        steps = 1 + len(self.situations)
        return Fraction(self.minutes * (steps - self.is_done - self.answered), steps)

    @property
    def is_complete(self) -> bool:
        """Whether the lesson and all its situations are done."""
        return self.is_done and self.answered == len(self.situations)

    @property
    def has_begun(self) -> bool:
        """Whether anything of it is done."""
        return self.is_done or self.answered > 0


@dataclass(frozen=True)
class Step:
    """What comes next: a lesson, a situation of it, or the acknowledgement where both are None."""

    lesson: Lesson | None = None
    situation: str | None = None


@dataclass(frozen=True)
class Progress:
    """A round's progress through the revision that it is on.

    What was done in another revision, or in a round before that counts, is done here too where it
    has not been changed (adr/0010).
    """

    assignment: Assignment
    revision: Revision
    attempt: Attempt | None
    completion: Completion | None
    lessons: list[LessonProgress]
    # Situations that come on top once the kind of work is known.
    to_come: int = 0
    # The newest pass through another edition, in a round that counts.
    before: Attempt | None = None
    # What the whole took others, where that is known.
    measured: int | None = None

    @cached_property
    def is_worked_through(self) -> bool:
        """Whether every lesson and every situation is done."""
        return all(lesson.is_complete for lesson in self.lessons)

    @property
    def minutes_left(self) -> int:
        """The minutes of what is not done yet; at most so many before the kind of work is known."""
        if self.measured and not any(one.has_begun for one in self.lessons):
            return self.measured
        if self.measured:
            return ceil(sum(one.minutes_left for one in self.lessons))
        lessons = sum(one.lesson.minutes for one in self.lessons if not one.is_done)
        situations = sum(len(one.situations) - one.answered for one in self.lessons)
        return lessons + minutes_of(situations + self.to_come)

    def is_acknowledged_by(self, row: Acknowledgement) -> bool:
        """Whether the row, one of the employee's, is of this round and of the edition that it is on."""
        is_of_round: bool = row.round == self.assignment.round
        return is_of_round and row.edition_id == self.revision.edition_id

    def next_step(self, after: str = "") -> Step:
        """The first thing not done; from a situation, first what follows it in its lesson."""
        steps = list(self._steps())
        for index, (step, _) in enumerate(steps):
            if after and step.situation == after:
                steps = [*steps[index + 1 :], *steps[: index + 1]]
                break
        return next((step for step, is_done in steps if not is_done), Step())

    def _steps(self) -> Iterator[tuple[Step, bool]]:
        for one in self.lessons:
            yield Step(one.lesson), one.is_done
            for slug, done in one.situations:
                yield Step(one.lesson, slug), done


@dataclass(frozen=True)
class Way:
    """Where a round goes on: the revision, its attempt if begun, the newest pass through another
    edition, and the rounds that count.
    """

    revision: Revision | None
    attempt: Attempt | None
    before: Attempt | None
    rounds: tuple[int, int]

    @property
    def work(self) -> str:
        """What the employee said of their work, in this pass or the one before."""
        known = self.attempt or self.before
        return known.work if known else ""


def way_of(assignment: Assignment) -> Way:
    """The way of a round: its attempt's revision, while that edition is the newest, else the newest
    (one query; one more where the round follows a new edition).
    """
    rounds = counted_rounds(assignment)
    found = _current_and_begun(assignment.employee_id, assignment.guideline_id, *rounds)
    current = next((one for one in found if vars(one)["is_current"]), None)
    newest: Attempt | None = vars(found[0]).get("begun") if found else None
    if newest is None or current is None or newest.round < assignment.round:
        return Way(current, None, newest, rounds)
    if newest.revision.edition_id != current.edition_id:
        return Way(current, None, newest, rounds)
    return Way(newest.revision, newest, None, rounds)


@Planned
def _current_and_begun(employee: int, guideline: int, first: int, last: int) -> QuerySet[Revision]:
    """The revision in force and those begun in these rounds, each with its attempt as `begun`, the
    newest attempt first.
    """
    own = Q(attempts__employee=employee, attempts__round__range=(first, last))
    of_guideline = Q(edition__guideline=guideline)
    current = Revision.objects.of_published_editions().filter(of_guideline).values("pk")[:1]
    found: Any = Revision.objects.filter(of_guideline)
    found = found.annotate(
        begun=FilteredRelation("attempts", condition=own), is_current=Q(pk=current)
    )
    found = found.filter(Q(begun__isnull=False) | Q(is_current=True))
    newest_first = (F(f"begun__{name}").desc(nulls_last=True) for name in ("round", "started_at"))
    found = found.select_related("edition__guideline", "begun")
    return cast(QuerySet[Revision], found.order_by(*newest_first))


def completion_of(assignment: Assignment) -> Completion | None:
    """What completed the round, if its acknowledgement was not withdrawn since (one query; none
    where the round was read `with_completion`).
    """
    if not Assignment.completion.is_cached(assignment):
        rows = Completion.objects.standing().filter(assignment=assignment)
        return rows.select_related("revision__edition__guideline", "acknowledgement").first()
    found: Completion | None = getattr(assignment, "completion", None)
    if found is None or (found.acknowledgement and not found.acknowledgement.counts):
        return None
    return found


def progress_of(assignment: Assignment) -> Progress | None:
    """The progress of a round, in a constant number of queries; None where nothing is published."""
    way = way_of(assignment)
    revision, attempt = way.revision, way.attempt
    completion = completion_of(assignment)
    if completion is not None:  # a finished round stays what it was, whatever is published since
        revision = completion.revision
        if attempt is None or attempt.revision_id != revision.pk:
            attempt = Attempt.objects.filter(
                employee=assignment.employee_id, round=assignment.round, revision=revision
            ).first()
    if revision is None:
        return None
    work = attempt.work if attempt else way.work
    person = (assignment.employee_id, assignment.guideline_id)
    candidates, answered = candidates_answered(revision.pk, *person, way.rounds)
    chosen = met(candidates, work, answered)
    situations: dict[int, list[tuple[str, bool]]] = {}
    for one in chosen:
        situations.setdefault(one.lesson_id, []).append((one.slug, one.is_answered))
    rows = _lessons(revision.pk, *person, *way.rounds)
    lessons = [
        LessonProgress(one, of["is_done"], situations.get(one.pk, []), of["measured"])
        for one, of in ((row, vars(row)) for row in rows)
    ]
    to_come = 0 if work or completion else max(0, most(candidates) - len(chosen))
    before = way.before if completion is None else None
    whole = vars(rows[0])["measured_whole"] if rows else None
    return Progress(assignment, revision, attempt, completion, lessons, to_come, before, whole)


@Planned
def _lessons(
    revision: int, employee: int, guideline: int, first: int, last: int
) -> QuerySet[Lesson]:
    """The revision's lessons, and whether each, or one with the same content, `is_done` in these
    rounds.
    """
    done = LessonDone.objects.filter(
        Q(lesson=OuterRef("pk")) | same_content("lesson"),
        assignment__employee=employee,
        assignment__guideline=guideline,
        assignment__round__range=(first, last),
    )
    lessons = Lesson.objects.filter(revision=revision).annotate(is_done=Exists(done))
    return Duration.objects.all().beside(lessons)


def acknowledgement_of(progress: Progress) -> Acknowledgement | None:
    """The round's acknowledgement of the edition that it is on, if there is one (one query)."""
    rows = Acknowledgement.objects.latest().filter(
        employee=progress.assignment.employee_id, round=progress.assignment.round
    )
    return rows.filter(edition=progress.revision.edition_id, counts=True).first()


def needs_work(assignment: Assignment) -> bool:
    """Whether the employee must say what their work is like before they begin."""
    way = way_of(assignment)
    if way.revision is None or way.work:
        return False
    return any(one.work for one in candidates_of(way.revision.pk))


def lesson_minutes() -> Subquery:
    """Beside a situation: what its lesson with all its situations took others, where that is known."""
    lesson = {"revision": OuterRef("revision"), "lesson": OuterRef("lesson__slug")}
    return Subquery(Duration.objects.filter(**lesson).values("minutes")[:1])


def whole_minutes(revision: Revision) -> int:
    """The minutes of a revision for somebody who has not begun (at most three queries)."""
    if measured := Duration.objects.whole(revision):
        return measured
    lessons = sum(Lesson.objects.filter(revision=revision).values_list("minutes", flat=True))
    return lessons + minutes_of(most(candidates_of(revision.pk)))
