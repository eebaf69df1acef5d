"""Discussion cards for team meetings: one situation, three questions, ten minutes. Nothing recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lib.texts import Text, choose, shown
from policy.models import Block, Revision
from policy.pages import ClauseText, clause_texts
from quiz.mocks import Mock, mock_of
from quiz.models import Situation


@dataclass(frozen=True)
class Card:
    """A card to print and talk about, with what the guideline says on the matter."""

    id: str
    title: Text
    story: Text
    picture: str
    mock: Mock | None
    question: Text
    questions: list[Text]
    clauses: list[ClauseText]


def cards_of(revision: Revision, reader: str, *, back: str) -> list[Card]:
    """The revision's cards in their order (four queries).

    `reader` is the name on drafts of one's own, `back` where a clause's place leads back to.
    """
    cards = revision.extras.get("cards", [])
    wanted = Situation.objects.filter(
        revision=revision, slug__in=[card["situation"] for card in cards]
    ).prefetch_related("situationclause_set__block")
    situations = {situation.slug: situation for situation in wanted}
    texts = _clause_texts(revision, situations.values(), back)
    return [
        _card(card["id"], situations[card["situation"]], card["questions"], texts, reader)
        for card in cards
        if card["situation"] in situations  # an unfinished draft's may name none
    ]


def _card(
    name: str,
    situation: Situation,
    questions: list[dict[str, str | None]],
    texts: dict[str, ClauseText],
    reader: str,
) -> Card:
    return Card(
        id=name,
        title=shown(situation, "title"),
        story=shown(situation, "story"),
        picture=f"drawings/{situation.picture}.svg" if situation.picture else "",
        mock=mock_of(situation.mock, reader),
        question=shown(situation, "question"),
        questions=[choose(question) for question in questions],
        clauses=[texts[block.clause] for block in _blocks(situation)],
    )


def _blocks(situation: Situation) -> list[Block]:
    return [row.block for row in situation.situationclause_set.all()]


def _clause_texts(
    revision: Revision, situations: Iterable[Situation], back: str
) -> dict[str, ClauseText]:
    """The clauses that any of the situations hangs on, by id."""
    blocks = {block.pk: block for situation in situations for block in _blocks(situation)}
    slug = revision.edition.guideline.slug
    return {text.id: text for text in clause_texts(slug, blocks.values(), back=back)}


def cards_url(revision: Revision) -> str:
    """Where a guideline's cards are to choose from; "" where it has none."""
    has_cards = bool(revision.extras.get("cards"))
    return reverse("quiz:cards", args=[revision.edition.guideline.slug]) if has_cards else ""


def card_url(revision: Revision, situation: str) -> str:
    """The card on a situation; where it has none, all of them, or ""."""
    for card in revision.extras.get("cards", []):
        if card["situation"] == situation:
            return reverse("quiz:card", args=[revision.edition.guideline.slug, card["id"]])
    return cards_url(revision)
