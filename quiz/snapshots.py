"""Taking snapshots: counting complete first passes, and releasing what may be seen of them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from lib.days import day_of
from policy.models import Revision
from quiz.disclosure import LEAST, may_correlate, may_show_reliability
from quiz.models import Correlation, Kind, Situation, Snapshot, Tally
from quiz.passes import (
    Pass,
    complete_first_passes,
    read_passes,
    sets_of_attempts,
    situations_of,
)
from quiz.releases import Released, next_tally, released_of
from quiz.statistics import SetStatistics, set_statistics
from quiz.tables import is_marked, marks_of, tables_of


def nightly(*, now: datetime) -> str:
    """The worker's job: take the snapshots that are due, and say how many."""
    return f"{len(take_snapshots(now=now))} snapshots taken"


def take_snapshots(*, now: datetime) -> list[Snapshot]:
    """Take a snapshot of each set that has five further passes; the rest stay as they are.

    Whole days are counted, up to the end of yesterday: whatever was written then is there by now.
    """
    through = day_of(now) - timedelta(days=1)
    taken = (_take(revision, work, through, now) for revision, work in sets_of_attempts())
    return [snapshot for snapshot in taken if snapshot is not None]


@transaction.atomic
def _take(revision: Revision, work: str, through: date, now: datetime) -> Snapshot | None:
    # Of two who count at once, the second finds the first one's snapshot.
    Revision.objects.select_for_update().get(pk=revision.pk)
    situations = situations_of(revision, work)
    attempts = complete_first_passes(revision, work, situations, through)
    last = Snapshot.objects.of_set(revision, work).first()
    if not situations or attempts.count() < (last.passes if last else 0) + LEAST:
        return None
    passes = read_passes(attempts)
    snapshot = Snapshot.objects.create(
        revision=revision, work=work, day=through, passes=len(passes), taken_at=now
    )
    released = released_of(revision, work)
    Tally.objects.bulk_create(_tallies(snapshot, situations, passes, released))
    _correlate(snapshot, [one for one in situations if is_marked(one)], passes)
    return snapshot


def _tallies(
    snapshot: Snapshot,
    situations: list[Situation],
    passes: list[Pass],
    released: dict[tuple[int, str], Released],
) -> Iterator[Tally]:
    for situation in situations:
        for table in tables_of(situation):
            before = released.get((situation.pk, table.name), Released())
            fields = next_tally(situation.pk, table, passes, before)
            if fields is not None:
                yield Tally(snapshot=snapshot, situation=situation, table=table.name, **fields)


def _correlate(snapshot: Snapshot, marked: list[Situation], passes: list[Pass]) -> None:
    """Write the figures that need all marks together, where they may be shown."""
    if not marked:
        return
    columns = [marks_of(one, (each.tries[one.pk] for each in passes)) for one in marked]
    figures = set_statistics(list(zip(*columns, strict=True)))
    Correlation.objects.bulk_create(
        Correlation(
            snapshot=snapshot,
            situation=situation,
            discrimination=item.discrimination,
            efficiency=item.efficiency,
            effective_weight=item.effective_weight,
            is_weight_negative=item.is_weight_negative,
        )
        for situation, column, item in zip(marked, columns, figures.items, strict=True)
        if may_correlate(column, len(marked))
    )
    if may_show_reliability(len(passes), len(marked), _uncertain(snapshot, marked)):
        _write_reliability(snapshot, figures)


def _uncertain(snapshot: Snapshot, marked: list[Situation]) -> int:
    """How many situations' marks can't be told exactly from what is released."""
    released = released_of(snapshot.revision, snapshot.work)
    return sum(
        one.kind == Kind.FIND or not released.get((one.pk, Tally.OPTIONS), Released()).is_whole()
        for one in marked
    )


def _write_reliability(snapshot: Snapshot, figures: SetStatistics) -> None:
    snapshot.consistency = figures.consistency
    snapshot.error_ratio = figures.error_ratio
    snapshot.standard_error = figures.standard_error
    snapshot.save(update_fields=["consistency", "error_ratio", "standard_error"])
