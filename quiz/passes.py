"""Complete first passes: whose first tries the statistics count.

A pass is somebody's first attempt at a guideline, with a first try at each situation of the set for
their kind of work and at no other. Later attempts, and those in which the kind of work was changed,
would break what the statistics assume.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from lib.days import day_of, end_of
from people.places import Places
from policy.models import Revision
from quiz.models import Answer, Attempt, Situation

# So few passes are asked for by their keys: a database without statistics of its tables would find
# them anew for every row.
FEW = 5_000


@dataclass
class First:
    """A first try: the option chosen, or those ticked, and how sure its writer was."""

    option: str = ""
    ticked: set[str] = field(default_factory=set)
    sureness: str = ""


@dataclass
class Pass:
    """One pass: the day it was complete, the departments it counts in, a first try by situation."""

    day: date
    place: frozenset[int]
    tries: dict[int, First] = field(default_factory=dict)


def sets_of_attempts() -> Iterator[tuple[Revision, str]]:
    """Every revision and kind of work that somebody has begun."""
    pairs = Attempt.objects.order_by("revision", "work").values_list("revision", "work").distinct()
    found = list(pairs)
    revisions = Revision.objects.select_related("edition__guideline").in_bulk(
        {revision for revision, _work in found}
    )
    for revision, work in found:
        yield revisions[revision], work


def situations_of(revision: Revision, work: str) -> list[Situation]:
    """The set that is met at this kind of work, in the author's order, with its options."""
    main = Situation.objects.main().filter(revision=revision).prefetch_related("options", "clauses")
    return [one for one in main if not one.work or work in one.work]


def complete_first_passes(
    revision: Revision, work: str, situations: list[Situation], through: date
) -> QuerySet[Attempt]:
    """The attempts that were complete by the end of `through`, with `finished_at`."""
    others = Attempt.objects.filter(
        employee=OuterRef("employee"),
        revision__edition__guideline=revision.edition.guideline_id,
    )
    earlier = others.filter(
        Q(started_at__lt=OuterRef("started_at"))
        | Q(started_at=OuterRef("started_at"), pk__lt=OuterRef("pk"))
    )
    first = Q(answers__try_number=1)
    return (
        Attempt.objects.filter(~Exists(earlier), revision=revision, work=work)
        .annotate(
            tried=Count("answers", filter=first),
            of_the_set=Count("answers", filter=first & Q(answers__situation__in=situations)),
            finished_at=Max("answers__answered_at", filter=first),
        )
        .filter(tried=len(situations), of_the_set=len(situations), finished_at__lt=end_of(through))
    )


def read_passes(attempts: QuerySet[Attempt]) -> list[Pass]:
    """The passes with their first tries, in five queries whatever their number."""
    return list(passes_by_attempt(attempts).values())


def passes_by_attempt(attempts: QuerySet[Attempt]) -> dict[int, Pass]:
    """The same by the attempt's key."""
    finished = list(attempts.values_list("pk", "employee", F("finished_at")))
    keys: Any = attempts.order_by().values("pk")
    employees: Any = Attempt.objects.filter(pk__in=keys).values_list("employee", flat=True)
    if len(finished) <= FEW:
        keys = [attempt for attempt, _employee, _finished_at in finished]
        employees = {employee for _attempt, employee, _finished_at in finished if employee}
    places = Places.read(employees)
    passes: dict[int, Pass] = {}
    for attempt, employee, finished_at in finished:
        day = day_of(finished_at)
        passes[attempt] = Pass(day, places.of(employee, day) if employee else frozenset())
    firsts = Answer.objects.filter(attempt__in=keys, try_number=1)
    for attempt, situation, option, sureness in firsts.values_list(
        "attempt", "situation", "option__slug", "sureness"
    ).iterator():
        passes[attempt].tries[situation] = First(option or "", set(), sureness)
    through: Any = Answer.ticked.through
    ticks = through.objects.filter(answer__attempt__in=keys, answer__try_number=1)
    for attempt, situation, slug in ticks.values_list(
        "answer__attempt", "answer__situation", "option__slug"
    ).iterator():
        passes[attempt].tries[situation].ticked.add(slug)
    return passes
