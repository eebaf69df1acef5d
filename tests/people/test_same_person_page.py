"""HR's page for two records of one person."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people.actions import leave
from people.models import Employee, PersonAlias
from tests.conftest import soup
from tests.factories.people import Cast, a_person, today

SignIn = Callable[[Employee | None], Client]


@pytest.fixture
def double(cast: Cast) -> Employee:
    """Mette once more, under another id."""
    return a_person("Mette Hansen", cast.roads, username="mette2", employee_number="4799")


def merge(client: Client, kept: Employee, other: Employee, **fields: str) -> Any:
    whole = {"kept": str(kept.pk), "other": str(other.pk), "reason": "To ansættelser", **fields}
    return client.post("/medarbejdere/samme-person/?q=Mette", whole)


def test_names_that_are_here_twice_lead_to_both(
    cast: Cast, double: Employee, client_of: SignIn
) -> None:
    leave(cast.new_hire, on=today(), now=timezone.now())
    client = client_of(cast.hr)
    page = soup(client.get("/medarbejdere/samme-person/"))
    (link,) = page.select("main li a[href^='?q=']")
    page = soup(client.get(f"/medarbejdere/samme-person/{link['href']}"))
    labels = [one.get_text() for one in page.select("label[for^='id_kept_']")]
    assert labels == [
        "Mette Hansen · 4711 · Plejecenter Mølleparken · fratrådt 23.11.2026",
        "Mette Hansen · 4799 · Vej og Park",
    ]


def test_two_records_become_one_person_and_two_again(
    cast: Cast, double: Employee, client_of: SignIn
) -> None:
    client = client_of(cast.hr)
    assert merge(client, cast.new_hire, double).headers["Location"] == "/medarbejdere/samme-person/"
    alias = PersonAlias.objects.get()
    assert (alias.employee, alias.merged, alias.reason) == (
        cast.new_hire,
        double,
        "To ansættelser",
    )
    page = soup(client.get("/medarbejdere/samme-person/"))
    assert "To ansættelser" in page.select_one(".rows").get_text()
    assert not page.select("main li a[href^='?q=']")
    client.post(f"/medarbejdere/samme-person/{alias.pk}/skil/")
    assert not PersonAlias.objects.exists()


def test_one_record_is_not_two_people(cast: Cast, double: Employee, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    for response in (
        merge(client, double, double),
        merge(client, double, cast.new_hire, reason=""),
        merge(client, double, cast.hr),  # was not found by this name
    ):
        assert response.status_code == 422
        assert soup(response).select_one(".error-summary")
    assert not PersonAlias.objects.exists()


def test_why_two_can_not_be_merged_is_said(cast: Cast, double: Employee, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    whole = {"kept": str(double.pk), "other": str(cast.hr.pk), "reason": "x"}
    response = client.post("/medarbejdere/samme-person/?q=4799,+Karin", whole)
    assert response.status_code == 422
    assert "har en rolle" in soup(response).select_one(".error-summary").get_text()
