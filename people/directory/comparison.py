"""One comparison on its way: the directory, what is recorded, and the plan that grows from them."""

from collections import defaultdict
from dataclasses import dataclass, field

from people.directory.known import Known
from people.directory.neutral import Directory
from people.directory.plan import Plan
from people.directory.preview import Preview
from people.directory.problems import Problem


@dataclass
class Comparison:
    """What the steps of the planning share. `directory` has directory ids for keys by now."""

    directory: Directory
    known: Known
    plan: Plan
    managing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for person, unit in sorted(self.directory.managers):
            self.managing[person].append(unit)

    @property
    def shown(self) -> Preview:
        """The preview that grows with the plan."""
        return self.plan.preview

    def hold_back(self, key: str, code: str) -> None:
        """Plan nothing for a person, and say why."""
        person = self.directory.people.pop(key)
        self.directory.held.add(key)
        self.shown.problems.append(Problem(self.shown.file, person.line, "", code))

    def unit_name(self, key: str) -> str:
        """What a department is called from today on, else what it was called."""
        if key in self.directory.units:
            return self.directory.units[key].name
        records = self.known.records.get(key, [])
        return records[-1].value[0] if records else ""
