"""Lesson text as HTML: a little Markdown, no HTML of its own, cleaned once more after rendering."""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = {"p", "ul", "ol", "li", "strong", "em", "h2", "h3", "blockquote"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def to_html(markdown: str) -> SafeString:
    """The text as safe HTML."""
    return SafeString(nh3.clean(_MARKDOWN.render(markdown), tags=TAGS, attributes={}))
