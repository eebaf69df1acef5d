"""Which situations an attempt meets: those for everybody and those of the employee's kind of work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from lib.prepared import Planned
from people.models import Employee
from policy.models import Edition
from quiz.models import Answer, Attempt, Situation, Work
from quiz.timing import with_lesson_minutes


@dataclass(frozen=True)
class Candidate:
    """A situation of the main set, as far as choosing it needs."""

    id: int
    slug: str
    lesson_id: int
    topic: str
    work: tuple[str, ...]

    def fits(self, work: str) -> bool:
        """Whether it is for everybody, or for this kind of work."""
        return not self.work or work in self.work


@dataclass(frozen=True)
class Met:
    """A situation that an attempt meets, and whether it is worked through."""

    slug: str
    lesson_id: int
    is_answered: bool


def choose(candidates: Sequence[Candidate], work: str, answered: set[int]) -> list[Candidate]:
    """The situations to meet, in the author's order.

    What is answered stays after a change of work: each such story takes the place of one of its
    topic that is not answered yet, so nobody gets more to do by it.
    """
    chosen = [one for one in candidates if one.fits(work)]
    kept = [one for one in candidates if one.id in answered and not one.fits(work)]
    for old in kept:
        unanswered = (
            one
            for one in reversed(chosen)
            if one.work and one.topic == old.topic and one.id not in answered
        )
        replaced = next(unanswered, None)
        if replaced is not None:
            chosen.remove(replaced)
        chosen.append(old)
    places = {one.id: place for place, one in enumerate(candidates)}
    return sorted(chosen, key=lambda one: places[one.id])


def own_attempts(employee: Employee, guideline: str) -> QuerySet[Attempt]:
    """A person's attempts at a guideline's module, the newest first."""
    return _attempts(employee.pk, guideline)


def _attempts(employee: int, guideline: str) -> QuerySet[Attempt]:
    attempts: QuerySet[Attempt] = Attempt.objects.filter(
        employee=employee, revision__edition__guideline__slug=guideline
    )
    return attempts.order_by("-round", "-started_at")


def own_attempt(employee: Employee, guideline: str) -> Attempt | None:
    """The newest of them, with `edition_in_force` (one query)."""
    return next(iter(_newest_attempt(employee.pk, guideline)), None)


@Planned
def _newest_attempt(employee: int, guideline: str) -> QuerySet[Attempt]:
    in_force = Edition.objects.published().filter(guideline__slug=guideline)
    newest = _attempts(employee, guideline).select_related("revision__edition")
    return newest.annotate(edition_in_force=Subquery(in_force.values("pk")[:1]))[:1]


def candidates_of(revision: int) -> list[Candidate]:
    """The main set of a revision (one query)."""
    return [_candidate(row) for row in _main_set(revision)]


def _main_set(revision: int) -> QuerySet[Situation]:
    rows: QuerySet[Situation] = Situation.objects.main().filter(revision=revision)
    return rows.only("slug", "lesson_id", "topic", "work")


def _candidate(row: Situation) -> Candidate:
    return Candidate(row.pk, row.slug, row.lesson_id, row.topic, tuple(row.work))


def candidates_answered(
    revision: int, employee: int | None, guideline: int, rounds: tuple[int, int]
) -> tuple[list[Candidate], set[int]]:
    """The main set, and which of it the employee has answered in these rounds of the guideline, in
    this revision or, unchanged, in another (one query). Nobody's answers are none.
    """
    if employee is None:
        return candidates_of(revision), set()
    rows = _answered(revision, employee, guideline, *rounds)
    return [_candidate(row) for row in rows], {row.pk for row in rows if vars(row)["is_answered"]}


@Planned
def _answered(
    revision: int, employee: int, guideline: int, first: int, last: int
) -> QuerySet[Situation]:
    here = Q(situation=OuterRef("pk")) | same_content("situation")
    answers = answers_of(employee, guideline)
    given = answers.filter(here, attempt__round__range=(first, last)).order_by()
    return _main_set(revision).annotate(is_answered=Exists(given))


def situation_of(revision: int, slug: str) -> Situation | None:
    """A situation of the main set with its lesson, and that lesson's minutes (one query)."""
    return next(iter(_situation(revision, slug)), None)


@Planned
def _situation(revision: int, slug: str) -> QuerySet[Situation]:
    main: QuerySet[Situation] = Situation.objects.main().filter(revision=revision, slug=slug)
    return with_lesson_minutes(main).select_related("lesson")


def same_content(name: str) -> Q:
    """That the row of this name says what the outer query's says: bound to another revision, maybe."""
    content = f"{name}__content_sha256"
    return Q(**{content: OuterRef("content_sha256")}) & ~Q(**{content: ""})


def answers_of(employee: int | None, guideline: int) -> QuerySet[Answer]:
    """Somebody's answers to a guideline's situations; none of nobody's, whose answers are unlinked."""
    found: QuerySet[Answer] = Answer.objects.filter(
        attempt__employee=employee, attempt__revision__edition__guideline=guideline
    )
    return found if employee is not None else found.none()


def met_by(attempt: Attempt) -> list[Met]:
    """What an attempt meets (one query, and the revision's edition where it isn't loaded)."""
    person = (attempt.employee_id, attempt.revision.edition.guideline_id)
    candidates, answered = candidates_answered(attempt.revision_id, *person, attempt.rounds)
    return met(candidates, attempt.work, answered)


def met(candidates: Sequence[Candidate], work: str, answered: Iterable[int] = ()) -> list[Met]:
    """The same from what is read already."""
    done = set(answered)
    return [Met(one.slug, one.lesson_id, one.id in done) for one in choose(candidates, work, done)]


def most(candidates: Sequence[Candidate]) -> int:
    """How many situations are met at most, while the kind of work is not known yet."""
    return max(sum(one.fits(work) for one in candidates) for work in ("", *Work.values))
