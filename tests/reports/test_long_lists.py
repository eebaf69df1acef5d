"""Where there are too many to list on a page: what is left out, what says so, and that files have all."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from people.actions import leave
from people.models import Employee
from people.tree import Tree
from reports import department, forms
from reports.employees import employee_list
from reports.filters import Filters
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


def test_a_department_that_is_not_listed_to_choose_can_be_asked_for_all_the_same(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, home = client_of(cast.hr), str(cast.nursing_home.pk)

    def listed(address: str) -> list[str]:
        page = soup(client.get(address))
        return [one["value"] for one in page.select("select[name=afdeling] option")]

    assert home in listed("/rapporter/medarbejdere/")
    monkeypatch.setattr(forms, "MOST_LISTED", 3)
    assert home not in listed("/rapporter/medarbejdere/")
    assert home in listed(f"/rapporter/medarbejdere/?afdeling={home}")
    assert home in listed(f"/rapporter/medarbejdere/?afdeling={cast.health.pk}")
    page = client.get(f"/rapporter/medarbejdere/?afdeling={home}")
    assert "Mette Hansen" in soup(page).main.get_text()


@pytest.mark.parametrize("wrong", ["0", "-1", "x", "9" * 5000, "\u00b2", ""])
def test_what_is_no_department_is_refused_or_is_none(
    wrong: str, cast: Cast, client_of: SignIn
) -> None:
    answer = client_of(cast.hr).get("/rapporter/medarbejdere/", {"afdeling": wrong})
    assert answer.status_code == (400 if wrong else 200)


def test_one_who_leaves_while_a_page_is_read_is_not_on_it(cast: Cast) -> None:
    """The page's people are found by one query, what is shown of them by another."""
    leave(cast.new_hire, on=today(), now=timezone.now())
    found = employee_list(the_guideline(), today(), Filters(), Tree.on(today()))
    stale = replace(found, chosen=Employee.objects.order_by("pk"), filters=Filters(words="x"))
    _page, rows = stale.page(1, 50)
    names = {row.name for row in rows}
    assert cast.manager.name in names
    assert cast.new_hire.name not in names
