"""A person's rounds as they happened: who or which rule asked, deadlines, lessons, how each ended."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lib.days import day_of
from people.models import DepartmentRecord, Employee
from people.tree import Node, Tree
from policy.models import Guideline
from reports.events import Event, happened
from training import rule_words
from training.models import (
    Assignment,
    CloseReason,
    Completion,
    DueDate,
    DueReason,
    Exclusion,
    LessonDone,
    Requirement,
    RoundReason,
    Rule,
)

OPENED = {
    RoundReason.ASSIGNED: gettext_lazy("Was assigned the training"),
    RoundReason.RULE: gettext_lazy("Was assigned the training by a rule"),
    RoundReason.EDITION: gettext_lazy("Was asked again, because of a new version"),
    RoundReason.AGAIN: gettext_lazy("Was asked again by a rule, because it was time"),
}


def of_rounds(rounds: Sequence[Assignment]) -> list[Event]:
    """What became of each round, its deadlines and its lessons (four queries)."""
    return [*_opened_and_closed(rounds), *_due(rounds), *_learned(rounds), *_completed(rounds)]


def of_rules(employee: Employee, guideline: Guideline, rounds: Sequence[Assignment]) -> list[Event]:
    """What else asked for a round or no longer did, and what the person was excluded from (three
    queries).
    """
    required = list(_requirements(rounds))
    exclusions = list(
        Exclusion.objects.filter(employee=employee, rule__guideline=guideline).select_related(
            "rule"
        )
    )
    rules = {one.rule for one in required if one.rule is not None}
    words = _words(rules | {one.rule for one in exclusions})
    return [*_required(required, words), *_excluded(exclusions, words)]


def _opened_and_closed(rounds: Sequence[Assignment]) -> Iterator[Event]:
    for one in rounds:
        number = {"number": one.round}
        text = _("round %(number)d") % number
        by = one.assigned_by.directory_id if one.assigned_by else ""
        if one.rule is not None:
            by = one.rule.recorded_by
        yield happened(one.assigned_at, str(OPENED[RoundReason(one.reason)]), text, by)
        if one.closed_at is not None:
            why = str(CloseReason(one.closed_because).label)
            yield happened(one.closed_at, _("Round %(number)d ended") % number, why)


def _requirements(rounds: Sequence[Assignment]) -> Iterator[Requirement]:
    rows = Requirement.objects.filter(assignment__in=[one.pk for one in rounds])
    yield from rows.select_related("rule", "assignment").order_by("pk")


def _words(rules: set[Rule]) -> dict[int, str]:
    """Each rule in words, its department by the name it had when the rule was made (one query)."""
    records = list(
        DepartmentRecord.objects.filter(department__in={rule.department_id for rule in rules})
    )
    words: dict[int, str] = {}
    for rule in rules:
        names = [
            Node(row.department_id, row.name, None)
            for row in sorted(records, key=lambda row: row.from_on)
            if row.from_on <= rule.from_on
        ]
        words[rule.pk] = rule_words.whom(rule, Tree.of(names))
    return words


def _required(rows: Sequence[Requirement], words: dict[int, str]) -> Iterator[Event]:
    for one in rows:
        if one.rule is None:
            if one.recorded_at > one.assignment.assigned_at:
                yield happened(
                    one.recorded_at, _("Was assigned it once more"), _by(one), one.recorded_by
                )
            continue
        detail = f"{words[one.rule.pk]}: {_by(one)}"
        yield happened(one.recorded_at, _("A rule asked for it"), detail, one.rule.recorded_by)
        if one.to_recorded_at is not None:
            by = one.rule.ended_by
            text = _("The rule no longer asked for it")
            yield happened(one.to_recorded_at, text, words[one.rule.pk], by)


def _by(one: Requirement) -> str:
    return _("by %(day)s") % {"day": date_format(one.due_on, "DATE_FORMAT")}


def _excluded(rows: Sequence[Exclusion], words: dict[int, str]) -> Iterator[Event]:
    for one in rows:
        detail = f"{words[one.rule_id]}: {one.reason}"
        yield happened(one.recorded_at, _("Excluded from a rule"), detail, one.recorded_by)
        if one.to_recorded_at is not None:
            text = _("No longer excluded from the rule")
            yield happened(one.to_recorded_at, text, words[one.rule_id], one.ended_by)


def _due(rounds: Sequence[Assignment]) -> Iterator[Event]:
    """The deadlines as they were set, and what each rests on; the first comes with the round."""
    for one in DueDate.objects.filter(assignment__in=[one.pk for one in rounds]):
        text = _("Deadline %(day)s") % {"day": date_format(one.due_on, "DATE_FORMAT")}
        why = "" if one.reason == DueReason.ASSIGNED else str(DueReason(one.reason).label)
        detail = ": ".join(part for part in (why, one.note) if part)
        yield happened(one.recorded_at, text, detail, one.recorded_by)


def _learned(rounds: Sequence[Assignment]) -> Iterator[Event]:
    """How many lessons were done on each day; nothing of any answer."""
    done = LessonDone.objects.filter(assignment__in=[one.pk for one in rounds])
    counts = Counter(day_of(at) for at in done.values_list("done_at", flat=True))
    for day, count in counts.items():
        text = ngettext("Did %(count)d lesson", "Did %(count)d lessons", count)
        yield Event(day, text % {"count": count})


def _completed(rounds: Sequence[Assignment]) -> Iterator[Event]:
    for one in Completion.objects.filter(assignment__in=[one.pk for one in rounds]):
        yield happened(one.completed_at, _("Completed the training"))
