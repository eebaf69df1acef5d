"""Reads the page of what is hard day after day, of everybody and of each department, and tries to work
out from it how a few people answered.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Department, Employee
from quiz.models import Kind, Option, Situation
from quiz.snapshots import take_snapshots
from tests.conftest import soup
from tests.factories.people import Cast
from tests.quiz.passes import options_of, pass_all, people_of, yesterday

SignIn = Callable[[Employee | None], Client]
PAGE = "/rapporter/svaert/"
DAY = timedelta(days=1)
LEAST = 5
EVERYBODY = ""


@dataclass(frozen=True)
class Seen:
    """A cell of the page: so many per cent of so many people, in a department up to a wave."""

    unit: str
    wave: int
    people: int
    percent: int

    @property
    def counts(self) -> list[int]:
        """The counts that are shown as this percentage."""
        return [
            one for one in range(self.people + 1) if round(100 * one / self.people) == self.percent
        ]


def read(client: Client, unit: str, wave: int) -> dict[tuple[str, str], Seen]:
    """Every percentage of the page, by situation and option.

    Not of a find: what was ticked there is counted option by option, each up to a day of its own.
    """
    finds = set(Situation.objects.filter(kind=Kind.FIND).values_list("slug", flat=True))
    page, found = soup(client.get(PAGE, {"afdeling": unit} if unit else {})), {}
    for section in page.select("main section"):
        if section["id"] in finds:
            continue
        people = next(word for word in _said_of(section) if word.isdigit())
        for row in section.select("tbody tr"):
            cell = row.select("td")[1].get_text(strip=True)
            if cell.endswith("%"):
                seen = Seen(unit, wave, int(people), int(cell.removesuffix("%").strip()))
                found[section["id"], row.th.get_text(strip=True)] = seen
    return found


def _said_of(section: Any) -> list[str]:
    """The words of "120 people up to a day", without an interval before it."""
    small = section.select_one("p small").get_text()
    return list(small.rpartition("%,")[2].split())


def is_part(one: Seen, other: Seen) -> bool:
    """Whether whoever stands in `one` stands in `other` as well."""
    return one.wave <= other.wave and other.unit in {one.unit, EVERYBODY}


def small_cells(seen: list[Seen]) -> list[str]:
    """What follows for certain of fewer than five people: by itself, by what is left of all, and by
    taking one figure from another that contains it.
    """
    found = []
    for one in seen:
        if max(one.counts) < LEAST or one.people - min(one.counts) < LEAST:
            found.append(f"{one}")
    for part, whole in permutations(seen, 2):
        if is_part(part, whole) and part.people < whole.people:
            others = max(whole.counts) - min(part.counts)
            rest = whole.people - part.people - (min(whole.counts) - max(part.counts))
            if others < LEAST or rest < LEAST:
                found.append(f"{whole} less {part}")
    return found


def choosing(seed: int) -> Callable[[Situation, int], tuple[list[Option], str]]:
    """Most choose the first option, few the last ones, so that many cells are small."""
    chance = Random(seed)  # noqa: S311 - no secret

    def choose(situation: Situation, number: int) -> tuple[list[Option], str]:
        options = options_of(situation)
        weights = [60, 25, 12, 3, 2, 1][: len(options)]
        sure = "" if situation.kind == Kind.DILEMMA else chance.choice(["in-doubt", "very", "very"])
        return chance.choices(options, weights[: len(options)]), sure

    return choose


@pytest.mark.parametrize("seed", [1, 2])
def test_no_few_follow_from_pages_of_many_days_and_departments(
    seed: int, cast: Cast, client_of: SignIn
) -> None:
    client, choose = client_of(cast.hr), choosing(seed)
    seen: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    waves: list[tuple[Department, int]] = [
        (cast.roads, 36),
        (cast.nursing_home, 44),
        (cast.roads, 6),
        (cast.nursing_home, 1),
        (cast.roads, 31),
    ]
    units = [EVERYBODY, *(str(one.pk) for one in Department.objects.all())]
    for wave, (department, people) in enumerate(waves):
        days = (len(waves) - wave) * DAY
        pass_all(people_of(department, people), choose, on=yesterday() - days)
        take_snapshots(now=timezone.now() - days)
        for unit in units:
            if client.get(PAGE, {"afdeling": unit}).status_code == 200:
                for key, cell in read(client, unit, wave).items():
                    seen[key].append(cell)
    assert not [cell for cells in seen.values() for cell in small_cells(cells)]
    shown = [cell for cells in seen.values() for cell in cells]
    assert {cell.unit for cell in shown} > {EVERYBODY}  # there were differences to be taken
    assert len({cell.people for cell in shown}) > 2


def test_the_attack_finds_what_plain_figures_would_give_away() -> None:
    """36 of 40 today and 36 of 41 tomorrow: the newcomer is known; so are three of 60."""
    assert small_cells([Seen("", 0, 40, 75), Seen("", 1, 41, 73)])
    assert small_cells([Seen("", 0, 60, 5)])
    assert small_cells([Seen("", 0, 60, 50), Seen("7", 0, 56, 50)])
    assert not small_cells([Seen("", 0, 60, 50), Seen("7", 0, 30, 50)])
