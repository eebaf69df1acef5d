"""Discussion cards: one situation, three questions, the guideline's words; found where a team needs them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import Employee
from policy.text import words_of
from quiz.models import Kind, Situation
from tests.conftest import soup
from tests.factories.people import Cast
from tests.factories.policy import the_revision
from tests.factories.training import an_answer, an_assignment, begin

SignIn = Callable[[Employee | None], Client]
CARDS = "/samtalekort/social-media/"
DECK = "/alle-samtalekort/social-media/"


def test_a_card_has_its_story_three_questions_and_the_clauses_word_for_word(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.manager)
    links = [link["href"] for link in soup(client.get(CARDS)).select("main li a")]
    cards = the_revision().extras["cards"]
    assert links == [f"{CARDS}{card['id']}/" for card in cards]
    assert len(links) >= 8
    for link, card in zip(links, cards, strict=True):
        shown = soup(client.get(link)).select_one("article.card")
        situation = Situation.objects.get(revision=the_revision(), slug=card["situation"])
        assert shown.h1.get_text() == situation.title
        questions = [one.get_text() for one in shown.select("ol:not([class]) > li")]
        assert questions == [question["da"] for question in card["questions"]]
        quotes = [words_of(one.get_text()) for one in shown.select("blockquote p:last-child")]
        rows = situation.situationclause_set.select_related("block")
        assert quotes == [row.block.text for row in rows]
        for quote in shown.select("figure.quote"):
            assert quote.figcaption.get_text() == "Retningslinjens egne ord"
            assert f"?fra={link.replace('/', '%2F')}#" in quote.a["href"].replace("/", "%2F")


def test_all_cards_stand_on_one_page_to_print(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.new_hire)
    page = soup(client.get(DECK))
    titles = [one.get_text() for one in soup(client.get(CARDS)).select("main li a")]
    assert [one.h2.get_text() for one in page.select("article.card")] == titles
    assert soup(client.get(CARDS)).select_one("main .actions a")["href"] == DECK


@pytest.mark.parametrize("address", [CARDS, DECK, f"{CARDS}card-savings/"])
def test_cards_cost_few_queries_however_many_there_are(
    address: str, cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.manager)
    client.get("/")  # the session's clock is written now
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= 10


def test_a_card_or_guideline_that_is_not_there_is_not_found(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.manager)
    for address in (f"{CARDS}findes-ikke/", "/samtalekort/nej/", "/alle-samtalekort/nej/"):
        assert client.get(address).status_code == 404


def test_a_manager_finds_the_cards_on_the_teams_page(cast: Cast, client_of: SignIn) -> None:
    assert soup(client_of(cast.manager).get("/team/")).select(f"main a[href='{CARDS}']")


def test_a_learner_finds_the_cards_on_the_first_page(cast: Cast, client_of: SignIn) -> None:
    begin(an_assignment(cast.new_hire, cast.manager))
    assert soup(client_of(cast.new_hire).get("/")).select(f"main a[href='{CARDS}']")


def test_a_dilemma_leads_to_its_own_card_and_other_kinds_to_none(
    cast: Cast, client_of: SignIn
) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    client = client_of(cast.new_hire)
    for slug, kind, cards in (
        ("new-manager", Kind.DILEMMA, [f"{CARDS}card-new-manager/"]),
        ("reading-circle", Kind.SITUATION, []),
    ):
        situation = Situation.objects.get(revision=attempt.revision, slug=slug)
        assert situation.kind == kind
        an_answer(attempt, situation)
        page = soup(client.get(f"/forloeb/social-media/situation/{slug}/svar/1/"))
        links = [link["href"] for link in page.select("main a[href^='/samtalekort/']")]
        assert links == cards
