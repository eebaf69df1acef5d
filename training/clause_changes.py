"""Counting the change from first try to follow-up, clause by clause, for the whole organisation.

Two answers are compared where the follow-up's situation was written as the parallel of the one met first,
and that has not been changed since. Each such situation counts for its first clause alone, so that no
clause's people are among another's. First tries are those of complete first passes, as everywhere.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from lib.days import day_of, end_of
from policy.models import Guideline
from quiz.models import Kind, Situation, Snapshot, Tally, Verdict
from quiz.passes import (
    Pass,
    complete_first_passes,
    passes_by_attempt,
    sets_of_attempts,
    situations_of,
)
from quiz.releases import Released, era_of, released_of
from training.batches import Cell, First, Pair, next_batch
from training.models import ClauseChange, FollowUpSituation

Round = tuple[int, int]  # an employee and the number of a round of theirs
Followed = dict[Round, list[FollowUpSituation]]


@dataclass(frozen=True)
class Change:
    """A clause's batches together, up to the end of `day`."""

    people: int
    missed_first: int
    missed_later: int
    day: date


def changes_of(guideline: Guideline) -> dict[str, Change]:
    """What may be shown, by clause (one query)."""
    found: dict[str, Change] = {}
    for row in ClauseChange.objects.of_guideline(guideline):
        before = found.get(row.clause, Change(0, 0, 0, row.day))
        found[row.clause] = Change(
            before.people + row.people,
            before.missed_first + row.missed_first,
            before.missed_later + row.missed_later,
            row.day,
        )
    return found


def nightly(*, now: datetime) -> str:
    """The worker's job: count the batches that have come together, and say how many."""
    guidelines = Guideline.objects.order_by("slug")
    return f"{sum(len(count_changes(one, now=now)) for one in guidelines)} batches counted"


@transaction.atomic
def count_changes(guideline: Guideline, *, now: datetime) -> list[ClauseChange]:
    """Write each batch that can be shown of the answers up to the end of yesterday."""
    # Of two who count at once, the second finds the first one's batches.
    Guideline.objects.select_for_update().get(pk=guideline.pk)
    followed = _followed(guideline, day_of(now) - timedelta(days=1))
    if not followed:
        return []
    met, last = _met(guideline, followed), _last_days(guideline)
    rows = []
    for clause, pairs in sorted(met.pairs.items()):
        left = [one for one in pairs if clause not in last or one.day > last[clause]]
        while batch := next_batch(left, met.others):
            rows.append(
                ClauseChange(guideline=guideline, clause=clause, counted_at=now, **_sums(batch))
            )
            left = [one for one in left if one.day > batch[-1].day]
    return ClauseChange.objects.bulk_create(rows)


def _last_days(guideline: Guideline) -> dict[str, date]:
    rows = ClauseChange.objects.of_guideline(guideline)
    return dict(rows.values_list("clause", "day"))


def _sums(batch: list[Pair]) -> dict[str, Any]:
    return {
        "day": batch[-1].day,
        "people": len(batch),
        "missed_first": sum(one.first.is_missed for one in batch),
        "missed_later": sum(one.is_missed_later for one in batch),
    }


def _followed(guideline: Guideline, through: date) -> Followed:
    """What was answered in follow-ups by the end of a day, by round, in its order (three queries)."""
    rows = FollowUpSituation.objects.filter(
        follow_up__assignment__guideline=guideline,
        situation__parallel_of__isnull=False,
        option__isnull=False,
        answered_at__lt=end_of(through),
    )
    found: Followed = defaultdict(list)
    for row in (
        rows.select_related("follow_up__assignment", "situation__parallel_of", "option")
        .prefetch_related("situation__situationclause_set__block")
        .order_by("follow_up", "number")
    ):
        assignment = row.follow_up.assignment
        found[assignment.employee_id, assignment.round].append(row)
    return found


@dataclass(frozen=True)
class Met:
    """The pairs by clause, and by cell the first tries of those who are not followed up on it."""

    pairs: defaultdict[str, list[Pair]]
    others: defaultdict[Cell, list[First]]


def _met(guideline: Guideline, followed: Followed) -> Met:
    """What both times were answered, set by set (a constant number of queries for each)."""
    met = Met(defaultdict(list), defaultdict(list))
    for revision, work in sets_of_attempts():
        if revision.edition.guideline_id != guideline.pk:
            continue
        # What no snapshot has counted is in no statistics, and is not kept.
        last = Snapshot.objects.of_set(revision, work).first()
        if last is None:
            continue
        situations = situations_of(revision, work)
        attempts = complete_first_passes(revision, work, situations, last.day)
        own = attempts.filter(employee__isnull=False)
        rounds = own.values_list("pk", "employee", "round")
        passes = passes_by_attempt(own)
        people = [((employee, number), passes[pk]) for pk, employee, number in rounds]
        released = released_of(revision, work)
        for situation in situations:
            if situation.kind == Kind.SITUATION:
                before = released.get((situation.pk, Tally.OPTIONS), Released())
                _add(met, (work, situation), before, people, followed)
    return met


def _add(
    met: Met,
    item: tuple[str, Situation],
    before: Released,
    people: list[tuple[Round, Pass]],
    followed: Followed,
) -> None:
    """Add the passes of one situation of the main set, each as a pair or as one of the others."""
    work, situation = item
    missed = {one.slug: one.verdict != Verdict.GOOD for one in situation.options.all()}
    for person, one in people:
        cell = (situation.pk, work, one.place, era_of(one, before))
        first = First(one.day, missed[one.tries[situation.pk].option])
        rows = followed.get(person, [])
        mine = [row for row in rows if _main_of(row).slug == situation.slug]
        if not mine:
            met.others[cell].append(first)
        for row in mine:
            if _is_unchanged(situation, _main_of(row)) and _is_first_of_its_clause(row, rows):
                met.pairs[_clause(row)].append(_pair(row, cell, first))


def _pair(row: FollowUpSituation, cell: Cell, first: First) -> Pair:
    assert row.option is not None  # _followed
    assert row.answered_at is not None
    return Pair(cell, first, day_of(row.answered_at), row.option.verdict != Verdict.GOOD)


def _main_of(row: FollowUpSituation) -> Situation:
    """The situation of the main set that a follow-up's is the parallel of."""
    assert row.situation.parallel_of is not None  # _followed
    return row.situation.parallel_of


def _is_unchanged(met: Situation, main: Situation) -> bool:
    return met.pk == main.pk or met.content_sha256 == main.content_sha256 != ""


def _clause(row: FollowUpSituation) -> str:
    """The clause that the follow-up's situation counts for: its author's first."""
    return str(row.situation.situationclause_set.all()[0].block.clause)


def _is_first_of_its_clause(row: FollowUpSituation, rows: list[FollowUpSituation]) -> bool:
    """Whether it is the first of a follow-up that counts for its clause, so that each person counts once."""
    return next(one for one in rows if _clause(one) == _clause(row)).pk == row.pk
