"""What was released of a set's tables so far, and what can be released next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from policy.models import Revision
from quiz.disclosure import Nearly, Place, Release, nearly, next_release
from quiz.models import Tally
from quiz.passes import Pass
from quiz.tables import Table

Key = tuple[int, str]  # a situation and a table of it


@dataclass(frozen=True)
class Released:
    """A table's releases, oldest first, the days up to which each counted, and what was last said."""

    history: tuple[Release, ...] = ()
    days: tuple[date, ...] = ()
    said: Nearly | None = None

    def is_whole(self) -> bool:
        """Whether every value is counted by itself."""
        return bool(self.history) and all(len(block) == 1 for block in self.history[-1].blocks)


def released_of(revision: Revision, work: str) -> dict[Key, Released]:
    """Everything released of a set so far (one query)."""
    rows = Tally.objects.filter(snapshot__revision=revision, snapshot__work=work)
    found: dict[Key, Released] = {}
    for row in rows.select_related("snapshot").order_by("snapshot__day"):
        key = (row.situation_id, row.table)
        before = found.get(key, Released())
        if row.nearly:
            said = Nearly(row.nearly, row.snapshot.passes)
            found[key] = Released(before.history, before.days, said)
            continue
        blocks = tuple(tuple(block) for block in row.blocks)
        release = Release(blocks, frozenset(int(unit) for unit in row.units))
        days = (*before.days, row.snapshot.day)
        found[key] = Released((*before.history, release), days, before.said)
    return found


def era_of(one: Pass, before: Released) -> int:
    """After how many of a table's releases the pass came."""
    return sum(day < one.day for day in before.days)


def next_tally(
    situation: int, table: Table, passes: Iterable[Pass], before: Released
) -> dict[str, Any] | None:
    """The fields of the next `Tally` of this table, or None where nothing new can be released."""
    counts: dict[tuple[Place, int], Counter[str]] = {}
    for one in passes:
        era = era_of(one, before)
        value = table.value_of(one.tries[situation])
        counts.setdefault((one.place, era), Counter())[value] += 1
    # Once something was counted, "after nearly everybody" has done its part.
    said = None if before.history else before.said
    release = next_release(table.values, counts, before.history, said)
    if release is not None:
        return _fields(release, counts)
    if before.history:
        return None
    total = sum(counts.values(), Counter[str]())
    now = nearly(table.values, total)
    return {"nearly": now.value} if now is not None else None


def _fields(release: Release, counts: dict[tuple[Place, int], Counter[str]]) -> dict[str, Any]:
    def row(unit: int | None) -> list[int]:
        chosen = [one for (place, _era), one in counts.items() if unit is None or unit in place]
        return [sum(one[value] for one in chosen for value in block) for block in release.blocks]

    return {
        "blocks": [list(block) for block in release.blocks],
        "whole": row(None),
        "units": {str(unit): row(unit) for unit in sorted(release.units)},
    }
