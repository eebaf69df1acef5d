"""A list's people in its order, of whom most are kept in the database and few are worked out afresh."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

# A person's place in a list: what it is sorted by, the name that decides between equals, the key.
Place = tuple[Any, str, int]


@dataclass(frozen=True)
class Kept:
    """The places of those who are kept, in the order of the list; `counted` has as many rows."""

    places: "QuerySet[Any, Place]"
    counted: "QuerySet[Any, Any]"

    def count(self) -> int:
        """How many there are (one query)."""
        return self.counted.count()

    def between(self, first: int, stop: int) -> list[Place]:
        """Those from a place in the list to another (one query)."""
        return list(self.places[first:stop])


@dataclass(frozen=True)
class Grouped(Kept):
    """The same where many share what they are sorted by: only the groups of a page are sorted by name.

    `column` is what they are sorted by, under its name in both queries.
    """

    column: str
    order: Callable[[Any], Any]
    is_descending: bool

    def count(self) -> int:
        """How many there are (one query, once)."""
        return sum(count for _value, count in self._groups)

    def between(self, first: int, stop: int) -> list[Place]:
        """Those from a place in the list to another (one query, and that of the count)."""
        values, before, skipped = [], 0, 0
        for value, count in self._groups:
            if before + count <= first:
                skipped += count
            elif before < stop:
                values.append(value)
            before += count
        among = Q(**{f"{self.column}__in": [value for value in values if value is not None]})
        if None in values:
            among |= Q(**{self.column: None})
        places = self.places.filter(among)
        if len(values) == 1:  # by name alone, whose index gives a page of many without sorting them
            places = places.order_by("sort_name_then", "pk")
        return list(places[first - skipped : stop - skipped])

    @cached_property
    def _groups(self) -> list[tuple[Any, int]]:
        """Each value with how many have it, in the order of the list, none last."""
        rows = self.counted.order_by().values_list(self.column).annotate(count=Count("pk"))
        found = dict(rows)
        values = sorted((one for one in found if one is not None), key=self.order)
        values = values[::-1] if self.is_descending else values
        return [(one, found[one]) for one in (*values, None) if one in found]


@dataclass(frozen=True)
class Merged:
    """The keys of both together: as much of a list as a paginator asks for.

    `fresh` are few and get their order here. Names sort here as in the database, since they are sorted
    by `sort_name` (lib/danish.py).
    """

    kept: Kept
    fresh: list[Place]
    is_descending: bool
    is_by_name: bool

    def count(self) -> int:
        """How many there are (one query)."""
        return self.kept.count() + len(self.fresh)

    def __getitem__(self, part: slice) -> list[int]:
        """The keys from a place in the list to another (as many queries as `Kept.between`).

        Before the first of them stand at most all of the fresh: so many of the kept are read more.
        """
        first = max(part.start - len(self.fresh), 0)
        places = self._sorted([*self.kept.between(first, part.stop), *self.fresh])
        return [key for *_, key in places[part.start - first : part.stop - first]]

    def _sorted(self, places: list[Place]) -> list[Place]:
        """As `reports.employees` sorts in the database: the empty last, in either direction."""
        if self.is_by_name:
            return sorted(places, key=_by_name, reverse=self.is_descending)
        by_name = sorted(places, key=_by_name)
        filled = [place for place in by_name if place[0] is not None]
        filled.sort(key=lambda place: place[0], reverse=self.is_descending)
        return filled + [place for place in by_name if place[0] is None]


def _by_name(place: Place) -> tuple[str, int]:
    return place[1], place[2]
