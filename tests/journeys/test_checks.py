"""The checks themselves: on a page that is spoilt on purpose, each finds what is wrong, and nothing else."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.adaptations import (
    ENLARGED,
    SPACED,
    forced_colour_faults,
    keyboard_faults,
    spoilt_by,
)
from tests.journeys.checks import signed_in_faults
from tests.journeys.listening import language_faults, language_of, tree_faults
from tests.journeys.visitor import PHONE

pytestmark = pytest.mark.journey

WELL = "<main><h1>Hej</h1><h2>Mere</h2><p>Du kan læse det her, og det er dansk.</p><a href=/>Hjem</a></main>"
RING = ":focus-visible { outline: 3px solid }"
Draw = Callable[[str], Page]


@pytest.fixture
def draw(chromium: Browser) -> Iterator[Draw]:
    """A page with this body, in Danish, on a phone."""
    page = chromium.new_page(viewport=PHONE)

    def show(body: str) -> Page:
        page.set_content(f"<!doctype html><html lang=da><style>{RING}</style><body>{body}</body>")
        return page

    yield show
    page.close()


def test_a_page_that_is_well_has_no_faults(draw: Draw) -> None:
    page = draw(WELL)
    found = tree_faults(page) + language_faults(page) + keyboard_faults(page)
    found += forced_colour_faults(page) + signed_in_faults(page, "")
    found += spoilt_by(page, ENLARGED, 390) + spoilt_by(page, SPACED, 390)
    assert not found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<h1>Hej</h1><button></button>", "a button without a name"),
        ("<h1>Hej</h1><a href=/><svg></svg></a>", "a link without a name"),
        ("<h1>Hej</h1><input type=text>", "a textbox without a name"),
        (
            "<h1>Hej</h1><a href=/ aria-label='Bo igen'>Ophæv</a>",
            "'Ophæv' is seen, but named 'Bo igen'",
        ),
        ("<h1>Hej</h1><h3>Mere</h3>", "a heading of level 3 follows one of level 1"),
        ("<h2>Hej</h2>", "a heading of level 2 follows one of level 0"),
        (
            "<h1>Hej</h1><nav><a href=/>A</a></nav><nav><a href=/>B</a></nav>",
            "2 × navigation named ''",
        ),
    ],
)
def test_the_tree_tells_what_a_screen_reader_would_miss(body: str, found: str, draw: Draw) -> None:
    assert found in tree_faults(draw(body))


def test_a_passage_in_another_language_must_say_so(draw: Draw) -> None:
    english = "The guideline is for all of you, and it is not that long."
    assert language_faults(draw(f"<p>{english}</p>"))
    assert not language_faults(draw(f"<p lang=en>{english}</p>"))
    assert not language_faults(draw(f"<p>Der står: <q lang=en>{english}</q></p>"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Du kan se, hvad der er til dig, og ikke til de andre.", "da"),
        ("Sie können sehen, was für Sie ist und nicht für die anderen.", "de"),
        ("You can see what is for you and not for the others.", "en"),
        ("Mette Hansen, Plejecenter Mølleparken", ""),
    ],
)
def test_a_language_is_told_by_its_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<p style='height: 1.2em; overflow: hidden'>Der er meget at læse i dag.</p>", SPACED),
        (
            "<p style='width: 300px; white-space: nowrap; overflow: hidden'>Der er meget at læse.</p>",
            ENLARGED,
        ),
        (
            "<p style='white-space: nowrap'>Der er meget, der skal læses i dag, mener de.</p>",
            SPACED,
        ),
        (
            "<div style='height: 20px'><p>Der er meget, der skal læses i dag.</p></div><p>Mere</p>",
            ENLARGED,
        ),
    ],
)
def test_text_that_is_cut_or_covered_is_found(body: str, css: str, draw: Draw) -> None:
    assert spoilt_by(draw(body), css, 390)


def test_a_focus_that_can_not_be_seen_is_found(draw: Draw) -> None:
    page = draw(
        "<style>a:focus-visible { outline: 0 }</style><a href=/>Hjem</a><button>Send</button>"
    )
    assert [fault[:35] for fault in keyboard_faults(page)] == [
        "by keyboard: the focus can't be see"
    ]


def test_what_holds_the_focus_is_found(draw: Draw) -> None:
    page = draw("<button onblur='this.focus()'>Send</button>")
    assert keyboard_faults(page)
    page = draw(
        "<a href=/>Start</a><button onblur='this.focus()'>Send</button><a href=/slut/>End</a>"
    )
    assert keyboard_faults(page)


def test_what_colour_alone_tells_apart_is_found(draw: Draw) -> None:
    pill = "<nav class=pills><a href=/a aria-current=page>A</a><a href=/b>B</a></nav>"
    page = draw(f"<style>[aria-current] {{ background: red }}</style>{pill}")
    assert "in forced colours: .pills [aria-current] looks like .pills a:not([aria-current])" in (
        forced_colour_faults(page)
    )


def test_a_page_that_does_not_say_who_is_signed_in_is_found(draw: Draw) -> None:
    page = draw("<header><form action=/log-af/><a href=/min-adgang/>Anne Krogh</a></form></header>")
    assert not signed_in_faults(page, "Anne Krogh")
    assert signed_in_faults(page, "Mette Hansen")
    assert signed_in_faults(page, "")
