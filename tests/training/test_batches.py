"""Nobody's answer follows from the batches, whatever is subtracted: batches, days, places, statistics."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given, settings, target
from hypothesis import strategies as st

from training.batches import Cell, First, Others, Pair, beside, is_safe, next_batch

LONG_AGO, DAY = date(2026, 1, 5), timedelta(days=1)
LEAST = 5


def firsts(missed: int, right: int, on: date = LONG_AGO) -> list[First]:
    """First tries of one day."""
    return [First(on, True)] * missed + [First(on, False)] * right


def pairs(
    tries: list[First], missed_later: int, on: date = LONG_AGO, cell: str = "a"
) -> list[Pair]:
    """What the same people answered later; the last of them missed it."""
    right = len(tries) - missed_later
    return [Pair(cell, one, on, number >= right) for number, one in enumerate(tries)]


@pytest.mark.parametrize(
    ("missed", "right", "later", "others_missed", "others_right", "may"),
    [
        (5, 5, 5, 5, 5, True),
        (4, 6, 5, 5, 5, False),
        (6, 4, 5, 5, 5, False),
        (5, 5, 4, 5, 5, False),
        (5, 5, 6, 5, 5, False),
        (5, 5, 5, 4, 5, False),
        (5, 5, 5, 5, 4, False),
        (9, 9, 0, 9, 9, False),
    ],
)
def test_five_missed_it_and_five_did_not_both_times_and_among_those_left(
    missed: int, right: int, later: int, others_missed: int, others_right: int, may: bool
) -> None:
    batch = pairs(firsts(missed, right), later)
    assert is_safe(batch, {"a": firsts(others_missed, others_right)}) is may


def test_those_left_are_of_the_same_cells_and_erased_no_sooner() -> None:
    batch = pairs(firsts(5, 5), 5)
    assert not is_safe(batch, {"b": firsts(9, 9)})
    assert not is_safe(batch, {"a": firsts(9, 9, LONG_AGO - DAY)})
    assert is_safe(batch, {"a": firsts(9, 9, LONG_AGO + DAY)})
    two_cells = [*batch, *pairs(firsts(1, 0), 0, cell="b")]
    assert len(beside(two_cells, {"a": firsts(3, 3), "b": firsts(2, 2), "c": firsts(9, 9)})) == 10


def test_it_is_tried_with_ten_further_people_only() -> None:
    others: Others = {"a": firsts(9, 9)}
    first = pairs(firsts(6, 4), 4)  # four missed it later: not yet
    second = pairs(firsts(0, 9), 9, on=LONG_AGO + DAY)
    third = pairs(firsts(0, 1), 1, on=LONG_AGO + 2 * DAY)
    assert next_batch([*first, *second], others) is None
    found = next_batch([*first, *second, *third], others)
    assert found is not None
    assert (len(found), found[-1].day) == (20, LONG_AGO + 2 * DAY)


@dataclass(frozen=True)
class Person:
    """Somebody's pass, and their follow-up if they had one."""

    cell: str
    first: First
    followed_on: date | None
    is_missed_later: bool

    def pair(self) -> Pair:
        assert self.followed_on is not None
        return Pair(self.cell, self.first, self.followed_on, self.is_missed_later)


def everybody(lots: random.Random, how_many: int) -> list[Person]:
    """People in three places, of whom none, many or all are followed up, from some day on."""
    skill = lots.choice([0.2, 0.4, 0.6])
    kept = [lots.choice([0, 0.3, 0.6, 0.9, 1]) for _place in range(3)]
    since = lots.randrange(4)
    return [
        Person(
            cell="abc"[place],
            first=First(LONG_AGO + passed * DAY, lots.random() < skill),
            followed_on=LONG_AGO + lots.randrange(150, 160) * DAY
            if passed >= since and lots.random() < kept[place]
            else None,
            is_missed_later=lots.random() < 0.3,
        )
        for place, passed in (
            (lots.choice([0, 0, 1, 2]), lots.randrange(4)) for _one in range(how_many)
        )
    ]


def released(people: list[Person]) -> list[list[Pair]]:
    """The batches, night after night, as they would have been counted."""
    batches: list[list[Pair]] = []
    for night in range(150, 161):
        today = LONG_AGO + night * DAY
        since = batches[-1][-1].day if batches else date.min
        followed = [one for one in people if one.followed_on and one.followed_on <= today]
        others: defaultdict[Cell, list[First]] = defaultdict(list)
        for one in people:
            if one not in followed:
                others[one.cell].append(one.first)
        new = [one.pair() for one in followed if one.followed_on and one.followed_on > since]
        if batch := next_batch(new, others):
            batches.append(batch)
    return batches


def some(batches: list[list[Pair]]) -> Iterable[tuple[list[Pair], ...]]:
    sizes = range(1, len(batches) + 1)
    return chain.from_iterable(combinations(batches, size) for size in sizes)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**9), how_many=st.integers(30, 150))
def test_nothing_small_follows_by_subtracting_batches_from_the_statistics(
    seed: int, how_many: int
) -> None:
    """The most that first-try statistics could ever tell: of each cell how many missed it and how many
    did not, of everybody and of those whose answers are not erased yet.
    """
    people = everybody(random.Random(seed), how_many)  # noqa: S311 - no secret
    batches = released(people)
    target(float(len(batches)))
    for chosen in some(batches):
        counted = [pair for batch in chosen for pair in batch]
        for missed in (True, False):
            assert sum(pair.first.is_missed is missed for pair in counted) >= LEAST
            assert sum(pair.is_missed_later is missed for pair in counted) >= LEAST
            in_batches = sum(pair.first.is_missed is missed for pair in counted)
            cells = {pair.cell for pair in counted}
            for since in (date.min, min(pair.first.passed_on for pair in counted)):
                of_cells = sum(
                    one.cell in cells
                    and one.first.passed_on >= since
                    and one.first.is_missed is missed
                    for one in people
                )
                assert of_cells - in_batches >= LEAST


def test_batches_do_come_together() -> None:
    counts = [len(released(everybody(random.Random(seed), 300))) for seed in range(9)]  # noqa: S311 - no secret
    assert max(counts) >= 2
