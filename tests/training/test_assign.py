"""Assigning: one, several or a department; twice is harmless; never outside one's departments."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from outbox.actions import hold
from outbox.models import Message
from people.models import Employee
from tests.conftest import soup
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment
from tests.training.postman import mail_host, with_mail, work
from training.actions import assign
from training.models import Assignment, CloseReason, DueDate

__all__ = ["mail_host"]

SignIn = Callable[[Employee | None], Client]


def send(client: Client, **data: Any) -> Any:
    whole = {"guideline": "social-media", "department": "", "due_on": today().isoformat(), **data}
    return client.post("/team/tildel/", whole)


def test_a_manager_assigns_the_module_to_one(cast: Cast, client_of: SignIn) -> None:
    due_on = today() + timedelta(days=10)
    response = send(
        client_of(cast.manager), employees=[cast.new_hire.pk], due_on=due_on.isoformat()
    )
    assert response.headers["Location"] == "/team/"
    assignment = Assignment.objects.get()
    assert (assignment.employee, assignment.assigned_by) == (cast.new_hire, cast.manager)
    assert DueDate.objects.get().due_on == due_on


def test_a_department_means_everybody_in_it_and_below(cast: Cast, client_of: SignIn) -> None:
    send(client_of(cast.manager), department=cast.health.pk)
    assigned = set(Assignment.objects.values_list("employee__name", flat=True))
    assert assigned == {"Mette Hansen", "Anne Krogh"}


def test_assigning_twice_is_harmless(cast: Cast, client_of: SignIn) -> None:
    first = an_assignment(cast.new_hire, cast.manager)
    client = client_of(cast.manager)
    later = (today() + timedelta(days=90)).isoformat()
    send(client, employees=[cast.new_hire.pk], department=cast.health.pk, due_on=later)
    assert Assignment.objects.get(employee=cast.new_hire) == first
    assert DueDate.objects.get(assignment=first).due_on == today() + timedelta(days=14)
    assert "1" in soup(client.get("/team/")).select_one("[role=status]").get_text()


def test_a_manager_can_not_assign_outside_their_departments(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.manager)
    assert send(client, employees=[cast.colleague.pk]).status_code == 422
    assert send(client, department=cast.roads.pk).status_code == 422
    with pytest.raises(PermissionDenied):
        assign(
            employees=[cast.new_hire, cast.colleague],
            guideline=the_guideline(),
            due_on=today(),
            by=cast.manager,
            now=timezone.now(),
        )
    assert not Assignment.objects.exists()


def test_hr_assigns_anywhere(cast: Cast, client_of: SignIn) -> None:
    send(client_of(cast.hr), department=cast.root.pk)
    assert Assignment.objects.count() == Employee.objects.count() == 6


def test_a_colleague_can_not_assign_at_all(cast: Cast, client_of: SignIn) -> None:
    assert send(client_of(cast.colleague), employees=[cast.colleague.pk]).status_code == 403


BAD: list[dict[str, Any]] = [
    {},
    {"employees": ["999999"]},
    {"employees": ["x"]},
    {"employees": [None], "due_on": "i morgen"},
    {"employees": ["9223372036854775808"]},
    {"employees": [None], "due_on": "9999-12-31"},
    {"department": "999999"},
    {"guideline": "findes-ikke"},
]


@pytest.mark.parametrize("data", BAD)
def test_bad_input_is_said_and_assigns_nobody(
    cast: Cast, client_of: SignIn, data: dict[str, Any]
) -> None:
    data = {key: [cast.new_hire.pk] if value == [None] else value for key, value in data.items()}
    response = send(client_of(cast.manager), **data)
    assert response.status_code == 422
    assert soup(response).select_one("[role=alert] li")
    assert not Assignment.objects.exists()


def test_a_deadline_before_today_is_refused(cast: Cast, client_of: SignIn) -> None:
    yesterday = (today() - timedelta(days=1)).isoformat()
    client = client_of(cast.manager)
    assert send(client, employees=[cast.new_hire.pk], due_on=yesterday).status_code == 422


def test_an_employee_has_one_open_assignment(cast: Cast) -> None:
    assignment = an_assignment(cast.new_hire, cast.manager)
    assignment.pk, assignment.round = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        assignment.save(force_insert=True)


def test_the_form_lists_those_without_the_module_and_can_be_searched(
    cast: Cast, client_of: SignIn
) -> None:
    a_person("Zainab Omar", cast.nursing_home)
    an_assignment(cast.manager, cast.hr)
    client = client_of(cast.manager)

    def listed(query: str) -> str:
        page = soup(client.get(f"/team/tildel/{query}"))
        return " ".join(label.get_text() for label in page.select(".choice label"))

    assert "Mette Hansen" in listed("")
    assert "Anne Krogh" not in listed("")
    assert "Ali Yilmaz" not in listed("")
    assert "Mette Hansen" not in listed("?q=zainab")


def test_a_search_that_finds_nobody_says_so(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.manager)
    words = "Prøv med færre bogstaver."
    assert words in soup(client.get("/team/tildel/?q=ingen")).main.get_text()
    assert words not in soup(client.get("/team/tildel/?q=mette")).main.get_text()


def test_the_team_shows_who_is_missing_first(cast: Cast, client_of: SignIn) -> None:
    an_assignment(cast.new_hire, cast.manager)
    page = soup(client_of(cast.manager).get("/team/"))
    assert [heading.get_text() for heading in page.select("main li h2")] == ["Mette Hansen"]
    page = soup(client_of(cast.manager).get("/team/?vis=alle&side=x"))
    assert [heading.get_text() for heading in page.select("main li h2")] == [
        "Mette Hansen",
        "Anne Krogh",
    ]


def test_a_search_that_makes_no_sense_finds_nobody(cast: Cast, client_of: SignIn) -> None:
    for words in ("\x00", "a " * 2000):
        assert client_of(cast.manager).get("/team/tildel/", {"q": words}).status_code == 200


def test_a_second_round_can_be_assigned_after_the_first_is_closed(cast: Cast) -> None:
    first = an_assignment(cast.new_hire, cast.manager)
    first.closed_at, first.closed_because = timezone.now(), CloseReason.NEXT_ROUND
    first.save()
    assert an_assignment(cast.new_hire, cast.manager).round == 2


def test_the_proposed_deadline_is_a_working_day(cast: Cast, client_of: SignIn) -> None:
    for day, proposed in (("2026-12-10", "2026-12-28"), ("2026-11-27", "2026-12-11")):
        with time_machine.travel(f"{day}T10:00:00Z"):
            page = soup(client_of(cast.manager).get("/team/tildel/"))
        assert page.select_one("input[name=due_on]")["value"] == proposed


def test_a_search_keeps_what_is_ticked_and_assigns_nobody(cast: Cast, client_of: SignIn) -> None:
    ticked = a_person("Zainab Omar", cast.nursing_home)
    later = (today() + timedelta(days=30)).isoformat()
    data = {"q": "mette", "search": "1", "employees": [ticked.pk], "due_on": later}
    response = send(client_of(cast.manager), **data)
    assert response.status_code == 200
    page = soup(response)
    boxes = page.select("input[name=employees]")
    assert [box["value"] for box in boxes if box.has_attr("checked")] == [str(ticked.pk)]
    assert [box["value"] for box in boxes] == [str(ticked.pk), str(cast.new_hire.pk)]
    assert page.select_one("input[name=due_on]")["value"] == later
    assert not Assignment.objects.exists()


def test_only_ones_own_departments_are_offered(cast: Cast, client_of: SignIn) -> None:
    page = soup(client_of(cast.manager).get("/team/tildel/"))
    offered = [option.get_text(strip=True) for option in page.select("select option")[1:]]
    assert offered == ["Sundhed og Senior", "Plejecenter Mølleparken"]


def said_to(client: Client) -> str:
    return " ".join(soup(client.get("/team/")).select_one("[role=status]").get_text().split())


def test_the_mail_is_seen_before_anybody_is_assigned(
    cast: Cast, client_of: SignIn, mail_host: None
) -> None:
    with_mail(cast.new_hire)
    without = a_person("Dorte Dahl", cast.nursing_home)
    response = send(
        client_of(cast.manager),
        preview="1",
        due_on="2026-12-07",
        employees=[cast.new_hire.pk, without.pk],
    )
    assert response.status_code == 200
    page = soup(response)
    mail = page.select_one("section.document").get_text()
    assert "Mailen til Mette Hansen" in mail
    assert "Anne Krogh har tildelt dig forløbet »Sociale medier på jobbet«." in mail
    assert "Frist: mandag den 7. december 2026" in mail
    said = page.select_one("main").get_text()
    assert "1 medarbejder får en mail nu." in said
    assert "Giv selv besked til dem uden mailadresse: Dorte Dahl." in said
    ticked = [
        box["value"] for box in page.select("input[name=employees]") if box.has_attr("checked")
    ]
    assert sorted(ticked) == sorted([str(cast.new_hire.pk), str(without.pk)])
    assert page.select_one("input[name=due_on]")["value"] == "2026-12-07"
    assert not Assignment.objects.exists()
    assert not Message.objects.exists()


def test_the_mail_that_was_seen_is_the_mail_that_is_sent(
    cast: Cast, client_of: SignIn, mail_host: None
) -> None:
    with_mail(cast.new_hire)
    client, data = (
        client_of(cast.manager),
        {"employees": [cast.new_hire.pk], "due_on": "2026-12-07"},
    )
    seen = soup(send(client, preview="1", **data)).select_one("section.document").get_text()
    send(client, **data)
    work(timezone.now())
    (sent,) = mail.outbox
    assert "".join(sent.body.split()) in "".join(seen.split())
    assert sent.subject in seen


def test_where_all_have_it_already_no_mail_is_shown(cast: Cast, client_of: SignIn) -> None:
    an_assignment(cast.new_hire, cast.manager)
    page = soup(send(client_of(cast.manager), preview="1", employees=[cast.new_hire.pk]))
    assert page.select_one("section.document") is None
    assert "ingen får en mail" in page.select_one("[role=status]").get_text()


def test_afterwards_it_is_said_who_gets_a_mail_and_when(
    cast: Cast, client_of: SignIn, mail_host: None
) -> None:
    with_mail(cast.new_hire)
    client = client_of(cast.manager)
    send(client, employees=[cast.new_hire.pk])
    assert said_to(client).endswith("1 medarbejder får en mail nu.")
    with time_machine.travel("2026-11-27T18:00:00Z"):
        client = client_of(cast.manager)
        with_mail(cast.manager)
        send(client, employees=[cast.manager.pk])
        assert said_to(client).endswith(
            "1 medarbejder får en mail mandag den 30. november 2026 kl. 08.00."
        )


def test_those_without_an_address_are_named_and_of_many_the_first(
    cast: Cast, client_of: SignIn
) -> None:
    for number in range(5):
        a_person(f"Nr{number} Test", cast.nursing_home)
    client = client_of(cast.manager)
    send(client, department=cast.nursing_home.pk)
    assert said_to(client).endswith(
        "Giv selv besked til dem uden mailadresse: Mette Hansen, Nr0 Test, Nr1 Test, Nr2 Test, Nr3 Test "
        "og 1 mere."
    )


def test_while_mails_are_stopped_the_manager_is_told_so(
    cast: Cast, client_of: SignIn, mail_host: None
) -> None:
    hold(kind="", by=cast.hr.directory_id, now=timezone.now())
    with_mail(cast.new_hire)
    client = client_of(cast.manager)
    send(client, employees=[cast.new_hire.pk])
    assert said_to(client).endswith("Der sendes ikke mails lige nu, så giv selv besked.")
