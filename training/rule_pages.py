"""HR's pages on rules: which there are, whom each one asks and how far they have come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q

from lib.texts import Text, shown
from people.models import Employee
from people.names import names_of
from people.tree import Tree
from policy.models import Guideline, Revision
from training import rule_words
from training.audiences import audience_of
from training.models import Exclusion, Rule
from training.states import DONE, TONES, State, with_state

PER_PAGE = 50


@dataclass(frozen=True)
class RuleLine:
    """A rule in the list of rules."""

    id: int
    whom: str
    by_when: str
    again: str
    from_on: date
    to_on: date | None
    by: str
    open_rounds: int


@dataclass(frozen=True)
class RulesPage:
    """The rules that hold or are to, and those that are over, the newest first."""

    holding: list[RuleLine]
    over: list[RuleLine]


def rules_page(day: date) -> RulesPage:
    """All rules (three queries)."""
    rows = list(
        Rule.objects.annotate(
            open_rounds=Count(
                "requirements",
                filter=Q(
                    requirements__to_on=None,
                    requirements__assignment__closed_at=None,
                    requirements__assignment__completion=None,
                ),
            )
        ).order_by("-from_on", "-pk")
    )
    tree, names = Tree.on(day), names_of(rule.recorded_by for rule in rows)
    lines = [(_is_over(rule, day), _line(rule, tree, names)) for rule in rows]
    return RulesPage(
        holding=[line for is_over, line in lines if not is_over],
        over=[line for is_over, line in lines if is_over],
    )


def _is_over(rule: Rule, day: date) -> bool:
    return rule.to_on is not None and rule.to_on <= day


def _line(rule: Rule, tree: Tree, names: dict[str, str]) -> RuleLine:
    return RuleLine(
        id=rule.pk,
        whom=rule_words.whom(rule, tree),
        by_when=rule_words.by_when(rule),
        again=rule_words.again(rule),
        from_on=rule.from_on,
        to_on=rule.to_on,
        by=names.get(rule.recorded_by, ""),
        open_rounds=vars(rule).get("open_rounds", 0),
    )


@dataclass(frozen=True)
class Hit:
    """Somebody whom a rule asks."""

    id: int
    name: str
    department: str
    state: State
    tone: str


@dataclass(frozen=True)
class Audience:
    """Whom a rule asks on a day: how many, how many of them are done, at it, or get it now; by name."""

    total: int
    done: int
    have: int
    new: int
    hits: list[Hit]
    page: "Page[Any]"


def audience(
    rule: Rule, *, tree: Tree, day: date, number: str | int = 1, words: str = ""
) -> Audience:
    """Whom the rule, which need not be saved yet, asks on `day` (four queries). `words` narrows the
    names, not the figures.
    """
    people = with_state(audience_of(rule, tree, day), rule.guideline, day)
    found = list(people.values_list(F("state"), F("assignment_id")))
    done = sum(State(state) in DONE for state, _round in found)
    rounds = Counter(key is not None for _state, key in found)
    listed = people.matching(words).order_by("sort_name", "pk")
    page = Paginator(listed, PER_PAGE).get_page(number)
    return Audience(
        total=len(found),
        done=done,
        have=rounds[True] - done,
        new=rounds[False],
        hits=[_hit(one, tree) for one in page],
        page=page,
    )


def _hit(employee: Employee, tree: Tree) -> Hit:
    state = State(vars(employee)["state"])
    return Hit(
        employee.pk,
        employee.name,
        tree.name(employee.department_id),
        state,
        TONES.get(state, "neutral"),
    )


@dataclass(frozen=True)
class Excluded:
    """Somebody whom a rule does not ask, and why."""

    id: int
    name: str
    reason: str
    by: str
    from_on: date


@dataclass(frozen=True)
class RulePage:
    """One rule: what it says, whom it asks, whom not."""

    line: RuleLine
    title: Text
    is_over: bool
    ended_by: str
    audience: Audience
    excluded: list[Excluded]


def rule_page(rule: Rule, *, day: date, number: str, words: str) -> RulePage:
    """The page of one rule (nine queries)."""
    tree = Tree.on(day)
    exclusions = Exclusion.objects.open().filter(rule=rule).select_related("employee")
    rows = list(exclusions.order_by("employee__sort_name", "pk"))
    names = names_of([rule.recorded_by, rule.ended_by, *(row.recorded_by for row in rows)])
    return RulePage(
        line=_line(rule, tree, names),
        title=title_of(rule.guideline),
        is_over=_is_over(rule, day),
        ended_by=names.get(rule.ended_by, ""),
        audience=audience(rule, tree=tree, day=day, number=number, words=words),
        excluded=[
            Excluded(
                row.pk, row.employee.name, row.reason, names.get(row.recorded_by, ""), row.from_on
            )
            for row in rows
        ],
    )


def title_of(guideline: Guideline) -> Text:
    """What the guideline's newest edition is called (one query)."""
    revision = Revision.objects.current(guideline)
    return shown(revision.edition, "title") if revision else Text(guideline.slug, "da")
