"""One situation of a set as HR reads it: how hard it is, what was chosen, and a plain sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from lib.texts import Text, shown
from quiz.models import Correlation, Kind, Option, Situation, Sureness, Tally, Task, Verdict
from quiz.scoring import MARKED, MARKS
from quiz.statistics import Interval
from quiz.tables import NO, YES
from reports.shares import Counted, Range, facility_of_find, last_counted

MANY = Fraction(3, 10)  # from this share on, something is worth a sentence of its own
# The quotation marks of the three languages.
QUOTED = (("»", "«"), ("“", "”"), ("„", "“"))
NOTHING_KNOWN = Range(Fraction(0), Fraction(1))
Rows = dict[str, list[Tally]]  # a situation's tallies by table, newest first


@dataclass(frozen=True)
class OptionShare:
    """An option and the share that chose it (of a find: ticked it); None where it is not shown.

    `is_nearly_all` says instead that all but fewer than five did.
    """

    text: Text
    verdict: str
    share: Fraction | None
    is_nearly_all: bool

    @property
    def percent(self) -> int | None:
        """The share as a whole per cent."""
        return None if self.share is None else round(100 * self.share)

    @property
    def verdict_label(self) -> str:
        """What the option is worth, in words; "" where it has no verdict."""
        return str(Verdict(self.verdict).label) if self.verdict else ""


@dataclass(frozen=True)
class Item:
    """A situation and what may be shown of its first tries.

    `counted` is None where nothing may; `correlation` where it may not.
    """

    situation: Situation
    title: Text
    clauses: list[str]
    counted: Counted | None
    facility: Range | None
    options: list[OptionShare]
    in_doubt: Fraction | None
    correlation: Correlation | None
    task: Task | None
    sentences: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """The most telling sentence; "" where nothing may be told."""
        return self.sentences[0] if self.sentences else ""

    @property
    def subject(self) -> dict[str, Any]:
        """What a task about it is about."""
        return {"situation": self.situation}

    @property
    def interval(self) -> Interval | None:
        """The facility's 95 % interval."""
        if self.facility is None or self.counted is None:
            return None
        return self.facility.interval(self.counted.passes)

    @property
    def day(self) -> date | None:
        """The last day that is counted."""
        return self.counted.day if self.counted else None

    @property
    def hardness(self) -> tuple[bool, Fraction]:
        """Sorts the hardest first, and those without a facility last."""
        if self.facility is None:
            return True, Fraction(0)
        return False, self.facility.low + self.facility.high


def item_of(
    situation: Situation,
    rows: Rows,
    *,
    unit: int | None,
    correlation: Correlation | None,
    task: Task | None,
) -> Item:
    """The situation's figures, for all or for one unit."""
    options = list(situation.options.all())
    if situation.kind == Kind.FIND:
        counted, facility, shares = _find(options, rows, unit)
    else:
        counted = last_counted(rows.get(Tally.OPTIONS, []), unit)
        facility = _facility(situation, options, counted)
        shares = [_share(option, counted) for option in options]
    doubt = last_counted(rows.get(Tally.SURENESS, []), unit)
    item = Item(
        situation=situation,
        title=shown(situation, "title"),
        clauses=[block.clause for block in situation.clauses.all()],
        counted=counted,
        facility=facility if facility and facility.is_narrow else None,
        options=shares if counted else [],
        in_doubt=doubt.share(Sureness.IN_DOUBT) if doubt else None,
        correlation=correlation if unit is None else None,
        task=task,
    )
    item.sentences.extend(_sentences(item))
    return item


def _facility(situation: Situation, options: list[Option], counted: Counted | None) -> Range | None:
    if counted is None or situation.kind not in MARKED:
        return None
    return counted.bounds({one.slug: MARKS[Verdict(one.verdict)] for one in options})


def _share(option: Option, counted: Counted | None) -> OptionShare:
    share = counted.share(option.slug) if counted else None
    is_nearly_all = counted is not None and counted.nearly == option.slug
    return OptionShare(shown(option, "text"), option.verdict, share, is_nearly_all)


def _find(
    options: list[Option], rows: Rows, unit: int | None
) -> tuple[Counted | None, Range | None, list[OptionShare]]:
    """A find's options are tables of their own: ticked or not."""
    ticked = {one: last_counted(rows.get(f"{Tally.TICK}{one.slug}", []), unit) for one in options}
    known = [counted for counted in ticked.values() if counted]
    if not known:
        return None, None, []
    worth = {YES: Fraction(1), NO: Fraction(0)}
    ranges = {one: each.bounds(worth) if each else NOTHING_KNOWN for one, each in ticked.items()}
    facility = facility_of_find(
        [each for one, each in ranges.items() if one.verdict == Verdict.GOOD],
        [each for one, each in ranges.items() if one.verdict != Verdict.GOOD],
    )
    shares = [
        OptionShare(
            shown(one, "text"),
            "",
            each.share(YES) if each else None,
            each is not None and each.nearly == YES,
        )
        for one, each in ticked.items()
    ]
    return min(known, key=lambda one: one.passes), facility, shares


def _sentences(item: Item) -> Iterator[str]:
    """What the figures come to, the most telling first."""
    if item.counted is None:
        return
    yield from _about_options(item)
    if item.in_doubt is not None and item.in_doubt >= MANY:
        yield _("%(tenths)s said that they were in doubt.") % {"tenths": tenths(item.in_doubt)}
    discrimination = item.correlation.discrimination if item.correlation else None
    if discrimination is not None and discrimination < 0:
        yield _("Those who do well elsewhere do worse here. The wording may be unclear.")


def _about_options(item: Item) -> Iterator[str]:
    nearly = next((one for one in item.options if one.is_nearly_all), None)
    if item.situation.kind == Kind.FIND:
        if item.facility is not None:
            said = {"percent": item.facility.percent}
            yield _("On average people found %(percent)d %% of what gives something away.") % said
        return
    if nearly is not None:
        yield _("Nearly everybody chose “%(option)s”.") % {"option": within(nearly)}
        return
    known = [one for one in item.options if one.share is not None]
    risky = [one for one in known if one.verdict == Verdict.RISKY and (one.share or 0) >= MANY]
    for one in sorted(risky, key=lambda one: one.share or 0, reverse=True):
        yield _("%(tenths)s chose “%(option)s”, which could cause problems.") % _said(one)
    if not risky and known:
        most = max(known, key=lambda one: one.share or 0)
        yield _("%(tenths)s chose “%(option)s”.") % _said(most)


def _said(option: OptionShare) -> dict[str, str]:
    return {"tenths": tenths(option.share or Fraction(0)), "option": within(option)}


def within(option: OptionShare) -> str:
    """An option as it stands in quotation marks within a sentence, which has its own full stop."""
    text = str(option.text)
    for first, last in QUOTED:
        inner = text.removeprefix(first).removesuffix(last)
        if len(text) == len(inner) + 2 and first not in inner and last not in inner:
            text = inner
    return text.removesuffix(".")


def tenths(share: Fraction) -> str:
    """A share as people say it: "4 out of 10"."""
    count = round(10 * share)
    if count == 0:
        return _("Fewer than 1 out of 10")
    if count == 10:
        return _("More than 9 out of 10")
    return _("%(count)d out of 10") % {"count": count}
