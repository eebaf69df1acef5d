"""Who manages whom on a day: scope downwards, the nearest manager upwards. Who stands in for a manager
(people.models.Substitute) counts beside them, but never for or above the one they stand in for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from people.models import Employee, Management, Role, Substitute
from people.tree import Tree

ByDepartment = dict[int, list[Employee]]


def managed_departments(
    manager: Employee, tree: Tree, day: date, *, acting: bool = True
) -> set[int]:
    """The departments a person manages on `day` and all below them, those they stand in for included
    unless `acting` is False (one query).
    """
    return tree.below_all(_topmost(manager, day, acting=acting))


def topmost(employee: Employee, day: date) -> list[int] | None:
    """The departments that a person manages, those they stand in for included, without those below;
    None for HR, whose scope is all (one query).
    """
    return None if employee.is_hr else list(_topmost(employee, day))


def _topmost(manager: Employee, day: date, *, acting: bool = True) -> Iterable[int]:
    own = Q(employee=manager)
    if acting:
        instead = Substitute.objects.as_of(day).filter(employee=manager)
        own |= Q(pk__in=instead.values("management"))
    return Management.objects.as_of(day).filter(own).values_list("department_id", flat=True)


def scope(employee: Employee, tree: Tree, day: date, *, acting: bool = True) -> set[int]:
    """The departments whose people a person may see and assign to: HR all, a manager their own."""
    is_hr = getattr(employee, "is_hr", None)  # a request's person comes with it
    if is_hr is None:
        is_hr = employee.role_grants.active().filter(role=Role.HR).exists()
    if is_hr:
        return set(tree.nodes)
    return managed_departments(employee, tree, day, acting=acting)


def stands_in_for(employee: Employee, manager: Employee, day: date) -> bool:
    """Whether the one stands in for the other on `day` (one query)."""
    rows = Substitute.objects.acting(day)
    return rows.filter(employee=employee, management__employee=manager).exists()


def nearest_managers(employee: Employee, department: int, tree: Tree, day: date) -> list[Employee]:
    """The managers of the nearest department upwards that the employee does not manage themselves,
    and who stands in for them. Empty at the top: there HR takes the manager's part. Two queries.
    """
    above = list(tree.above(department))
    return Managers(tree, *_read(day, Q(department__in=above))).nearest(employee.pk, department)


def _read(day: date, wanted: Q) -> tuple[ByDepartment, ByDepartment]:
    """Who manages the departments, and who stands in there (two queries)."""
    rows = Management.objects.as_of(day).filter(wanted).select_related("employee")
    of: ByDepartment = {}
    place = {}
    for row in rows:
        of.setdefault(row.department_id, []).append(row.employee)
        place[row.pk] = row.department_id
    acting: ByDepartment = {}
    for one in Substitute.objects.as_of(day).select_related("employee"):
        if one.management_id in place:
            acting.setdefault(place[one.management_id], []).append(one.employee)
    return of, acting


@dataclass(frozen=True)
class Managers:
    """Who manages which department on a day, and who stands in, read at once for many people."""

    tree: Tree
    of: ByDepartment
    acting: ByDepartment

    @classmethod
    def on(cls, tree: Tree, day: date) -> "Managers":
        """All who manage or stand in on `day` (two queries)."""
        return cls(tree, *_read(day, Q()))

    def everybody(self) -> dict[int, Employee]:
        """All of them by key."""
        groups = (*self.of.values(), *self.acting.values())
        return {one.pk: one for group in groups for one in group}

    def nearest(self, employee: int, department: int, *, acting: bool = True) -> list[Employee]:
        """As `nearest_managers`, for an employee by key; no query. `acting` False leaves out who
        only stands in.
        """
        return next(self.upwards(employee, department, acting=acting), [])

    def upwards(
        self, employee: int, department: int, *, acting: bool = True
    ) -> Iterator[list[Employee]]:
        """The nearest managers, then those of each department further up; no query."""
        for place in self.tree.above(department):
            found = self.of.get(place, [])
            # Of two who share a department neither is the other's manager: look further up.
            if found and employee not in {manager.pk for manager in found}:
                instead = self.acting.get(place, []) if acting else []
                both = {one.pk: one for one in (*found, *instead) if one.pk != employee}
                yield sorted(both.values(), key=lambda manager: manager.sort_name)

    def below(self, manager: int) -> set[int]:
        """The departments a person manages or stands in for and all below them; no query."""
        return self.tree.below_all(_places_of(manager, self.of) | _places_of(manager, self.acting))


def _places_of(manager: int, groups: ByDepartment) -> set[int]:
    return {place for place, group in groups.items() if manager in {one.pk for one in group}}
