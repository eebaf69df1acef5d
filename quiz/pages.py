"""What a situation's page and its feedback show, built from an employee's own attempt."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from lib.texts import Text, shown
from policy.models import Block, Edition, Revision
from policy.pages import ClauseText, Quote, clause_texts, quote_of, quotes_of
from quiz.cards import card_url
from quiz.mocks import Mock, mock_of
from quiz.models import Answer, Attempt, Kind, Option, Situation, Verdict
from quiz.options import in_order_for
from quiz.selection import Met
from quiz.timing import minutes_left

TONES = {Verdict.GOOD: "good", Verdict.DEFENSIBLE: "info", Verdict.RISKY: "warn"}


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
    before: str


def place_of(situation: Situation, met: Sequence[Met]) -> Place:
    """The situation's place among those of its lesson that the attempt meets."""
    lesson = situation.lesson
    slugs = [one.slug for one in met if one.lesson_id == lesson.pk]
    if situation.slug not in slugs:  # answered before a change of work
        slugs.append(situation.slug)
    index = slugs.index(situation.slug)
    before = slugs[index - 1] if index else ""
    return Place(shown(lesson, "title"), index + 1, len(slugs), before)


@dataclass(frozen=True)
class SituationPage:
    """A situation to answer."""

    guideline: str
    slug: str
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
    last_answer: list[Text]
    last_url: str
    # The number of an edition that was published since the attempt began.
    newer: str


def options_for(attempt: Attempt, situation: Situation) -> list[Option]:
    """The situation's options in this attempt's order."""
    return in_order_for(
        list(situation.options.all()),
        seed=attempt.seed,
        situation=situation.slug,
        shuffle=situation.shuffle,
    )


def situation_page(
    guideline: str,
    situation: Situation,
    met: Sequence[Met],
    reader: str,
    last: Answer | None = None,
    newer: str = "",
    measured: int | None = None,
) -> SituationPage:
    """The page of a situation of the guideline with this slug; `last` is the newest try at it,
    `measured` what its lesson took others, in minutes.
    """
    place = place_of(situation, met)
    return SituationPage(
        guideline=guideline,
        slug=situation.slug,
        title=shown(situation, "title"),
        story=shown(situation, "story"),
        lesson_title=place.lesson,
        number=place.number,
        total=place.total,
        minutes_left=minutes_left(place.total - place.number + 1, place.total, measured),
        picture=f"drawings/{situation.picture}.svg" if situation.picture else "",
        mock=mock_of(situation.mock, reader),
        is_dilemma=situation.kind == Kind.DILEMMA,
        back_url=reverse("training:lesson", args=[guideline, situation.lesson.slug]),
        previous=reverse("quiz:situation", args=[guideline, place.before]) if place.before else "",
        last_answer=_chosen(last) if last else [],
        last_url=_feedback_url(guideline, situation, last) if last else "",
        newer=newer,
    )


def newer_edition(attempt: Attempt) -> str:
    """The number of the edition in force, where one's own attempt began with another: one query then."""
    newest = vars(attempt)["edition_in_force"]
    return "" if newest == attempt.revision.edition_id else Edition.objects.get(pk=newest).number


def _chosen(answer: Answer) -> list[Text]:
    """What an answer says: its option, or in a find all that was ticked (one query)."""
    options = [answer.option] if answer.option else answer.ticked.all()
    return [shown(option, "text") for option in options]


def _feedback_url(guideline: str, situation: Situation, answer: Answer) -> str:
    return reverse("quiz:feedback", args=[guideline, situation.slug, answer.try_number])


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
class Finding:
    """A detail of a post that one could tick."""

    text: Text
    why: Text
    gives_away: bool
    is_ticked: bool
    quote: Quote | None


@dataclass(frozen=True)
class FeedbackPage:
    """What follows from an answer: the verdict in words, or a dilemma's two sides."""

    guideline: str
    slug: str
    title: Text
    progress: Bar
    is_dilemma: bool
    own_answer: Text
    verdict_label: str
    verdict_tone: str
    steps: list[Step]
    findings: list[Finding]
    why: Text
    quote: Quote | None
    instead: Text
    considerations: list[Text]
    note: str
    sides: Sides
    clauses: list[ClauseText]
    card_url: str
    retry_url: str
    next_url: str
    next_label: str


def feedback_page(guideline: str, answer: Answer, met: Sequence[Met]) -> FeedbackPage:
    """The feedback on the employee's own answer. The only place that reads a dilemma's note."""
    situation, option = answer.situation, answer.option or Option()
    is_dilemma = situation.kind == Kind.DILEMMA
    place = place_of(situation, met)
    here = _feedback_url(guideline, situation, answer)
    findings = _findings(answer, guideline, here)
    label, tone = _heading(situation, option, findings)
    note = getattr(answer, "note", None)
    return FeedbackPage(
        guideline=guideline,
        slug=situation.slug,
        title=shown(situation, "title"),
        progress=Bar(place.lesson, place.number, place.total),
        is_dilemma=is_dilemma,
        own_answer=shown(option, "text"),
        verdict_label=label,
        verdict_tone=tone,
        steps=steps_of(option),
        findings=findings,
        why=shown(option, "why"),
        quote=quote_in(option, guideline, here),
        instead=shown(option, "instead"),
        considerations=_considerations(answer) if is_dilemma else [],
        note=note.text if note else "",
        sides=Sides(shown(situation, "side_yes"), shown(situation, "side_no")),
        clauses=clause_texts(guideline, _clauses(situation), back=here) if is_dilemma else [],
        card_url=_card_url(guideline, situation) if is_dilemma else "",
        retry_url=reverse("quiz:situation", args=[guideline, situation.slug]),
        next_url=reverse("training:next_step", args=[guideline]) + f"?efter={situation.slug}",
        next_label=_("Next situation") if place.number < place.total else _("Continue"),
    )


def _considerations(answer: Answer) -> list[Text]:
    """What somebody weighed in a dilemma (one query)."""
    return [shown(one, "text") for one in answer.considerations.all()]


def _card_url(guideline: str, situation: Situation) -> str:
    """The card in force to bring a dilemma to the team with (one query)."""
    rows = Revision.objects.of_published_editions().filter(edition__guideline__slug=guideline)
    revision = rows.select_related("edition__guideline").first()
    return card_url(revision, situation.slug) if revision else ""


def steps_of(option: Option) -> list[Step]:
    """What happens next after an option."""
    if not option.slug:  # a find has no single option
        return []
    return [Step(shown(step, "when"), shown(step, "text")) for step in option.consequence.all()]


def _heading(situation: Situation, option: Option, findings: list[Finding]) -> tuple[str, str]:
    """What the page's h1 says, and how it looks."""
    if findings:
        right = sum(one.gives_away for one in findings)
        found = sum(one.gives_away and one.is_ticked for one in findings)
        is_whole = found == right and all(one.gives_away or not one.is_ticked for one in findings)
        label = _("You found %(found)d of %(right)d") % {"found": found, "right": right}
        return label, "good" if is_whole else "info"
    if option.verdict:
        verdict = Verdict(option.verdict)
        return str(verdict.label), TONES[verdict]
    return (
        _("Both sides") if situation.kind == Kind.DILEMMA else _("This is how far it reaches")
    ), "info"


def _findings(answer: Answer, guideline: str, here: str) -> list[Finding]:
    """Every detail of a find: whether it gives something away, and whether it was ticked."""
    if answer.situation.kind != Kind.FIND:
        return []
    ticked = {option.pk for option in answer.ticked.all()}
    options = list(answer.situation.options.select_related("quote_clause"))
    quoted = {
        one.pk: (one.quote_clause, shown(one, "quote")) for one in options if one.quote_clause
    }
    quotes = dict(zip(quoted, quotes_of(guideline, quoted.values(), here), strict=True))
    return [
        Finding(
            text=shown(option, "text"),
            why=shown(option, "why"),
            gives_away=option.verdict == Verdict.GOOD,
            is_ticked=option.pk in ticked,
            quote=quotes.get(option.pk),
        )
        for option in options
    ]


def quote_in(option: Option, guideline: str, here: str) -> Quote | None:
    """The words of the guideline that an option's reason rests on."""
    if option.quote_clause is None:
        return None
    return quote_of(guideline, option.quote_clause, shown(option, "quote"), here)


def _clauses(situation: Situation) -> list[Block]:
    return [row.block for row in situation.situationclause_set.select_related("block")]
