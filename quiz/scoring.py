"""Marks: what a first answer is worth, from 0 to 1. Pure; the statistics stand on them."""

from fractions import Fraction

from quiz.models import Kind, Verdict

MARKS = {
    Verdict.GOOD: Fraction(1),
    Verdict.DEFENSIBLE: Fraction(1, 2),
    Verdict.RISKY: Fraction(0),
}
# A dilemma has no right answer, and an audience is for seeing how far a post reaches.
MARKED = {Kind.SITUATION, Kind.FIND}


def mark_of_choice(verdict: str) -> Fraction:
    """The mark of an option by its verdict: good 1, defensible ½, risky 0."""
    return MARKS[Verdict(verdict)]


def mark_of_find(*, right: int, wrong: int, of: int) -> Fraction:
    """The mark of a find: right ticks minus wrong ones, never below 0, over the `of` right ones."""
    if not 0 <= right <= of or of == 0 or wrong < 0:
        raise ValueError(f"{right} right and {wrong} wrong ticks of {of}")
    return Fraction(max(0, right - wrong), of)
