"""Searching the guideline's text: the text stays whole, and every hit is what was looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.search import pieces_of, words_to_find

TEXT = "Lad være med at lægge fotos, der er taget på arbejdet, ind på Facebook."


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_the_pieces_are_the_text(text: str, words: list[str]) -> None:
    assert "".join(piece.text for piece in pieces_of(text, words)) == text


def hits(query: str, text: str = TEXT) -> list[str]:
    return [piece.text for piece in pieces_of(text, words_to_find(query)) if piece.is_hit]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("foto", ["foto"]),
        ("FOTO", ["foto"]),
        ("lægge", ["lægge"]),
        ("på", ["på", "på"]),
        ("facebook fotos", ["fotos", "Facebook"]),
        ("»fotos«, tak", []),
        ("«fotos»", ["fotos"]),
        ("fotos film", []),
        ("foto fotos", ["fotos"]),
        (".*", []),
        ("", []),
        ("   ", []),
        ("la\u0308gge", []),
        ("på arbejdet", ["på", "arbejdet", "på"]),
    ],
)
def test_a_passage_is_found_where_it_holds_every_word(query: str, found: list[str]) -> None:
    assert hits(query) == found


def test_letters_typed_in_two_parts_are_found() -> None:
    assert hits("a\u030arsag", "Årsagen") == ["Årsag"]
