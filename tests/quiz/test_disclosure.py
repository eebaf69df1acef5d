"""No count under five can be read or worked out from what is released, however it is combined."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings, target
from hypothesis import strategies as st

from quiz.disclosure import (
    LEAST,
    Nearly,
    Place,
    Release,
    may_correlate,
    may_show_reliability,
    nearly,
    next_release,
)

VALUES = ("good", "defensible", "risky")
NOWHERE: Place = frozenset()
Cell = tuple[Place, int, str]
Published = list[tuple[frozenset[Cell], int]]


def blocks(*counts: int) -> list[set[str]] | None:
    """How the values of the whole organisation alone are merged on the first release."""
    row = dict(zip(VALUES, counts, strict=True))
    found = next_release(VALUES, {(NOWHERE, 0): row}, [])
    return [set(block) for block in found.blocks] if found else None


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((2, 1, 1), None),
        ((0, 0, 0), None),
        ((20, 10, 5), [{"good"}, {"defensible"}, {"risky"}]),
        ((20, 10, 4), [{"good"}, {"defensible", "risky"}]),
        ((20, 4, 4), [{"good"}, {"defensible", "risky"}]),
        ((20, 2, 1), None),
        ((30, 0, 0), None),
        ((20, 5, 0), [{"good"}, {"defensible", "risky"}]),
    ],
)
def test_a_small_count_is_hidden_with_another_that_hides_it(
    counts: tuple[int, int, int], expected: list[set[str]] | None
) -> None:
    assert blocks(*counts) == expected


def test_a_new_release_waits_for_five_more_in_every_block() -> None:
    first = Release((("good",), ("defensible", "risky")))
    old = {(NOWHERE, 0): {"good": 20, "defensible": 6, "risky": 4}}
    few = {(NOWHERE, 1): {"good": 9, "defensible": 2, "risky": 2}}
    more = {(NOWHERE, 1): {"good": 9, "defensible": 2, "risky": 3}}
    assert next_release(VALUES, {**old, **few}, [first]) is None
    found = next_release(VALUES, {**old, **more}, [first])
    assert found is not None
    assert found.blocks == (("good",), ("defensible",), ("risky",))


A, B = frozenset({1, 2}), frozenset({1, 3})


def row(good: int, defensible: int, risky: int) -> dict[str, int]:
    return {"good": good, "defensible": defensible, "risky": risky}


@pytest.mark.parametrize(
    ("unit", "rest", "units"),
    [
        (row(20, 10, 5), row(20, 10, 5), {2, 3}),
        (row(20, 10, 5), row(9, 9, 5), {2, 3}),  # together they are everybody: 3 follows from 2
        (row(14, 10, 5), row(9, 9, 5), set()),
        (row(20, 10, 5), row(20, 10, 4), set()),
        (row(20, 10, 4), row(20, 10, 5), set()),
    ],
)
def test_a_unit_is_shown_where_it_and_the_rest_have_five_in_each_cell(
    unit: dict[str, int], rest: dict[str, int], units: set[int]
) -> None:
    found = next_release(VALUES, {(A, 0): unit, (B, 0): rest}, [])
    assert found is not None
    assert found.units == {one for one in units if one == 2 or sum(rest.values()) >= 30}


def test_a_unit_not_shown_keeps_the_whole_organisation_up_to_date() -> None:
    """One new pass in a unit alone: the whole is released again, the unit stays as it was."""
    first = Release((("good",), ("defensible",), ("risky",)), frozenset({2}))
    old = {(A, 0): row(20, 10, 5), (NOWHERE, 0): row(9, 9, 9)}
    new = {(A, 1): row(1, 0, 0), (NOWHERE, 1): row(9, 9, 9)}
    found = next_release(VALUES, {**old, **new}, [first])
    assert found == Release(first.blocks)


# Counts near five, where it matters, and large enough often enough for something to be released.
COUNT = st.sampled_from([0, 1, 3, *(5, 6, 9, 15, 40) * 3])
PLACES = [
    frozenset(one) for size in range(4) for one in combinations((1, 2, 3), size)
]  # also units that overlap, as after a reorganisation
WAVE = st.dictionaries(st.sampled_from(PLACES), st.tuples(COUNT, COUNT, COUNT), max_size=3)
HISTORY = st.lists(WAVE, min_size=1, max_size=4)
Waves = list[dict[Place, tuple[int, int, int]]]


def released(waves: Waves) -> tuple[Counter[Cell], list[Release]]:
    """The passes that came in wave after wave, and what was released after each."""
    cells: Counter[Cell] = Counter()
    history: list[Release] = []
    for wave in waves:
        for place, counts in wave.items():
            for value, count in zip(VALUES, counts, strict=True):
                cells[place, len(history), value] += count
        grouped: dict[tuple[Place, int], dict[str, int]] = {}
        for (place, era, value), count in cells.items():
            grouped.setdefault((place, era), {})[value] = count
        found = next_release(VALUES, grouped, history)
        if found is not None:
            history.append(found)
    return cells, history


def published(cells: Counter[Cell], history: list[Release]) -> Published:
    """Every number that was ever shown, as the cells it is the sum of."""
    # That a place has no passes in an era is known from who has completed; it tells no answer.
    people = {(place, era) for (place, era, _value), count in cells.items() if count}
    known = {cell for cell in cells if cell[:2] in people}
    numbers: Published = []
    for number, release in enumerate(history):
        for unit, block in product([None, *release.units], release.blocks):
            chosen = frozenset(
                (place, era, value)
                for place, era, value in known
                if era <= number and value in block and (unit is None or unit in place)
            )
            numbers.append((chosen, sum(cells[cell] for cell in chosen)))
    return numbers


def assert_nothing_small_follows(numbers: Published) -> None:
    """Add what is apart and subtract what is inside, again and again."""
    found = {chosen: count for chosen, count in numbers if chosen}
    fresh = list(found)
    for _round in range(3):
        made: dict[frozenset[Cell], int] = {}
        for one, other in product(fresh, list(found)):
            if one < other:
                made[other - one] = found[other] - found[one]
            elif other < one:
                made[one - other] = found[one] - found[other]
            elif not one & other:
                made[one | other] = found[one] + found[other]
        fresh = [chosen for chosen in made if chosen not in found][:40]
        found |= made
    assert min(found.values()) >= LEAST


def assert_no_linear_combination_gives_a_small_count(
    cells: Counter[Cell], numbers: Published
) -> None:
    """Whatever product of places, eras and values the published numbers determine has five."""
    known = sorted({cell for chosen, _ in numbers for cell in chosen}, key=str)
    basis = reduced([[int(cell in chosen) for cell in known] for chosen, _ in numbers])
    places, eras, values = (sorted({cell[n] for cell in known}, key=str) for n in range(3))
    for some in product(subsets(places), subsets(eras), subsets(values)):
        wanted = [cell for cell in known if all(cell[n] in some[n] for n in range(3))]
        if wanted and is_spanned([int(cell in wanted) for cell in known], basis):
            assert sum(cells[cell] for cell in wanted) >= LEAST, wanted


def subsets(values: Sequence[object]) -> list[tuple[object, ...]]:
    return [some for size in range(1, len(values) + 1) for some in combinations(values, size)]


PRIME = 2**61 - 1  # reckoning by its remainders is exact but for a chance of nothing
Basis = dict[int, list[int]]


def reduced(rows: list[list[int]]) -> Basis:
    """The rows' span, by each row's first column that is not 0."""
    basis: Basis = {}
    for one in rows:
        rest = remainder(one, basis)
        first = next((column for column, value in enumerate(rest) if value), None)
        if first is not None:
            inverse = pow(rest[first], -1, PRIME)
            basis[first] = [value * inverse % PRIME for value in rest]
    return basis


def remainder(rest: list[int], basis: Basis) -> list[int]:
    for column, known in sorted(basis.items()):
        if factor := rest[column]:
            rest = [(one - factor * other) % PRIME for one, other in zip(rest, known, strict=True)]
    return rest


def is_spanned(wanted: list[int], basis: Basis) -> bool:
    return not any(remainder(wanted, basis))


@settings(max_examples=150, deadline=None)
@given(HISTORY)
def test_no_small_count_follows_from_all_that_was_ever_released(waves: Waves) -> None:
    cells, history = released(waves)
    target(float(sum(1 + len(release.units) for release in history)))
    assume(history)
    numbers = published(cells, history)
    assert_nothing_small_follows(numbers)
    assert_no_linear_combination_gives_a_small_count(cells, numbers)


def test_the_attack_finds_what_plain_snapshots_would_give_away() -> None:
    """The same attack on releases that only wait for five more passes: it is no blunt knife."""
    cells = Counter({(NOWHERE, 0, "good"): 20, (NOWHERE, 0, "risky"): 10})
    cells.update({(NOWHERE, 1, "good"): 4, (NOWHERE, 1, "risky"): 1})
    plain = Release((("good",), ("risky",)))
    numbers = published(cells, [plain, plain])
    with pytest.raises(AssertionError):
        assert_nothing_small_follows(numbers)
    with pytest.raises(AssertionError):
        assert_no_linear_combination_gives_a_small_count(cells, numbers)


def test_the_attack_finds_a_unit_that_gives_the_rest_away() -> None:
    cells = Counter({(A, 0, "good"): 20, (A, 0, "risky"): 10})
    cells.update({(B, 0, "good"): 9, (B, 0, "risky"): 2})
    numbers = published(cells, [Release((("good",), ("risky",)), frozenset({2}))])
    with pytest.raises(AssertionError):
        assert_nothing_small_follows(numbers)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((30, 0, 0), Nearly("good", 30)),
        ((1, 0, 40), Nearly("risky", 41)),
        ((30, 5, 0), None),
        ((19, 0, 0), None),
    ],
)
def test_nearly_everybody_is_all_but_fewer_than_five_of_twenty(
    counts: tuple[int, int, int], said: Nearly | None
) -> None:
    assert nearly(VALUES, row(*counts)) == said


@pytest.mark.parametrize(("good", "is_released"), [(59, False), (60, True)])
def test_after_nearly_everybody_the_few_of_then_stay_unknown(good: int, is_released: bool) -> None:
    """10 chose otherwise by now: of 69 with 9 new, at least one did so already when there were 60."""
    counts = {(NOWHERE, 0): row(good, 6, 4)}
    found = next_release(VALUES, counts, [], Nearly("good", 60))
    assert (found is not None) is is_released


@pytest.mark.parametrize(
    ("right", "wrong", "items", "may"),
    [(25, 5, 2, True), (24, 5, 2, False), (26, 4, 2, False), (40, 0, 2, False), (25, 5, 1, False)],
)
def test_a_correlation_rests_on_thirty_passes_and_five_who_differ(
    right: int, wrong: int, items: int, may: bool
) -> None:
    assert may_correlate([Fraction(1)] * right + [Fraction(0)] * wrong, items) is may


@pytest.mark.parametrize(
    ("passes", "items", "uncertain", "may"),
    [(30, 2, 0, True), (30, 5, 2, True), (30, 5, 1, False), (29, 5, 0, False), (30, 1, 0, False)],
)
def test_the_sets_figures_do_not_give_its_one_hidden_item_away(
    passes: int, items: int, uncertain: int, may: bool
) -> None:
    assert may_show_reliability(passes, items, uncertain) is may
