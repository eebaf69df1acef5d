"""What a situation's page and its feedback show, built from an employee's own attempt."""

import math
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.texts import Text, choose, shown
from policy.models import Block
from policy.pages import ClauseText, clause_text, clause_texts
from quiz.models import Answer, Attempt, Kind, Option, Situation, Verdict
from quiz.options import in_order_for

TONES = {Verdict.GOOD: "good", Verdict.DEFENSIBLE: "info", Verdict.RISKY: "warn"}


@dataclass(frozen=True)
class Line:
    """One message of a drawn chat."""

    author: str
    own: bool
    text: Text


@dataclass(frozen=True)
class Mock:
    """The post, chat or request as it would look on a phone; invented, and marked so."""

    kind: str
    author: str
    initials: str
    audience: Text
    text: Text
    lines: list[Line]


def mock_of(value: dict[str, Any] | None) -> Mock | None:
    """A situation's mock in the reader's language."""
    if value is None:
        return None
    author = value["author"] or ""
    return Mock(
        kind=value["kind"],
        author=author,
        initials="".join(word[0] for word in author.split()[:2]),
        audience=choose(value["audience"] or {}),
        text=choose(value["text"] or {}),
        lines=[Line(line["author"], line["own"], choose(line["text"])) for line in value["lines"]],
    )


@dataclass(frozen=True)
class Bar:
    """The progress under the header: what it is of, how many are done."""

    label: Text
    done: int
    total: int


@dataclass(frozen=True)
class Place:
    """Where in its lesson a situation stands: "Photos · 2 of 4"."""

    lesson: Text
    number: int
    total: int
    minutes_left: int
    before: str


def place_of(situation: Situation) -> Place:
    """The situation's place among its lesson's main ones (one query)."""
    lesson = situation.lesson
    in_lesson = Situation.objects.main().filter(lesson=lesson)
    slugs = list(in_lesson.values_list("slug", flat=True))
    index = slugs.index(situation.slug)
    # The lesson's minutes are for its text and its situations, in equal parts.
    left = math.ceil(lesson.minutes * (len(slugs) - index) / (len(slugs) + 1))
    before = slugs[index - 1] if index else ""
    return Place(shown(lesson, "title"), index + 1, len(slugs), left, before)


@dataclass(frozen=True)
class SituationPage:
    """A situation to answer."""

    title: Text
    story: Text
    lesson_title: Text
    number: int
    total: int
    minutes_left: int
    picture: str
    mock: Mock | None
    is_dilemma: bool
    back_url: str
    previous: str


def options_for(attempt: Attempt, situation: Situation) -> list[Option]:
    """The situation's options in this attempt's order."""
    return in_order_for(
        list(situation.options.all()),
        seed=attempt.seed,
        situation=situation.slug,
        shuffle=situation.shuffle,
    )


def situation_page(guideline: str, situation: Situation) -> SituationPage:
    """The page of a situation of the guideline with this slug."""
    place = place_of(situation)
    return SituationPage(
        title=shown(situation, "title"),
        story=shown(situation, "story"),
        lesson_title=place.lesson,
        number=place.number,
        total=place.total,
        minutes_left=place.minutes_left,
        picture=f"drawings/{situation.picture}.svg" if situation.picture else "",
        mock=mock_of(situation.mock),
        is_dilemma=situation.kind == Kind.DILEMMA,
        back_url=reverse("training:lesson", args=[guideline, situation.lesson.slug]),
        previous=reverse("quiz:situation", args=[guideline, place.before]) if place.before else "",
    )


@dataclass(frozen=True)
class Step:
    """What happens next, and when."""

    when: Text
    text: Text


@dataclass(frozen=True)
class Sides:
    """What speaks for a yes and for a no."""

    yes: Text
    no: Text


@dataclass(frozen=True)
class Quote:
    """The guideline's words that an option's reason rests on."""

    text: Text
    clause: str
    url: str


@dataclass(frozen=True)
class FeedbackPage:
    """What follows from an answer: the verdict in words, or a dilemma's two sides."""

    title: Text
    progress: Bar
    is_dilemma: bool
    own_answer: Text
    verdict_label: str
    verdict_tone: str
    steps: list[Step]
    why: Text
    quote: Quote | None
    instead: Text
    considerations: list[Text]
    note: str
    sides: Sides
    clauses: list[ClauseText]
    retry_url: str
    next_url: str
    next_label: str


def feedback_page(guideline: str, answer: Answer) -> FeedbackPage:
    """The feedback on the employee's own answer. The only place that reads a dilemma's note."""
    situation, option = answer.situation, answer.option
    is_dilemma = situation.kind == Kind.DILEMMA
    place = place_of(situation)
    verdict = Verdict(option.verdict) if option.verdict else None
    note = getattr(answer, "note", None)
    return FeedbackPage(
        title=shown(situation, "title"),
        progress=Bar(place.lesson, place.number, place.total),
        is_dilemma=is_dilemma,
        own_answer=shown(option, "text"),
        verdict_label=str(verdict.label) if verdict else _("Both sides"),
        verdict_tone=TONES[verdict] if verdict else "info",
        steps=[Step(shown(s, "when"), shown(s, "text")) for s in option.consequence.all()],
        why=shown(option, "why"),
        quote=_quote(guideline, option),
        instead=shown(option, "instead"),
        considerations=[shown(one, "text") for one in answer.considerations.all()],
        note=note.text if note else "",
        sides=Sides(shown(situation, "side_yes"), shown(situation, "side_no")),
        clauses=clause_texts(guideline, _clauses(situation)) if is_dilemma else [],
        retry_url=reverse("quiz:situation", args=[guideline, situation.slug]),
        next_url=reverse("training:next_step", args=[guideline]) + f"?efter={situation.slug}",
        next_label=_("Next situation") if place.number < place.total else _("Continue"),
    )


def _quote(guideline: str, option: Option) -> Quote | None:
    if option.quote_clause is None:
        return None
    clause = clause_text(guideline, option.quote_clause)
    return Quote(shown(option, "quote"), clause.id, clause.url)


def _clauses(situation: Situation) -> list[Block]:
    return [row.block for row in situation.situationclause_set.select_related("block")]
