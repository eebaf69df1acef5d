"""The receipt one keeps: the page and the PDF state the same, in the reader's language."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Employee
from tests.conftest import soup
from tests.factories.people import Cast
from tests.factories.policy import da, the_revision
from tests.factories.training import an_assignment, begin, complete
from tests.pdf import Pdf
from training.receipts import receipt_of

SignIn = Callable[[Employee | None], Client]
PAGE = "/forloeb/social-media/kvittering/bevis/"
FILE = "/forloeb/social-media/kvittering/bevis.pdf"
MOST_BYTES = 50_000


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("da", "Kvittering for læst og forstået"),
        ("en", "Acknowledgement: read and understood"),
        ("de", "Bestätigung: gelesen und verstanden"),
    ],
)
def test_page_and_pdf_state_the_same_facts(
    language: str, title: str, cast: Cast, client_of: SignIn
) -> None:
    completion = complete(an_assignment(cast.new_hire, cast.manager))
    Employee.objects.filter(pk=cast.new_hire.pk).update(language=language)
    client = client_of(cast.new_hire)
    response = client.get(FILE)
    pdf, page = Pdf(response.content), soup(client.get(PAGE))
    terms, values = page.select("main dt"), page.select("main dd")
    assert len(terms) == len(values) == 8  # six of the text, two of the proof
    for shown in (*terms, *values, page.select_one("main blockquote")):
        assert " ".join(shown.get_text().split()) in pdf.words  # as the PDF's words are joined
    assert completion.acknowledgement is not None
    assert completion.acknowledgement.text_sha256 in pdf.words
    assert title in pdf.words
    assert f"/Lang({language})" in pdf.catalog
    assert "da" in pdf.languages
    assert len(response.content) < MOST_BYTES
    assert response["Content-Disposition"].endswith('"kvittering-social-media-1.0.pdf"')


def test_it_names_who_acknowledged_what_when_and_where(cast: Cast) -> None:
    receipt = receipt_of(complete(an_assignment(cast.new_hire, cast.manager)))
    assert receipt is not None
    assert receipt.statement == da(the_revision().edition, "statement")
    assert [fact.value for fact in receipt.facts[:5]] == [
        "mandag den 23. november 2026 kl.\u00a011.00",
        "Mette Hansen",
        "4711",
        "Plejecenter Mølleparken",
        "1.0 · Dansk",
    ]


def test_somebody_without_a_number_has_no_empty_line(cast: Cast) -> None:
    receipt = receipt_of(complete(an_assignment(cast.colleague, cast.hr)))
    assert receipt is not None
    assert all(fact.value for fact in receipt.facts)
    assert len(receipt.facts) == 5


def test_there_is_no_receipt_before_the_acknowledgement(cast: Cast, client_of: SignIn) -> None:
    begin(an_assignment(cast.new_hire, cast.manager))
    for address in (PAGE, FILE):
        assert client_of(cast.new_hire).get(address).headers["Location"] == "/"
