"""A manager reminds their people themselves: not too often, nobody away or done, on the timeline."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from outbox.models import Message
from people.models import Employee, Management
from reports.timeline import timeline_of
from tests.conftest import NOW, soup
from tests.factories.people import Cast, a_person, a_substitute, today
from tests.factories.policy import the_guideline
from tests.factories.training import a_question, an_assignment, complete
from tests.training.postman import mail_host, moment, send, with_mail
from training.actions import Nudged, exempt, nudge, pause
from training.models import Assignment, DueDate
from training.schedule import Kind

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
SignIn = Callable[[Employee | None], Client]
DAY = timedelta(days=1)
LONG_AGO = NOW - timedelta(days=30)


@pytest.fixture
def late(cast: Cast) -> Assignment:
    """Mette, with an address, is overdue; what was to be said of it was said long ago."""
    assignment = an_assignment(cast.new_hire, cast.manager, now=LONG_AGO, due_on=today() - DAY)
    with_mail(cast.new_hire)
    return assignment


def nudged(*people: Employee, by: Employee, **details: Any) -> Nudged:
    facts: dict[str, Any] = {"guideline": the_guideline(), "now": timezone.now()}
    return nudge(employees=people, by=by, **facts | details)


def said(response: Any) -> str:
    return str(soup(response).select_one(".messages").get_text().strip())


def test_one_tap_sends_one_mail_in_the_managers_name(
    cast: Cast, late: Assignment, client_of: SignIn
) -> None:
    anne = client_of(cast.manager)
    response = anne.post(f"/team/{cast.new_hire.pk}/paamind/", follow=True)
    assert said(response) == "Mette Hansen får en påmindelse på mail."
    [sent] = send(timezone.now())
    assert sent.kind == Kind.NUDGE
    assert "Anne Krogh minder dig om forløbet" in mail.outbox[-1].body
    page = soup(anne.get(f"/team/{cast.new_hire.pk}/")).select_one("main").get_text(" ")
    assert "Påmindelse fra en leder" in page
    said_of_mails = [event.what for event in timeline_of(cast.new_hire, the_guideline())]
    assert "Mail »Påmindelse fra en leder«: sendt" in said_of_mails
    assert "Påmindet 23. november 2026" in page
    event = Event.objects.get(kind="training.nudged")
    assert (event.actor, event.subject) == (cast.manager.directory_id, cast.new_hire.directory_id)


def test_the_same_person_is_reminded_once_in_so_many_days(
    cast: Cast, late: Assignment, settings: Any
) -> None:
    assert nudged(cast.new_hire, by=cast.manager).reminded
    for by, now in ((cast.hr, NOW + DAY), (cast.manager, NOW + 2 * DAY)):
        again = nudged(cast.new_hire, by=by, now=now)
        assert (again.reminded, len(again.too_soon)) == ([], 1)
    assert nudged(cast.new_hire, by=cast.hr, now=NOW + 4 * DAY).reminded
    assert Message.objects.filter(kind=Kind.NUDGE).count() == 2
    settings.NUDGE_AFTER_DAYS = 14
    assert nudged(cast.new_hire, by=cast.hr, now=NOW + 10 * DAY).too_soon


def test_nobody_done_away_asking_or_without_an_address_is_reminded(cast: Cast) -> None:
    people = {
        name: a_person(f"{name} Test", cast.nursing_home)
        for name in ("Done", "Leave", "Exempt", "Asking", "None", "Silent", "Missing")
    }
    for name, person in people.items():
        if name != "None":
            an_assignment(person, cast.manager, now=LONG_AGO, due_on=today() - DAY)
    with_mail(*(one for name, one in people.items() if name != "Silent"))
    now = timezone.now()
    complete(Assignment.objects.get(employee=people["Done"]))
    pause(people["Leave"], from_on=today(), back_on=None, by=cast.manager, now=now)
    exempt(people["Exempt"], the_guideline(), last_on=today(), reason="x", by=cast.manager, now=now)
    a_question(people["Asking"])
    found = nudged(*people.values(), by=cast.manager)
    assert {field: [one.given_name for one in rows] for field, rows in vars(found).items()} == {
        "reminded": ["Missing"],
        "too_soon": [],
        "no_address": ["Silent"],
        "asking": ["Asking"],
        "nothing_to_do": ["Done", "Exempt", "Leave", "None"],
    }


def test_whoever_completes_first_gets_no_mail(cast: Cast, late: Assignment) -> None:
    nudged(cast.new_hire, by=cast.manager, now=moment(today(), 20))
    complete(late)
    assert not Message.objects.filter(kind=Kind.NUDGE, withdrawn_at=None).exists()


def test_everyone_overdue_at_one_tap_but_not_oneself(cast: Cast, client_of: SignIn) -> None:
    soon, ove = (a_person(name, cast.nursing_home) for name in ("Søren Bo", "Ove Olsen"))
    with_mail(cast.new_hire, soon, ove, cast.manager, cast.colleague)
    for person in (cast.new_hire, ove, cast.manager, cast.colleague):
        an_assignment(person, cast.hr, now=LONG_AGO, due_on=today() - DAY)
    an_assignment(soon, cast.hr, now=LONG_AGO, due_on=today() + 7 * DAY)
    anne = client_of(cast.manager)
    button = soup(anne.get("/team/")).select_one("form[action='/team/paamind/'] button")
    assert button.get_text() == "Påmind de 2 over fristen"
    assert (
        said(anne.post("/team/paamind/", follow=True))
        == "2 medarbejdere får en påmindelse på mail."
    )
    subjects = set(Message.objects.filter(kind=Kind.NUDGE).values_list("subject", flat=True))
    assert subjects == {cast.new_hire.directory_id, ove.directory_id}
    assert "Er lige blevet påmindet: Mette Hansen" in said(anne.post("/team/paamind/", follow=True))
    assert said(client_of(cast.hr).post("/team/paamind/", follow=True)).startswith(
        "2 medarbejdere får en påmindelse på mail."
    )


def test_others_people_and_oneself_are_refused(
    cast: Cast, late: Assignment, client_of: SignIn
) -> None:
    with pytest.raises(PermissionDenied):
        nudged(cast.new_hire, by=cast.other_manager)
    with pytest.raises(PermissionDenied):
        nudged(cast.manager, by=cast.manager)
    bo = client_of(cast.other_manager)
    assert bo.post(f"/team/{cast.new_hire.pk}/paamind/").status_code == 403
    assert client_of(cast.manager).post(f"/team/{cast.manager.pk}/paamind/").status_code == 403


def test_reminding_many_costs_the_same_queries_but_for_the_records(
    cast: Cast, late: Assignment
) -> None:
    with CaptureQueriesContext(connection) as few:
        nudged(cast.new_hire, by=cast.manager)
    people = [
        a_person(f"Nr{n} Test", cast.nursing_home, email=f"n{n}@k.example") for n in range(20)
    ]
    for person in people:
        an_assignment(person, cast.manager, now=LONG_AGO, due_on=today() - DAY)
    with CaptureQueriesContext(connection) as many:
        assert len(nudged(*people, by=cast.manager).reminded) == 20
    assert len(many) - 20 == len(few) - 1


def test_the_deadline_is_moved_in_two_taps(cast: Cast, late: Assignment, client_of: SignIn) -> None:
    anne = client_of(cast.manager)
    link = soup(anne.get("/team/")).select_one("main li a[href$='/frist/']")
    buttons = soup(anne.get(link["href"])).select("main form button[name=days]")
    assert [one["value"] for one in buttons] == ["7", "14"]
    anne.post(link["href"], {"days": "7"})
    row = DueDate.objects.open().get(assignment=late)
    assert (row.due_on, row.note) == (today() + 7 * DAY, "Aftalt med medarbejderen")
    anne.post(link["href"], {"days": "14"})
    assert DueDate.objects.open().get(assignment=late).due_on == today() + 21 * DAY
    assert anne.post(link["href"], {"days": "9999"}).status_code == 422


def test_a_substitute_does_what_the_manager_may_but_not_for_the_manager(
    cast: Cast, late: Assignment, client_of: SignIn
) -> None:
    dorte = a_person("Dorte Dahl", cast.nursing_home)
    a_substitute(dorte, cast.manager, last_on=today())
    client = client_of(dorte)
    team = soup(client.get("/team/?vis=alle")).select_one("main").get_text(" ")
    assert "Mette Hansen" in team
    assert "Du er stedfortræder for Anne Krogh, Sundhed og Senior, til og med 23." in team
    client.post(f"/team/{cast.new_hire.pk}/paamind/")
    assert Message.objects.filter(kind=Kind.NUDGE).count() == 1
    assert client.post(f"/team/{cast.new_hire.pk}/frist/", {"days": "7"}).status_code == 302
    an_assignment(cast.manager, cast.hr)
    page = soup(client.get(f"/team/{cast.manager.pk}/"))
    assert not page.select("main .rows h3 a")
    for person in (cast.manager, dorte):
        assert client.post(f"/team/{person.pk}/frist/", {"days": "7"}).status_code == 403
        assert client.get(f"/team/{person.pk}/orlov/").status_code == 403


def test_a_manager_names_a_substitute_on_the_page_and_ends_it(
    cast: Cast, client_of: SignIn
) -> None:
    anne, address = client_of(cast.manager), f"/team/{cast.manager.pk}/stedfortraedere/"
    link = soup(anne.get("/team/")).select_one(f"main a[href='{address}']")
    assert link.get_text() == "Udpeg en stedfortræder"
    management = Management.objects.get(employee=cast.manager).pk
    sent = {
        "employee": "Ali Yilmaz",
        "management": management,
        "from_on": str(today()),
        "last_on": str(today() + 3 * DAY),
    }
    for change in (
        {"employee": "Ingen"},
        {"employee": "Anne Krogh"},
        {"last_on": str(today() - DAY)},
        {"management": Management.objects.get(employee=cast.other_manager).pk},
    ):
        assert anne.post(address, sent | change).status_code == 422
    assert anne.post(address, sent).status_code == 302
    assert "allerede stedfortræder" in anne.post(address, sent).content.decode()
    page = soup(anne.get(address))
    assert "Ali Yilmaz" in page.select_one("main .rows").get_text()
    assert client_of(cast.colleague).get("/team/").status_code == 200
    # Somebody who stands in names nobody else; the manager's own manager and HR may.
    assert client_of(cast.colleague).get(address).status_code == 403
    assert client_of(cast.other_manager).get(address).status_code == 403
    assert client_of(cast.hr).get(address).status_code == 200
    anne.post(page.select_one("main .rows form")["action"])
    assert client_of(cast.colleague).get("/team/").status_code == 403
