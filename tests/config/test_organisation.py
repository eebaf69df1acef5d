"""An organisation's own colours and logo: derived, checked at the start, and in the files that are served."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings as SettingsWrapper

from config import env
from config.organisation import (
    DARK,
    LEAST_CONTRAST,
    LIGHT,
    MOST_LOGO_BYTES,
    Grounds,
    palette_of,
    readable_palette,
)
from config.styles import PARTS, STAND_IN, STYLES, site_styles
from lib.colours import contrast
from tests.conftest import soup

GREEN, YELLOW = "#00693c", "#ffd400"
BASE = Path("static/css/base.css").read_text()
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(colours, colours)
def test_the_dark_scheme_of_every_colour_can_be_read(brand: str, accent: str) -> None:
    for what, text, ground in palette_of(brand, accent).dark.pairs(DARK):
        assert contrast(text, ground) >= LEAST_CONTRAST, what


@given(colours)
def test_a_colour_is_refused_exactly_where_text_could_not_be_read(colour: str) -> None:
    pairs = palette_of(colour, colour).light.pairs(LIGHT)
    is_readable = all(contrast(text, ground) >= LEAST_CONTRAST for _what, text, ground in pairs)
    if is_readable:
        assert readable_palette(colour, colour).light.brand == colour
    else:
        with pytest.raises(ImproperlyConfigured, match=r"ORGANISATION_COLOUR.*contrast.*WCAG"):
            readable_palette(colour, colour)


def test_a_light_header_has_dark_text_and_links_in_another_colour() -> None:
    palette = readable_palette(YELLOW, GREEN)
    assert palette.light.on_brand == LIGHT.ink
    assert palette.light.accent == GREEN


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    day, _, dark = BASE.partition("prefers-color-scheme: dark")
    for grounds, written in ((LIGHT, day), (DARK, dark)):
        assert grounds == Grounds(*(token(written, name) for name in ("page", "wash", "ink")))


def token(css: str, name: str) -> str:
    """The value of a custom property as six digits."""
    value = css.partition(f"--{name}: ")[2].partition(";")[0]
    return value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])


def test_the_style_sheet_that_is_served_has_the_organisations_colours(
    settings: SettingsWrapper,
) -> None:
    settings.ORGANISATION_PALETTE = readable_palette(GREEN, GREEN)
    assert f"--brand: {GREEN};" in served(STYLES)
    assert GREEN in served("mark.svg")
    assert STAND_IN not in served("mark.svg")
    assert STAND_IN not in site_styles()


def test_every_file_of_styles_is_in_the_sheet() -> None:
    assert {path.stem for path in Path("static/css").glob("*.css")} == set(PARTS)


def test_a_logo_stands_in_the_header_and_beside_the_title(
    db: None, settings: SettingsWrapper, tmp_path: Path
) -> None:
    logo = tmp_path / "vaaben.png"
    logo.write_bytes(b"\x89PNG")
    settings.ORGANISATION_LOGO, settings.ORGANISATION_MARK = str(logo), "mark.png"
    page = soup(Client().get("/log-ind/"))
    assert page.select_one("header .brand img[alt='']")["src"] == "/static/mark.png"
    assert page.select_one("link[rel=icon]")["href"] == "/static/mark.png"
    assert Path(str(finders.find("mark.png"))).read_bytes() == logo.read_bytes()


@pytest.mark.parametrize("name", ["no-such.svg", "logo.gif", "large.svg"])
def test_a_logo_that_can_not_be_shown_stops_the_start(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "large.svg").write_bytes(b"x" * (MOST_LOGO_BYTES + 1))
    (tmp_path / "logo.gif").write_bytes(b"x")
    monkeypatch.setenv("A_LOGO", str(tmp_path / name))
    with pytest.raises(ImproperlyConfigured, match="A_LOGO"):
        env.logo("A_LOGO")


@pytest.mark.parametrize("written", ["blue", "#fff", "url(x)"])
def test_what_is_no_colour_stops_the_start(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_COLOUR", written)
    with pytest.raises(ImproperlyConfigured, match="A_COLOUR"):
        env.colour("A_COLOUR", "#0b4f6c")


def served(name: str) -> str:
    """A file as it would be collected."""
    return Path(str(finders.find(name))).read_text(encoding="utf-8")
