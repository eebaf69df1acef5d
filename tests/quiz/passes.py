"""Many complete passes at once, written past the actions: what is tested is the counting."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from lib.days import end_of
from people.models import Department, Employee
from quiz.models import Answer, Attempt, Kind, Option, Situation, Work
from quiz.passes import situations_of
from tests.factories.people import a_person
from tests.factories.policy import the_revision

WORK = Work.TECHNICAL
_numbers = count(1)
# Of a situation and the pass's number: the options chosen (several of a find), and how sure.
Choose = Callable[[Situation, int], tuple[list[Option], str]]


def noon(day: date) -> datetime:
    """Midday in the organisation's time."""
    return end_of(day) - timedelta(hours=12)


def people_of(department: Department, how_many: int, **details: Any) -> list[Employee]:
    """New people in a department, there long enough."""
    return [a_person(f"Nr{next(_numbers)} Pass", department, **details) for _one in range(how_many)]


def the_set(work: str = WORK) -> list[Situation]:
    """The situations that are met at this kind of work."""
    return situations_of(the_revision(), work)


def pass_all(
    people: Sequence[Employee], choose: Choose, *, on: date, work: str = WORK, **details: Any
) -> list[Attempt]:
    """Let these people go through the whole set on a day, choosing as told."""
    situations = the_set(work)
    attempts = Attempt.objects.bulk_create(
        Attempt(
            employee=person,
            revision=details.get("revision", the_revision()),
            round=details.get("round", 1),
            seed=1,
            started_at=noon(on),
            work=work,
        )
        for person in people
    )
    answers, ticks = [], []
    for number, attempt in enumerate(attempts):
        for situation in situations:
            options, sureness = choose(situation, number)
            is_find = situation.kind == Kind.FIND
            answer = Answer(
                attempt=attempt,
                situation=situation,
                option=None if is_find else options[0],
                sureness=sureness,
                try_number=1,
                answered_at=noon(on),
            )
            answers.append(answer)
            ticks.append(options if is_find else [])
    _write(answers, ticks)
    return attempts


def _write(answers: list[Answer], ticks: list[list[Option]]) -> None:
    through: Any = Answer.ticked.through
    Answer.objects.bulk_create(answers)
    through.objects.bulk_create(
        through(answer=answer, option=option)
        for answer, options in zip(answers, ticks, strict=True)
        for option in options
    )


def options_of(situation: Situation) -> list[Option]:
    """The situation's options, read once with the set."""
    return list(situation.options.all())


def in_turn(situation: Situation, number: int) -> tuple[list[Option], str]:
    """Each option by turns, so that all are chosen equally often."""
    options = options_of(situation)
    sureness = ["very", "in-doubt", ""][number % 3] if situation.kind != Kind.DILEMMA else ""
    return [options[number % len(options)]], sureness


def yesterday() -> date:
    """The last day that a snapshot counts."""
    return timezone.localdate() - timedelta(days=1)
