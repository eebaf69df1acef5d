"""Which situations an attempt meets: those for everybody and those of the employee's kind of work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    return attempts.order_by("-round", "-started_at").first()


def candidates_of(revision: int) -> list[Candidate]:
    """The main set of a revision (one query)."""
    rows = Situation.objects.main().filter(revision=revision)
    values = rows.values_list("pk", "slug", "lesson_id", "topic", "work")
    return [
        Candidate(pk, slug, lesson, topic, tuple(work)) for pk, slug, lesson, topic, work in values
    ]


def met_by(attempt: Attempt) -> list[Met]:
    """What an attempt meets (two queries)."""
    answered = set(Answer.objects.filter(attempt=attempt).values_list("situation_id", flat=True))
    return met(candidates_of(attempt.revision_id), attempt.work, answered)


def met(candidates: Sequence[Candidate], work: str, answered: Iterable[int] = ()) -> list[Met]:
    """The same from what is read already."""
    done = set(answered)
    return [Met(one.slug, one.lesson_id, one.id in done) for one in choose(candidates, work, done)]


def most(candidates: Sequence[Candidate]) -> int:
    """How many situations are met at most, while the kind of work is not known yet."""
    return max(sum(one.fits(work) for one in candidates) for work in ("", *Work.values))
