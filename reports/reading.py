"""Who may read a report about which department: asked when it is ordered, made, mailed and fetched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from people.managers import Managers
from people.models import Employee
from people.tree import Tree


@dataclass(frozen=True)
class Reader:
    """What one person may read: everything as HR and auditors do, or what a manager has."""

    reads_all: bool
    departments: frozenset[int]

    def may_read(self, department: int | None) -> bool:
        """Whether reports with names about a department (None: the whole organisation) are theirs."""
        return self.reads_all or department in self.departments


NOBODY = Reader(reads_all=False, departments=frozenset())


def readers_of(people: Iterable[int], tree: Tree, day: date) -> dict[int, Reader]:
    """What each of the people (keys) may read on `day` (two queries); who has left, nothing."""
    managers = Managers.on(tree, day)
    wanted = set(people)
    found = Employee.objects.with_roles(day).employed(day).filter(pk__in=wanted)
    readers = {one.pk: Reader(one.reads_names, frozenset(managers.below(one.pk))) for one in found}
    return {one: readers.get(one, NOBODY) for one in wanted}


def may_read_about(employee: Employee, department: int | None, day: date) -> bool:
    """Whether one person may, on `day` (three queries)."""
    return readers_of([employee.pk], Tree.on(day), day)[employee.pk].may_read(department)
