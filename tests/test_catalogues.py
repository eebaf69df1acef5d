"""Danish and German have every text of the interface, and their tone and words are ours."""

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import polib
import pytest
from django.conf import settings
from django.utils import dateformat, translation
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ("da", "de")
TEMPLATES = {".html", ".svg", ".txt"}
OUTSIDE = {"bin", "tests", "var"}  # nothing there is shown to a reader
HEADER = {
    "Project-Id-Version": "Omtanke",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# What is to be taken from each call, in the order of its arguments.
MARKS = {
    "_": ("text",),
    "gettext": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?<![\w.])(_|n?p?gettext)\(({STRING}(?:, {STRING})*)")
PLACEHOLDER_OR_TAG = re.compile(r"%\(\w+\)[a-z]|%%|</?[a-z][^>]*>")
# Texts that are the same in English and the other language.
SHARED_BY_ALL = {
    "Dilemma",
    "Filter",
    "Import",
    "Omtanke online",
    "Parallel",
    "Situation",
    "Status",
    "Version",
    "Version %(edition)s · %(language)s",
    "Version %(number)s",
}
SHARED = {
    "da": {
        "Demonstration",
        "HR",
        "Login",
        "Mail",
        "Mails",
        "Menu",
        "Scan",
        "version %(edition)s",
        *SHARED_BY_ALL,
    },
    "de": {"Code", "Name", "Passkey %(number)s", "Passkeys", *SHARED_BY_ALL},
}
# What the table of words says otherwise: version, situation, forløb, frist, kvittering; Sie.
UNWANTED = {
    "da": r"udgave|scenari|\bmodul|kursus|kurset|deadline|samtykke|forkert svar",
    "de": r"\bAusgabe|Szenari|\bModul|\bKurs|\bEinwilligung|\bdu\b|\bdich\b|\bdir\b|\bdein",
}
PROMISE = (
    "Din leder og HR kan se, om du har gennemført, og hvilken version du har kvitteret for. "
    "De kan ikke se dine svar."
)


class Message(NamedTuple):
    """A text as a catalogue finds it."""

    text: str
    plural: str = ""
    context: str = ""


def in_python(source: str) -> Iterator[Message]:
    """The texts that Python code marks with gettext and its kin."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            parts = MARKS.get(name.removesuffix("_lazy"), ())
            values = [getattr(argument, "value", None) for argument in node.args[: len(parts)]]
            literal = [value for value in values if isinstance(value, str)]
            if parts and len(literal) == len(parts):
                yield _message(parts, literal)


def in_template(source: str) -> Iterator[Message]:
    """The texts that a template marks, as Django itself tells gettext's programs."""
    for name, arguments in CALL.findall(templatize(source)):
        yield _message(MARKS[name], ast.literal_eval(f"[{arguments}]"))


def _message(parts: tuple[str, ...], values: list[str]) -> Message:
    return Message(**dict(zip(parts, values, strict=True)))


def sources() -> Iterator[Path]:
    """Every file that may mark a text."""
    yield from ROOT.glob("*.py")
    for top in ROOT.iterdir():
        if top.is_dir() and top.name not in OUTSIDE and not top.name.startswith("."):
            yield from (path for path in top.rglob("*") if path.suffix in {".py", *TEMPLATES})


def marked() -> set[Message]:
    """Every text that the project marks."""
    found: set[Message] = set()
    for path in sources():
        read = in_python if path.suffix == ".py" else in_template
        found.update(read(path.read_text()))
    return found


def catalogue(language: str) -> Any:
    """The catalogue as its translators write it."""
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def forms(entry: Any) -> list[tuple[str, str]]:
    """Each English form of a text with its translation."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    english = (entry.msgid, entry.msgid_plural)
    return [(english[number], text) for number, text in sorted(entry.msgstr_plural.items())]


def texts(language: str) -> list[tuple[str, str]]:
    """All English texts with their translations, but for the date formats."""
    return [pair for entry in catalogue(language) if not entry.msgctxt for pair in forms(entry)]


def test_the_scan_knows_every_way_to_mark_a_text() -> None:
    """A text marked in a way that the scan overlooks would be missing without a failure."""
    python = """
_("a"); gettext("b" " c"); gettext_lazy("d"); translation.gettext("e"); gettext(name); "_('f')"
ngettext("g", "gs", n); pgettext_lazy("where", "h"); npgettext("where", "i", "is", n)
"""
    template = """{% load i18n %}{% translate "a" %} b {# _("c") #} {% trans 'd “e”' as f %}
<p title="{% translate "it’s" context "where" %}">{{ _("g")|upper }}{% include "x" with y=_("h") %}
{% blocktranslate with n=i %}j {{ n }}{% endblocktranslate %}{% comment %}{{ _("k") }}{% endcomment %}
{% blocktranslate count n=l %}{{ n }} % m{% plural %}{{ n }} % ms{% endblocktranslate %}"""
    assert set(in_python(python)) == {
        *(Message(text) for text in ("a", "b c", "d", "e")),
        Message("g", "gs"),
        Message("h", context="where"),
        Message("i", "is", "where"),
    }
    assert set(in_template(template)) == {
        *(Message(text) for text in ("a", "d “e”", "g", "h", "j %(n)s")),
        Message("it’s", context="where"),
        Message("%(n)s %% m", "%(n)s %% ms"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_exactly_the_texts_of_the_project(language: str) -> None:
    """A text without an entry would be shown in English; one that nobody shows is dropped."""
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    keys = [Message(one.msgid, one.msgid_plural or "", one.msgctxt or "") for one in entries]
    wanted = marked()
    assert sorted(wanted - set(keys)) == []
    assert sorted(set(keys) - wanted) == []
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_none_is_in_doubt(language: str) -> None:
    """No empty form, no guess of a program's, no leftover of an earlier text."""
    entries = catalogue(language)
    assert [one.msgid for one in entries if one.fuzzy or one.obsolete] == []
    assert [one.msgid for one in entries if not all(text for _, text in forms(one))] == []
    assert [one.msgid for one in entries if one.msgid_plural and len(forms(one)) != 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders_and_tags_of_its_text(language: str) -> None:
    """A number, a name or a bold word that is in the English is in the translation."""
    for english, text in texts(language):
        wanted = sorted(PLACEHOLDER_OR_TAG.findall(english))
        assert sorted(PLACEHOLDER_OR_TAG.findall(text)) == wanted, text
        assert not re.search(r"[%<>]", PLACEHOLDER_OR_TAG.sub("", text)), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_in_english(language: str) -> None:
    """A translation equals its text only where both languages have the same word."""
    assert {english for english, text in texts(language) if text == english} <= SHARED[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_shouts_or_breaks_out_of_an_attribute(language: str) -> None:
    """No exclamation marks; a straight quotation mark would end the attribute it stands in."""
    assert [text for _, text in texts(language) if "!" in text or '"' in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_uses_the_words_of_the_table(language: str) -> None:
    """One word for one thing in all texts, and German says Sie."""
    unwanted = re.compile(UNWANTED[language], re.IGNORECASE)
    assert [text for _, text in texts(language) if unwanted.search(text)] == []


def test_the_promise_is_given_in_danish_word_for_word() -> None:
    """What the leader and HR can see is promised in one wording, and the site is held to it."""
    (promise,) = in_template((ROOT / "templates/components/promise.html").read_text())
    assert dict(texts("da"))[promise.text] == PROMISE


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("da", "fredag den 4. december 2026 kl.\u00a014.05"),
        ("de", "Freitag, 4. Dezember 2026, 14:05\u00a0Uhr"),
    ],
)
def test_a_day_and_a_time_are_written_as_the_language_writes_them(
    language: str, written: str
) -> None:
    """A translated format has every letter of its own escaped."""
    patterns = {one.msgid: one.msgstr for one in catalogue(language) if one.msgctxt}
    moment = datetime(2026, 12, 4, 14, 5)  # noqa: DTZ001 - as a clock on the wall shows it
    with translation.override(language):
        day, time = (dateformat.format(moment, patterns[one]) for one in ("l j F Y", "H:i"))
    assert patterns["%(day)s, %(time)s"] % {"day": day, "time": time} == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_no_line_that_changes_from_run_to_run(language: str) -> None:
    """Neither a time nor a name of a person or a machine, and no line numbers."""
    found = catalogue(language)
    assert found.metadata == HEADER | {"Language": language}
    assert [one.msgid for one in found if one.occurrences] == []
