"""A table's order and a list's filters stand in the address, so a view can be sent to a colleague."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from lib.addresses import FilterLink, query_without, sorting
from tests.conftest import soup_of

COLUMNS = {"navn": "Navn", "frist": "Frist"}


def test_what_is_taken_out_of_an_address_leaves_the_rest() -> None:
    query = QueryDict("vis=alle&side=2&q=a+b")
    assert query_without(query, "side") == "vis=alle&q=a+b&"
    assert query_without(QueryDict("side=2"), "side") == ""


@pytest.mark.parametrize(
    ("address", "column", "is_descending"),
    [
        ("", "navn", False),
        ("sortering=frist", "frist", False),
        ("sortering=-frist", "frist", True),
        ("sortering=hemmelig", "navn", False),
        ("sortering=--frist", "navn", False),
    ],
)
def test_an_address_says_the_order_and_an_unknown_one_means_the_usual(
    address: str, column: str, is_descending: bool
) -> None:
    found = sorting(QueryDict(address), COLUMNS, default="navn")
    assert (found.column, found.is_descending) == (column, is_descending)


def test_a_list_may_usually_be_sorted_downwards() -> None:
    found = sorting(QueryDict(""), COLUMNS, default="-frist")
    assert found.headings["frist"].direction == "descending"


def test_the_columns_link_turns_the_order_round_and_keeps_the_filters() -> None:
    found = sorting(QueryDict("q=mette&sortering=frist&side=3"), COLUMNS, default="navn")
    assert found.headings["frist"].url == "?q=mette&sortering=-frist"
    assert found.headings["navn"].url == "?q=mette&sortering=navn"
    turned = sorting(QueryDict("q=mette&sortering=-frist"), COLUMNS, default="navn")
    assert turned.headings["frist"].url == "?q=mette&sortering=frist"


def test_only_the_column_sorted_by_says_so_to_a_screen_reader() -> None:
    headings = sorting(QueryDict("sortering=-frist"), COLUMNS, default="navn").headings
    said = [
        soup_of(
            f"<table><tr>{render_to_string('components/sort_heading.html', {'heading': one})}</table>"
        )
        .select_one("th")
        .get("aria-sort")
        for one in headings.values()
    ]
    assert said == [None, "descending"]


def test_a_filter_says_how_many_it_leaves_and_which_one_is_chosen() -> None:
    links = [
        FilterLink("Mangler", 7, "?vis=mangler", True),
        FilterLink("Alle", 24, "?vis=alle", False),
    ]
    html = render_to_string("components/filter_links.html", {"label": "Vis", "links": links})
    page = soup_of(html)
    assert [link.get_text() for link in page.select("a")] == ["Mangler (7)", "Alle (24)"]
    assert [link.get_text() for link in page.select("[aria-current]")] == ["Mangler (7)"]
    assert page.select_one("nav")["aria-label"] == "Vis"
