"""A guideline's versions beside each other: who has acknowledged which, and in which language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

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
    """The versions as of `day`, newest first, in six queries."""
    headcount = Employee.objects.in_headcount(day).count()
    editions = list(_published(guideline, day))
    counts = _counts(guideline, day, editions)
    figures = [_figures(edition, counts) for edition in editions]
    return EditionsCompared(
        about=About.of(guideline, day),
        headcount=headcount,
        none=headcount - sum(one.newest for one in figures),
        languages=[str(name) for _code, name in settings.LANGUAGES],
        editions=figures,
        releases=releases_of(guideline, day),
    )


def _published(guideline: Guideline, day: date) -> QuerySet[Edition]:
    rows: QuerySet[Edition] = Edition.objects.published().filter(
        guideline=guideline, published_at__lt=end_of(day)
    )
    return rows


def _counts(guideline: Guideline, day: date, editions: Iterable[Edition]) -> dict[str, int]:
    """How many have acknowledged each edition, and how many as their newest: in all, by language."""
    wanted = {}
    for edition in editions:
        of_it = Q(edition=edition.pk)
        wanted[_ever(edition)] = Count("pk", filter=of_it)
        wanted[_newest(edition)] = Count("pk", filter=of_it & Q(place=1))
        for code, _name in settings.LANGUAGES:
            newest = of_it & Q(place=1, language=code)
            wanted[_newest(edition, code)] = Count("pk", filter=newest)
    counts: dict[str, int] = _last_of_each(guideline, day).aggregate(**wanted)
    return counts


def _ever(edition: Edition) -> str:
    return f"ever_{edition.pk}"


def _newest(edition: Edition, language: str = "") -> str:
    return f"newest_{edition.pk}_{language}"


def _last_of_each(guideline: Guideline, day: date) -> QuerySet[Acknowledgement]:
    """Each person's last acknowledgement of each version; `place` is 1 where it is of their newest."""
    round_ = F("round").desc()
    of_version = Window(RowNumber(), partition_by=[F("employee"), F("edition")], order_by=round_)
    version = [F("edition__major").desc(), F("edition__minor").desc()]
    of_person = Window(RowNumber(), partition_by=F("employee"), order_by=[*version, round_])
    people = Employee.objects.in_headcount(day).values("pk")
    acknowledged: QuerySet[Acknowledgement] = Acknowledgement.objects.as_recorded(end_of(day))
    return (
        acknowledged.filter(edition__guideline=guideline, employee__in=people)
        .annotate(place_in_version=of_version, place=of_person)
        .filter(place_in_version=1)
    )


def _figures(edition: Edition, counts: dict[str, int]) -> EditionFigures:
    assert edition.published_at is not None
    languages = [(str(name), counts[_newest(edition, code)]) for code, name in settings.LANGUAGES]
    return EditionFigures(
        number=edition.number,
        published_at=edition.published_at,
        ever=counts[_ever(edition)],
        newest=counts[_newest(edition)],
        languages=languages,
    )
