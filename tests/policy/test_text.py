"""The guideline's text: its canonical form, its hash, its blocks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.text import Outline, TextMismatch, canonical, cut, sha256_of

SOURCE = Path("policy/guidelines/social-media/source-da.txt")
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
