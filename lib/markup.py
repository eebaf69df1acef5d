"""Lesson text as HTML: a little Markdown, no HTML of its own, cleaned once more after rendering."""

import nh3
from markdown_it import MarkdownIt

from lib.texts import Html, Text

TAGS = {"p", "ul", "ol", "li", "strong", "em", "h2", "h3", "blockquote"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def to_html(markdown: Text) -> Html:
    """The text as safe HTML, in the text's language."""
    clean = nh3.clean(_MARKDOWN.render(markdown), tags=TAGS, attributes={})
    return Html.of(clean, markdown.lang)
