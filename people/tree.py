"""The tree of departments on a day, read in one query and walked in memory."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lib.danish import sort_key
from people.models import DepartmentRecord


class Node(NamedTuple):
    """A department as it is called and placed on the day."""

    id: int
    name: str
    parent: int | None


@dataclass(frozen=True)
class Tree:
    """All departments of a day. A parent that is gone, or a loop, makes a department a root."""

    nodes: dict[int, Node]
    children: dict[int | None, list[int]] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date) -> "Tree":
        """The tree as of `day` (one query)."""
        rows = DepartmentRecord.objects.as_of(day).values_list("department_id", "name", "parent_id")
        return cls.of(Node(*row) for row in rows)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> "Tree":
        """The tree of these nodes, children in Danish order."""
        found = {node.id: node for node in sorted(nodes, key=lambda node: sort_key(node.name))}
        children: dict[int | None, list[int]] = {}
        for node in found.values():
            parent = node.parent if node.parent in found else None
            children.setdefault(parent, []).append(node.id)
        tree = cls(found, children)
        tree._break_loops()
        return tree

    def _break_loops(self) -> None:
        """Make a root of one department of each loop, which no root leads to."""
        reached = {below for root in self.children.get(None, []) for below in self.below(root)}
        for department in self.nodes:
            if department not in reached:
                self.children[self.nodes[department].parent].remove(department)
                self.children.setdefault(None, []).append(department)
                reached |= set(self.below(department))

    def above(self, department: int) -> Iterator[int]:
        """The department and those above it, nearest first."""
        seen: set[int] = set()
        current: int | None = department
        while current in self.nodes and current not in seen:
            assert current is not None
            seen.add(current)
            yield current
            current = self.nodes[current].parent

    def below(self, department: int) -> Iterator[int]:
        """The department and all below it, each before those under it."""
        stack, seen = [department], {department}
        while stack:
            current = stack.pop()
            yield current
            for child in reversed(self.children.get(current, [])):
                if child not in seen:
                    seen.add(child)
                    stack.append(child)

    def below_all(self, departments: Iterable[int]) -> set[int]:
        """These departments and all below any of them."""
        return {below for department in departments for below in self.below(department)}

    def in_order(self) -> Iterator[tuple[int, Node]]:
        """Every department with its depth (root 0), each before those under it."""
        stack = [(0, root) for root in reversed(self.children.get(None, []))]
        while stack:
            depth, department = stack.pop()
            yield depth, self.nodes[department]
            below = self.children.get(department)
            if below:
                stack += [(depth + 1, child) for child in reversed(below)]

    def near(self, chosen: int | None, most: int) -> list[tuple[int, Node]]:
        """Departments to choose from, as `in_order`: whole levels from the top while they are at most
        so many together, and of those further down the way to the chosen one and what is right below.
        """
        everything = list(self.in_order())
        sizes = Counter(depth for depth, _node in everything)
        levels, listed = 1, sizes[0]
        while sizes[levels] and listed + sizes[levels] <= most:
            listed += sizes[levels]
            levels += 1
        way = set() if chosen is None else {*self.above(chosen), *self.children.get(chosen, [])}
        return [one for one in everything if one[0] < levels or one[1].id in way]

    def name(self, department: int) -> str:
        """What the department is called on the day; its number where it has no name yet."""
        node = self.nodes.get(department)
        return node.name if node else f"#{department}"

    def path(self, department: int) -> str:
        """The names from the top down to the department."""
        return " / ".join(reversed([self.name(above) for above in self.above(department)]))
