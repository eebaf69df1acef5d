"""The gallery shows every part of the pages, and exists in development alone."""

from pathlib import Path

import pytest
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.utils import translation

from config.gallery import arguments_of, gallery
from config.specimens import ICONS, specimens
from tests.conftest import soup_of
from tests.factories.people import Cast

TEMPLATES = Path("templates")
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
PARTS = [*(TEMPLATES / "components").rglob("*.html"), *(TEMPLATES / "omtanke").rglob("*.html")]


def test_the_gallery_has_no_address_outside_development(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.hr, backend="people.backends.SignInBackend")
    assert client.get("/galleri/").status_code == 404


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_every_component_field_and_drawing_is_shown(language: str, cast: Cast) -> None:
    request = RequestFactory().get("/galleri/")
    request.user, request.resolver_match = cast.hr, None
    with translation.override(language):
        response = gallery(request)
        assert isinstance(response, TemplateResponse)
        page = soup_of(response.render().content)
    for component in COMPONENTS:
        states = page.select(f"main section#{component} > .top")
        assert states, component
        assert all(state.find() for state in states), component
    assert len(page.select("#drawings svg")) == len(list((TEMPLATES / "drawings").iterdir()))
    assert len(page.select("#icon .icon")) == len(ICONS)
    ids = [one["id"] for one in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_every_component_has_its_specimens() -> None:
    assert [one.name for one in specimens()] == COMPONENTS
    assert all(one.states for one in specimens())


@pytest.mark.parametrize("path", PARTS, ids=str)
def test_a_component_names_its_arguments_on_its_first_line(path: Path) -> None:
    assert path.read_text().startswith("{# args: ")


def test_a_specimen_is_given_what_the_component_names() -> None:
    for specimen in specimens():
        named = arguments_of(specimen.template)
        given = {name for state in specimen.states for name in state}
        assert [name for name in given if name not in named] == [], specimen.name


def test_the_icons_are_those_that_the_component_names() -> None:
    named = arguments_of("components/icon.html").partition(" — ")[2].partition(".")[0]
    assert named.split(" | ") == list(ICONS)
