"""A situation's first tries as tables: each pass once in each, by a value; and as marks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from quiz.models import Kind, Situation, Sureness, Tally, Verdict
from quiz.passes import First
from quiz.scoring import MARKED, mark_of_choice, mark_of_find

YES, NO = "yes", "no"
NOT_IN_DOUBT = "not-in-doubt"  # sure, or without a word about it


@dataclass(frozen=True)
class Table:
    """A table's name, and the values that a pass can have in it."""

    name: str
    values: tuple[str, ...]

    def value_of(self, first: First) -> str:
        """The value of one first try."""
        if self.name == Tally.OPTIONS:
            return first.option
        if self.name == Tally.SURENESS:
            return first.sureness if first.sureness == Sureness.IN_DOUBT else NOT_IN_DOUBT
        return YES if self.name.removeprefix(Tally.TICK) in first.ticked else NO


def tables_of(situation: Situation) -> Iterator[Table]:
    """Its options (of a find, each by itself), and where it is asked how sure one was, that."""
    slugs = [option.slug for option in situation.options.all()]
    if situation.kind == Kind.FIND:
        for slug in slugs:
            yield Table(f"{Tally.TICK}{slug}", (YES, NO))
    else:
        yield Table(Tally.OPTIONS, tuple(slugs))
    if situation.kind != Kind.DILEMMA:
        yield Table(Tally.SURENESS, (Sureness.IN_DOUBT.value, NOT_IN_DOUBT))


def is_marked(situation: Situation) -> bool:
    """Whether its first tries have marks."""
    return situation.kind in MARKED


def marks_of(situation: Situation, firsts: Iterable[First]) -> list[Fraction]:
    """The marks of these first tries at a marked situation."""
    verdicts = {option.slug: option.verdict for option in situation.options.all()}
    if situation.kind != Kind.FIND:
        return [mark_of_choice(verdicts[first.option]) for first in firsts]
    right = {slug for slug, verdict in verdicts.items() if verdict == Verdict.GOOD}
    return [
        mark_of_find(
            right=len(first.ticked & right), wrong=len(first.ticked - right), of=len(right)
        )
        for first in firsts
    ]
