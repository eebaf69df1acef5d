"""Item statistics: the known vector, and a second, plain implementation over random marks."""

import statistics as plain
from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.scoring import mark_of_choice, mark_of_find
from quiz.statistics import ItemStatistics, SetStatistics, set_statistics, wilson

VECTOR = [
    [Fraction(int(mark)) for mark in row]
    for row in ["1111", "1110", "1101", "1010", "0100", "0001"]
]
MARKS = [Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)]


def rounded(values: list[float | None], places: int = 2) -> list[float | None]:
    return [None if value is None else round(value, places) for value in values]


def test_the_known_vector_gives_the_known_figures() -> None:
    found = set_statistics(VECTOR)
    assert rounded([one.facility / 100 for one in found.items], 4) == [0.6667, 0.6667, 0.5, 0.5]
    assert rounded([one.discrimination for one in found.items]) == [63.25, 12.50, 18.57, -15.62]
    assert rounded([one.efficiency for one in found.items]) == [100, 14.29, 20, -20]
    assert rounded([one.effective_weight for one in found.items]) == [30.59, 24.18, 26.49, 18.73]
    assert not any(one.is_weight_negative for one in found.items)
    assert found.variance is not None
    assert round(found.variance, 4) == 1.4667
    assert rounded([found.consistency, found.error_ratio]) == [30.30, 83.48]
    assert rounded([found.standard_error], 4) == [1.0111]


def test_the_wilson_interval_is_the_known_one() -> None:
    """Newcombe (1998), table I: 81 of 263 and 0 of 20, in per cent with one place more."""
    for right, count, low, high in ((81, 263, 25.53, 36.62), (0, 20, 0.0, 16.11)):
        found = wilson(right / count, count)
        assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@pytest.mark.parametrize(("share", "count"), [(0.5, 0), (-0.1, 5), (1.1, 5)])
def test_a_share_that_is_none_has_no_interval(share: float, count: int) -> None:
    with pytest.raises(ValueError, match="share"):
        wilson(share, count)


def the_same(one: float | None, other: float | None) -> bool:
    """Equal but for what floating point leaves behind."""
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-6, abs_tol=1e-6)


def covariance(ones: list[float], others: list[float]) -> float:
    """By deviations from the mean, two passes."""
    mean, other_mean = plain.fmean(ones), plain.fmean(others)
    products = [(a - mean) * (b - other_mean) for a, b in zip(ones, others, strict=True)]
    found = sum(products) / (len(ones) - 1)
    return 0.0 if abs(found) < 1e-12 else found


def plainly(rows: list[list[float]]) -> dict[str, list[float | None]]:
    """The definitions once more, a line each, with floating point and the standard library."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    totals = [sum(row) for row in rows]
    found: dict[str, list[float | None]] = {
        "facility": [],
        "discrimination": [],
        "efficiency": [],
        "weight": [],
    }
    roots = []
    for column in columns:
        others = [total - mark for total, mark in zip(totals, column, strict=True)]
        product = covariance(column, column) * covariance(others, others)
        best = covariance(sorted(column), sorted(others))
        shared = covariance(column, others)
        found["facility"].append(100 * plain.fmean(column))
        found["discrimination"].append(100 * shared / sqrt(product) if product else None)
        found["efficiency"].append(100 * shared / best if best else None)
        whole = covariance(column, totals)
        roots.append(sqrt(whole) if whole >= 0 else None)
    sum_of_roots = sum(root for root in roots if root is not None)
    found["weight"] = [
        None if root is None or not sum_of_roots else 100 * root / sum_of_roots for root in roots
    ]
    return found


@given(
    st.integers(1, 5).flatmap(
        lambda items: st.lists(
            st.lists(st.sampled_from(MARKS), min_size=items, max_size=items),
            min_size=2,
            max_size=12,
        )
    )
)
def test_a_plain_second_implementation_says_the_same(rows: list[list[Fraction]]) -> None:
    found, floats = set_statistics(rows), [[float(mark) for mark in row] for row in rows]
    slow = plainly(floats)
    assert_items(found.items, slow)
    totals = [sum(row) for row in floats]
    variance = covariance(totals, totals)
    assert the_same(found.variance, variance)
    assert_reliability(found, floats, variance)


def assert_items(items: list[ItemStatistics], slow: dict[str, list[float | None]]) -> None:
    for number, item in enumerate(items):
        assert the_same(item.facility, slow["facility"][number])
        assert the_same(item.discrimination, slow["discrimination"][number])
        assert the_same(item.efficiency, slow["efficiency"][number])
        assert the_same(item.effective_weight, slow["weight"][number])
        assert item.interval.low <= item.facility + 1e-9
        assert item.facility <= item.interval.high + 1e-9


def assert_reliability(found: SetStatistics, rows: list[list[float]], variance: float) -> None:
    count = len(rows[0])
    if count < 2 or not variance:
        assert (found.consistency, found.error_ratio, found.standard_error) == (None, None, None)
        return
    parts = sum(plain.variance(column) for column in zip(*rows, strict=True))
    alpha = count / (count - 1) * (1 - parts / variance)
    assert the_same(found.consistency, 100 * alpha)
    assert found.error_ratio is not None
    assert abs(found.error_ratio - 100 * sqrt(max(0, 1 - alpha))) < 1e-3
    assert the_same(found.standard_error, found.error_ratio * sqrt(variance) / 100)


def test_one_attempt_has_a_facility_and_nothing_that_needs_two() -> None:
    found = set_statistics([[Fraction(1), Fraction(0)]])
    assert [one.facility for one in found.items] == [100, 0]
    assert {(one.discrimination, one.efficiency) for one in found.items} == {(None, None)}
    assert (found.variance, found.consistency, found.standard_error) == (None, None, None)


@pytest.mark.parametrize("rows", [[], [[]]])
def test_nothing_has_no_statistics(rows: list[list[Fraction]]) -> None:
    with pytest.raises(ValueError, match="no "):
        set_statistics(rows)


def test_an_option_is_worth_its_verdict() -> None:
    marks = [mark_of_choice(verdict) for verdict in ("good", "defensible", "risky")]
    assert marks == [1, Fraction(1, 2), 0]
    with pytest.raises(ValueError, match="not a valid"):
        mark_of_choice("")


@pytest.mark.parametrize(
    ("right", "wrong", "mark"),
    [(3, 0, Fraction(1)), (3, 1, Fraction(2, 3)), (1, 2, Fraction(0)), (0, 0, Fraction(0))],
)
def test_a_find_is_worth_right_ticks_minus_wrong_ones(
    right: int, wrong: int, mark: Fraction
) -> None:
    assert mark_of_find(right=right, wrong=wrong, of=3) == mark


@pytest.mark.parametrize(("right", "wrong", "of"), [(4, 0, 3), (-1, 0, 3), (0, -1, 3), (0, 0, 0)])
def test_a_find_has_no_more_right_ticks_than_right_options(right: int, wrong: int, of: int) -> None:
    with pytest.raises(ValueError, match="ticks"):
        mark_of_find(right=right, wrong=wrong, of=of)
