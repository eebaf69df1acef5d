"""Helpers that know no model: order, days, languages, CPR numbers, Markdown."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lib.cpr import looks_like_cpr
from lib.danish import sort_key
from lib.days import day_of, end_of
from lib.markup import to_html
from lib.templatetags.texts import lang_attribute, paragraphs
from lib.texts import Text, choose


def test_danish_letters_sort_last_and_aa_as_å() -> None:
    names = ["Åse", "Zainab", "Ødbjørn", "Aagaard", "Anders", "Æble", "Émile", "Bo Holm", "Bob"]
    in_order = ["Anders", "Bo Holm", "Bob", "Émile", "Zainab", "Æble", "Ødbjørn", "Aagaard", "Åse"]
    assert sorted(names, key=sort_key) == in_order


@given(st.text())
def test_a_sort_key_is_plain_ascii(name: str) -> None:
    key = sort_key(name)
    assert key.isascii()
    assert not key or key.isalnum()
    assert "aa" not in key


def test_no_key_has_what_a_danish_collation_takes_for_another_letter() -> None:
    """Lists are put in order here and in the database, and must agree."""
    assert sort_key("Isaác") == sort_key("Isaac") == "iszzzc"


def test_a_day_ends_at_danish_midnight() -> None:
    late = datetime(2026, 11, 22, 22, 59, tzinfo=UTC)
    assert day_of(late) == date(2026, 11, 22)
    assert late < end_of(date(2026, 11, 22)) == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)


def test_a_day_of_summer_time_ends_two_hours_before_utc_midnight() -> None:
    assert end_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["010190-1234", "ring til 0101901234 nu", "311299 4321", "(150675-0001)"]
)
def test_a_cpr_number_is_recognised(text: str) -> None:
    assert looks_like_cpr(text)


@pytest.mark.parametrize("text", ["tlf. 74 12 34 56", "4711", "320190-1234", "12345678901234"])
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not looks_like_cpr(text)


def test_a_missing_translation_falls_back_to_danish_and_says_so() -> None:
    with translation.override("de"):
        text = choose({"da": "Hej", "en": "Hi", "de": None})
        assert (text, text.lang) == ("Hej", "da")
        assert lang_attribute(text) == ' lang="da"'
        assert lang_attribute(Text("Hallo", "de")) == ""


def test_html_in_a_text_is_shown_as_text() -> None:
    assert "<script>" not in paragraphs("<script>alert(1)</script>")
    assert "<script>" not in to_html(Text("<script>alert(1)</script>\n\n*ja*", "da"))
    assert "<em>ja</em>" in to_html(Text("*ja*", "da"))


def test_links_and_images_are_not_made_from_lesson_text() -> None:
    html = to_html(Text("![x](https://example.org/x.png) [y](javascript:alert(1))", "da"))
    assert "src" not in html
    assert "href" not in html
