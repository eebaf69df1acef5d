"""A report of a past day says the same whenever it is asked for, with the names and tree of then."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from lib.days import day_of
from people.actions import leave, move, rename, reorganise
from people.models import Employee
from people.places import Places
from people.tree import Tree
from tests.conftest import soup
from tests.factories.people import Cast, a_person, today
from tests.factories.training import an_assignment, complete
from training.actions import pause

SignIn = Callable[[Employee | None], Client]
DAY = timedelta(days=1)
LIST = "/rapporter/medarbejdere/"
FILE = "/rapporter/medarbejdere.csv"
PAGES = (
    "/rapporter/",
    "/rapporter/udvikling/",
    "/rapporter/versioner/",
    "/rapporter/runder/",
    "/rapporter/nyansatte/",
    "/rapporter/rettelser/",
    LIST,
)


def content(client: Client, address: str) -> bytes:
    """What a page says, without its frame; a file whole."""
    response = client.get(address)
    assert response.status_code == 200
    if response.streaming:
        return b"".join(response)
    return str(soup(response).select_one("main")).encode()


def test_a_past_day_gives_the_same_bytes_whatever_is_recorded_later(
    cast: Cast, client_of: SignIn
) -> None:
    ten_days_ago = timezone.now() - 10 * DAY
    day = day_of(ten_days_ago)
    an_assignment(cast.new_hire, cast.manager, now=ten_days_ago - 9 * DAY)
    assignment = an_assignment(cast.colleague, cast.other_manager, now=ten_days_ago)
    client = client_of(cast.hr)
    addresses = [f"{page}?dag={day}" for page in (*PAGES, FILE)]
    addresses.append(f"/rapporter/afdeling/{cast.health.pk}/?dag={day}")
    before = [content(client, address) for address in addresses]
    now = timezone.now()
    complete(assignment)
    rename(cast.new_hire, name="Mette Ågård", now=now)
    reorganise(cast.nursing_home, name="Plejehjemmet", parent=cast.roads, on=day, now=now)
    move(cast.manager, department=cast.roads, on=day, now=now)
    pause(cast.new_hire, from_on=day, back_on=None, by=cast.hr, now=now)
    leave(cast.colleague, on=day, now=now)
    a_person("Ny Hansen", cast.roads, hired_on=day - DAY, now=now)
    assert [content(client, address) for address in addresses] == before


def test_names_and_tree_are_those_of_the_day(cast: Cast, client_of: SignIn) -> None:
    now = timezone.now()
    rename(cast.new_hire, name="Mette Ågård", now=now)
    reorganise(cast.nursing_home, name="Plejehjemmet", parent=cast.roads, on=today(), now=now)
    client = client_of(cast.hr)
    then, since = (
        content(client, f"{LIST}?dag={day}").decode() for day in (today() - DAY, today())
    )
    assert "Mette Hansen" in then
    assert "Plejecenter Mølleparken" in then
    assert "Mette Ågård" in since
    assert "Plejehjemmet" in since
    found = soup(client.get(f"{LIST}?dag={today() - DAY}&q=hansen")).select("main tbody th")
    assert len(found) == 1
    assert not soup(client.get(f"{LIST}?q=hansen")).select("main tbody th")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("asked", ["i går", "2026-13-01", "2026-02-30", "1999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_a_clear_error(
    address: str, asked: str, cast: Cast, client_of: SignIn
) -> None:
    response = client_of(cast.hr).get(address, {"dag": asked})
    assert response.status_code == 400
    link = soup(response).select_one("[role=alert] a")
    assert link["href"] == "#id_dag"


@pytest.mark.parametrize("address", PAGES)
def test_a_day_to_come_is_a_clear_error(address: str, cast: Cast, client_of: SignIn) -> None:
    response = client_of(cast.hr).get(address, {"dag": str(today() + DAY)})
    assert response.status_code == 400
    assert "Den dag er ikke kommet endnu." in soup(response).select_one("[role=alert]").get_text()


def test_the_list_sorts_by_what_its_headings_say(cast: Cast, client_of: SignIn) -> None:
    an_assignment(cast.new_hire, cast.manager, due_on=today() + 9 * DAY)
    an_assignment(cast.colleague, cast.other_manager, due_on=today() + 3 * DAY)
    client = client_of(cast.hr)

    def listed(order: str) -> list[str]:
        page = soup(client.get(f"{LIST}?sortering={order}"))
        [sorted_] = page.select("main thead th[aria-sort]")
        is_backwards = order.startswith("-")
        assert sorted_["aria-sort"] == ("descending" if is_backwards else "ascending")
        return [row.get_text().split()[0] for row in page.select("main tbody th")]

    by_name = ["Ali", "Anne", "Bo", "Henrik", "Karin", "Mette"]
    assert listed("navn") == by_name
    assert listed("-navn") == by_name[::-1]
    assert listed("frist") == ["Ali", "Mette", "Anne", "Bo", "Henrik", "Karin"]
    assert listed("-frist") == ["Mette", "Ali", "Anne", "Bo", "Henrik", "Karin"]
    assert listed("tilstand")[:2] == ["Ali", "Mette"]
    assert listed("ansat") == by_name


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("version=1.0", ["Mette"]),
        ("sprog=da", ["Mette"]),
        ("sprog=de", []),
        ("overskredet=1", ["Ali", "Anne"]),
        ("overskredet=30", ["Ali"]),
        ("ansat_siden={recent}", ["Ny"]),
        ("overskredet=30&afdeling={roads}", ["Ali"]),
        ("overskredet=30&afdeling={health}", []),
    ],
)
def test_filters_choose_whom_page_and_file_list(
    query: str, names: list[str], cast: Cast, client_of: SignIn
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    for person, back in ((cast.colleague, 60), (cast.manager, 20)):
        now = timezone.now() - back * DAY
        an_assignment(person, cast.hr, now=now, due_on=day_of(now) + 14 * DAY)
    a_person("Ny Holm", cast.roads, hired_on=today() - 5 * DAY)
    facts = {"recent": today() - 5 * DAY, "roads": cast.roads.pk, "health": cast.health.pk}
    client, asked = client_of(cast.hr), query.format(**facts)
    page = soup(client.get(f"{LIST}?{asked}"))
    assert [row.get_text().split()[0] for row in page.select("main tbody th")] == names
    lines = content(client, f"{FILE}?{asked}").decode("utf-8-sig").split("\r\n")
    start = lines.index("")
    assert [line.split(";")[1].split()[0] for line in lines[start + 2 :] if line] == names
    assert lines[:start][-2].endswith(f";{len(names)}")


@pytest.mark.parametrize(
    "query", ["version=9.9", "sprog=x", "overskredet=x", "ansat_siden=i%20g%C3%A5r"]
)
def test_a_filter_that_is_none_is_a_clear_error(query: str, cast: Cast, client_of: SignIn) -> None:
    for address in (LIST, FILE):
        response = client_of(cast.hr).get(f"{address}?{query}")
        assert response.status_code == 400
        assert soup(response).select_one("[role=alert] a")


def test_what_was_recorded_late_is_listed_where_it_was_recorded(
    cast: Cast, client_of: SignIn
) -> None:
    move(cast.new_hire, department=cast.roads, on=today() - 9 * DAY, now=timezone.now() - 3 * DAY)
    address, client = "/rapporter/rettelser/", client_of(cast.hr)
    page = soup(client.get(f"{address}?dag={today() - 3 * DAY}"))
    rows = [
        [cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("tbody tr")
    ]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("Begyndte i afdelingen", "Mette Hansen, Vej og Park", "6"),
        ("Stoppede i afdelingen", "Mette Hansen, Plejecenter Mølleparken", "6"),
    ]
    assert not soup(client.get(f"{address}?dag={today() - 4 * DAY}")).select("tbody tr")


READS: list[tuple[str, str, dict[str, Any]]] = [
    (LIST, "read.employees", {"listed": 6, "day": "{today}", "filters": ""}),
    (f"{LIST}?q=mette", "read.employees", {"listed": 1, "day": "{today}", "filters": "q"}),
    (
        FILE,
        "read.file",
        {"report": "medarbejdere", "listed": 6, "day": "{today}", "filters": ""},
    ),
    ("/rapporter/rettelser/", "read.corrections", {}),
]


@pytest.mark.parametrize(("address", "kind", "detail"), READS)
def test_reading_what_is_named_is_recorded(
    address: str, kind: str, detail: dict[str, Any], cast: Cast, client_of: SignIn
) -> None:
    content(client_of(cast.hr), address)
    [event] = Event.objects.filter(kind=kind)
    expected = {
        name: str(today()) if value == "{today}" else value for name, value in detail.items()
    }
    expected |= {"role": "hr", "departments": "all"}
    assert (event.actor, event.subject, event.detail) == (cast.hr.directory_id, "", expected)


def test_reading_a_persons_page_is_recorded_about_them(cast: Cast, client_of: SignIn) -> None:
    content(client_of(cast.hr), f"/rapporter/medarbejder/{cast.new_hire.pk}/")
    [event] = Event.objects.filter(kind="read.person")
    assert (event.actor, event.subject) == (cast.hr.directory_id, cast.new_hire.directory_id)


def test_a_page_that_could_not_be_shown_is_no_reading(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    assert client.get("/rapporter/medarbejder/999999999/").status_code == 404
    assert client.get("/rapporter/afdeling/99999999999999999999/").status_code == 404
    assert client.get(f"{LIST}?dag=x").status_code == 400
    assert client.get("/rapporter/rettelser/?dag=x").status_code == 400
    assert not Event.objects.reads().exists()


def test_places_are_the_trees_of_the_days(cast: Cast) -> None:
    """Many people and days at once say what one day's tree and placements say."""
    now = timezone.now()
    reorganise(cast.nursing_home, name="Hjemmet", parent=cast.roads, on=today() - 9 * DAY, now=now)
    move(cast.colleague, department=cast.health, on=today() - 5 * DAY, now=now - 2 * DAY)
    leave(cast.manager, on=today() - DAY, now=now - 3 * DAY)
    people = [cast.new_hire.pk, cast.colleague.pk, cast.manager.pk]
    with CaptureQueriesContext(connection) as queries:
        places = Places.read(people)
    assert len(queries) == 2
    days: list[date] = [today() - back * DAY for back in (0, 1, 2, 3, 5, 9, 120)]
    for day in days:
        tree, where = (
            Tree.on(day),
            dict(Employee.objects.in_headcount(day).values_list("pk", "placements__department_id")),
        )
        for person in people:
            above = set(tree.above(where[person])) if person in where else set()
            assert places.of(person, day) == above
