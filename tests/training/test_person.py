"""The manager's page of one person, and its forms."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.actions import grant_leave
from people.models import Employee, Leave
from policy.models import Acknowledgement
from tests.conftest import NOW, soup
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment, complete
from tests.training.happenings import due_on_now
from tests.training.postman import mail_host, with_mail
from training.actions import exempt
from training.models import Assignment, DueDate, Exemption

__all__ = ["mail_host"]

SignIn = Callable[[Employee | None], Client]
DAY = timedelta(days=1)


@pytest.fixture
def assignment(cast: Cast) -> Assignment:
    return an_assignment(cast.new_hire, cast.manager)


@pytest.fixture
def client(cast: Cast, client_of: SignIn) -> Client:
    """Anne's browser."""
    return client_of(cast.manager)


def address(person: Employee, deed: str = "") -> str:
    return f"/team/{person.pk}/{deed}"


def deeds(client: Client, person: Employee) -> list[str]:
    page = soup(client.get(address(person)))
    return [link.get_text() for link in page.select("main .rows h3 a")]


def text(client: Client, person: Employee) -> str:
    page = soup(client.get(address(person)))
    return " ".join(page.select_one("main").get_text(" ").split())


def test_the_team_leads_to_each_person(cast: Cast, assignment: Assignment, client: Client) -> None:
    link = soup(client.get("/team/")).select_one("main li h2 a")
    assert link["href"] == address(cast.new_hire)
    assert deeds(client, cast.new_hire) == [
        "Flyt fristen",
        "Registrér orlov",
        "Fritag fra forløbet",
        "Kvittering på papir eller efter oplæsning",
        "Hjælp til at logge ind",
    ]


def test_a_person_without_the_training_can_be_assigned_it(cast: Cast, client: Client) -> None:
    assert deeds(client, cast.new_hire) == [
        "Tildel forløb",
        "Registrér orlov",
        "Fritag fra forløbet",
        "Hjælp til at logge ind",
    ]


def test_whoever_has_completed_is_left_alone(
    cast: Cast, assignment: Assignment, client: Client
) -> None:
    complete(assignment)
    assert deeds(client, cast.new_hire) == ["Registrér orlov", "Hjælp til at logge ind"]
    assert "Version 1.0 · Dansk" in text(client, cast.new_hire)
    for deed in ("frist/", "papir/"):
        assert client.get(address(cast.new_hire, deed)).status_code == 404


def test_one_has_a_page_but_decides_nothing_for_oneself(cast: Cast, client_of: SignIn) -> None:
    for person in (cast.manager, cast.hr):
        an_assignment(person, cast.hr)
        client = client_of(person)
        assert deeds(client, person) == []
        assert "Det er dig selv" in text(client, person)
        for deed in ("frist/", "orlov/", "fritagelse/", "papir/"):
            assert client.get(address(person, deed)).status_code == 403


def test_of_people_elsewhere_not_even_their_existence_is_told(cast: Cast, client: Client) -> None:
    for key in (cast.colleague.pk, 999_999_999):
        assert client.get(f"/team/{key}/").status_code == 403
    elsewhere = grant_leave(
        cast.colleague, from_on=today(), back_on=None, by="", now=timezone.now()
    )
    assert client.get(address(cast.new_hire, f"orlov/{elsewhere.pk}/")).status_code == 404


def test_the_deadline_is_moved(cast: Cast, assignment: Assignment, client: Client) -> None:
    due_on = today() + 30 * DAY
    data = {"due_on": due_on.isoformat(), "note": "Ferie i december"}
    response = client.post(address(cast.new_hire, "frist/"), data)
    assert response.headers["Location"] == address(cast.new_hire)
    assert due_on_now(assignment) == due_on
    assert "Flyttet af Anne Krogh: Ferie i december" in text(client, cast.new_hire)
    page = soup(client.get(address(cast.new_hire, "frist/")))
    assert "23. december 2026" in page.select_one("main .lede").get_text()


def test_leave_is_recorded_and_ended(cast: Cast, assignment: Assignment, client: Client) -> None:
    data = {"from_on": today().isoformat(), "back_on": ""}
    client.post(address(cast.new_hire, "orlov/"), data)
    leave = Leave.objects.get()
    assert "det vides endnu ikke, hvornår den slutter" in text(client, cast.new_hire)
    assert "Registrér orlov" not in deeds(client, cast.new_hire)
    back_on = today() + 6 * DAY
    resume = address(cast.new_hire, f"orlov/{leave.pk}/")
    client.post(resume, {"back_on": back_on.isoformat()})
    assert "første dag tilbage er den 29. november 2026" in text(client, cast.new_hire)
    assert due_on_now(assignment) == today() + 20 * DAY


def test_an_exemption_is_granted_and_ended(
    cast: Cast, assignment: Assignment, client: Client
) -> None:
    data = {"last_on": (today() + 10 * DAY).isoformat(), "reason": "Praktikant"}
    client.post(address(cast.new_hire, "fritagelse/"), data)
    assert "til og med den 3. december 2026 Anne Krogh: Praktikant" in text(client, cast.new_hire)
    assert "Fritag fra forløbet" not in deeds(client, cast.new_hire)
    for _twice in range(2):
        client.post(address(cast.new_hire, "fritagelse/slut/"))
    assert "Fritag fra forløbet" in deeds(client, cast.new_hire)
    assert Exemption.objects.get().ended_by == cast.manager.directory_id


PAPER = {
    "method": "paper",
    "language": "da",
    "witness": "Bo Holm",
    "basis": "Arket ligger i mappen",
    "edition": "1.0",
}


@pytest.mark.parametrize("witness", ["bo holm", "4712", "bo"])
def test_an_acknowledgement_is_recorded_with_a_witness(
    cast: Cast, assignment: Assignment, client: Client, witness: str
) -> None:
    Employee.objects.filter(pk=cast.other_manager.pk).update(employee_number="4712")
    response = client.post(address(cast.new_hire, "papir/"), {**PAPER, "witness": witness})
    assert response.headers["Location"] == address(cast.new_hire)
    assert Acknowledgement.objects.get().witness_ref == cast.other_manager.directory_id
    shown = text(client, cast.new_hire)
    assert "Registreret af Anne Krogh med Bo Holm som vidne. Arket ligger i mappen" in shown
    assert client.get(address(cast.new_hire, "papir/")).status_code == 404


def in_days(number: int) -> str:
    """A day as a form sends it, counted from the tests' own."""
    return (NOW.date() + number * DAY).isoformat()


CPR = "Se 010190-1234"
BAD: list[tuple[str, dict[str, str]]] = [
    ("frist/", {}),
    ("frist/", {"due_on": in_days(-1), "note": "x"}),
    ("frist/", {"due_on": in_days(900), "note": "x"}),
    ("frist/", {"due_on": "i morgen", "note": "x"}),
    ("frist/", {"due_on": in_days(1), "note": ""}),
    ("frist/", {"due_on": in_days(1), "note": CPR}),
    ("frist/", {"due_on": in_days(1), "note": "x" * 501}),
    ("frist/", {"due_on": in_days(11), "note": "på en orlovsdag"}),
    ("orlov/", {}),
    ("orlov/", {"from_on": in_days(1), "back_on": in_days(1)}),
    ("orlov/", {"from_on": in_days(900)}),
    ("orlov/", {"from_on": in_days(1), "back_on": in_days(900)}),
    ("orlov/", {"from_on": in_days(11)}),
    ("fritagelse/", {"last_on": in_days(-1), "reason": "x"}),
    ("fritagelse/", {"last_on": in_days(1), "reason": ""}),
    ("fritagelse/", {"last_on": in_days(1), "reason": CPR}),
    ("papir/", {**PAPER, "witness": "Anne Krogh"}),
    ("papir/", {**PAPER, "witness": "Mette Hansen"}),
    ("papir/", {**PAPER, "witness": "Ingen Sådan"}),
    ("papir/", {**PAPER, "witness": "Ole Ottesen"}),
    ("papir/", {**PAPER, "basis": ""}),
    ("papir/", {**PAPER, "basis": CPR}),
    ("papir/", {**PAPER, "method": "self"}),
    ("papir/", {**PAPER, "language": "fr"}),
    ("papir/", {**PAPER, "edition": "0.9"}),
]


@pytest.mark.parametrize(("deed", "data"), BAD)
def test_bad_input_is_said_and_changes_nothing(
    cast: Cast, assignment: Assignment, client: Client, deed: str, data: dict[str, Any]
) -> None:
    for number in range(2):
        a_person("Ole Ottesen", cast.roads, username=f"ole{number}")
    facts: dict[str, Any] = {"from_on": today() + 10 * DAY, "back_on": today() + 20 * DAY}
    grant_leave(cast.new_hire, **facts, by="", now=timezone.now())
    response = client.post(address(cast.new_hire, deed), data)
    assert response.status_code == 422
    page = soup(response)
    assert page.select_one("[role=alert] li")
    for name in ("note", "reason", "basis"):  # nothing typed is lost
        if field := page.select_one(f"textarea[name={name}]"):
            assert field.get_text().strip() == data.get(name, "")
    assert DueDate.objects.count() == Leave.objects.count() == 1
    assert not Exemption.objects.exists()
    assert not Acknowledgement.objects.exists()


def test_a_second_exemption_is_refused_in_words(
    cast: Cast, assignment: Assignment, client: Client
) -> None:
    facts: dict[str, Any] = {"last_on": today() + DAY, "reason": "x", "by": cast.hr}
    exempt(cast.new_hire, the_guideline(), **facts, now=timezone.now())
    data = {"last_on": in_days(1), "reason": "Igen"}
    assert client.post(address(cast.new_hire, "fritagelse/"), data).status_code == 422


def test_the_learner_is_told_why_nothing_is_asked(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    learner = client_of(cast.new_hire)

    def notices() -> list[str]:
        return [one.get_text() for one in soup(learner.get("/")).select("main .notice")]

    [deadline] = notices()
    assert "7. december 2026" in deadline
    leave: dict[str, Any] = {"from_on": today(), "back_on": today() + 5 * DAY, "by": ""}
    grant_leave(cast.new_hire, **leave, now=timezone.now())
    assert "Fristen står stille, til du er tilbage den 28. november" in notices()[0]
    facts: dict[str, Any] = {"last_on": today() + DAY, "reason": "Praktikant", "by": cast.hr}
    exempt(cast.new_hire, the_guideline(), **facts, now=timezone.now())
    [exempted] = notices()
    assert "Du er fritaget til og med den 24. november 2026: Praktikant" in exempted


def test_the_mails_to_a_person_stand_on_their_page_newest_first(
    cast: Cast, client: Client, mail_host: None
) -> None:
    with_mail(cast.new_hire)
    complete(an_assignment(cast.new_hire, cast.manager))
    page = soup(client.get(address(cast.new_hire)))
    (title,) = (one for one in page.select("main h2") if one.get_text() == "Mails")
    rows = [" ".join(row.get_text(" ").split()) for row in title.find_next("ul").select("li")]
    assert [row.split(" mandag")[0] for row in rows] == ["Ved kvittering", "Ved tildeling"]
    assert rows[0].endswith("Venter")
    assert rows[1].endswith("Gennemført Ikke længere nødvendig")


def test_a_person_costs_few_queries(cast: Cast, assignment: Assignment, client: Client) -> None:
    client.get("/team/")  # the session's clock is written now
    with CaptureQueriesContext(connection) as queries:
        client.get(address(cast.new_hire))
    assert len(queries) <= 21
