"""A guideline's versions beside each other: who has acknowledged which, and in which language."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lib.days import end_of
from people.models import Employee
from policy.models import Acknowledgement, Edition, Guideline
from reports.about import About
from reports.releases import Release, releases_of


@dataclass(frozen=True)
class EditionFigures:
    """One version: how many of the headcount ever acknowledged it, and whose newest it is, by the
    language they last did so in.
    """

    number: str
    published_at: datetime
    published_by: str
    ever: int
    newest: int
    languages: list[tuple[str, int]]


@dataclass(frozen=True)
class EditionsCompared:
    """All versions published by a day. `newest` of each and `none` sum to the headcount."""

    about: About
    headcount: int
    none: int
    languages: list[str]
    editions: list[EditionFigures]
    releases: list[Release]


def editions_compared(guideline: Guideline, day: date) -> EditionsCompared:
    """The versions as of `day`, newest first, in seven queries."""
    people = Employee.objects.in_headcount(day)
    headcount = people.count()
    acknowledged = Acknowledgement.objects.as_recorded(end_of(day)).filter(
        edition__guideline=guideline, employee__in=people.values("pk")
    )
    by_edition = acknowledged.order_by().values_list("edition")
    ever = dict(by_edition.annotate(count=Count("employee", distinct=True)))
    newest: Counter[tuple[int, str]] = Counter()
    last = _last_of_each(acknowledged, day).order_by().values_list("edition", "language")
    for edition, language, count in last.annotate(count=Count("employee")):
        newest[edition, language] = count
    return EditionsCompared(
        about=About.of(guideline, day),
        headcount=headcount,
        none=headcount - newest.total(),
        languages=[str(name) for _code, name in settings.LANGUAGES],
        editions=[_figures(one, ever, newest) for one in _published(guideline, day)],
        releases=releases_of(guideline, day),
    )


def _published(guideline: Guideline, day: date) -> QuerySet[Edition]:
    rows: QuerySet[Edition] = Edition.objects.published().filter(
        guideline=guideline, published_at__lt=end_of(day)
    )
    return rows


def _last_of_each(acknowledged: QuerySet[Acknowledgement], day: date) -> QuerySet[Acknowledgement]:
    """Each person's acknowledgement of the newest version, the last one where there are several."""
    same = Acknowledgement.objects.as_recorded(end_of(day)).filter(
        employee=OuterRef("employee"), edition__guideline=OuterRef("edition__guideline")
    )
    newer = same.filter(
        Q(edition__major__gt=OuterRef("edition__major"))
        | Q(
            edition__major=OuterRef("edition__major"),
            edition__minor__gt=OuterRef("edition__minor"),
        )
        | Q(edition=OuterRef("edition"), round__gt=OuterRef("round"))
    )
    return acknowledged.filter(~Exists(newer))


def _figures(
    edition: Edition, ever: dict[int, int], newest: Counter[tuple[int, str]]
) -> EditionFigures:
    assert edition.published_at is not None
    languages = [(str(name), newest[edition.pk, code]) for code, name in settings.LANGUAGES]
    return EditionFigures(
        number=edition.number,
        published_at=edition.published_at,
        published_by=edition.published_by,
        ever=ever.get(edition.pk, 0),
        newest=sum(count for _name, count in languages),
        languages=languages,
    )
