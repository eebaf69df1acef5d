"""A list's people in its order, of whom most are kept in the database and few are worked out afresh."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

# A person's place in a list: what it is sorted by, the name that decides between equals, the key.
Place = tuple[Any, str, int]


@dataclass(frozen=True)
class Merged:
    """The keys of both together: as much of a list as a paginator asks for.

    `kept` is in the order of the list, and `counted` has as many rows; `fresh` are few and get their
    order here. Names sort here as in the database, since they are sorted by `sort_name` (lib/danish.py).
    """

    kept: "QuerySet[Any, Place]"
    counted: "QuerySet[Any, Any]"
    fresh: list[Place]
    is_descending: bool
    is_by_name: bool

    def count(self) -> int:
        """How many there are (one query)."""
        return self.counted.count() + len(self.fresh)

    __len__ = count

    def __getitem__(self, part: slice) -> list[int]:
        """The keys from a place in the list to another (one query).

        Before the first of them stand at most all of the fresh: so many of the kept are read more.
        """
        first = max(part.start - len(self.fresh), 0)
        kept = list(self.kept[first : part.stop])
        places = self._sorted([*kept, *self.fresh])
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
