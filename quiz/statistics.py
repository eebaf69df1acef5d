"""Item statistics as Moodle's calculators define them, over first tries. Pure: marks in, figures out.

Rows are attempts, columns are items, every mark is between 0 and 1. Sums are exact (fractions), so
"no variance" means exactly none. Who may see which figure is decided in `quiz/disclosure.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, sqrt
from statistics import NormalDist

# The 97.5 % point of the normal distribution: 95 % lie between minus this and this.
Z = NormalDist().inv_cdf(0.975)

Marks = Sequence[Sequence[Fraction]]


@dataclass(frozen=True)
class Interval:
    """Where the true share lies with 95 % confidence, in per cent."""

    low: float
    high: float


@dataclass(frozen=True)
class ItemStatistics:
    """One item's figures, in per cent; None where the definition gives none."""

    facility: float
    interval: Interval
    discrimination: float | None
    efficiency: float | None
    effective_weight: float | None
    is_weight_negative: bool


@dataclass(frozen=True)
class SetStatistics:
    """A whole set's figures. `variance` is of the totals, `standard_error` in marks, others in per cent."""

    attempts: int
    items: list[ItemStatistics]
    variance: float | None
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None


def wilson(share: float, count: int) -> Interval:
    """The 95 % Wilson score interval of a share (0 to 1) of `count`.

    For marks between 0 and 1 it is never too narrow: they vary at most as much as yes and no do.
    """
    if count < 1 or not 0 <= share <= 1:
        raise ValueError(f"a share of {share} of {count}")
    spread = Z * sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    middle, scale = share + Z * Z / (2 * count), 1 + Z * Z / count
    low, high = (middle - spread) / scale, (middle + spread) / scale
    # What rounding leaves must not exclude the share itself.
    return Interval(100 * max(0.0, min(low, share)), 100 * min(1.0, max(high, share)))


def set_statistics(marks: Marks) -> SetStatistics:
    """The figures of a set and of each of its items; `ValueError` without attempts or items."""
    if not marks or not marks[0]:
        raise ValueError("no attempts, or no items")
    rows, unit = _whole_numbers(marks)
    columns = [list(column) for column in zip(*rows, strict=True)]
    totals = [sum(row) for row in rows]
    shares = _weights([_covariance(column, totals) for column in columns])
    items = [
        _item(column, totals, unit, weight) for column, weight in zip(columns, shares, strict=True)
    ]
    variance = _covariance(totals, totals)
    consistency = _consistency(columns, variance)
    error = None if consistency is None else 100 * sqrt(1 - consistency / 100)
    scaled = None if variance is None else float(variance / unit**2)
    return SetStatistics(
        attempts=len(rows),
        items=items,
        variance=scaled,
        consistency=None if consistency is None else float(consistency),
        error_ratio=error,
        standard_error=None if error is None or scaled is None else error * sqrt(scaled) / 100,
    )


def _whole_numbers(marks: Marks) -> tuple[list[list[int]], int]:
    """The marks in units of their common denominator, and how many units a mark of 1 has."""
    unit = lcm(*{mark.denominator for row in marks for mark in row})
    return [[int(mark * unit) for mark in row] for row in marks], unit


def _item(
    column: list[int], totals: list[int], unit: int, weight: tuple[float | None, bool]
) -> ItemStatistics:
    rest = [total - mark for total, mark in zip(totals, column, strict=True)]
    together = _covariance(column, rest)
    most = _covariance(sorted(column), sorted(rest))
    apart = _product(_covariance(column, column), _covariance(rest, rest))
    facility = sum(column) / (unit * len(column))
    return ItemStatistics(
        facility=100 * facility,
        interval=wilson(facility, len(column)),
        discrimination=None
        if not apart or together is None
        else float(together) / sqrt(apart) * 100,
        efficiency=None if not most or together is None else float(100 * together / most),
        effective_weight=weight[0],
        is_weight_negative=weight[1],
    )


def _product(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one * other


def _covariance(
    ones: Sequence[int | Fraction], others: Sequence[int | Fraction]
) -> Fraction | None:
    """The covariance with s − 1 below the line; None for a single attempt."""
    count = len(ones)
    if count < 2:
        return None
    products = sum(one * other for one, other in zip(ones, others, strict=True))
    return (count * Fraction(products) - Fraction(sum(ones)) * sum(others)) / (count * (count - 1))


def _weights(covariances: list[Fraction | None]) -> list[tuple[float | None, bool]]:
    """Each item's effective weight, and whether its covariance with the total is negative."""
    roots = [None if one is None or one < 0 else sqrt(one) for one in covariances]
    whole = sum(root for root in roots if root is not None)
    return [
        (None if root is None or not whole else 100 * root / whole, one is not None and one < 0)
        for root, one in zip(roots, covariances, strict=True)
    ]


def _consistency(columns: list[list[int]], variance: Fraction | None) -> Fraction | None:
    """The coefficient of internal consistency (Cronbach's alpha × 100)."""
    count = len(columns)
    if count < 2 or not variance:
        return None
    parts = sum((_covariance(column, column) or Fraction(0) for column in columns), Fraction(0))
    return 100 * Fraction(count, count - 1) * (1 - parts / variance)
