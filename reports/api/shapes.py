"""What the API answers, as dataclasses: the answers and their schemas come from these alone.

The words are the glossary's. A field's description stands beside its type.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated


@dataclass(frozen=True)
class Checkpoint:
    """The evidence log as it was signed last by the end of the day."""

    size: Annotated[int, "How many entries the log had."]
    root: Annotated[str, "The root of the log's tree, in Base64."]


@dataclass(frozen=True)
class About:
    """What an answer is about."""

    guideline: Annotated[str, "The guideline's short name."]
    title: Annotated[str, "The guideline's title, in Danish."]
    edition: Annotated[str | None, "The edition in force on the day, like 1.0."]
    day: Annotated[date, "The day: what had been recorded by its end."]
    headcount: Annotated[int, "Everybody employed on the day, counted once."]
    checkpoint: Annotated[Checkpoint | None, "The last checkpoint of the evidence log."]


@dataclass(frozen=True)
class Figures:
    """How many people are in each state. The states sum to the headcount."""

    headcount: Annotated[int, "Everybody employed on the day."]
    obliged: Annotated[int, "Those who have been assigned the module."]
    done: Annotated[int, "Those who have acknowledged."]
    percent: Annotated[int | None, "The share of the obliged who have acknowledged, rounded down."]
    states: Annotated[dict[str, int], "The nine states with their counts."]


@dataclass(frozen=True)
class Overview:
    """The whole organisation in fives: what a few people have done can't be worked out from it."""

    about: Annotated[About, "What it is about."]
    percent: Annotated[int | None, "The share of everybody that at least has acknowledged."]
    groups: Annotated[dict[str, int], "Of each group the whole fives; all 0 where too few."]
    left: Annotated[int, "How many are shown in no group. With the groups, the headcount."]


@dataclass(frozen=True)
class Unit:
    """A department with all below it."""

    id: Annotated[int, "The department's key, to ask for with `unit`."]
    name: Annotated[str, "What it was called on the day."]
    depth: Annotated[int, "0 for the topmost of the answer, 1 for those directly below, and so on."]
    figures: Annotated[Figures, "Its figures, those below it included."]


@dataclass(frozen=True)
class Status:
    """The figures of a day, whole and by department, the lowest share first."""

    about: Annotated[About, "What it is about."]
    figures: Annotated[Figures, "The figures of all that was asked for."]
    left: Annotated[int | None, "Who left before completing; of the whole organisation alone."]
    units: Annotated[list[Unit], "The departments, each before those below it."]


@dataclass(frozen=True)
class Point:
    """One day's figures."""

    day: Annotated[date, "The day."]
    headcount: Annotated[int, "Everybody employed on it."]
    obliged: Annotated[int, "Those who had been assigned the module."]
    done: Annotated[int, "Those who had acknowledged."]
    percent: Annotated[int | None, "The share of the obliged who had acknowledged, rounded down."]
    due: Annotated[int, "Deadlines on that day or in the six before."]


@dataclass(frozen=True)
class Progress:
    """The same week by week, the oldest first."""

    about: Annotated[About, "What it is about."]
    points: Annotated[list[Point], "A point a week, the last on the day."]


@dataclass(frozen=True)
class Edition:
    """A published edition and how many have acknowledged it."""

    number: Annotated[str, "Its number, like 1.0."]
    published_on: Annotated[date, "From when it is in force."]
    ever: Annotated[int, "How many of the headcount ever acknowledged it."]
    newest: Annotated[int, "For how many it is the newest they have acknowledged."]


@dataclass(frozen=True)
class Editions:
    """All editions by the day, the newest first."""

    about: Annotated[About, "What it is about."]
    none: Annotated[int, "How many have acknowledged none."]
    editions: Annotated[list[Edition], "The editions."]


@dataclass(frozen=True)
class Campaign:
    """Everybody who was assigned the module on one day, also those who have left since."""

    assigned_on: Annotated[date, "That day."]
    edition: Annotated[str | None, "The edition in force then."]
    asked: Annotated[int, "How many were assigned."]
    done: Annotated[int, "How many have acknowledged."]
    in_time: Annotated[int, "How many did by their deadline."]
    percent: Annotated[int, "The share that has acknowledged, rounded down."]
    last_due_on: Annotated[date | None, "The latest deadline."]
    last_done_on: Annotated[date | None, "When somebody acknowledged last."]


@dataclass(frozen=True)
class Campaigns:
    """The rounds by the day they were assigned, the newest first."""

    about: Annotated[About, "What it is about."]
    campaigns: Annotated[list[Campaign], "The rounds."]


@dataclass(frozen=True)
class Problem:
    """Why there is no answer (RFC 9457)."""

    type: Annotated[str, "Always about:blank: the status says it all."]
    title: Annotated[str, "The status in words."]
    status: Annotated[int, "The HTTP status."]
    detail: Annotated[str, "What to do about it."]
