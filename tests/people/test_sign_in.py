"""Signing in: by sign-in name or e-mail, never once one has left, and only invented people by a click."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from people import demonstration
from people.actions import leave
from people.models import Employee, RoleGrant
from people.sign_in.slips import issue
from people.views.account import demonstration_sign_in
from tests.conftest import soup
from tests.factories.people import Cast, a_passkey, invented, today

PASSWORD = "dejlig-sommerdag-42"


def with_password(employee: Employee, **fields: str) -> Employee:
    employee.set_password(PASSWORD)
    for name, value in fields.items():
        setattr(employee, name, value)
    employee.save()
    return employee


def sign_in(login: str, password: str = PASSWORD, **ticked: str) -> Client:
    client = Client()
    client.post("/log-ind/", {"login": login, "password": password, **ticked})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_a_person_signs_in_by_name_or_by_work_e_mail(cast: Cast) -> None:
    with_password(cast.new_hire, email="mette@example.org")
    assert is_in(sign_in("mette"))
    assert is_in(sign_in("mette@example.org"))
    assert not is_in(sign_in("mette", "forkert"))


def test_somebody_without_a_password_does_not_get_in(cast: Cast) -> None:
    assert not is_in(sign_in("mette", ""))


def test_who_has_left_is_out_at_once_and_does_not_get_in_again(cast: Cast) -> None:
    with_password(cast.new_hire)
    client = sign_in("mette")
    assert is_in(client)
    leave(cast.new_hire, on=today(), now=timezone.now())
    assert not is_in(client)
    assert not is_in(sign_in("mette"))


def test_who_leaves_tomorrow_still_works_today(cast: Cast) -> None:
    with_password(cast.new_hire)
    leave(cast.new_hire, on=today() + timedelta(days=1), now=timezone.now())
    assert is_in(sign_in("mette"))


def test_sixty_colleagues_behind_one_address_all_get_in(cast: Cast) -> None:
    with_password(cast.new_hire)
    assert all(is_in(sign_in("mette")) for _ in range(60))


def test_guessing_at_one_account_is_stopped(cast: Cast) -> None:
    with_password(cast.new_hire)
    for _ in range(10):
        sign_in("mette", "gæt")
    assert not is_in(sign_in("mette"))
    with_password(cast.colleague)
    assert is_in(sign_in("ali"))


def test_the_sign_in_page_offers_no_click_outside_a_demonstration(cast: Cast) -> None:
    page = soup(Client().get("/log-ind/"))
    assert page.select("form input[name=login]")
    assert not page.select("input[name=username]")


def test_a_demonstration_is_safe_only_alone_with_its_own_people(
    cast: Cast, settings: SettingsWrapper
) -> None:
    here = RequestFactory().get("/")
    settings.DEMONSTRATION = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    assert not demonstration.is_safe(here)
    for employee in Employee.objects.all():
        invented(employee)
    assert demonstration.is_safe(here)
    away = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", headers={"host": "localhost"})
    assert not demonstration.is_safe(away)
    settings.ALLOWED_HOSTS = ["omtanke.example.org"]
    assert not demonstration.is_safe(here)
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DEMONSTRATION = False
    assert not demonstration.is_safe(here)


def test_the_demonstration_is_not_added_to_real_people(cast: Cast) -> None:
    with pytest.raises(CommandError, match="real people"):
        call_command("demo_organisation")


def test_a_role_is_granted_once_and_recorded(cast: Cast) -> None:
    for _ in range(2):
        call_command("grant", "hr", "mette", "--by", "Bo Holm", "--reason", "Barsel", verbosity=0)
    grant = RoleGrant.objects.get(employee=cast.new_hire)
    assert (grant.granted_by, grant.reason, grant.revoked_at) == ("Bo Holm", "Barsel", None)
    call_command("grant", "hr", "mette", "--by", "Bo Holm", "--reason", "Slut", "--revoke")
    grant.refresh_from_db()
    assert grant.revoked_by == "Bo Holm: Slut"
    assert not Employee.objects.with_roles(today()).get(pk=cast.new_hire.pk).is_hr


def test_a_role_for_nobody_is_refused(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Nobody has the sign-in name"):
        call_command("grant", "hr", "findes-ikke", "--by", "Bo", "--reason", "x")


def test_the_language_is_danish_until_one_chooses(cast: Cast, client: Client) -> None:
    page = client.get("/log-ind/", headers={"accept-language": "de"})
    assert soup(page).html["lang"] == "da"
    client.post("/sprog/", {"language": "de", "next": "/log-ind/"})
    assert soup(client.get("/log-ind/")).html["lang"] == "de"


def test_a_chosen_language_follows_the_person(cast: Cast, client: Client) -> None:
    client.force_login(cast.new_hire, backend="people.backends.SignInBackend")
    client.post("/sprog/", {"language": "en", "next": "https://example.org/"})
    other = Client()
    other.force_login(cast.new_hire, backend="people.backends.SignInBackend")
    assert soup(other.get("/")).html["lang"] == "en"


def test_the_language_switch_leads_nowhere_else(client: Client, db: None) -> None:
    response = client.post("/sprog/", {"language": "en", "next": "https://example.org/"})
    assert response.headers["Location"] == "/"
    assert client.post("/sprog/", {"language": "fr"}).status_code == 404


def test_a_session_ends_after_thirty_idle_minutes_and_not_while_it_is_used(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.new_hire, backend="people.backends.SignInBackend")
    with time_machine.travel(timezone.now()) as clock:
        for _ in range(4):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=31))
        assert not is_in(client)


def test_on_a_device_of_ones_own_a_session_lasts_thirty_days_and_no_longer(cast: Cast) -> None:
    with_password(cast.new_hire)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        shared, own = sign_in("mette"), sign_in("mette", own_device="on")
        clock.shift(timedelta(minutes=31))
        assert not is_in(shared)
        for _ in range(29):  # using it moves the end no further
            assert is_in(own)
            clock.shift(timedelta(days=1))
        assert is_in(own)
        clock.shift(timedelta(days=1))
        assert not is_in(own)


def test_who_begins_to_sign_in_and_goes_leaves_no_long_session_to_the_next(cast: Cast) -> None:
    with_password(cast.hr)
    a_passkey(cast.hr)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = Client()
        login = {"login": "karin", "password": PASSWORD, "own_device": "on"}
        assert client.post("/log-ind/", login).headers["Location"] == "/log-ind/andet-trin/"
        _slip, code = issue(cast.new_hire, by=cast.manager, now=timezone.now())
        client.post("/log-ind/seddel/", {"code": code, "password": PASSWORD})
        assert client.get("/").context["user"] == cast.new_hire
        clock.shift(timedelta(minutes=31))
        assert not is_in(client)


def test_the_box_for_ones_own_device_is_not_ticked_and_can_be_taken_away(
    db: None, settings: SettingsWrapper
) -> None:
    box = soup(Client().get("/log-ind/")).select_one("input[name=own_device]")
    assert box["type"] == "checkbox"
    assert not box.has_attr("checked")
    settings.OWN_DEVICE_DAYS = 0
    assert not soup(Client().get("/log-ind/")).select("input[name=own_device]")


def test_a_session_of_an_invented_person_ends_with_the_demonstration(
    cast: Cast, settings: SettingsWrapper
) -> None:
    for employee in Employee.objects.all():
        invented(employee)
    client = Client()
    settings.DEMONSTRATION = True
    client.force_login(cast.hr, backend="people.backends.SignInBackend")
    assert is_in(client)
    Employee.objects.filter(pk=cast.colleague.pk).update(origin="directory")
    assert not is_in(client)
    invented(Employee.objects.get(pk=cast.colleague.pk))
    settings.DEMONSTRATION = False
    client.force_login(cast.hr, backend="people.backends.SignInBackend")
    assert not is_in(client)


def test_a_page_of_a_person_is_kept_by_no_cache(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.hr, backend="people.backends.SignInBackend")
    for address in ("/", "/rapporter/", "/rapporter/medarbejdere.csv"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"login=%ff&password=x", "application/x-www-form-urlencoded", 400),
        (b"login=x", "application/x-www-form-urlencoded; charset=rot13", 400),
        (b"login=" + b"x" * 300_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_a_request_that_is_none_of_ours_is_refused_before_it_is_read(
    db: None, content: bytes, kind: str, status: int
) -> None:
    response = Client().generic("POST", "/log-ind/", content, content_type=kind)
    assert response.status_code == status
    assert soup(response).select_one("h1")


def test_a_cookie_that_can_be_no_session_is_ignored(db: None) -> None:
    client = Client()
    client.cookies["sessionid"] = '"\\000aaaaaaaa"'
    assert client.get("/log-ind/").status_code == 200


@pytest.mark.parametrize(
    ("username", "address", "real_people"),
    [
        ("karin", "127.0.0.1", True),
        ("karin", "192.0.2.7", False),
        ("ali", "127.0.0.1", False),
        ("karin\x00", "127.0.0.1", False),
    ],
)
def test_one_click_is_refused_to_others_from_elsewhere_and_beside_real_people(
    cast: Cast, settings: SettingsWrapper, username: str, address: str, real_people: bool
) -> None:
    settings.DEMONSTRATION = True
    if not real_people:
        for employee in Employee.objects.all():
            invented(employee)
    request = RequestFactory().post("/", {"username": username}, REMOTE_ADDR=address)
    request.session = Client().session
    with pytest.raises(PermissionDenied):
        demonstration_sign_in(request)
