"""What a situation's page and its feedback show, built from an employee's own attempt."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

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
class Place:
    """Where in its lesson a situation stands: "Photos · 2 of 4"."""

    lesson: Text
    number: int
    total: int
    before: str
    after: str


def place_of(situation: Situation) -> Place:
    """The situation's place among its lesson's main ones (one query)."""
    slugs = list(
        Situation.objects.main()
        .filter(lesson_id=situation.lesson_id)
        .values_list("slug", flat=True)
    )
    index = slugs.index(situation.slug) if situation.slug in slugs else 0
    return Place(
        lesson=shown(situation.lesson, "title"),
        number=index + 1,
        total=len(slugs),
        before=slugs[index - 1] if index > 0 else "",
        after=slugs[index + 1] if index + 1 < len(slugs) else "",
    )


@dataclass(frozen=True)
class SituationPage:
    """A situation to answer."""

    title: Text
    story: Text
    place: Place
    picture: str
    mock: Mock | None
    is_dilemma: bool
    back_url: str


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
    if place.before:
        back = reverse("quiz:situation", args=[guideline, place.before])
    else:
        back = reverse("training:lesson", args=[guideline, situation.lesson.slug])
    return SituationPage(
        title=shown(situation, "title"),
        story=shown(situation, "story"),
        place=place,
        picture=f"drawings/{situation.picture}.svg" if situation.picture else "",
        mock=mock_of(situation.mock),
        is_dilemma=situation.kind == Kind.DILEMMA,
        back_url=back,
    )


@dataclass(frozen=True)
class Step:
    """What happens next, and when."""

    when: Text
    text: Text


@dataclass(frozen=True)
class FeedbackPage:
    """What follows from an answer: the verdict in words, or a dilemma's two sides."""

    title: Text
    place: Place
    is_dilemma: bool
    own_answer: Text
    verdict: str
    verdict_label: str
    verdict_tone: str
    steps: list[Step]
    why: Text
    quote: ClauseText | None
    instead: Text
    considerations: list[Text]
    note: str
    yes: Text
    no: Text
    clauses: list[ClauseText]
    back_url: str
    next_url: str


def feedback_page(guideline: str, answer: Answer) -> FeedbackPage:
    """The feedback on the employee's own answer. The only place that reads a dilemma's note."""
    situation, option = answer.situation, answer.option
    is_dilemma = situation.kind == Kind.DILEMMA
    note = getattr(answer, "note", None)
    return FeedbackPage(
        title=shown(situation, "title"),
        place=place_of(situation),
        is_dilemma=is_dilemma,
        own_answer=shown(option, "text"),
        verdict=option.verdict,
        verdict_label=Verdict(option.verdict).label if option.verdict else "",
        verdict_tone=TONES[Verdict(option.verdict)] if option.verdict else "neutral",
        steps=[Step(shown(s, "when"), shown(s, "text")) for s in option.consequence.all()],
        why=shown(option, "why"),
        quote=_quote(guideline, option),
        instead=shown(option, "instead"),
        considerations=[shown(one, "text") for one in answer.considerations.all()],
        note=note.text if note else "",
        yes=shown(situation, "side_yes"),
        no=shown(situation, "side_no"),
        clauses=clause_texts(guideline, _clauses(situation)) if is_dilemma else [],
        back_url=reverse("quiz:situation", args=[guideline, situation.slug]),
        next_url=reverse("training:next_step", args=[guideline]) + f"?efter={situation.slug}",
    )


def _quote(guideline: str, option: Option) -> ClauseText | None:
    if option.quote_clause is None:
        return None
    whole = clause_text(guideline, option.quote_clause)
    return ClauseText(whole.id, shown(option, "quote"), whole.url)


def _clauses(situation: Situation) -> list[Block]:
    return [row.block for row in situation.situationclause_set.select_related("block")]
