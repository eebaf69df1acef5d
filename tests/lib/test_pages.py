"""The way from page to page of a long list."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.conftest import soup_of


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_the_thousandth_page_is_asked_for_as_a_program_writes_numbers(language: str) -> None:
    page = Paginator(range(2000), 1).page(1001)
    with override(language):
        shown = soup_of(render_to_string("components/pages.html", {"page": page, "query": ""}))
    assert [one["href"] for one in shown.select("a")] == ["?side=1000", "?side=1002"]
