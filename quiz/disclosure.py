"""What of the statistics may be seen, so that no count under five can be read or worked out.

Pure. A *table* counts each pass once by a value (which option, how sure). It is *released* now and
then: for the whole organisation and for some units, with values merged into *blocks* where single
ones are too small. Releases stay known, so each is judged together with all before it: whatever is
added and subtracted between whole and unit, unit and unit, or two dates, is made up of *atoms*
(`_atoms`). Zero counts as under five: that nobody chose
otherwise tells what everybody chose. How many passes there are is no secret: who has completed is
known anyway.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

# The fewest people in anything that is shown.
LEAST = 5
# The fewest passes of a unit that is shown by itself, and of a set whose correlations are shown.
LEAST_OF_UNIT = 30
LEAST_TO_CORRELATE = 30
# From here on, all but fewer than five are four in five at least.
LEAST_OF_NEARLY = 20

Place = frozenset[int]  # the departments a pass counts in: its own and all above it
Blocks = tuple[tuple[str, ...], ...]
# Passes by place and era, counted by value. Era n began after the nth release (0: before any).
Counts = Mapping[tuple[Place, int], Mapping[str, int]]


@dataclass(frozen=True)
class Release:
    """What was released once: the values merged into blocks, and the units beside the whole."""

    blocks: Blocks
    units: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Nearly:
    """What was said once in place of a release: all but fewer than five of `passes` had `value`."""

    value: str
    passes: int


def next_release(
    values: Sequence[str],
    counts: Counts,
    history: Sequence[Release],
    said: Nearly | None = None,
) -> Release | None:
    """What can be released now, or None: then the release before stays the last.

    A block is never merged again once it was shown apart, and a unit is taken in, the largest
    first, where everything stays safe with it. After "nearly everybody" was `said`, all others must
    fit among the passes since: else the few of then could be worked out.
    """
    total = _sum(counts.values())
    if said is not None:
        others = sum(total.values()) - total[said.value]
        if others > sum(total.values()) - said.passes:
            return None
    before = history[-1].blocks if history else (tuple(values),)
    release = Release(tuple(part for block in before for part in _split(block, total)))
    if len(release.blocks) < 2 or not _is_safe(counts, [*history, release]):
        return None
    for unit in _candidates(counts):
        larger = Release(release.blocks, release.units | {unit})
        if _is_safe(counts, [*history, larger]):
            release = larger
    return release


def nearly(values: Iterable[str], total: Mapping[str, int]) -> Nearly | None:
    """That nearly everybody has the same value: all but fewer than five of twenty or more.

    Said of a table that shows no value apart, since that is then all there is to say.
    """
    count = sum(total.values())
    if count < LEAST_OF_NEARLY:
        return None
    found = (value for value in values if count - total.get(value, 0) < LEAST)
    return next((Nearly(value, count) for value in found), None)


def may_correlate(marks: Sequence[Fraction], items: int) -> bool:
    """Whether an item's discrimination, efficiency and weight may be shown.

    They need 30 passes and a second item, and rest on those who differ from the commonest mark:
    never on fewer than five, which covers marks without variance.
    """
    if len(marks) < LEAST_TO_CORRELATE or items < 2:
        return False
    [(_mark, commonest)] = Counter(marks).most_common(1)
    return len(marks) - commonest >= LEAST


def may_show_reliability(passes: int, items: int, uncertain: int) -> bool:
    """Whether the set's own figures may be shown, where `uncertain` items have merged values.

    The variances of all items follow from them, so with a single uncertain item its marks would.
    """
    return passes >= LEAST_TO_CORRELATE and items >= 2 and uncertain != 1


def _split(block: tuple[str, ...], total: Mapping[str, int]) -> Blocks:
    """The block's values one by one, but for one block of those under five and as many of the
    smallest others as hide them: two values or more, five passes or more.
    """
    by_size = sorted(block, key=lambda value: (total.get(value, 0), value))
    hidden = [value for value in by_size if total.get(value, 0) < LEAST]
    apart = [value for value in by_size if value not in hidden]
    while hidden and apart and (len(hidden) < 2 or _of(hidden, total) < LEAST):
        hidden.append(apart.pop(0))
    parts = [(value,) for value in block if value in apart]
    return (*parts, tuple(sorted(hidden, key=block.index))) if hidden else tuple(parts)


def _of(block: Iterable[str], total: Mapping[str, int]) -> int:
    return sum(total.get(value, 0) for value in block)


def _sum(rows: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row)
    return total


def _candidates(counts: Counts) -> list[int]:
    """The units of thirty passes or more that are not everybody, the largest first."""
    sizes: Counter[int] = Counter()
    for (place, _era), row in counts.items():
        sizes.update(dict.fromkeys(place, sum(row.values())))
    everybody = sum(sum(row.values()) for row in counts.values())
    large = [unit for unit, size in sizes.items() if LEAST_OF_UNIT <= size < everybody]
    return sorted(large, key=lambda unit: (-sizes[unit], unit))


def _is_safe(counts: Counts, releases: Sequence[Release]) -> bool:
    """Whether no sum or difference of what these releases show is a count under five.

    Where only the whole was ever shown, each release must hold in its own blocks, and what came in
    between two of them in the blocks of the earlier, since only those were counted both times.
    With units, every atom must hold in the finest blocks: all that is shown is a union of atoms,
    so whatever is worked out from it is one too.
    """
    if any(release.units for release in releases):
        return all(
            _is_empty_or_holds(atom, releases[-1].blocks) for atom in _atoms(counts, releases)
        )
    eras: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (_place, era), row in counts.items():
        eras[era].update(row)
    return _holds(_sum(eras.values()), releases[-1].blocks) and all(
        _is_empty_or_holds(row, releases[era - 1].blocks) for era, row in eras.items() if era
    )


def _atoms(counts: Counts, releases: Sequence[Release]) -> Iterable[Counter[str]]:
    """The passes of each era that the same releases count in the same units."""
    atoms: defaultdict[tuple[int, tuple[Place, ...]], Counter[str]] = defaultdict(Counter)
    for (place, era), row in counts.items():
        counted_in = tuple(release.units & place for release in releases[era:])
        atoms[era, counted_in].update(row)
    return atoms.values()


def _is_empty_or_holds(row: Mapping[str, int], blocks: Blocks) -> bool:
    return not sum(row.values()) or _holds(row, blocks)


def _holds(row: Mapping[str, int], blocks: Blocks) -> bool:
    return all(_of(block, row) >= LEAST for block in blocks)
