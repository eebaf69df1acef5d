"""Which parallel situations somebody meets in a follow-up: on what they missed at first, else by topic.

Only situations with a verdict are drawn, as only those can be missed. A clause is missed where a first try at
one of its situations was not wholly right; the least right come first. Where fewer clauses than three were
missed, or none, the rest is drawn from the topics that have most situations in the main set, one of each.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from policy.models import Revision
from quiz.models import Answer, Kind, Situation
from quiz.passes import First
from quiz.scoring import MARKED
from quiz.tables import marks_of

COUNT = 3


@dataclass(frozen=True)
class Tried:
    """A first try: the situation, the clauses that it exercises, and its mark."""

    slug: str
    clauses: tuple[str, ...]
    mark: Fraction


@dataclass(frozen=True)
class Parallel:
    """A parallel situation, as far as choosing it needs."""

    id: int
    of: str
    topic: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """A parallel situation, and the missed clause for which it was chosen; "" where there is none."""

    id: int
    missed_clause: str


def has_parallels(revision: Revision) -> bool:
    """Whether anybody can be followed up (one query)."""
    return _drawn_from(revision).exists()


def _drawn_from(revision: Revision) -> QuerySet[Situation]:
    parallel = Situation.objects.parallel()
    drawn: QuerySet[Situation] = parallel.filter(revision=revision, kind=Kind.SITUATION)
    return drawn


def parallels_for(answers: QuerySet[Answer], revision: Revision, *, seed: int) -> list[Chosen]:
    """Three situations of the revision, after somebody's `answers`; the same for the same seed.

    A constant number of queries.
    """
    rows = _drawn_from(revision).select_related("parallel_of").prefetch_related("clauses")
    parallels = [
        Parallel(one.pk, one.parallel_of.slug if one.parallel_of else "", one.topic, _clauses(one))
        for one in rows
    ]
    topics = Counter(
        Situation.objects.main().filter(revision=revision).values_list("topic", flat=True)
    )
    return choose(parallels, _tried(answers), topics=topics, seed=seed)


def _tried(answers: QuerySet[Answer]) -> list[Tried]:
    """The first tries that have marks, in the order of their situations."""
    rows = (
        answers.filter(try_number=1, situation__kind__in=MARKED)
        .select_related("situation", "option")
        .prefetch_related("ticked", "situation__options", "situation__clauses")
        .order_by("situation__order", "pk")
    )
    return [
        Tried(
            row.situation.slug, _clauses(row.situation), marks_of(row.situation, [_first(row)])[0]
        )
        for row in rows
    ]


def _first(answer: Answer) -> First:
    slug = answer.option.slug if answer.option else ""
    return First(slug, {option.slug for option in answer.ticked.all()})


def _clauses(situation: Situation) -> tuple[str, ...]:
    return tuple(block.clause for block in situation.clauses.all())


def choose(
    parallels: Sequence[Parallel],
    tried: Iterable[Tried],
    *,
    topics: Mapping[str, int],
    seed: int,
) -> list[Chosen]:
    """The choice itself; `topics` counts the main set's situations of each topic. Pure."""
    firsts = list(tried)
    missed = {one.slug for one in firsts if one.mark < 1}
    chosen: dict[int, str] = {}
    for clause in _missed_clauses(firsts):
        fitting = [one for one in parallels if clause in one.clauses and one.id not in chosen]
        fitting.sort(key=lambda one: (one.of not in missed, one.clauses.index(clause)))
        if fitting:
            chosen[fitting[0].id] = clause
    lots = random.Random(seed)  # noqa: S311 - no secret
    for drawn in _by_topic(parallels, topics, lots):
        chosen.setdefault(drawn.id, "")
    return [Chosen(pk, clause) for pk, clause in list(chosen.items())[:COUNT]]


def _missed_clauses(tried: Iterable[Tried]) -> list[str]:
    """The clauses missed at a first try, the least right first."""
    marks: defaultdict[str, list[Fraction]] = defaultdict(list)
    for one in tried:
        for clause in one.clauses:
            marks[clause].append(one.mark)
    means = {clause: sum(found, Fraction(0)) / len(found) for clause, found in marks.items()}
    return sorted((one for one in means if means[one] < 1), key=means.__getitem__)


def _by_topic(
    parallels: Sequence[Parallel], topics: Mapping[str, int], lots: random.Random
) -> Iterator[Parallel]:
    """One of each topic, the largest first; then the rest in the same way."""
    left = list(parallels)
    while left:
        here = {one.topic for one in left}
        for topic in sorted(here, key=lambda one: (-topics.get(one, 0), one)):
            drawn = lots.choice([one for one in left if one.topic == topic])
            left.remove(drawn)
            yield drawn
