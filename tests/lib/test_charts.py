"""A chart's places, and the sentence that says what it shows."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from lib.charts import LineChart, Mark, Share, conclusion_of, line_chart
from tests.conftest import soup_of


def shares(*percents: int) -> list[Share]:
    return [Share(7 * n, f"uge {n + 40}", one, f"{one} af 100") for n, one in enumerate(percents)]


def chart(*percents: int, mark: Mark | None = None) -> LineChart:
    found = shares(*percents)
    return line_chart(
        found,
        title="Over tid",
        conclusion=conclusion_of(found),
        time="Uge",
        counted="Antal",
        mark=mark,
    )


def test_the_first_share_is_leftmost_and_a_whole_share_on_top() -> None:
    dots = chart(0, 25, 100).dots
    assert [(dot.x, dot.y) for dot in dots] == [("0%", "100%"), ("50%", "75%"), ("100%", "0%")]


def test_times_that_lie_apart_unevenly_are_drawn_apart_unevenly() -> None:
    uneven = [Share(at, str(at), 0, "") for at in (0, 1, 10)]
    drawn = line_chart(uneven, title="", conclusion="", time="", counted="")
    assert [dot.x for dot in drawn.dots] == ["0%", "10%", "100%"]


def test_the_axis_reaches_to_a_deadline_that_is_still_to_come() -> None:
    drawn = chart(10, 20, mark=Mark(28, "Frist"))
    assert [dot.x for dot in drawn.dots] == ["0%", "25%"]
    assert drawn.mark_x == "100%"


def test_a_single_share_and_none_at_all_can_be_drawn() -> None:
    assert [dot.x for dot in chart(40).dots] == ["50%"]
    assert chart().dots == []


@pytest.mark.parametrize("count", [1, 6, 7, 30, 100])
def test_so_few_times_are_named_that_they_do_not_touch_and_the_newest_is(count: int) -> None:
    dots = chart(*[50] * count).dots
    assert 1 <= sum(dot.has_label for dot in dots) <= 6
    assert dots[-1].has_label


@pytest.mark.parametrize(
    ("percents", "sentence"),
    [
        ((), "Der er ingen tal endnu."),
        ((40,), "Andelen er 40\u00a0%."),
        ((40, 70, 40), "Andelen er stadig 40\u00a0%."),
        ((4, 71), "Andelen er steget fra 4\u00a0% til 71\u00a0%."),
        ((71, 4), "Andelen er faldet fra 71\u00a0% til 4\u00a0%."),
    ],
)
def test_the_conclusion_is_a_sentence(percents: tuple[int, ...], sentence: str) -> None:
    assert conclusion_of(shares(*percents)) == sentence


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_all_that_is_drawn_is_said_too_and_no_language_changes_its_numbers(language: str) -> None:
    with translation.override(language):
        html = render_to_string("components/line_chart.html", {"chart": chart(1, 34, 67, 100)})
    page = soup_of(html)
    assert page.select_one("figcaption").get_text().endswith(".")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows == [
        [f"uge {n + 40}", f"{one} %", f"{one} af 100"] for n, one in enumerate((1, 34, 67, 100))
    ]
    assert [circle["cx"] for circle in page.select("circle")] == ["0%", "33.33%", "66.67%", "100%"]
    assert page.select_one(".plot")["aria-hidden"] == "true"
