"""Who manages whom on a day: scope downwards, the nearest manager upwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from people.models import Employee, Management, Role
from people.tree import Tree


def managed_departments(manager: Employee, tree: Tree, day: date) -> set[int]:
    """The departments a person manages on `day` and all below them (one query)."""
    own = Management.objects.as_of(day).filter(employee=manager)
    return tree.below_all(own.values_list("department_id", flat=True))


def topmost(employee: Employee, day: date) -> list[int] | None:
    """The departments that a person manages themselves; None for HR, whose scope is all (one query)."""
    if employee.is_hr:
        return None
    own = Management.objects.as_of(day).filter(employee=employee)
    return list(own.values_list("department_id", flat=True))


def scope(employee: Employee, tree: Tree, day: date) -> set[int]:
    """The departments whose people a person may see and assign to: HR all, a manager their own."""
    is_hr = getattr(employee, "is_hr", None)  # a request's person comes with it
    if is_hr is None:
        is_hr = employee.role_grants.active().filter(role=Role.HR).exists()
    if is_hr:
        return set(tree.nodes)
    return managed_departments(employee, tree, day)


def nearest_managers(employee: Employee, department: int, tree: Tree, day: date) -> list[Employee]:
    """The managers of the nearest department upwards that the employee does not manage themselves.

    Empty at the top: there HR takes the manager's part. One query.
    """
    rows = (
        Management.objects.as_of(day)
        .filter(department__in=list(tree.above(department)))
        .select_related("employee")
    )
    managers: dict[int, list[Employee]] = {}
    for row in rows:
        managers.setdefault(row.department_id, []).append(row.employee)
    return _nearest(employee.pk, tree.above(department), managers)


def _nearest(
    employee: int, upwards: Iterable[int], managers: dict[int, list[Employee]]
) -> list[Employee]:
    for department in upwards:
        found = managers.get(department, [])
        # Of two who share a department neither is the other's manager: look further up.
        if found and employee not in {manager.pk for manager in found}:
            return sorted(found, key=lambda manager: manager.sort_name)
    return []


@dataclass(frozen=True)
class Managers:
    """Who manages which department on a day, read at once to be asked about many people."""

    tree: Tree
    of: dict[int, list[Employee]]

    @classmethod
    def on(cls, tree: Tree, day: date) -> "Managers":
        """All who manage on `day` (one query)."""
        of: dict[int, list[Employee]] = {}
        for row in Management.objects.as_of(day).select_related("employee"):
            of.setdefault(row.department_id, []).append(row.employee)
        return cls(tree, of)

    def nearest(self, employee: int, department: int) -> list[Employee]:
        """As `nearest_managers`, for an employee by key; no query."""
        return _nearest(employee, self.tree.above(department), self.of)

    def below(self, manager: int) -> set[int]:
        """The departments a person manages and all below them; no query."""
        own = [place for place, found in self.of.items() if manager in {one.pk for one in found}]
        return self.tree.below_all(own)
