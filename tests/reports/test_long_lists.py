"""Where there are too many to list on a page: what is left out, what says so, and that files have all."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Employee
from reports import department
from reports.status import status_of
from reports.views import status as status_view
from tests.conftest import content_of, soup
from tests.factories.people import Cast, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment

SignIn = Callable[[Employee | None], Client]
TOP = ["Sønderborg Kommune", "Sundhed og Senior", "Vej og Park"]
BELOW = "Plejecenter Mølleparken"


@pytest.mark.parametrize(
    ("most", "names", "is_whole"),
    [(0, TOP[:1], False), (2, TOP[:1], False), (3, TOP, False), (4, [*TOP, BELOW], True)],
)
def test_levels_are_listed_whole_or_not_at_all(
    most: int, names: list[str], is_whole: bool, cast: Cast
) -> None:
    status = status_of(the_guideline(), today(), most=most)
    assert sorted(one.name for one in status.departments) == sorted(names)
    assert status.is_whole == is_whole


def test_a_page_says_where_the_rest_stands_and_a_file_has_it(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, hint = client_of(cast.hr), "Afdelingerne længere nede står på siden"
    assert hint not in soup(client.get("/rapporter/")).main.get_text()
    monkeypatch.setattr(status_view, "MOST_LISTED", 3)
    page = soup(client.get("/rapporter/")).main.get_text()
    assert hint in page
    assert BELOW not in page
    assert BELOW in content_of(client.get("/rapporter/status.csv")).decode()


def test_a_department_with_too_many_missing_leads_to_those_below(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (cast.new_hire, cast.colleague):
        an_assignment(one, cast.hr)
    client, address = client_of(cast.hr), f"/rapporter/afdeling/{cast.root.pk}/"
    assert "Mette Hansen" in soup(client.get(address)).main.get_text()
    monkeypatch.setattr(department, "MOST_NAMED", 1)
    page = soup(client.get(address)).main.get_text()
    assert "2 medarbejdere mangler" in page
    assert "Mette Hansen" not in page
    file = f"/rapporter/afdeling.csv?afdeling={cast.root.pk}"
    assert "Mette Hansen" in content_of(client.get(file)).decode()


def test_a_department_with_none_below_names_them_however_many(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_assignment(cast.new_hire, cast.hr)
    monkeypatch.setattr(department, "MOST_NAMED", 0)
    page = soup(client_of(cast.hr).get(f"/rapporter/afdeling/{cast.nursing_home.pk}/"))
    assert "Mette Hansen" in page.main.get_text()
