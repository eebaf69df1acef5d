"""Shares and facility from what was released of a table: exact, or the range that is known.

Everything is worked out from released counts alone, so nothing can be read from it that they do not
say themselves. Pure, but for reading rows that are handed in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from quiz.disclosure import LEAST
from quiz.models import Tally
from quiz.statistics import Interval, wilson

# A facility that is known less well than to so many points is not shown.
WIDEST = 25


@dataclass(frozen=True)
class Range:
    """Between which shares (0 to 1) the true one lies."""

    low: Fraction
    high: Fraction

    @property
    def is_exact(self) -> bool:
        """Whether there is but one."""
        return self.low == self.high

    @property
    def percent(self) -> int:
        """The middle, as a whole per cent."""
        return round(50 * (self.low + self.high))

    @property
    def low_percent(self) -> int:
        """The lower end, as a whole per cent."""
        return round(100 * self.low)

    @property
    def high_percent(self) -> int:
        """The upper end, as a whole per cent."""
        return round(100 * self.high)

    @property
    def is_narrow(self) -> bool:
        """Whether it tells enough to be shown."""
        return 100 * (self.high - self.low) <= WIDEST

    def interval(self, passes: int) -> Interval:
        """The 95 % interval around it, for so many passes."""
        low, high = wilson(float(self.low), passes).low, wilson(float(self.high), passes).high
        return Interval(low, high)


@dataclass(frozen=True)
class Counted:
    """A table as it was released: so many passes up to a day, and the share of each block.

    Without blocks, all but fewer than five have the value `nearly`.
    """

    passes: int
    day: date
    blocks: Mapping[tuple[str, ...], Fraction]
    nearly: str = ""

    def share(self, value: str) -> Fraction | None:
        """The share of one value; None where it is not counted by itself."""
        return self.blocks.get((value,))

    def bounds(self, worth: Mapping[str, Fraction]) -> Range:
        """Between what the mean worth of a value lies."""
        if self.nearly:
            most, few = worth[self.nearly], Fraction(min(LEAST - 1, self.passes), self.passes)
            low, high = min(worth.values()), max(worth.values())
            return Range(most + few * (low - most), most + few * (high - most))
        parts = self.blocks.items()
        low = sum((share * min(worth[one] for one in block) for block, share in parts), Fraction(0))
        high = sum(
            (share * max(worth[one] for one in block) for block, share in parts), Fraction(0)
        )
        return Range(low, high)


def last_counted(tallies: Iterable[Tally], unit: int | None = None) -> Counted | None:
    """What was last released of a table (its rows, newest first), for all or for one unit."""
    for row in tallies:
        counts = row.whole if unit is None else row.units.get(str(unit))
        if counts:
            return _counted(row, counts)
        if row.nearly and unit is None:
            return Counted(row.snapshot.passes, row.snapshot.day, {}, row.nearly)
    return None


def _counted(row: Tally, counts: list[int]) -> Counted:
    passes = sum(counts)
    blocks = {
        tuple(block): Fraction(count, passes)
        for block, count in zip(row.blocks, counts, strict=True)
    }
    return Counted(passes, row.snapshot.day, blocks)


def facility_of_find(right: Iterable[Range], wrong: Iterable[Range]) -> Range:
    """Between what the facility of a find lies: right ticks less wrong ones, and the right alone."""
    rights, wrongs = list(right), list(wrong)
    low = sum((one.low for one in rights), Fraction(0)) - sum(
        (one.high for one in wrongs), Fraction(0)
    )
    high = sum((one.high for one in rights), Fraction(0))
    return Range(max(Fraction(0), low / len(rights)), min(Fraction(1), high / len(rights)))
