"""Showing content: the language a passage is in, paragraphs, days with their weekday."""

import json
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from lib.days import spelled_day, spelled_moment
from lib.texts import reader_language

register = template.Library()
register.filter("spelled_day", spelled_day)
register.filter("spelled_moment", spelled_moment)


@register.filter
def lang_attribute(text: str) -> SafeString:
    """` lang="da"` where the passage is not in the page's language, else nothing."""
    language = getattr(text, "lang", "")
    if not language or language == reader_language():
        return SafeString("")
    return format_html(' lang="{}"', language)


@register.filter
def paragraphs(text: str) -> SafeString:
    """The text's paragraphs, which stand apart by a blank line."""
    parts = ((conditional_escape(part.strip()),) for part in text.split("\n\n") if part.strip())
    return format_html_join("\n", "<p>{}</p>", parts)


@register.filter
def as_json(value: Any) -> str:
    """The value as JSON, for a script to read in an attribute (where it is escaped like any text)."""
    return json.dumps(value)
