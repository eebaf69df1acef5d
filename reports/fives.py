"""The figures of those who read no names: the whole organisation in fives, so that nobody can be told.

Everybody stands in one group (acknowledged, or what state they are in); of each group the largest
multiple of five in it is shown, of all groups together how many people that leaves. Nothing else is:
no department and no version, since what is shown of a part narrows down the rest.

So no group, no sum of groups, and no change of either between two days is known to be of one to four
people. With k groups and R people left, the part of a sum of t groups that is not shown lies between
max(0, R - 4(k - t)) and min(R, 4t). Where R is 3 at most, that begins at 0 and ends at R; a change
between two days is then a multiple of five, give or take the two Rs. Where R is from 4 to 4(k - 1), it
can be five numbers or more. Where R is larger every group has somebody left, and nothing is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from policy.models import Guideline
from reports.about import About
from reports.status import Figures, status_of
from training.states import DONE, State

FIVE = 5
# With fewer employees, that nothing is shown would tell of every group that somebody is in it.
FEWEST = 100
ACKNOWLEDGED = "acknowledged"
GROUPS = {
    ACKNOWLEDGED: _("Acknowledged"),
    **{state.value: state.label for state in State if state not in DONE},
}


def in_fives(count: int) -> int:
    """The largest multiple of five in it."""
    return count - count % FIVE


@dataclass(frozen=True)
class Fives:
    """How many of the headcount are shown in each group, all of them multiples of five."""

    headcount: int
    groups: dict[str, int]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Fives":
        """What may be shown of groups that everybody stands in one of."""
        headcount = sum(counts.values())
        groups = {name: in_fives(count) for name, count in counts.items()}
        most_left = (FIVE - 1) * (len(groups) - 1)
        if headcount < FEWEST or headcount - sum(groups.values()) > most_left:
            groups = dict.fromkeys(groups, 0)
        return cls(headcount, groups)

    @property
    def left(self) -> int:
        """How many people are shown in no group."""
        return self.headcount - sum(self.groups.values())

    @property
    def is_shown(self) -> bool:
        """Whether anything is shown of the groups."""
        return any(self.groups.values())

    @property
    def done(self) -> int:
        """How many are shown to have acknowledged."""
        return self.groups[ACKNOWLEDGED]

    @property
    def percent(self) -> int | None:
        """Their share of everybody, rounded down."""
        return self.done * 100 // self.headcount if self.headcount else None

    def rows(self) -> list[tuple[str, int]]:
        """Each group in words with what is shown of it."""
        return [(str(words), self.groups[name]) for name, words in GROUPS.items()]


@dataclass(frozen=True)
class Overview:
    """The organisation on a day, as whoever reads no names sees it."""

    about: About
    fives: Fives

    @property
    def headcount(self) -> int:
        """Everybody employed on the day."""
        return self.fives.headcount


def fives_of(figures: Figures) -> Fives:
    """What may be shown of the nine states."""
    others = {state.value: count for state, count in figures.rows() if state not in DONE}
    return Fives.of({ACKNOWLEDGED: figures.done, **others})


def overview_of(guideline: Guideline, day: date) -> Overview:
    """The organisation as of `day`, in the queries of `status_of`."""
    found = status_of(guideline, day)
    return Overview(found.about, fives_of(found.whole))
