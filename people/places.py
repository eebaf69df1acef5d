"""In which departments a person counted on a day, for many people and days at once."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from people.models import DepartmentRecord, Placement

Span = tuple[date, date | None]


def _holds(span: Span, day: date) -> bool:
    first, end = span
    return first <= day and (end is None or day < end)


@dataclass(frozen=True)
class Places:
    """Everybody's primary placements and all departments' parents, as reports count them (`Dated`)."""

    placements: dict[int, list[tuple[Span, int]]]
    parents: list[tuple[Span, int, int | None]]
    changes: list[date]
    _trees: dict[int, dict[int, int | None]] = field(default_factory=dict)

    @classmethod
    def read(cls, employees: Iterable[int]) -> "Places":
        """The places of these people (keys, or a query for them): two queries."""
        placements: dict[int, list[tuple[Span, int]]] = {}
        for row in Placement.objects.filter(is_primary=True, employee__in=employees):
            placements.setdefault(row.employee_id, []).append((row.counted, row.department_id))
        records = DepartmentRecord.objects.all()
        parents = [(row.counted, row.department_id, row.parent_id) for row in records]
        changes = {day for span, _department, _parent in parents for day in span if day is not None}
        return cls(placements, parents, sorted(changes))

    def of(self, employee: int, day: date) -> frozenset[int]:
        """The person's department on `day` and all above it; none where they had none."""
        found: set[int] = set()
        parents = self._on(day)
        current = self._department(employee, day)
        while current is not None and current not in found:
            found.add(current)
            parent = parents.get(current)
            current = parent if parent in parents else None
        return frozenset(found)

    def _department(self, employee: int, day: date) -> int | None:
        held = (one for span, one in self.placements.get(employee, []) if _holds(span, day))
        return next(held, None)

    def _on(self, day: date) -> dict[int, int | None]:
        """Each department's parent; one tree serves all days between two changes."""
        stretch = bisect_right(self.changes, day)
        if stretch not in self._trees:
            rows = ((one, parent) for span, one, parent in self.parents if _holds(span, day))
            self._trees[stretch] = dict(rows)
        return self._trees[stretch]
