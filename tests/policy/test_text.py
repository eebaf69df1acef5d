"""The guideline's text: its canonical form, its hash, its blocks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.files import GUIDELINES, read
from policy.text import (
    Outline,
    Piece,
    TextMismatch,
    bare,
    canonical,
    cut,
    join,
    lay_out,
    sha256_of,
)

FOLDER = GUIDELINES / "social-media"
SOURCE = FOLDER / "source-da.txt"
SHA256 = "b6ee90b591159a97fe0b398c2eeab4e9be8a428db0b7bcafa0dad38e1f7a25fc"


def test_the_customers_text_has_the_agreed_hash() -> None:
    assert sha256_of(SOURCE.read_bytes().decode()) == SHA256


@given(st.text())
def test_the_canonical_form_is_its_own(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_line_ends_and_composed_letters_do_not_change_the_hash() -> None:
    assert sha256_of("A\u030a\r\nb") == sha256_of("\n\nÅ\nb\n")
    assert sha256_of("a") != sha256_of("b")


def test_a_paragraph_can_hold_two_blocks() -> None:
    outline = [Outline("paragraph", "B1"), Outline("paragraph", "B2", "Heller ikke")]
    assert cut("Ingen kan. Heller ikke grupper.", outline) == ["Ingen kan.", "Heller ikke grupper."]


@pytest.mark.parametrize(
    ("text", "outline", "reason"),
    [
        ("a", [Outline("title", None), Outline("lead", None)], "ends before"),
        ("a\nb", [Outline("title", None)], "goes on"),
        ("- a", [Outline("paragraph", None)], "is a paragraph"),
        ("a", [Outline("title", None), Outline("paragraph", "X", "b")], "no paragraph holds"),
    ],
)
def test_an_outline_that_does_not_fit_is_refused(
    text: str, outline: list[Outline], reason: str
) -> None:
    with pytest.raises(TextMismatch, match=reason):
        cut(text, outline)


def test_words_copied_in_another_form_of_their_letters_are_the_same_words() -> None:
    decomposed = unicodedata.normalize("NFD", "På Sønderborg Kommunes sider")
    source = lay_out("", [], [Piece(decomposed, is_bullet=False)])
    assert decomposed != canonical(decomposed).strip()
    assert bare(source) == join([decomposed])


LINE = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8
).filter(lambda text: not text.startswith("-"))
BLOCKS = st.lists(st.tuples(LINE, st.booleans()), min_size=1, max_size=6)


def pieces_of(blocks: list[tuple[str, bool]], origins: list[int | None]) -> list[Piece]:
    return [
        Piece(text, is_bullet, was) for (text, is_bullet), was in zip(blocks, origins, strict=True)
    ]


@given(BLOCKS, BLOCKS, st.data())
def test_a_text_laid_out_anew_holds_its_blocks_and_nothing_else(
    before: list[tuple[str, bool]], after: list[tuple[str, bool]], data: st.DataObject
) -> None:
    first = lay_out("", [], pieces_of(before, [None] * len(before)))
    assert bare(first) == join([text for text, _ in before])
    places = st.lists(
        st.none() | st.integers(0, len(before) - 1), min_size=len(after), max_size=len(after)
    )
    texts = [text for text, _ in before]
    second = lay_out(first, texts, pieces_of(after, data.draw(places)))
    assert bare(second) == join([text for text, _ in after])


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_our_own_text_untouched_is_laid_out_as_it_was(language: str) -> None:
    source = (FOLDER / f"source-{language}.txt").read_text()
    module = read(FOLDER)
    texts = [block["text"][language] for block in module["blocks"]]
    pieces = [
        Piece(block["text"][language], block["type"] == "bullet", at)
        for at, block in enumerate(module["blocks"])
    ]
    assert lay_out(source, texts, pieces) == source
    changed = [Piece("Andet.", one.is_bullet, one.was) if one.was == 6 else one for one in pieces]
    assert lay_out(source, texts, changed) == source.replace(texts[6], "Andet.")
    del pieces[3]
    assert texts[3] not in lay_out(source, texts, pieces)
