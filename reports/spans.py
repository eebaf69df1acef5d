"""From which day until which reports count people, by the day: facts grouped in the database."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate

from people.models import Leave, Placement
from policy.models import Acknowledgement, Guideline
from training.models import Completion, Exemption

NEVER = date.max
Span = tuple[date, date, int]  # from this day until before that one, so many people


def exceptional(guideline: Guideline) -> Q:
    """Of placements: those of people whose facts may hold beside each other or one after the other.

    They were on leave or exempt, or a round of theirs has more than one acknowledgement, or a
    completion that outlived one.
    """
    rounds = Acknowledgement.objects.filter(edition__guideline=guideline)
    same = rounds.filter(employee=OuterRef("employee"), round=OuterRef("round"))
    several = rounds.filter(Exists(same.exclude(pk=OuterRef("pk"))), employee=OuterRef("employee"))
    erased = Completion.objects.filter(
        assignment__employee=OuterRef("employee"),
        assignment__guideline=guideline,
        acknowledgement=None,
    )
    exempt = Exemption.objects.filter(employee=OuterRef("employee"), guideline=guideline)
    away = Leave.objects.filter(employee=OuterRef("employee"))
    return Q(Exists(several)) | Q(Exists(erased)) | Q(Exists(exempt)) | Q(Exists(away))


def headcount_spans() -> Iterable[Span]:
    """Everybody, while they are employed."""
    return _grouped(Placement.objects.filter(is_primary=True), _first(), _end())


def obliged_spans(guideline: Guideline) -> Iterable[Span]:
    """The ordinary people, while they are employed and have a round."""
    rows = _rounds(guideline)
    return _grouped(rows, Greatest(_first(), F("held_first")), Least(_end(), F("held_end")))


def done_spans(guideline: Guideline) -> Iterable[Span]:
    """The ordinary people, from when their round's acknowledgement counts."""
    acknowledged = Acknowledgement.objects.filter(
        employee=OuterRef("employee"),
        round=OuterRef("employee__assignments__round"),
        edition__guideline=guideline,
    )
    counted = Greatest(TruncDate("acknowledged_at"), TruncDate("recorded_at"))
    rows = _rounds(guideline).annotate(
        done_first=Subquery(acknowledged.values(first=counted)[:1], output_field=DateField())
    )
    first = Greatest(_first(), F("held_first"), F("done_first"))
    return _grouped(rows.filter(Q(done_first__isnull=False)), first, Least(_end(), F("held_end")))


def _rounds(guideline: Guideline) -> Any:
    """Every primary placement of ordinary people with every round they had, then or another time."""
    return (
        Placement.objects.filter(is_primary=True, employee__assignments__guideline=guideline)
        .exclude(exceptional(guideline))
        .annotate(
            held_first=TruncDate("employee__assignments__assigned_at"),
            held_end=Coalesce(TruncDate("employee__assignments__closed_at"), Value(NEVER)),
        )
    )


def _first() -> Greatest:
    """The first day of which reports count a dated fact."""
    return Greatest("from_on", TruncDate("recorded_at"))


def _end() -> Case:
    """The first day of which reports no longer count it."""
    ended = Greatest("to_on", TruncDate("to_recorded_at"))
    return Case(When(to_on=None, then=Value(NEVER)), default=ended, output_field=DateField())


def _grouped(rows: Any, first: Any, end: Any) -> Iterable[Span]:
    named = rows.order_by().annotate(span_first=first, span_end=end)
    counted = named.values_list("span_first", "span_end").annotate(count=Count("pk"))
    found: Iterable[Span] = counted.iterator()
    return found
