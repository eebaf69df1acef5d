"""Documents to keep: tagged PDF/UA-1 in the reader's language, data shown and never run."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from lib.pdf import PdfResponse, to_pdf
from lib.texts import Text
from tests.pdf import Pdf

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
NAMES = "Æbleø Ågård, Çelik Müßig-Łuczak"


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    is_code: bool = False


@dataclass(frozen=True)
class Document:
    title: Text
    statement: Text
    facts: list[Fact]
    explanation: str


DOCUMENT = Document(
    Text("Retningslinje", "da"),
    Text("Jeg har læst og forstået.", "da"),
    [Fact("Name", NAMES), Fact("Code", "0af9", is_code=True)],
    "Made by a test.",
)


def made(document: Document = DOCUMENT, now: datetime = NOW) -> bytes:
    with translation.override("en"):
        return to_pdf("receipt.typ", document, title="A receipt – ærlig", made_at=now)


def test_it_is_tagged_and_says_that_it_is_pdf_ua() -> None:
    pdf = Pdf(made())
    assert "/Marked true" in pdf.catalog
    assert "/Lang(en)" in pdf.catalog
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata
    assert "A receipt – ærlig" in pdf.metadata
    assert pdf.tags.count("H1") == 1
    assert pdf.tags.count("LI") == len(DOCUMENT.facts)


def test_every_letter_can_be_found_and_read_aloud() -> None:
    words = Pdf(made()).words
    assert NAMES in words
    assert "Jeg har læst og forstået." in words
    assert "Sønderborg Kommune" in words
    assert "Page 1 of 1" in words


def test_a_passage_keeps_its_own_language() -> None:
    assert Pdf(made()).languages == {"en", "da"}


@pytest.mark.parametrize("text", ['#panic("run")', "= *_@{[</script>", "$x$ \\ #let it = 1", '"}'])
def test_what_a_document_holds_is_shown_and_never_run(text: str) -> None:
    assert text in Pdf(made(replace(DOCUMENT, explanation=text))).words


def test_the_same_document_at_the_same_time_is_the_same_bytes() -> None:
    assert made() == made()
    assert made() != made(now=datetime(2026, 11, 24, tzinfo=UTC))


def test_many_threads_make_documents_at_once() -> None:
    def one(number: int) -> str:
        return Pdf(made(replace(DOCUMENT, explanation=f"Number {number}."))).words

    with ThreadPoolExecutor(max_workers=8) as pool:
        for number, words in enumerate(pool.map(one, range(64))):
            assert f"Number {number}." in words


def test_it_is_sent_as_a_file() -> None:
    response = PdfResponse(b"%PDF", "kvittering.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="kvittering.pdf"'
