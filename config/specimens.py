"""Every component in each of its states, for the gallery; the words are the site's own."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from config.specimen_form import SpecimenForm
from lib.addresses import FilterLink, Heading
from lib.charts import LineChart, Mark, Share, conclusion_of, line_chart
from lib.texts import Text
from quiz.mocks import Line, Mock
from quiz.pages import Step
from training.states import TONES, State

TONE_NAMES = ("good", "info", "warn", "bad", "neutral")
ICONS = (
    "check",
    "alert",
    "calendar",
    "people",
    "arrow-left",
    "arrow-right",
    "lock",
    "menu",
    "info",
)
DAY = date(2026, 12, 4)
MOMENT = datetime(2026, 12, 4, 13, 5, tzinfo=UTC)
CLAUSE = Text("Du skal altid indhente tilladelse, før du deler billeder af andre.", "da")


@dataclass(frozen=True)
class Specimen:
    """A component, the HTML that it stands in on a page, and what it is given in each state."""

    name: str
    states: list[dict[str, Any]]
    around: tuple[str, str] = ("", "")

    @property
    def template(self) -> str:
        """The component's template."""
        return f"components/{self.name}.html"


def specimens() -> list[Specimen]:
    """All components by name, in the reader's language."""
    return [
        Specimen("back", [{"url": "/"}, {"url": "/", "label": _("Back to the question")}]),
        Specimen(
            "badge", [{"label": one.label, "tone": TONES.get(one, "neutral")} for one in State]
        ),
        Specimen(
            "bar", [{"percent": one} for one in (0, 33, 100)] + [{"percent": 12, "tone": "bad"}]
        ),
        Specimen("clock", [{"moment": MOMENT}]),
        Specimen("day", [{"day": DAY}]),
        Specimen("error_summary", [{"form": SpecimenForm({}, prefix="told")}]),
        Specimen("figure", _figures(), ('<dl class="figures">', "</dl>")),
        Specimen("filter_links", [{"label": _("Show"), "links": _filters()}]),
        Specimen("icon", [{"name": one} for one in ICONS]),
        Specimen("line_chart", [{"chart": one} for one in _charts()]),
        Specimen("long_work", _works()),
        Specimen("moment", [{"moment": MOMENT}]),
        Specimen("notice", _notices()),
        Specimen("pages", _pages()),
        Specimen("post", _posts()),
        Specimen("print", [{}]),
        Specimen("progress", _progresses()),
        Specimen("promise", [{}]),
        Specimen("quote", _quotes()),
        Specimen("read_aloud", [{"of": ".quote"}]),
        Specimen("sort_heading", _headings(), ("<table><thead><tr>", "</tr></thead></table>")),
        Specimen("steps", [{"steps": _steps()}]),
    ]


def _figures() -> list[dict[str, Any]]:
    return [
        {"label": _("Assigned"), "value": 1145},
        {"label": _("Completed"), "value": 818, "note": "71 %"},
    ]


def _filters() -> list[FilterLink]:
    return [
        FilterLink(_("Outstanding"), 7, "?vis=mangler", True),
        FilterLink(_("Completed"), 17, "?vis=gennemfoert", False),
        FilterLink(_("Everybody"), 1145, "?vis=alle", False),
    ]


def _charts() -> list[LineChart]:
    percents = (4, 18, 31, 44, 52, 63, 71)
    shares = [
        Share(DAY.toordinal() + 7 * week, f"{week + 40}", percent, f"{percent * 11} / 1.145")
        for week, percent in enumerate(percents)
    ]
    mark = Mark(shares[-1].at + 14, _("Deadline"))
    return [_chart(shares, mark), _chart(shares[:1], None), _chart([], None)]


def _chart(shares: list[Share], mark: Mark | None) -> LineChart:
    return line_chart(
        shares,
        title=_("Completed over time"),
        conclusion=conclusion_of(shares),
        time=_("Date"),
        counted=_("Completed"),
        mark=mark,
    )


def _works() -> list[dict[str, Any]]:
    counts = ((0, 0), (1200, 4000))
    return [
        {"label": _("Employees"), "done": done, "total": total, "url": "/"}
        for done, total in counts
    ]


def _notices() -> list[dict[str, Any]]:
    text = _("The Danish text is the one that applies.")
    titled = {"tone": "info", "title": _("This is a translation"), "text": text}
    return [titled, *({"tone": tone, "text": text} for tone in TONE_NAMES)]


def _pages() -> list[dict[str, Any]]:
    paginator = Paginator(range(90), 30)
    return [{"page": paginator.page(number), "query": ""} for number in paginator.page_range]


def _posts() -> list[dict[str, Any]]:
    friends, words = Text("Kun venner", "da"), Text("Sikke en dag på arbejdet.", "da")
    nothing = Text("", "da")
    lines = [Line("Sara", False, words), Line("Mette", True, Text("Ja, tak for i dag.", "da"))]
    author = ("Mette Hansen", "MH")
    post = Mock("post", *author, friends, words, [])
    chat = Mock("chat", *author, nothing, nothing, lines)
    request = Mock("request", "Jonas Pedersen", "JP", Text("3 fælles venner", "da"), nothing, [])
    return [
        {"mock": post, "picture": "drawings/garden-party.svg"},
        {"mock": post, "picture": ""},
        {"mock": chat, "picture": ""},
        {"mock": request, "picture": ""},
    ]


def _progresses() -> list[dict[str, Any]]:
    label = Text("Fotos", "da")
    return [
        {"label": label, "done": 0, "total": 6},
        {"label": label, "done": 1, "total": 5, "position": "2 / 5", "detail": _("In progress")},
        {"label": label, "done": 3, "total": 5, "position": "3 / 5", "is_done": True},
    ]


def _quotes() -> list[dict[str, Any]]:
    lead = Text("Når du deler billeder:", "da")
    parts = {"before": "Du skal altid ", "text": Text("indhente tilladelse", "da"), "after": "."}
    return [
        {"text": CLAUSE},
        {"text": CLAUSE, "lead": lead, "clause": "3.2", "url": "/"},
        {**parts, "clause": "3.2"},
    ]


def _headings() -> list[dict[str, Any]]:
    return [
        {"heading": Heading(_("Name"), "?sortering=-navn", "ascending")},
        {"heading": Heading(_("Deadline"), "?sortering=frist", "descending")},
        {"heading": Heading(_("Employees"), "?sortering=antal", ""), "is_number": True},
    ]


def _steps() -> list[Step]:
    return [
        Step(Text("Samme aften", "da"), Text("47 synes godt om opslaget.", "da")),
        Step(Text("To dage efter", "da"), Text("En pårørende ringer til centret.", "da")),
    ]
