"""Contrast as WCAG defines it, and shades of a colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.colours import contrast, is_colour, lightness_of, shade

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#0b4f6c", "#ffffff", 8.9),
        ("#16242b", "#ffffff", 15.9),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_is_what_wcags_formula_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.05)


@given(colours, st.floats(0, 1))
def test_a_shade_is_a_colour_as_light_as_said(colour: str, lightness: float) -> None:
    made = shade(colour, lightness=lightness, most_saturation=0.5)
    assert is_colour(made)
    assert lightness_of(made) == pytest.approx(lightness, abs=0.005)


@pytest.mark.parametrize("text", ["", "red", "#fff", "#0B4F6C", "#0b4f6c;", "0b4f6c"])
def test_what_is_no_colour_is_none(text: str) -> None:
    assert not is_colour(text)
