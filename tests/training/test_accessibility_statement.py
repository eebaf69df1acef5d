"""`/was`: to the organisation's statement, or to a page with whom to write to."""

import pytest
from django.test import Client
from pytest_django import Settings as SettingsWrapper

from tests.conftest import soup

pytestmark = pytest.mark.django_db
STATEMENT = "https://was.digst.dk/omtanke-example"


@pytest.mark.parametrize("address", ["/was", "/was/"])
def test_it_leads_to_the_configured_statement(address: str, settings: SettingsWrapper) -> None:
    settings.ACCESSIBILITY_STATEMENT_URL = STATEMENT
    assert Client().get(address, follow=True).redirect_chain[-1][0] == STATEMENT


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("hr@kommune.example", "mailto:hr@kommune.example"),
        ("https://kommune.example/kontakt", "https://kommune.example/kontakt"),
        ("HR, Rådhuset, lokale 12", None),
    ],
)
def test_without_one_it_says_whom_to_write_to(
    contact: str, link: str | None, settings: SettingsWrapper
) -> None:
    settings.ORGANISATION_CONTACT = contact
    page = soup(Client().get("/was", follow=True))
    assert f"Skriv til: {contact}" in page.get_text()
    found = page.select_one("main a")
    assert (found["href"] if found else None) == link


def test_with_neither_it_says_to_tell_the_manager(settings: SettingsWrapper) -> None:
    settings.ORGANISATION_CONTACT = ""
    assert "Sig det til din leder" in soup(Client().get("/was", follow=True)).get_text()
