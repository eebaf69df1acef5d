"""An editor at a part's form: the page as a browser would send it back, with what is typed into it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.conftest import soup

FORM = "application/x-www-form-urlencoded"
DRAFT = "/redaktion/social-media/1.0/2/"
Fields = dict[str, list[str]]


def fields_of(page: BeautifulSoup) -> Fields:
    """What a browser would send of the part's form as it stands."""
    form = page.select_one("form.sheet")
    assert form is not None
    sent: Fields = {}
    for one in form.select("input[name], select[name], textarea[name]"):
        if one["name"] == "csrfmiddlewaretoken":
            continue
        for value in _values(one):
            sent.setdefault(str(one["name"]), []).append(value)
    return sent


def _values(one: Tag) -> list[str]:
    if one.name == "textarea":
        # What a browser makes of line breaks; the first one only opens the tag.
        return [one.get_text().removeprefix("\n").replace("\n", "\r\n")]
    if one.name == "select":
        return [str(chosen["value"]) for chosen in one.select("option[selected]")[-1:]] or [""]
    if one.get("type") in ("checkbox", "radio"):
        return [str(one.get("value", "on"))] if one.has_attr("checked") else []
    return [str(one.get("value", ""))]


class Desk:
    """A part's page in somebody's browser."""

    def __init__(self, client: Client, part: str, draft: str = DRAFT) -> None:
        self.client = client
        self.path = f"{draft}rediger/{part}/"
        self.fields: Fields = {}
        self.status = 0
        self.page: Any = None
        self.open()

    def open(self) -> "Desk":
        """Open the page, or open it again."""
        return self._shown(self.client.get(self.path))

    def _shown(self, response: Any) -> "Desk":
        self.status = response.status_code
        self.page = soup(response)
        if self.page.select_one("form.sheet"):
            self.fields = fields_of(self.page)
        return self

    def write(self, **typed: str) -> "Desk":
        """Type into fields: `story_da` is the story in Danish, `options_0_text_da` an answer's text."""
        for name, value in typed.items():
            self.put(name.replace("__", "\0").replace("_", "-").replace("\0", "_"), value)
        return self

    def put(self, name: str, *values: str) -> "Desk":
        """Type into a field by its name."""
        assert name in self.fields or f'name="{name}"' in str(self.page), name
        self.fields[name] = list(values)
        return self

    def press(self, do: str = "save") -> "Desk":
        """Press a button and see what comes, past a redirect."""
        body = urlencode({**self.fields, "do": [do]}, doseq=True)
        response = self.client.post(self.path, body, content_type=FORM, follow=True)
        return self._shown(response)

    def text(self) -> str:
        """All words of the page."""
        return " ".join(self.page.select_one("main").get_text(" ").split())


SignIn = Callable[[Any], Client]
