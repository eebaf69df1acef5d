"""What is wrong with a module: the file, the place in it, and the reason."""

from dataclasses import dataclass

from django.utils.translation import gettext


class Reason(str):
    """A reason in English, as commands print it, that can be said in the reader's language too."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> "Reason":
        """The sentence `template`, marked with `gettext_noop`, with its values filled in.

        A value of a `TextChoices` is its value in English and its label in the reader's language.
        """
        reason = super().__new__(cls, template % values)
        reason.template, reason.values = template, values
        return reason


def in_reader_language(reason: str) -> str:
    """The reason in the language that is active; a plain text is its own message id."""
    if not isinstance(reason, Reason):
        return gettext(reason)
    values = {name: getattr(value, "label", value) for name, value in reason.values.items()}
    return gettext(reason.template) % values


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
