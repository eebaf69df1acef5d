"""The API's addresses: for each what is asked, what is answered, and from which report it comes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lib.days import day_of
from lib.texts import shown
from policy.models import Guideline
from reports import about as report_about
from reports.api import shapes
from reports.campaigns import all_campaigns_of
from reports.editions import revision_on
from reports.editions_compared import editions_compared
from reports.fives import overview_of
from reports.forms import EARLIEST
from reports.models import Scope
from reports.over_time import WEEKS, over_time
from reports.status import DepartmentFigures, Figures, headcount_on, status_of
from training.guidelines import published_guidelines

MOST_WEEKS = 156


class Unanswerable(Exception):
    """The question can't be answered: the HTTP status and what to do about it."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


@dataclass(frozen=True)
class Parameter:
    """Something that may be asked for behind the question mark."""

    name: str
    description: str
    schema: dict[str, Any]


DAY = Parameter(
    "day",
    "A day since 2000, like 2026-11-23; today if left out.",
    {"type": "string", "format": "date"},
)
GUIDELINE = Parameter(
    "guideline", "A guideline's short name; the first if left out.", {"type": "string"}
)
UNIT = Parameter(
    "unit", "A department's key; the whole organisation if left out.", {"type": "integer"}
)
WEEKS_BACK = Parameter(
    "weeks",
    f"How many weeks to look back; {WEEKS} if left out.",
    {"type": "integer", "minimum": 1, "maximum": MOST_WEEKS},
)


@dataclass(frozen=True)
class Question:
    """What was asked for, read and judged."""

    guideline: Guideline
    day: date
    unit: int | None = None
    weeks: int = WEEKS


@dataclass(frozen=True)
class Endpoint:
    """An address: `scope` is what a token needs at least."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    shape: type
    answer: Callable[[Question], Any]
    scope: Scope = Scope.NAMES


def read_question(values: dict[str, str], endpoint: Endpoint, *, today: date) -> Question:
    """The question as it was asked; `Unanswerable` where something in it can't be read."""
    known = {one.name for one in endpoint.parameters}
    if unknown := sorted(set(values) - known):
        raise Unanswerable(400, f"There is no parameter {unknown[0][:40]!r} here.")
    return Question(
        guideline=_guideline(values.get("guideline")),
        day=_day(values.get("day"), today),
        unit=_whole(values, "unit", None, 1, 2**63 - 1),
        weeks=_whole(values, "weeks", WEEKS, 1, MOST_WEEKS) or WEEKS,
    )


def _guideline(slug: str | None) -> Guideline:
    found = published_guidelines()
    for one in found:
        if slug in {None, one.slug}:
            return one
    raise Unanswerable(404, "There is no such guideline, or nothing of it is published.")


def _day(value: str | None, today: date) -> date:
    if value is None:
        return today
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Unanswerable(400, "Write day as year-month-day, like 2026-11-23.") from None
    if not EARLIEST <= day <= today:
        raise Unanswerable(400, f"day must be from {EARLIEST} to {today}.")
    return day


def _whole(
    values: dict[str, str], name: str, default: int | None, least: int, most: int
) -> int | None:
    value = values.get(name)
    if value is None:
        return default
    if not (
        value.isascii() and value.isdigit() and len(value) < 20 and least <= int(value) <= most
    ):
        raise Unanswerable(400, f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def _about(question: Question, headcount: int) -> shapes.About:
    revision = revision_on(question.guideline, question.day)
    sealed = report_about.checkpoint_on(question.day)
    return shapes.About(
        guideline=question.guideline.slug,
        title=str(shown(revision.edition, "title", "da")) if revision else question.guideline.slug,
        edition=revision.edition.number if revision else None,
        day=question.day,
        headcount=headcount,
        checkpoint=shapes.Checkpoint(sealed.size, sealed.root) if sealed else None,
    )


def _figures(figures: Figures) -> shapes.Figures:
    return shapes.Figures(
        headcount=figures.headcount,
        obliged=figures.obliged,
        done=figures.done,
        percent=figures.percent,
        states={state.value: count for state, count in figures.rows()},
    )


def _overview(question: Question) -> shapes.Overview:
    """As whoever reads no names sees the page of status."""
    found = overview_of(question.guideline, question.day).fives
    about = _about(question, found.headcount)
    return shapes.Overview(about, found.percent, found.groups, found.left)


def _status(question: Question) -> shapes.Status:
    """As the page of status."""
    found = status_of(question.guideline, question.day)
    figures, left, rows = found.whole, found.left, found.departments
    if question.unit is not None:
        rows = _below(rows, question.unit)
        figures = rows[0].figures
    return shapes.Status(
        about=_about(question, figures.headcount),
        figures=_figures(figures),
        left=None if question.unit is not None else left,
        units=[shapes.Unit(one.id, one.name, one.depth, _figures(one.figures)) for one in rows],
    )


def _below(rows: list[DepartmentFigures], unit: int) -> list[DepartmentFigures]:
    """A department and those below it, which follow it."""
    for number, row in enumerate(rows):
        if row.id == unit:
            found = [row]
            for one in rows[number + 1 :]:
                if one.depth <= row.depth:
                    break
                found.append(one)
            return [replace(one, depth=one.depth - row.depth) for one in found]
    raise Unanswerable(404, "No department of that key is to be seen on that day.")


def _progress(question: Question) -> shapes.Progress:
    found = over_time(question.guideline, question.day, weeks=question.weeks)
    points = [
        shapes.Point(one.day, one.headcount, one.obliged, one.done, one.percent, one.due)
        for one in found.points
    ]
    return shapes.Progress(_about(question, found.headcount), points)


def _editions(question: Question) -> shapes.Editions:
    found = editions_compared(question.guideline, question.day)
    editions = [
        shapes.Edition(one.number, day_of(one.published_at), one.ever, one.newest)
        for one in found.editions
    ]
    return shapes.Editions(_about(question, found.headcount), found.none, editions)


def _campaigns(question: Question) -> shapes.Campaigns:
    found = all_campaigns_of(question.guideline, question.day)
    campaigns = [
        shapes.Campaign(
            assigned_on=one.assigned_on,
            edition=one.edition or None,
            asked=one.asked,
            done=one.done,
            in_time=one.in_time,
            percent=one.percent,
            last_due_on=one.last_due_on,
            last_done_on=one.last_done_on,
        )
        for one in found
    ]
    return shapes.Campaigns(_about(question, headcount_on(question.day)), campaigns)


ENDPOINTS = [
    Endpoint(
        "overview",
        "The whole organisation in fives",
        (GUIDELINE, DAY),
        shapes.Overview,
        _overview,
        Scope.FIGURES,
    ),
    Endpoint(
        "status",
        "The figures of a day, whole and by department",
        (GUIDELINE, DAY, UNIT),
        shapes.Status,
        _status,
    ),
    Endpoint(
        "progress",
        "The figures week by week",
        (GUIDELINE, DAY, WEEKS_BACK),
        shapes.Progress,
        _progress,
    ),
    Endpoint(
        "editions",
        "Who has acknowledged which edition",
        (GUIDELINE, DAY),
        shapes.Editions,
        _editions,
    ),
    Endpoint(
        "campaigns",
        "The rounds by the day they were assigned",
        (GUIDELINE, DAY),
        shapes.Campaigns,
        _campaigns,
    ),
]
BY_NAME = {one.name: one for one in ENDPOINTS}
