"""Which situations an attempt meets: those for everybody and those of the employee's kind of work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from people.models import Employee
from quiz.models import Answer, Attempt, Situation, Work


@dataclass(frozen=True)
class Candidate:
    """A situation of the main set, as far as choosing it needs."""

    id: int
    slug: str
    lesson_id: int
    topic: str
    work: tuple[str, ...]
    content_sha256: str = ""

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


def own_attempt(employee: Employee, guideline: str) -> Attempt | None:
    """The newest attempt of a person at a guideline's module (one query)."""
    attempts = Attempt.objects.filter(
        employee=employee.pk, revision__edition__guideline__slug=guideline
    )
    newest = attempts.select_related("revision__edition").order_by("-round", "-started_at")
    return newest.first()


def candidates_of(revision: int) -> list[Candidate]:
    """The main set of a revision (one query)."""
    rows = Situation.objects.main().filter(revision=revision)
    values = rows.values_list("pk", "slug", "lesson_id", "topic", "work", "content_sha256")
    return [
        Candidate(pk, slug, lesson, topic, tuple(work), content)
        for pk, slug, lesson, topic, work, content in values
    ]


def answered_among(
    candidates: Iterable[Candidate], answers: QuerySet[Answer], rounds: tuple[int, int]
) -> set[int]:
    """Those that are answered in these rounds, in this revision or, unchanged, in another (one
    query). `answers` are somebody's to one guideline.
    """
    given = answers.filter(attempt__round__range=rounds).order_by()
    rows = set(given.values_list("situation_id", "situation__content_sha256"))
    ids, contents = {pk for pk, _ in rows}, {content for _, content in rows if content}
    return {one.id for one in candidates if one.id in ids or one.content_sha256 in contents}


def answers_of(employee: int | None, guideline: int) -> QuerySet[Answer]:
    """Somebody's answers to a guideline's situations; none of nobody's, whose answers are unlinked."""
    found: QuerySet[Answer] = Answer.objects.filter(
        attempt__employee=employee, attempt__revision__edition__guideline=guideline
    )
    return found if employee is not None else found.none()


def met_by(attempt: Attempt) -> list[Met]:
    """What an attempt meets (two queries, and the revision's edition where it isn't loaded)."""
    candidates = candidates_of(attempt.revision_id)
    answers = answers_of(attempt.employee_id, attempt.revision.edition.guideline_id)
    answered = answered_among(candidates, answers, attempt.rounds)
    return met(candidates, attempt.work, answered)


def met(candidates: Sequence[Candidate], work: str, answered: Iterable[int] = ()) -> list[Met]:
    """The same from what is read already."""
    done = set(answered)
    return [Met(one.slug, one.lesson_id, one.id in done) for one in choose(candidates, work, done)]


def most(candidates: Sequence[Candidate]) -> int:
    """How many situations are met at most, while the kind of work is not known yet."""
    return max(sum(one.fits(work) for one in candidates) for work in ("", *Work.values))
