"""The guideline's own page: the whole text, in order, word for word."""

import re
from collections.abc import Callable

from django.test import Client

from people.models import Employee
from policy.text import bare
from tests.conftest import soup
from tests.factories import Cast, the_revision
from tests.policy.test_text import SOURCE

SignIn = Callable[[Employee | None], Client]


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_page_is_the_customers_text_whole_and_in_order(cast: Cast, client_of: SignIn) -> None:
    page = soup(client_of(cast.new_hire).get("/retningslinjer/social-media/"))
    article = page.select_one("main article")
    assert article is not None
    text = " ".join(element.get_text() for element in article.select("h1, h2, p, li"))
    assert words(text) == bare(SOURCE.read_bytes().decode())


def test_every_clause_has_its_anchor(cast: Cast, client_of: SignIn) -> None:
    page = soup(client_of(cast.new_hire).get("/retningslinjer/social-media/"))
    clauses = the_revision().edition.blocks.exclude(clause="").values_list("clause", "text_da")
    assert len(clauses) == 18
    for clause, text in clauses:
        assert words(page.select_one(f"#{clause}").get_text()) == text


def test_one_guideline_is_opened_at_once(cast: Cast, client_of: SignIn) -> None:
    response = client_of(cast.new_hire).get("/retningslinjer/")
    assert response.headers["Location"] == "/retningslinjer/social-media/"


def test_a_translation_says_that_it_is_one(cast: Cast, client_of: SignIn) -> None:
    page = soup(client_of(cast.new_hire).get("/retningslinjer/social-media/?sprog=de"))
    article = page.select_one("main article")
    assert article is not None
    assert article.select_one("h1")["lang"] == "de"
    assert page.select_one("main .notice") is not None


def test_a_guideline_that_is_not_there_is_not_found(cast: Cast, client_of: SignIn) -> None:
    assert client_of(cast.new_hire).get("/retningslinjer/findes-ikke/").status_code == 404
