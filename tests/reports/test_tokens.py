"""A token is shown once, opens the API alone, and works for as long as somebody answers for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from audit.models import Event
from people.actions import grant_role, revoke_role
from people.models import Employee, PersonAlias, Role
from reports.models import ApiToken, Scope
from reports.outlet_forms import TokenForm
from reports.tokens import make_token, revoke_token, token_of
from tests.conftest import soup
from tests.factories.people import Cast, a_person, make_hr, today
from tests.reports.programs import API, PAGE, a_token, ask

SignIn = Callable[[Employee | None], Client]


@pytest.fixture
def other_hr(cast: Cast) -> Employee:
    """A second person with the role HR, who makes the token."""
    return make_hr(a_person("Lone Lund", cast.root, username="lone"))


def made_by(employee: Employee, name: str = "Intranet") -> str:
    now = timezone.now()
    return make_token(name=name, scope=Scope.NAMES, days=90, by=employee, now=now)[1]


def loses_role(employee: Employee) -> None:
    revoke_role(employee, role=Role.HR, by="Test", now=timezone.now())


def leaves(employee: Employee) -> None:
    Employee.objects.filter(pk=employee.pk).update(left_on=today())


def said_of_tokens(client: Client) -> list[str]:
    return [row.get_text(" ", strip=True) for row in soup(client.get(PAGE)).select("main .rows li")]


def test_without_a_token_that_holds_nothing_opens(cast: Cast, client_of: SignIn) -> None:
    token, secret = a_token(cast)
    assert ask("status", secret).status_code == 200
    wrong = ["", "x", "omtanke_x", secret[:-1], secret.upper()]
    for value in wrong:
        response = ask("status", value)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert response.headers["Content-Type"] == "application/problem+json"
    assert Client().get(f"{API}status", headers={"Authorization": secret}).status_code == 401
    signed_in = client_of(cast.hr).get(f"{API}status")
    assert signed_in.status_code == 401
    assert not signed_in.cookies
    revoke_token(token, by=cast.hr, now=timezone.now())
    assert ask("status", secret).status_code == 401


def test_a_token_expires(cast: Cast) -> None:
    _token, secret = a_token(cast, days=90)
    header, now = f"Bearer {secret}", timezone.now()
    assert token_of(header, now=now + timedelta(days=89))
    assert token_of(header, now=now + timedelta(days=91)) is None


def test_a_token_opens_nothing_but_the_api(cast: Cast) -> None:
    headers = {"Authorization": f"Bearer {a_token(cast)[1]}"}
    for address in ("/rapporter/", "/rapporter/medarbejdere.csv"):
        assert Client().get(address, headers=headers).status_code == 302


def test_it_is_noted_when_a_token_was_used_last(cast: Cast) -> None:
    token, secret = a_token(cast)
    ask("editions", secret)
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    token_of(f"Bearer {secret}", now=first + timedelta(minutes=1))
    token.refresh_from_db()
    assert token.last_used_at == first
    token_of(f"Bearer {secret}", now=first + timedelta(minutes=6))
    token.refresh_from_db()
    assert token.last_used_at == first + timedelta(minutes=6)


def test_hr_makes_a_token_that_is_shown_once_and_kept_nowhere(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.hr)
    chosen = {"name": "Intranet", "scope": "figures", "days": "90"}
    shown = soup(client.post(PAGE, chosen)).select_one("main code").get_text()
    assert ask("overview", shown).status_code == 200
    assert shown not in client.get(PAGE).content.decode()
    token = ApiToken.objects.get()
    assert shown not in str(vars(token))
    assert client.post(PAGE, chosen).status_code == 422  # the page sent again
    assert ApiToken.objects.count() == 1
    form = soup(client.get(PAGE)).select_one("main .rows form")
    assert client.post(form["action"]).status_code == 302
    assert ask("overview", shown).status_code == 401
    kinds = Event.objects.filter(kind__startswith="token.").values_list("kind", flat=True)
    assert list(kinds) == ["token.made", "token.revoked"]
    assert shown not in str(list(Event.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (loses_role, "Virker ikke længere, fordi Lone Lund ikke har rollen HR mere."),
        (leaves, "Virker ikke længere, fordi Lone Lund ikke arbejder her mere."),
    ],
)
def test_a_token_stops_when_nobody_answers_for_it_any_more(
    happens: Callable[[Employee], None], why: str, cast: Cast, other_hr: Employee, client_of: SignIn
) -> None:
    secret = made_by(other_hr)
    client = client_of(cast.hr)
    assert ask("editions", secret).status_code == 200
    assert "Virker ikke længere" not in said_of_tokens(client)[0]
    happens(other_hr)
    assert ask("editions", secret).status_code == 401
    assert why in said_of_tokens(client)[0]


def test_another_in_hr_makes_a_new_one(cast: Cast, other_hr: Employee, client_of: SignIn) -> None:
    made_by(other_hr)
    leaves(other_hr)
    client = client_of(cast.hr)
    revoke = soup(client.get(PAGE)).select_one("main .rows form")
    assert client.post(revoke["action"]).status_code == 302
    chosen = {"name": "Intranet", "scope": "names", "days": "90"}
    shown = soup(client.post(PAGE, chosen)).select_one("main code").get_text()
    assert ask("editions", shown).status_code == 200


def test_the_day_before_somebody_leaves_it_still_works(other_hr: Employee) -> None:
    secret = made_by(other_hr)
    Employee.objects.filter(pk=other_hr.pk).update(left_on=today() + timedelta(days=1))
    assert ask("editions", secret).status_code == 200


def test_an_expired_token_is_said_to_be_expired_whoever_made_it(
    cast: Cast, other_hr: Employee, client_of: SignIn
) -> None:
    made_by(other_hr)
    leaves(other_hr)
    ApiToken.objects.update(
        made_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=1)
    )
    (said,) = said_of_tokens(client_of(cast.hr))
    assert "Virker ikke længere" not in said
    assert "Udløbet" in said


def test_a_maker_whose_two_records_became_one_still_answers_for_it(
    cast: Cast, other_hr: Employee
) -> None:
    secret, kept = made_by(other_hr), a_person("Lone Lund", cast.root, username="lone2")
    loses_role(other_hr)
    PersonAlias.objects.create(
        directory_id=other_hr.directory_id,
        employee=kept,
        merged=other_hr,
        merged_at=timezone.now(),
        merged_by=cast.hr.directory_id,
        reason="Samme person",
    )
    assert ask("editions", secret).status_code == 401
    grant_role(kept, role=Role.HR, by="Test", reason="Test", now=timezone.now())
    assert ask("editions", secret).status_code == 200


def test_the_page_costs_the_same_queries_for_few_and_for_many(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.hr)
    made_by(cast.hr)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(5):
        made_by(make_hr(a_person(f"Nr{number} Person", cast.root)), f"Nr {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)


@pytest.mark.parametrize(("language", "said"), [("da", "90 dage"), ("de", "90 Tage")])
def test_how_long_it_holds_is_said_in_the_readers_language(language: str, said: str) -> None:
    with translation.override(language):
        field = TokenForm()["days"]
        assert said in str(field)
