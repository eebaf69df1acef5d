"""The people whose states over time can't be counted by spans: looked at one by one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lib.days import day_of
from people.models import Leave, Placement
from policy.models import Acknowledgement, Guideline
from reports.spans import NEVER, exceptional
from training.models import Assignment, Completion, Exemption

Days = tuple[date, date]  # from this day until before that one


@dataclass(frozen=True)
class OnDays:
    """How many were obliged, and how many done, on each of some days."""

    obliged: list[int]
    done: list[int]


@dataclass
class History:
    """One person's facts, as the days of which reports count them; rounds by their number."""

    employed: list[Days] = field(default_factory=list)
    excused: list[Days] = field(default_factory=list)
    rounds: dict[int, list[Days]] = field(default_factory=lambda: defaultdict(list))
    acknowledged: dict[int, list[Days]] = field(default_factory=lambda: defaultdict(list))

    def is_obliged(self, day: date) -> bool:
        """Whether the person is employed and not "not assigned"."""
        return _any(self.employed, day) and (
            _any(self.excused, day) or any(_any(held, day) for held in self.rounds.values())
        )

    def is_done(self, day: date) -> bool:
        """Whether the person is employed and has acknowledged in the round that holds."""
        return _any(self.employed, day) and any(
            _any(held, day) and _any(self.acknowledged[number], day)
            for number, held in self.rounds.items()
        )


def exceptional_on(guideline: Guideline, days: list[date]) -> OnDays:
    """The figures of the exceptional people on each day (six queries)."""
    histories = _histories(guideline).values()
    return OnDays(
        obliged=[sum(one.is_obliged(day) for one in histories) for day in days],
        done=[sum(one.is_done(day) for one in histories) for day in days],
    )


def _any(spans: Iterable[Days], day: date) -> bool:
    return any(first <= day < end for first, end in spans)


def _histories(guideline: Guideline) -> dict[int, History]:
    found: dict[int, History] = defaultdict(History)
    chosen = Placement.objects.filter(exceptional(guideline), is_primary=True)
    people: Any = chosen.values("employee")
    for placement in chosen:
        found[placement.employee_id].employed.append(_counted(placement))
    for leave in Leave.objects.filter(employee__in=people):
        found[leave.employee_id].excused.append(_counted(leave))
    for exemption in Exemption.objects.filter(employee__in=people, guideline=guideline):
        found[exemption.employee_id].excused.append(_counted(exemption))
    for one in Assignment.objects.filter(employee__in=people, guideline=guideline):
        end = day_of(one.closed_at) if one.closed_at else NEVER
        found[one.employee_id].rounds[one.round].append((day_of(one.assigned_at), end))
    texts = Acknowledgement.objects.filter(employee__in=people, edition__guideline=guideline)
    for text in texts.filter(counts=True).select_related("replaced_by"):
        first = day_of(max(text.recorded_at, text.acknowledged_at))
        replaced = getattr(text, "replaced_by", None)
        end = day_of(replaced.recorded_at) if replaced else NEVER
        found[text.employee_id].acknowledged[text.round].append((first, end))
    erased = Completion.objects.filter(assignment__employee__in=people, acknowledgement=None)
    for row in erased.filter(assignment__guideline=guideline).select_related("assignment"):
        mine = found[row.assignment.employee_id].acknowledged[row.assignment.round]
        mine.append((day_of(row.completed_at), NEVER))
    return found


def _counted(fact: Placement | Leave | Exemption) -> Days:
    first, end = fact.counted
    return first, end or NEVER
