"""Who reads reports: HR, an auditor as HR does, the works committee figures in fives."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Employee, Role
from tests.conftest import soup
from tests.factories.people import Cast, a_person, make_hr
from tests.factories.training import an_assignment, complete

SignIn = Callable[[Employee | None], Client]
FIGURES = (
    "/rapporter/",
    "/rapporter/svaert/",
)
NAMED = (
    "/rapporter/udvikling/",
    "/rapporter/versioner/",
    "/rapporter/medarbejdere/",
    "/rapporter/rettelser/",
    "/rapporter/runder/",
    "/rapporter/nyansatte/",
)
FILE = "/rapporter/medarbejdere.csv"


@pytest.fixture
def committee(cast: Cast) -> Employee:
    """A member of the works committee."""
    return make_hr(a_person("Rita Ravn", cast.root), Role.COMMITTEE)


def test_an_auditor_sees_what_hr_sees(cast: Cast, client_of: SignIn) -> None:
    an_assignment(cast.new_hire, cast.manager)
    auditor = make_hr(a_person("Rita Ravn", cast.root), Role.AUDITOR)
    for address in (*FIGURES, *NAMED, f"/rapporter/medarbejder/{cast.new_hire.pk}/"):
        pages = [soup(client_of(one).get(address)).main for one in (cast.hr, auditor)]
        assert str(pages[0]) == str(pages[1])


def test_an_auditor_only_reads(cast: Cast, client_of: SignIn) -> None:
    client = client_of(make_hr(a_person("Rita Ravn", cast.root), Role.AUDITOR))
    assert client.get("/team/").status_code == 403
    assert client.get("/kvitteringer/paa-papir/").status_code == 403
    assert client.post("/rapporter/svaert/opgave/", {}).status_code == 403


def test_the_committee_reads_no_name(cast: Cast, committee: Employee, client_of: SignIn) -> None:
    for number in range(7):
        an_assignment(a_person(f"Nr{number} Person", cast.roads), cast.other_manager)
    client = client_of(committee)
    closed = [*NAMED, FILE, f"/rapporter/afdeling/{cast.roads.pk}/"]
    names = Employee.objects.exclude(pk=committee.pk).values_list("name", flat=True)
    for address in FIGURES:
        page = soup(client.get(address))
        text = page.main.get_text()
        assert not [name for name in names if name in text]
        assert not page.select("main a[href*=medarbejder]")
    assert {client.get(address).status_code for address in closed} == {403}
    navigation = soup(client.get("/")).select("header nav a")
    assert [link["href"] for link in navigation] == ["/", "/rapporter/"]


def test_the_committee_sees_the_whole_organisation_in_fives(
    cast: Cast, committee: Employee, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.fives.FEWEST", 20)
    for number in range(7):
        complete(an_assignment(a_person(f"Nr{number} Person", cast.roads), cast.other_manager))
    for number in range(13):
        an_assignment(a_person(f"Ny{number} Person", cast.health), cast.manager)
    page = soup(client_of(committee).get("/rapporter/"))
    rows = [row.get_text(" ", strip=True) for row in page.select("main table tr")]
    assert [row for row in rows if row.endswith((" 5", " 10"))] == [
        "Kvitteret 5",
        "Ikke begyndt 10",
        "Ikke tildelt 5",
    ]
    assert rows[-2:] == ["Ikke vist i nogen gruppe 7", "Medarbejdere i alt 27"]
    assert "Mindst 18 % af alle medarbejdere har kvitteret (5 af 27)." in page.main.get_text()
    assert not page.select("main a[href*=afdeling]")


def test_too_few_people_are_not_divided(cast: Cast, committee: Employee, client_of: SignIn) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    text = soup(client_of(committee).get("/rapporter/")).main.get_text(" ", strip=True)
    assert "Fordelingen kan ikke vises" in text
    assert "Ikke vist i nogen gruppe 7 Medarbejdere i alt 7" in text
