"""What people find hard: a set's situations, the hardest first, or its clauses.

Everything comes from snapshots (`quiz/disclosure.py`): there is no day to choose and no name.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from lib.texts import Text, shown
from people.tree import Tree
from policy.models import Guideline, Revision
from policy.pages import ClauseText, clause_texts
from quiz.models import Correlation, Situation, Snapshot, Tally, Task, Work
from quiz.passes import situations_of
from reports.hard_items import Item, Rows, item_of
from reports.shares import Range
from training.clause_changes import Change, changes_of


@dataclass(frozen=True)
class SetChoice:
    """A set that has been counted: a revision for a kind of work."""

    revision: Revision
    work: str

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.revision.pk}-{self.work}"

    @property
    def version(self) -> str:
        """The version and revision in words: "1.0, course no. 2"."""
        said = {"edition": self.revision.edition.number, "number": self.revision.number}
        return _("%(edition)s, course no. %(number)s") % said

    @property
    def work_label(self) -> str:
        """The kind of work in words; "" where there is but one set."""
        return str(Work(self.work).label) if self.work else ""


@dataclass(frozen=True)
class HardClause:
    """A clause and the situations that exercise it: the mean of what is known of them.

    `change` is from first try to follow-up of the same people, whatever their work, in the whole
    organisation; None where nothing may be shown, and for one unit.
    """

    clause: ClauseText
    items: list[Item]
    facility: Range | None
    in_doubt: int | None
    change: Change | None
    task: Task | None

    @property
    def subject(self) -> dict[str, Any]:
        """What a task about it is about."""
        return {"clause": self.clause.id}

    @property
    def sentence(self) -> str:
        """What the figures come to."""
        if self.facility is None:
            return _("Too few have answered to say anything of this clause.")
        said = {"percent": self.facility.percent, "clause": self.clause.id}
        return _("On average %(percent)d %% is right in the situations about %(clause)s.") % said


@dataclass(frozen=True)
class Difficulty:
    """One set, for the whole organisation or one unit of it."""

    guideline: Guideline
    title: Text
    chosen: SetChoice
    snapshot: Snapshot
    unit: int | None
    unit_name: str
    items: list[Item]
    clauses: list[HardClause]

    @property
    def has_changes(self) -> bool:
        """Whether a change from first try to follow-up may be shown of any clause."""
        return any(one.change for one in self.clauses)

    @property
    def counted(self) -> list[Item]:
        """The situations of which something may be shown."""
        return [one for one in self.items if one.counted]

    @property
    def not_counted(self) -> list[Item]:
        """The rest."""
        return [one for one in self.items if not one.counted]

    def item(self, slug: str) -> Item | None:
        """The situation of this name."""
        return next((one for one in self.items if one.situation.slug == slug), None)

    def hard_clause(self, clause: str) -> HardClause | None:
        """The clause of this id."""
        return next((one for one in self.clauses if one.clause.id == clause), None)


@dataclass(frozen=True)
class Sets:
    """The sets of a guideline that have been counted, the newest revision and largest set first."""

    choices: list[SetChoice]
    last: dict[str, Snapshot]


def sets_of(guideline: Guideline) -> Sets:
    """The sets with their last snapshot (one query)."""
    last: dict[str, Snapshot] = {}
    choices: dict[str, SetChoice] = {}
    snapshots = Snapshot.objects.of_guideline(guideline).select_related("revision__edition")
    for snapshot in snapshots:
        choice = SetChoice(snapshot.revision, snapshot.work)
        if choice.key not in last:
            last[choice.key], choices[choice.key] = snapshot, choice
    revisions = list(dict.fromkeys(one.revision.pk for one in choices.values()))

    def order(choice: SetChoice) -> tuple[int, int, str]:
        return revisions.index(choice.revision.pk), -last[choice.key].passes, choice.work

    return Sets(sorted(choices.values(), key=order), last)


def units_of(choice: SetChoice, tree: Tree) -> list[tuple[int, str]]:
    """The departments that something was released of, in the tree's order (one query)."""
    rows = Tally.objects.filter(snapshot__revision=choice.revision, snapshot__work=choice.work)
    found = {int(unit) for units in rows.values_list("units", flat=True) for unit in units}
    return [(node.id, node.name) for _depth, node in tree.in_order() if node.id in found]


def difficulty_of(
    guideline: Guideline, choice: SetChoice, snapshot: Snapshot, *, unit: tuple[int, str] | None
) -> Difficulty:
    """The set's situations, the hardest first, in a constant number of queries."""
    situations = situations_of(choice.revision, choice.work)
    rows = _tallies(choice)
    correlations = {one.situation_id: one for one in Correlation.objects.filter(snapshot=snapshot)}
    tasks = list(Task.objects.open().filter(revision=choice.revision))
    by_situation = {one.situation_id: one for one in tasks if one.situation_id}
    key = unit[0] if unit else None
    items = [
        item_of(
            situation,
            rows[situation.pk],
            unit=key,
            correlation=correlations.get(situation.pk),
            task=by_situation.get(situation.pk),
        )
        for situation in situations
    ]
    return Difficulty(
        guideline=guideline,
        title=shown(choice.revision.edition, "title"),
        chosen=choice,
        snapshot=snapshot,
        unit=key,
        unit_name=unit[1] if unit else "",
        items=sorted(items, key=lambda item: item.hardness),
        clauses=_clauses(
            guideline, situations, items, tasks, {} if unit else changes_of(guideline)
        ),
    )


def _tallies(choice: SetChoice) -> dict[int, Rows]:
    """What was released of each situation's tables, the newest first (one query)."""
    found: dict[int, Rows] = defaultdict(dict)
    rows = Tally.objects.filter(snapshot__revision=choice.revision, snapshot__work=choice.work)
    for row in rows.select_related("snapshot").order_by("-snapshot__day"):
        found[row.situation_id].setdefault(row.table, []).append(row)
    return found


def _clauses(
    guideline: Guideline,
    situations: Iterable[Situation],
    items: list[Item],
    tasks: list[Task],
    changes: dict[str, Change],
) -> list[HardClause]:
    """The clauses that the situations exercise, the hardest first."""
    blocks = {block.clause: block for one in situations for block in one.clauses.all()}
    by_clause = {one.clause: one for one in tasks if one.clause}
    found = []
    for clause in clause_texts(guideline.slug, sorted(blocks.values(), key=lambda one: one.order)):
        mine = [item for item in items if clause.id in item.clauses]
        found.append(
            HardClause(
                clause=clause,
                items=mine,
                facility=_mean([item.facility for item in mine if item.facility]),
                in_doubt=_percent([item.in_doubt for item in mine if item.in_doubt is not None]),
                change=changes.get(clause.id),
                task=by_clause.get(clause.id),
            )
        )
    return sorted(found, key=_clause_hardness)


def _clause_hardness(clause: HardClause) -> tuple[bool, Fraction]:
    if clause.facility is None:
        return True, Fraction(0)
    return False, clause.facility.low + clause.facility.high


def _mean(ranges: list[Range]) -> Range | None:
    if not ranges:
        return None
    low = sum((one.low for one in ranges), Fraction(0)) / len(ranges)
    return Range(low, sum((one.high for one in ranges), Fraction(0)) / len(ranges))


def _percent(shares: list[Fraction]) -> int | None:
    return round(100 * sum(shares, Fraction(0)) / len(shares)) if shares else None
