"""Facts from day to day: what is recorded, what a directory says, and what makes the one the other.

Nothing before today is ever changed. All functions are pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from people.directory.neutral import Engagement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """That `value` holds from a day until the day before `to_on`; `row` is the key of a recorded one."""

    from_on: date
    to_on: date | None
    value: T
    row: int = 0

    def holds(self, day: date) -> bool:
        """Whether the fact holds on the day."""
        return self.from_on <= day and (self.to_on is None or self.to_on > day)


@dataclass(frozen=True, slots=True)
class End:
    """That a recorded row ends on a day."""

    row: int
    on: date


def steps(spans: Iterable[Span[T]], today: date) -> list[tuple[date, T | None]]:
    """The value from `today` on and from each later day on which it changes; None where there is none."""
    spans = sorted(spans, key=lambda span: span.from_on)
    days = {today}
    for span in spans:
        days |= {day for day in (span.from_on, span.to_on) if day is not None and day > today}
    found: list[tuple[date, T | None]] = []
    for day in sorted(days):
        value = next((span.value for span in reversed(spans) if span.holds(day)), None)
        if not found or found[-1][1] != value:
            found.append((day, value))
    return found


def difference(
    recorded: list[Span[T]], wanted: list[Span[T]], today: date
) -> tuple[list[End], list[Span[T]]]:
    """What to end and what to begin so that from today on what is recorded is what is wanted.

    From the first day on which the two differ everything is recorded anew. Where nothing holds until
    today, the new fact may begin in the past.
    """
    now, then = steps(recorded, today), steps(wanted, today)
    if now == then:
        return [], []
    at = min(set(now) ^ set(then), key=lambda step: step[0])[0]
    ends = [
        End(span.row, max(at, span.from_on))
        for span in recorded
        if (span.to_on is None or span.to_on > at) and span.to_on != span.from_on
    ]
    is_free = at == today and now[0][1] is None
    begun = [
        Span(span.from_on if is_free else max(at, span.from_on), span.to_on, span.value)
        for span in wanted
        if span.to_on is None or span.to_on > at
    ]
    return ends, begun


def primary_spans(
    engagements: Iterable[Engagement], today: date, until: date | None
) -> list[Span[str]]:
    """In which department somebody counts, from their first day on.

    Of several employments that have begun, one marked as primary goes before one that is not, then
    the one that began last, then the one with the greater id: the same whatever the rows' order.
    """
    begun = sorted(engagements, key=lambda one: _rank(one, today))
    days = sorted({max(_start(one, today), today) for one in begun})
    days = [day for day in days if until is None or day < until]
    found: list[Span[str]] = []
    for day in days:
        unit = next(one.unit for one in reversed(begun) if _start(one, today) <= day)
        first = min(_start(one, today) for one in begun) if not found else day
        found.append(Span(first, until, unit))
    return _joined(found)


def _rank(engagement: Engagement, today: date) -> tuple[bool, date, str, str]:
    start = _start(engagement, today)
    return engagement.is_primary, start, engagement.id, engagement.unit


def _start(engagement: Engagement, today: date) -> date:
    return engagement.from_on or today


def _joined(spans: list[Span[str]]) -> list[Span[str]]:
    """Each ends where the next begins; neighbours that say the same are one."""
    found: list[Span[str]] = []
    for span in spans:
        if found and found[-1].value == span.value:
            continue
        if found:
            last = found[-1]
            found[-1] = Span(last.from_on, span.from_on, last.value)
        found.append(span)
    return found


def other_spans(
    engagements: Iterable[Engagement], primary: list[Span[str]], today: date
) -> dict[str, list[Span[bool]]]:
    """By department, when somebody works there as well as where they count."""
    found: dict[str, list[Span[bool]]] = {}
    until = primary[-1].to_on if primary else None
    for unit in sorted({one.unit for one in engagements}):
        start = min(_start(one, today) for one in engagements if one.unit == unit)
        spans: list[Span[bool]] = []
        free = start
        for span in (one for one in primary if one.value == unit):
            if span.from_on > free:
                spans.append(Span(free, span.from_on, True))
            free = span.to_on or date.max
        if free < (until or date.max):
            spans.append(Span(free, until, True))
        if spans:
            found[unit] = spans
    return found


def clipped(spans: Iterable[Span[T]], since: date) -> list[Span[T]]:
    """The spans without what lies before a day."""
    return [
        Span(max(span.from_on, since), span.to_on, span.value)
        for span in spans
        if span.to_on is None or span.to_on > since
    ]
