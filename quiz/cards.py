"""Discussion cards for team meetings: one situation, three questions, ten minutes. Nothing recorded."""

from dataclasses import dataclass

from lib.texts import Text, choose, shown
from policy.models import Revision
from quiz.models import Situation
from quiz.pages import Mock, mock_of


@dataclass(frozen=True)
class Card:
    """A card to print and talk about."""

    id: str
    title: Text
    story: Text
    mock: Mock | None
    questions: list[Text]


def cards_of(revision: Revision, reader: str) -> list[Card]:
    """The revision's cards in their order (one query); `reader` stands on drafts of one's own."""
    cards = revision.extras.get("cards", [])
    wanted = Situation.objects.filter(
        revision=revision, slug__in=[card["situation"] for card in cards]
    )
    situations = {situation.slug: situation for situation in wanted}
    return [
        Card(
            id=card["id"],
            title=shown(situations[card["situation"]], "title"),
            story=shown(situations[card["situation"]], "story"),
            mock=mock_of(situations[card["situation"]].mock, reader),
            questions=[choose(question) for question in card["questions"]],
        )
        for card in cards
    ]
