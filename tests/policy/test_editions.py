"""What changed since an edition, as a reader meets it: by clause and word, in words and marks."""

import re
from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import Employee
from tests.conftest import soup
from tests.editions import ASK, PHOTOS
from tests.factories.authoring import a_second_edition
from tests.factories.people import Cast
from tests.factories.policy import da, the_revision
from tests.factories.training import an_assignment, complete

SignIn = Callable[[Employee | None], Client]
ADDRESS = "/retningslinjer/social-media/version/{}/aendringer/"


def words(element: Any) -> str:
    return re.sub(r"\s+", " ", element.get_text()).strip()


def read(element: Any, without: str) -> str:
    """The text as one of the two editions has it: without what the other alone has."""
    copy = BeautifulSoup(str(element), "html5lib")
    for one in copy.select(f"{without}, .hidden"):
        one.decompose()
    return words(copy)


def test_each_changed_clause_shows_the_old_and_the_new_words(cast: Cast, client_of: SignIn) -> None:
    old = da(the_revision().edition.blocks.get(clause="E1"), "text")
    a_second_edition()
    page = soup(client_of(cast.new_hire).get(ADDRESS.format("1.0")))
    photos, ask = page.select("ol.changes > li")
    assert words(photos.h2) == "Punkt E1 Ændret"
    assert read(photos.blockquote, "ins") == old
    assert read(photos.blockquote, "del") == PHOTOS["da"]
    assert [words(one) for one in photos.select("ins")] == [
        "[nyt: og film]",
        "[nyt: eller andre sociale medier ]",
    ]
    assert words(ask.h2) == "Punkt G1 Nyt"
    assert read(ask.blockquote, "del") == ASK["da"]
    assert "2 steder er ændret." in words(page.main)
    assert "De øvrige 22 afsnit er uændrede." in words(page.main)


def test_the_changes_are_shown_in_the_readers_language(cast: Cast, client_of: SignIn) -> None:
    a_second_edition()
    Employee.objects.filter(pk=cast.new_hire.pk).update(language="de")
    page = soup(client_of(cast.new_hire).get(ADDRESS.format("1.0")))
    assert read(page.select_one("blockquote"), "del") == PHOTOS["de"]
    assert not page.select("blockquote[lang]")
    assert "[neu:" in page.select_one("li ins").get_text()


def test_a_language_that_one_edition_lacks_is_not_compared(cast: Cast, client_of: SignIn) -> None:
    a_second_edition(without="de")
    Employee.objects.filter(pk=cast.new_hire.pk).update(language="de")
    page = soup(client_of(cast.new_hire).get(ADDRESS.format("1.0")))
    assert page.html["lang"] == "de"
    assert {one["lang"] for one in page.select("blockquote")} == {"da"}
    assert read(page.select_one("blockquote"), "del") == PHOTOS["da"]


def test_since_the_newest_nothing_has_changed(cast: Cast, client_of: SignIn) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    page = soup(client_of(cast.new_hire).get(ADDRESS.format("1.0")))
    assert not page.select("ins, del")
    assert "Version 1.0 er den, der gælder." in words(page.main)
    assert "Du har kvitteret for version 1.0." in words(page.main)


def test_an_edition_with_the_same_words_says_so(cast: Cast, client_of: SignIn) -> None:
    a_second_edition(changed=False)
    page = soup(client_of(cast.new_hire).get(ADDRESS.format("1.0")))
    assert not page.select("ins, del")
    assert "Version 2.0 siger det samme." in words(page.main)


def test_another_sentence_to_acknowledge_is_a_change(cast: Cast, client_of: SignIn) -> None:
    a_second_edition(changed=False, statement="Jeg har læst og forstået det hele.")
    [change] = soup(client_of(cast.new_hire).get(ADDRESS.format("1.0"))).select("ol.changes > li")
    assert words(change.h2) == "Sætningen, man kvitterer for Ændret"
    assert read(change.blockquote, "del") == "Jeg har læst og forstået det hele."


def test_reading_and_comparing_cost_few_queries(
    cast: Cast,
    client_of: SignIn,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    a_second_edition()
    client = client_of(cast.new_hire)
    client.get("/")  # the session's clock is written now
    for address in ("/retningslinjer/social-media/", ADDRESS.format("1.0")):
        with django_assert_max_num_queries(8):
            client.get(address)
