"""Texts in several languages: the three columns of a field, and the one a reader is shown."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

LANGUAGES = ("da", "en", "de")
SOURCE = "da"

Texts = dict[str, str | None]


class Text(str):
    """A text and the language it is really in, which the page's `lang` must say."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, value: str, lang: str) -> "Text":
        """The text `value`, which is in `lang`."""
        text = super().__new__(cls, value)
        text.lang = lang
        return text

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # str's has one
        """What a copy is made of: forms copy their fields."""
        return str(self), self.lang


class Html(SafeString):
    """Safe HTML and the language its words are in."""

    lang: str

    @classmethod
    def of(cls, html: str, lang: str) -> "Html":
        """The HTML, which the caller has made safe, in `lang`."""
        made = cls(html)
        made.lang = lang
        return made


def reader_language() -> str:
    """The language the page is in."""
    language = (get_language() or SOURCE)[:2]
    return language if language in LANGUAGES else SOURCE


def choose(texts: Mapping[str, str | None], language: str | None = None) -> Text:
    """The text in the reader's language, else the Danish, marked as such."""
    wanted = language or reader_language()
    if value := texts.get(wanted):
        return Text(value, wanted)
    return Text(texts.get(SOURCE) or "", SOURCE)


def texts_of(row: Any, field: str) -> Texts:
    """The three columns of a translated field; None where there is no text."""
    return {language: getattr(row, f"{field}_{language}") or None for language in LANGUAGES}


def columns(field: str, texts: Mapping[str, str | None] | None) -> dict[str, str | None]:
    """A translated field's columns by name, to create a row with."""
    return {f"{field}_{language}": (texts or {}).get(language) for language in LANGUAGES}


def shown(row: Any, field: str, language: str | None = None) -> Text:
    """A translated field of a row as the reader is shown it."""
    return choose(texts_of(row, field), language)
