"""Learners of an invented organisation, each put somewhere on the way through the module, and signed in."""

import random
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from benchmarks.sessions import signed_in
from lib.bulk import Table, end, write_all
from policy.models import Revision
from quiz.models import Answer, Attempt, Kind, Option, Situation, Work
from quiz.selection import candidates_of, choose
from training.models import Assignment, LessonDone


def place(shares: Sequence[float]) -> list[dict[str, str]]:
    """For each share a learner who has done that much of lessons and situations; their sessions' cookies.

    0 has not begun; of what is below 1, the recap is not reached.
    """
    assignments = _not_begun()[: len(shares)]
    if len(assignments) < len(shares):
        raise ValueError(f"Only {len(assignments)} people have not begun: make more of them.")
    way = _Way(Revision.objects.current(assignments[0].guideline), timezone.now())
    for assignment, share in zip(assignments, shares, strict=True):
        way.go(assignment, share)
    way.write()
    return [signed_in(one.employee) for one in assignments]


def _not_begun() -> list[Assignment]:
    """Open rounds of people who are at work and have done nothing in them yet."""
    here = {"employee__left_on": None, "employee__leaves": None}
    begun = Attempt.objects.filter(employee=OuterRef("employee"), round=OuterRef("round"))
    untouched = Assignment.objects.open().filter(~Exists(begun), completion=None, **here)
    return list(untouched.select_related("employee", "guideline").order_by("pk"))


class _Way:
    """The tables of what learners have done of one revision."""

    def __init__(self, revision: Revision | None, now: datetime) -> None:
        assert revision is not None
        self.now, self.chance = now, random.Random(1)  # noqa: S311 - no secret
        columns = ("employee_id", "round", "seed", "started_at", "work")
        self.attempts = Table(Attempt, *columns, revision_id=revision.pk)
        self.lessons = Table(LessonDone, "assignment_id", "lesson_id", "way", "done_at")
        self.answers = Table(
            Answer, "attempt_id", "situation_id", "option_id", "answered_at", try_number=1
        )
        self.ticked = Table(Answer.ticked.through, "answer_id", "option_id")
        self.options: dict[int, int] = {}
        for situation, option in Option.objects.order_by("-order").values_list("situation", "pk"):
            self.options[situation] = option
        finds = Situation.objects.filter(revision=revision, kind=Kind.FIND)
        self.finds = set(finds.values_list("pk", flat=True))
        self.steps: list[tuple[int, int | None]] = []
        chosen = choose(candidates_of(revision.pk), Work.OFFICE, set())
        for lesson in revision.lessons.values_list("pk", flat=True):
            self.steps.append((lesson, None))
            self.steps += [(lesson, one.id) for one in chosen if one.lesson_id == lesson]

    def go(self, assignment: Assignment, share: float) -> None:
        """Let a learner have done that much."""
        if not share:
            return
        person, seed = assignment.employee_id, self.chance.randrange(2**31)
        attempt = self.attempts.add(person, assignment.round, seed, self.now, Work.OFFICE)
        for lesson, situation in self.steps[: round(share * len(self.steps))]:
            if situation is None:
                self.lessons.add(assignment.pk, lesson, LessonDone.Way.READ, self.now)
                continue
            option, is_find = self.options[situation], situation in self.finds
            answer = self.answers.add(attempt, situation, None if is_find else option, self.now)
            if is_find:
                self.ticked.add(answer, option)

    def write(self) -> None:
        """Bring it to the database, which numbers on from there."""
        tables = [self.attempts, self.lessons, self.answers, self.ticked]
        write_all(tables)
        end(tables)
