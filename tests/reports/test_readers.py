"""Who reads reports: HR, an auditor as HR does, the works committee figures without names."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from people.models import Employee, Role
from people.tree import Node, Tree
from reports.status import LEAST, too_small, totals
from tests.conftest import soup
from tests.factories.people import Cast, a_department, a_person, make_hr
from tests.factories.training import an_assignment
from training.states import State

SignIn = Callable[[Employee | None], Client]
FIGURES = (
    "/rapporter/",
    "/rapporter/udvikling/",
    "/rapporter/versioner/",
    "/rapporter/svaert/",
)
NAMED = (
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
    addresses = [*FIGURES, f"/rapporter/afdeling/{cast.roads.pk}/"]
    names = Employee.objects.exclude(pk=committee.pk).values_list("name", flat=True)
    for address in addresses:
        page = soup(client.get(address))
        text = page.main.get_text()
        assert not [name for name in names if name in text]
        assert not page.select("main a[href*=medarbejder]")
    assert [client.get(address).status_code for address in (*NAMED, FILE)] == [403] * 5
    navigation = soup(client.get("/")).select("header nav a")
    assert [link["href"] for link in navigation] == ["/", "/rapporter/"]


def test_the_committee_sees_no_department_of_fewer_than_five(
    cast: Cast, committee: Employee, client_of: SignIn
) -> None:
    large = [a_department("Stor", cast.root), a_department("Større", cast.root)]
    for department, count in zip(large, (6, 9), strict=True):
        for number in range(count):
            a_person(f"Nr{number} {department}", department, username=f"{department}-{number}")
    client = client_of(committee)
    rows = soup(client.get("/rapporter/")).select("main table")[0].select("tbody th")
    assert {row.get_text() for row in rows} == {"Sønderborg Kommune", "Stor", "Større"}
    assert client.get(f"/rapporter/afdeling/{cast.roads.pk}/").status_code == 404
    assert client.get(f"/rapporter/afdeling/{large[0].pk}/").status_code == 200


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), min_size=1, max_size=10),
    st.integers(0, 3),
)
def test_no_few_people_are_left_when_those_shown_are_taken_away(
    departments: list[tuple[int, int]], elsewhere: int
) -> None:
    """Each department's parent is an earlier one; `elsewhere` people are in none of the day's."""
    parents = {key: above % key if key else None for key, (above, _) in enumerate(departments)}
    tree = Tree.of(Node(key, f"D{key}", parent) for key, parent in parents.items())
    own = {key: Counter({State.NOT_STARTED: people}) for key, (_, people) in enumerate(departments)}
    own[99] = Counter({State.NOT_STARTED: elsewhere})
    total = totals(tree, own)
    hidden = too_small(tree, own, total)
    shown = {key for key in tree.nodes if not hidden & set(tree.above(key)) and total[key].total()}
    for key in shown:
        assert total[key].total() >= LEAST
        below = [one for one in tree.children.get(key, []) if one in shown]
        rest = total[key].total() - sum(total[one].total() for one in below)
        assert not 0 < rest < LEAST or not below
    roots = [one for one in tree.children.get(None, []) if one in shown]
    everybody = sum(counts.total() for counts in own.values())
    rest = everybody - sum(total[one].total() for one in roots)
    assert not 0 < rest < LEAST or not roots
