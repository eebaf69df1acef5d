"""What is wrong with a module: the file, the place in it, and the reason."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend, as the loader and the checks report it."""

    file: str
    place: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.place, self.reason) if part)


class BrokenModule(Exception):
    """The module can't be loaded; nothing of it was."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
