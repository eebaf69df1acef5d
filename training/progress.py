"""How far a round has come, derived from facts: lessons done, situations answered, acknowledgement."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

from policy.models import Acknowledgement, Lesson, Revision
from quiz.models import Answer, Attempt
from quiz.pages import minutes_of
from quiz.selection import candidates_of, met, most
from training.models import Assignment, Completion, Duration, LessonDone


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
    """A round's progress through the revision that it is on."""

    assignment: Assignment
    revision: Revision
    attempt: Attempt | None
    completion: Completion | None
    lessons: list[LessonProgress]
    # Situations that come on top once the kind of work is known.
    to_come: int = 0
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


def revision_of(assignment: Assignment) -> tuple[Revision | None, Attempt | None]:
    """The revision a round is on: its attempt's, while that edition is the newest, else the newest
    (two queries).
    """
    current = Revision.objects.current(assignment.guideline)
    attempt = (
        Attempt.objects.filter(
            employee=assignment.employee_id,
            round=assignment.round,
            revision__edition__guideline=assignment.guideline_id,
        )
        .select_related("revision__edition__guideline")
        .order_by("-started_at")
        .first()
    )
    if attempt and current and attempt.revision.edition_id == current.edition_id:
        return attempt.revision, attempt
    return current, None


def progress_of(assignment: Assignment) -> Progress | None:
    """The progress of a round, in a constant number of queries; None where nothing is published."""
    revision, attempt = revision_of(assignment)
    completion = (
        Completion.objects.standing()
        .select_related("revision__edition__guideline", "acknowledgement")
        .filter(assignment=assignment)
        .first()
    )
    if completion is not None:  # a finished round stays what it was, whatever is published since
        revision = completion.revision
        attempt = Attempt.objects.filter(
            employee=assignment.employee_id, round=assignment.round, revision=revision
        ).first()
    if revision is None:
        return None
    done = set(LessonDone.objects.filter(assignment=assignment).values_list("lesson_id", flat=True))
    answered = set(
        Answer.objects.filter(attempt=attempt).values_list("situation_id", flat=True)
        if attempt
        else []
    )
    work = attempt.work if attempt else ""
    candidates = candidates_of(revision.pk)
    chosen = met(candidates, work, answered)
    situations: dict[int, list[tuple[str, bool]]] = {}
    for one in chosen:
        situations.setdefault(one.lesson_id, []).append((one.slug, one.is_answered))
    rows = list(Duration.objects.all().beside(Lesson.objects.filter(revision=revision)))
    lessons = [
        LessonProgress(
            lesson, lesson.pk in done, situations.get(lesson.pk, []), vars(lesson)["measured"]
        )
        for lesson in rows
    ]
    to_come = 0 if work or completion else max(0, most(candidates) - len(chosen))
    whole = vars(rows[0])["measured_whole"] if rows else None
    return Progress(assignment, revision, attempt, completion, lessons, to_come, whole)


def acknowledgement_of(progress: Progress) -> Acknowledgement | None:
    """The round's acknowledgement of the edition that it is on, if there is one (one query)."""
    rows = Acknowledgement.objects.latest().filter(
        employee=progress.assignment.employee_id, round=progress.assignment.round
    )
    return rows.filter(edition=progress.revision.edition_id, counts=True).first()


def needs_work(assignment: Assignment) -> bool:
    """Whether the employee must say what their work is like before they begin."""
    revision, attempt = revision_of(assignment)
    if revision is None or (attempt is not None and attempt.work):
        return False
    return any(one.work for one in candidates_of(revision.pk))


def whole_minutes(revision: Revision) -> int:
    """The minutes of a revision for somebody who has not begun (at most three queries)."""
    if measured := Duration.objects.whole(revision):
        return measured
    lessons = sum(Lesson.objects.filter(revision=revision).values_list("minutes", flat=True))
    return lessons + minutes_of(most(candidates_of(revision.pk)))
