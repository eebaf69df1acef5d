"""The guideline's own page: the whole text, word for word, to read, search, link to and come back from."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people.models import Employee
from policy.text import bare
from tests.conftest import soup
from tests.factories.authoring import a_second_edition
from tests.factories.people import Cast
from tests.factories.policy import da, the_revision
from tests.factories.training import an_assignment, complete
from tests.policy.test_text import SOURCE

SignIn = Callable[[Employee | None], Client]
ADDRESS = "/retningslinjer/social-media/"


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def text_of(page: Any) -> str:
    """The guideline's words alone: without each clause's link to itself."""
    # What stands beside the text says that it is no part of it (tests/training/test_examples.py).
    for aside in page.select("article aside.asked"):
        assert "ikke en del af retningslinjen" in aside["aria-label"] or aside["lang"] != "da"
        aside.decompose()
    for link in page.select("a.clause"):
        link.decompose()
    return words(" ".join(one.get_text() for one in page.select("h1, article :is(h2, p, li)")))


@pytest.fixture
def reader(cast: Cast, client_of: SignIn) -> Client:
    return client_of(cast.new_hire)


def test_the_page_is_the_customers_text_whole_and_in_order(reader: Client) -> None:
    assert text_of(soup(reader.get(ADDRESS))) == bare(SOURCE.read_bytes().decode())


def test_every_clause_has_its_anchor_and_a_link_to_itself(reader: Client) -> None:
    page = soup(reader.get(ADDRESS))
    clauses = the_revision().edition.blocks.exclude(clause="").values_list("clause", "text_da")
    assert len(clauses) == 18
    for clause, text in clauses:
        place = page.select_one(f"article #{clause}")
        [link] = place.select("a")
        assert (link["href"], link["aria-label"]) == (f"#{clause}", f"Link til punkt {clause}")
        link.decompose()
        assert words(place.get_text()) == text


def test_the_contents_lead_to_every_heading_and_clause(reader: Client) -> None:
    page = soup(reader.get(ADDRESS))
    contents = page.select_one("nav[aria-labelledby=contents]")
    targets = [link["href"].removeprefix("#") for link in contents.select("a")]
    blocks = list(the_revision().edition.blocks.all())[1:]
    assert len(targets) == len(set(targets)) == len(blocks)
    for target, block in zip(targets, blocks, strict=True):
        found = text_of_place(page, target)
        assert found == da(block, "text")
    assert words(contents.select("li")[0].get_text()) == "Du må gerne:"
    assert words(contents.select("li")[1].get_text()) == "A1 Tilgå Sønderborg Kommunes…"


def text_of_place(page: Any, anchor: str) -> str:
    place = page.find(id=anchor)
    own = [one for one in place.find_all(string=True) if one.parent.name != "a"]
    return words("".join(own))


def test_the_page_says_which_edition_it_is_and_since_when(reader: Client) -> None:
    eyebrow = soup(reader.get(ADDRESS)).select_one("main .eyebrow")
    day = the_revision().edition.published_at
    assert day is not None
    assert words(eyebrow.get_text()).startswith("Version 1.0 · gældende fra ")
    assert eyebrow.select_one("time")["datetime"] == day.date().isoformat()


def test_a_search_marks_what_it_finds_and_says_how_much(reader: Client) -> None:
    page = soup(reader.get(ADDRESS, {"q": "FACEBOOK"}))
    found = page.select_one("#fund")
    places = [link["href"] for link in found.select("a")]
    marks = page.select("article mark")
    assert words(found.select_one("h2").get_text()) == f"»FACEBOOK«: fundet {len(places)} steder"
    assert {mark.get_text().casefold() for mark in marks} == {"facebook"}
    assert sorted({f"#{mark.parent['id']}" for mark in marks}) == sorted(places)
    assert text_of(page) == bare(SOURCE.read_bytes().decode())
    assert page.select_one("input[type=search]")["value"] == "FACEBOOK"
    assert "FACEBOOK" in page.title.get_text()


def test_a_search_that_finds_nothing_says_so_and_marks_nothing(reader: Client) -> None:
    for query in ("ubåd", "facebook ubåd", "%&.*"):
        page = soup(reader.get(ADDRESS, {"q": query}))
        assert words(page.select_one("#fund h2").get_text()) == f"»{query}« står ikke i teksten"
        assert not page.select("mark")
    assert not soup(reader.get(ADDRESS, {"q": "  "})).select("#fund")


def test_the_language_that_is_shown_is_the_one_searched(reader: Client) -> None:
    german = soup(reader.get(ADDRESS, {"q": "Schweigepflicht", "sprog": "de"}))
    assert german.select_one("#fund h2").get_text() == "»Schweigepflicht«: fundet 1 sted"
    [mark] = german.select("article mark")
    assert mark.find_parent(lang=True)["lang"] == "de"
    assert german.select_one("form[role=search] input[name=sprog]")["value"] == "de"
    danish = soup(reader.get(ADDRESS, {"q": "Schweigepflicht"}))
    assert not danish.select("article mark")
    assert not danish.select("form[role=search] input[name=sprog]")


def test_a_search_longer_than_its_field_is_cut(reader: Client) -> None:
    page = soup(reader.get(ADDRESS, {"q": "fotos " + "x" * 5000}))
    field = page.select_one("input[type=search]")
    assert len(field["value"]) == int(field["maxlength"])


def test_what_is_searched_for_is_text_and_nothing_else(reader: Client) -> None:
    page = soup(reader.get(ADDRESS, {"q": '"><script>alert(1)</script>'}))
    assert not page.select("main script")
    assert page.select_one("input[type=search]")["value"] == '"><script>alert(1)</script>'


def test_a_way_leads_back_to_what_quoted_the_guideline(reader: Client) -> None:
    back = "/forloeb/social-media/lektion/photos/"
    page = soup(reader.get(ADDRESS, {"fra": back}))
    assert page.select_one("a.back")["href"] == back
    search = page.select_one("form[role=search] input[name=fra]")
    assert search["value"] == back
    english = page.select_one(".pills a[hreflang=en]")["href"]
    assert soup(reader.get(ADDRESS + english)).select_one("a.back")["href"] == back
    assert not soup(reader.get(ADDRESS)).select("a.back")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "forloeb/"],
)
def test_no_way_back_leads_to_another_site(elsewhere: str, reader: Client) -> None:
    assert not soup(reader.get(ADDRESS, {"fra": elsewhere})).select("a.back")


def test_one_guideline_is_opened_at_once(reader: Client) -> None:
    assert reader.get("/retningslinjer/").headers["Location"] == ADDRESS


def test_a_translation_says_that_it_is_one(reader: Client) -> None:
    page = soup(reader.get(ADDRESS, {"sprog": "de"}))
    assert page.select_one("h1")["lang"] == "de"
    assert {one["lang"] for one in page.select("article > :is(h2, p), article > ul > li")} == {"de"}
    assert page.select_one("article #E1 a")["lang"] == "da"
    assert "oversættelse" in page.select_one("main .notice").get_text()


def test_a_guideline_or_edition_that_is_not_there_is_not_found(reader: Client) -> None:
    for address in (
        "findes-ikke/",
        "social-media/version/9.9/",
        "social-media/version/9.9/aendringer/",
    ):
        assert reader.get(f"/retningslinjer/{address}").status_code == 404


def test_an_edition_that_is_not_published_is_not_found(reader: Client) -> None:
    a_second_edition(publishing=False)
    assert reader.get(f"{ADDRESS}version/2.0/").status_code == 404
    assert "1.0" in soup(reader.get(ADDRESS)).select_one(".eyebrow").get_text()


def test_an_earlier_edition_is_read_at_its_own_address(reader: Client) -> None:
    a_second_edition()
    newest = soup(reader.get(ADDRESS))
    assert "G1" in newest.select_one("article").get_text()
    link = newest.find("a", string="Version 1.0")
    earlier = soup(reader.get(link["href"]))
    assert text_of(earlier) == bare(SOURCE.read_bytes().decode())
    assert "gælder ikke længere" in earlier.select_one("main .notice.tone-warn").get_text()
    assert len(earlier.select(".eyebrow time")) == 2
    own = soup(reader.get(f"{ADDRESS}version/2.0/"))
    assert text_of(own) == text_of(newest)
    assert own.title.get_text() != newest.title.get_text()


def test_it_says_that_one_has_acknowledged_the_newest(
    cast: Cast, reader: Client, client_of: SignIn
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    said = words(soup(reader.get(ADDRESS)).select_one(".promise").get_text())
    assert said.startswith("Du kvitterede for denne version mandag den 23. november 2026")
    assert not soup(client_of(cast.colleague).get(ADDRESS)).select("main .promise")


def test_it_leads_to_what_changed_since_one_acknowledged(cast: Cast, reader: Client) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    a_second_edition()
    notice = soup(reader.get(ADDRESS)).select_one("main .notice.tone-info")
    assert words(notice.p.get_text()).startswith(
        "Du kvitterede for version 1.0 mandag den 23. november 2026."
    )
    assert notice.select_one("a")["href"] == f"{ADDRESS}version/1.0/aendringer/"
