"""A line chart of shares over time. Its places are percent of the drawing, so its words never shrink."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

# More would run into each other on a phone.
MOST_LABELS = 6


@dataclass(frozen=True)
class Share:
    """A share at a time: `at` on any scale of whole numbers, `percent` from 0 to 100, `count` in words."""

    at: int
    label: str
    percent: int
    count: str


@dataclass(frozen=True)
class Mark:
    """A time that matters, a deadline for instance."""

    at: int
    label: str


@dataclass(frozen=True)
class Dot:
    """A share in its place; as text, so that no language writes its point as a comma."""

    share: Share
    x: str
    y: str
    has_label: bool


@dataclass(frozen=True)
class Stroke:
    """A straight piece of the line."""

    start: Dot
    end: Dot


@dataclass(frozen=True)
class LineChart:
    """A chart with its conclusion in a sentence; `time` and `counted` head columns of its table."""

    title: str
    conclusion: str
    time: str
    counted: str
    dots: list[Dot]
    mark: Mark | None
    mark_x: str

    @property
    def strokes(self) -> list[Stroke]:
        """The line from each dot to the next."""
        return [Stroke(*pair) for pair in zip(self.dots, self.dots[1:], strict=False)]

    @property
    def last(self) -> Dot | None:
        """The newest share, which the drawing says in figures."""
        return self.dots[-1] if self.dots else None


def line_chart(
    shares: Sequence[Share],
    *,
    title: str,
    conclusion: str,
    time: str,
    counted: str,
    mark: Mark | None = None,
) -> LineChart:
    """The shares, in the order of their times, as a line; the axis reaches to the mark."""
    times = [share.at for share in shares] + ([mark.at] if mark else [])
    first, length = min(times, default=0), max(times, default=0) - min(times, default=0)

    def x(at: int) -> str:
        return _percent(100 * (at - first) / length if length else 50)

    step = math.ceil(len(shares) / MOST_LABELS)
    return LineChart(
        title=title,
        conclusion=conclusion,
        time=time,
        counted=counted,
        dots=[
            Dot(share, x(share.at), _percent(100 - share.percent), (len(shares) - n) % step == 0)
            for n, share in enumerate(shares, 1)
        ],
        mark=mark,
        mark_x=x(mark.at) if mark else "",
    )


def conclusion_of(shares: Sequence[Share]) -> str:
    """What the line shows, in a sentence in the reader's language."""
    if not shares:
        return _("There are no figures yet.")
    first, last = shares[0].percent, shares[-1].percent
    words = {"first": f"{first}\u00a0%", "last": f"{last}\u00a0%"}
    if len(shares) == 1:
        return _("The share is %(last)s.") % words
    if first == last:
        return _("The share is still %(last)s.") % words
    if first < last:
        return _("The share has risen from %(first)s to %(last)s.") % words
    return _("The share has fallen from %(first)s to %(last)s.") % words


def _percent(value: float) -> str:
    return f"{round(value, 2):g}%"
