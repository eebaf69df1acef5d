"""Documents to keep, as tagged PDF/UA-1: typst templates under `templates/pdf/`, filled with data alone."""

import dataclasses
import json
import threading
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from lib.texts import Text, reader_language

FOLDER = settings.BASE_DIR / "templates" / "pdf"
_thread = threading.local()


def to_pdf(
    template: str,
    document: object,
    *,
    title: str,
    made_at: datetime,
    is_for_archive: bool = False,
) -> bytes:
    """The document (a dataclass or mapping of texts, lists and numbers) in the reader's language.

    For an archive it is PDF/A-2a as well: it holds all that it takes to be read in a hundred years.

    The template, a file of `templates/pdf/`, reads it as `it`; what it holds is only ever shown, never
    run. A `Text` keeps its language. The same document made at the same time gives the same bytes.
    """
    page = {
        "document": _plain(document),
        "title": title,
        "language": reader_language(),
        "organisation": settings.ORGANISATION_NAME,
        "site": str(settings.SITE_NAME),
        "page_number": _("Page %(number)s of %(total)s") % {"number": "{n}", "total": "{all}"},
    }
    made = _compiler().compile(
        FOLDER / template,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"] if is_for_archive else ["ua-1"],
        sys_inputs={"page": json.dumps(page)},
        timestamp=int(made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


class PdfResponse(HttpResponse):
    """A PDF to save under a file name."""

    def __init__(self, content: bytes, filename: str) -> None:
        super().__init__(content, content_type="application/pdf")
        self["Content-Disposition"] = f'attachment; filename="{filename}"'


@cache
def _fonts() -> typst.Fonts:
    """Those within typst itself: the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


def _compiler() -> typst.Compiler:
    """This thread's own: one that threads share fails."""
    if not hasattr(_thread, "compiler"):
        _thread.compiler = typst.Compiler(root=FOLDER, font_paths=_fonts())
    compiler: typst.Compiler = _thread.compiler
    return compiler


def _plain(value: Any) -> Any:
    """The value as JSON can say it; a text with its language."""
    if isinstance(value, Text):
        return {"text": str(value), "lang": value.lang}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
