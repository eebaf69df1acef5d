"""What those see who read no names: an attack that tries every organisation and every two days of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, combinations_with_replacement, pairwise, product

import pytest

from reports.fives import Fives, in_fives

Parts = tuple[int, ...]  # how many people stand in each group
Shown = tuple[int, ...]
Sizes = dict[tuple[int, ...], set[int]]  # by the groups added up, which sizes they can have
FEW = range(1, 5)
GROUPS = 3
PEOPLE = range(20, 34)


def in_whole_fives(parts: Parts) -> Shown:
    """What is shown of so many people in each group: the headcount, and the groups."""
    found = Fives.of({str(number): count for number, count in enumerate(parts)})
    return (found.headcount, *found.groups.values())


def always_in_fives(parts: Parts) -> Shown:
    """The same, but nothing is ever withheld."""
    return (sum(parts), *(in_fives(one) for one in parts))


def in_threes(parts: Parts) -> Shown:
    """The same with a smaller unit."""
    return (sum(parts), *(one - one % 3 for one in parts))


def exactly(parts: Parts) -> Shown:
    """Everything there is to know."""
    return (sum(parts), *parts)


def divided(people: int) -> Iterator[Parts]:
    """Every way in which so many people can stand in the groups."""
    for cuts in combinations(range(people + GROUPS - 1), GROUPS - 1):
        ends = (-1, *cuts, people + GROUPS - 1)
        yield tuple(right - left - 1 for left, right in pairwise(ends))


SUMS = [chosen for size in range(1, GROUPS) for chosen in combinations(range(GROUPS), size)]


def possible(show: Callable[[Parts], Shown]) -> dict[Shown, Sizes]:
    """Of everything that can be shown: which sizes each sum of groups can have had."""
    found: dict[Shown, Sizes] = defaultdict(lambda: defaultdict(set))
    for people in PEOPLE:
        for parts in divided(people):
            sizes = found[show(parts)]
            for chosen in SUMS:
                sizes[chosen].add(sum(parts[one] for one in chosen))
    return found


def is_given_away(sizes: Iterable[int]) -> bool:
    """Whether it is certain that they are one to four people, or that so many came or went."""
    known = set(sizes)
    return known <= set(FEW) or {-one for one in known} <= set(FEW)


def of_one_day(seen: dict[Shown, Sizes]) -> list[object]:
    """What is given away of a sum of groups."""
    return [
        (what, chosen)
        for what, sums in seen.items()
        for chosen, sizes in sums.items()
        if is_given_away(sizes)
    ]


def of_two_days(seen: dict[Shown, Sizes]) -> list[object]:
    """What is given away of a change, where the headcount is the same or up to two more."""
    found: list[object] = []
    for (one, before), (other, after) in product(seen.items(), repeat=2):
        if 0 <= other[0] - one[0] <= 2:
            for chosen, sizes in before.items():
                least = min(after[chosen]) - max(sizes)
                most = max(after[chosen]) - min(sizes)
                if is_given_away(range(least, most + 1)):
                    found.append((one, other, chosen))
    return found


@pytest.fixture(autouse=True)
def _from_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    """As far above what three groups can leave as a hundred is with eight."""
    monkeypatch.setattr("reports.fives.FEWEST", PEOPLE[0])


def test_no_group_no_sum_of_groups_and_no_change_is_known_to_be_few() -> None:
    seen = possible(in_whole_fives)
    assert len(seen) > 100
    assert of_one_day(seen) == []
    assert of_two_days(seen) == []


def test_the_attack_finds_what_would_be_given_away_otherwise() -> None:
    assert of_one_day(possible(exactly))
    assert of_one_day(possible(in_threes))
    assert of_one_day(possible(always_in_fives))
    assert of_two_days(possible(always_in_fives))


@pytest.mark.parametrize("chosen", range(1, 8))
def test_with_eight_groups_none_or_five_sizes_stay_possible(chosen: int) -> None:
    """Of what is not shown of so many groups, by every way in which it can be spread over them."""
    sizes, others = range(4 * chosen + 1), range(4 * (8 - chosen) + 1)
    for left in combinations_with_replacement(range(5), 8):
        found = Fives.of({str(number): 10 + count for number, count in enumerate(left)})
        assert found.headcount == 80 + sum(left)
        assert found.is_shown is (sum(left) <= 28)
        rest = [size for size in sizes if found.left - size in others]
        assert 0 in rest or len(rest) >= 5 or not found.is_shown


@pytest.mark.parametrize("people", [0, 1, PEOPLE[0] - 1])
def test_a_small_organisation_shows_its_headcount_alone(people: int) -> None:
    found = Fives.of({"a": people, "b": 0, "c": 0})
    assert (found.headcount, found.left, found.is_shown) == (people, people, False)
