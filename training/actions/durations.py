"""Counting how long the course really takes: the worker's nightly job."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction

from policy.models import Revision
from quiz.models import Answer, Attempt
from training.durations import LEAST_PEOPLE, WHOLE, Done, median_minutes, time_taken
from training.guidelines import published_guidelines
from training.models import Completion, Duration, LessonDone

# The newest of so many people are counted: what it costs is the same however many there are.
MOST_PEOPLE = 500
# A person in a round.
Round = tuple[int, int]


def count_durations(*, now: datetime) -> str:
    """The worker's job: count each guideline's current revision, and say how many durations there are."""
    current = [Revision.objects.current(guideline) for guideline in published_guidelines()]
    counted = [count(revision, now=now) for revision in current if revision]
    return f"{sum(counted)} durations counted"


@transaction.atomic
def count(revision: Revision, *, now: datetime) -> int:
    """Keep the median minutes of the revision's lessons and of the whole (five queries, and one for each
    duration). Returns how many.
    """
    by_lesson: dict[str, list[timedelta]] = defaultdict(list)
    for taken in _rounds(revision):
        for lesson, time in taken.items():
            by_lesson[lesson].append(time)
    known = {slug: times for slug, times in by_lesson.items() if len(times) >= LEAST_PEOPLE}
    for lesson, times in known.items():
        Duration.objects.update_or_create(
            revision=revision,
            lesson=lesson,
            defaults={
                "minutes": median_minutes(times),
                "people": len(times),
                "counted_at": now,
            },
        )
    return len(known)


def _rounds(revision: Revision) -> list[dict[str, timedelta]]:
    """The time that each of the newest completed rounds took."""
    completed = Completion.objects.standing().filter(revision=revision).order_by("-completed_at")
    rows = completed.values_list(
        "assignment", "assignment__employee", "assignment__round", "completed_at"
    )[:MOST_PEOPLE]
    rounds = {assignment: (employee, number) for assignment, employee, number, _at in rows}
    done: dict[Round, list[Done]] = {(one[1], one[2]): [Done(WHOLE, one[3])] for one in rows}
    attempts = Attempt.objects.filter(
        revision=revision, employee__in={employee for employee, _number in done}
    )
    begun: dict[int, tuple[Round, datetime]] = {
        attempt: ((employee, number), at)
        for attempt, employee, number, at in attempts.values_list(
            "pk", "employee", "round", "started_at"
        )
        if (employee, number) in done
    }
    lessons = LessonDone.objects.filter(assignment__in=rounds)
    for assignment, slug, at in lessons.values_list("assignment", "lesson__slug", "done_at"):
        done[rounds[assignment]].append(Done(slug, at))
    answers = Answer.objects.filter(attempt__in=begun)
    for attempt, slug, at in answers.values_list(
        "attempt", "situation__lesson__slug", "answered_at"
    ):
        done[begun[attempt][0]].append(Done(slug, at))
    return [time_taken(at, done[person]) for person, at in begun.values()]
