"""Roles: HR gives and takes them with a reason, and somebody of HR is always left."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Event
from people.actions import LastHR, leave, revoke_role
from people.models import Employee, Role, RoleGrant
from tests.conftest import soup
from tests.factories.people import Cast, make_hr, today, with_roles

SignIn = Callable[[Employee | None], Client]


def give(client: Client, person: Employee, **fields: str) -> Any:
    whole = {"employee": str(person.pk), "role": Role.EDITOR, "reason": "Ny redaktør", **fields}
    return client.post(f"/medarbejdere/roller/?q={person.name.split()[0]}", whole)


def take(client: Client, grant: RoleGrant, reason: str = "Ny stilling") -> Any:
    return client.post(f"/medarbejdere/roller/{grant.pk}/fjern/", {"reason": reason})


def test_hr_gives_a_role_and_it_is_recorded(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    assert give(client, cast.colleague).headers["Location"] == "/medarbejdere/roller/"
    grant = cast.colleague.role_grants.get()
    assert (grant.role, grant.granted_by, grant.reason) == ("editor", "Karin Ågård", "Ny redaktør")
    event = Event.objects.get(kind="role.granted", subject=cast.colleague.directory_id)
    assert (event.actor, event.detail) == (cast.hr.directory_id, {"role": "editor"})
    page = soup(client.get("/medarbejdere/roller/"))
    (row,) = [one for one in page.select(".rows li") if "Ali" in one.get_text()]
    assert "Givet af Karin Ågård" in row.get_text()
    assert "Ny redaktør" in row.get_text()


def test_hr_takes_a_role_and_it_is_recorded(cast: Cast, client_of: SignIn) -> None:
    grant = cast.editor.role_grants.get()
    client = client_of(cast.hr)
    assert (
        "Henrik Øster" in soup(client.get(f"/medarbejdere/roller/{grant.pk}/fjern/")).h1.get_text()
    )
    assert take(client, grant).headers["Location"] == "/medarbejdere/roller/"
    grant.refresh_from_db()
    assert (grant.revoked_by, grant.revoked_for) == ("Karin Ågård", "Ny stilling")
    assert not with_roles(cast.editor).is_editor
    event = Event.objects.get(kind="role.revoked")
    assert (event.actor, event.subject) == (cast.hr.directory_id, cast.editor.directory_id)
    assert take(client, grant).status_code == 404


def test_the_last_of_hr_keeps_the_role(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    grant = cast.hr.role_grants.get()
    response = take(client, grant)
    assert response.status_code == 422
    assert "Nogen skal have rollen HR" in soup(response).select_one(".error-summary").get_text()
    make_hr(cast.manager)
    assert take(client, grant).status_code == 302
    assert client.get("/medarbejdere/roller/").status_code == 403


def test_somebody_of_hr_who_left_does_not_count(cast: Cast) -> None:
    make_hr(cast.manager)
    leave(cast.manager, on=today(), now=timezone.now())
    with pytest.raises(LastHR):
        revoke_role(cast.hr, role=Role.HR, by="Bo Holm", now=timezone.now())


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "Se 010190-1234"}, "reason"),
        ({"role": "boss"}, "role"),
        ({"employee": "99999999999999999999"}, "employee"),
        ({"employee": "x"}, "employee"),
    ],
)
def test_a_role_needs_a_person_who_was_found_a_role_and_a_reason(
    cast: Cast, client_of: SignIn, fields: dict[str, str], field: str
) -> None:
    response = give(client_of(cast.hr), cast.colleague, **fields)
    assert response.status_code == 422
    assert soup(response).select(f".error-summary a[href^='#id_{field}']")
    assert not cast.colleague.role_grants.exists()


def test_only_those_employed_are_found(cast: Cast, client_of: SignIn) -> None:
    leave(cast.colleague, on=today(), now=timezone.now())
    page = soup(client_of(cast.hr).get("/medarbejdere/roller/?q=Ali%00"))
    assert not page.select("input[name=employee]")
    assert "Ingen passer" in page.select_one("#giv").get_text()


def test_a_role_taken_needs_a_reason(cast: Cast, client_of: SignIn) -> None:
    grant = cast.editor.role_grants.get()
    assert take(client_of(cast.hr), grant, reason=" ").status_code == 422
    assert with_roles(cast.editor).is_editor
