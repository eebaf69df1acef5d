"""A slip of paper for who has no e-mail: what is on it, what it opens and how often, what is kept of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.serializers import serialize
from django.test import Client
from django.utils import timezone

from audit.models import Event
from people.actions import leave
from people.models import Employee, Slip
from people.sign_in.slips import NotForThem, address_of, discard_expired, issue
from tests.conftest import soup
from tests.factories.people import Cast, make_hr, today
from tests.pdf import Pdf

PASSWORD = "dejlig-sommerdag-42"
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def code_for(cast: Cast) -> str:
    _slip, code = issue(cast.new_hire, by=cast.manager, now=timezone.now())
    return code


def use(code: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/log-ind/seddel/", {"code": code, "password": password})
    return client


def test_the_manager_prints_a_slip_by_which_the_person_gets_in(cast: Cast, client_of: Any) -> None:
    response = client_of(cast.manager).post(f"/team/{cast.new_hire.pk}/adgang/seddel/")
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    words = Pdf(response.content).words
    assert "Mette Hansen" in words
    assert "https://omtanke.example/log-ind/seddel/" in words
    found = CODE.search(words)
    assert found
    client = use(found[0])
    assert is_in(client)
    later = Client()
    later.post("/log-ind/", {"login": "mette", "password": PASSWORD})
    assert is_in(later)


def test_a_slip_signs_nobody_in_over_somebody_elses_session(cast: Cast, client_of: Any) -> None:
    client, code = client_of(cast.manager), code_for(cast)
    response = client.post("/log-ind/seddel/", {"code": code, "password": PASSWORD})
    assert response.headers["Location"] == "/"
    assert client.get("/").context["user"] == cast.manager
    assert is_in(use(code))  # and the slip still holds


def test_the_slip_is_one_a5_page_that_a_screen_reader_can_read(cast: Cast, client_of: Any) -> None:
    content = client_of(cast.manager).post(f"/team/{cast.new_hire.pk}/adgang/seddel/").content
    assert content.count(b"/Type/Page/") == 1
    page = re.search(rb"/MediaBox\[0 0 (\S+) (\S+)\]", content)
    assert page
    width, height = map(float, page.groups())
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (148, 210)
    pdf = Pdf(content)
    assert "Figure" in pdf.tags
    assert pdf.languages == {"da"}


def test_the_qr_code_leads_to_the_page_with_the_code_filled_in(cast: Cast) -> None:
    code = code_for(cast)
    path = address_of(code).removeprefix("https://omtanke.example")
    field = soup(Client().get(path)).select_one("input[name=code]")
    assert field["value"] == code
    assert Slip.objects.get().used_at is None  # looking at it spends nothing


def test_a_slip_works_once_however_it_is_typed(cast: Cast) -> None:
    code = code_for(cast)
    assert is_in(use(f" {code.replace('-', ' ').lower()} "))
    assert not is_in(use(code, "en-anden-lang-kode"))
    assert Slip.objects.get().used_at is not None


def test_a_wrong_code_and_a_weak_password_are_told_beside_their_fields(cast: Cast) -> None:
    response = Client().post("/log-ind/seddel/", {"code": "AAAA-BBBB-CCCC", "password": "1234"})
    assert response.status_code == 422
    page = soup(response)
    assert page.select(".error-summary a[href='#id_code']")
    [link] = page.select(".error-summary a[href='#id_password']")
    reasons = [one.get_text() for one in link.find_next_sibling("ul").select("li")]
    assert len(reasons) == 3
    assert [one.get_text() for one in page.select("#id_password_error li")] == reasons
    code = code_for(cast)
    response = Client().post("/log-ind/seddel/", {"code": code, "password": "mettehansen"})
    assert soup(response).select(".error-summary a[href='#id_password']")
    assert Slip.objects.get().used_at is None


def test_a_slip_is_good_for_fourteen_days_and_deleted_afterwards(cast: Cast) -> None:
    code = code_for(cast)
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert not is_in(use(code))
        assert discard_expired(now=timezone.now()) == "1 slips deleted"
    assert not Slip.objects.exists()


def test_a_slip_lost_is_withdrawn(cast: Cast, client_of: Any) -> None:
    code, client = code_for(cast), client_of(cast.manager)
    page = soup(client.get(f"/team/{cast.new_hire.pk}/adgang/")).select_one("main").get_text()
    assert "Træk sedlen tilbage" in page
    client.post(f"/team/{cast.new_hire.pk}/adgang/seddel/fjern/")
    assert not is_in(use(code))


def test_a_new_slip_takes_the_place_of_the_one_before(cast: Cast) -> None:
    first, second = code_for(cast), code_for(cast)
    assert not is_in(use(first))
    assert is_in(use(second))


def test_the_code_is_kept_nowhere(cast: Cast) -> None:
    code = code_for(cast)
    kept = serialize("json", [*Slip.objects.all(), *Event.objects.all()])
    assert code not in kept
    assert code.replace("-", "") not in kept
    kinds = [one.kind for one in Event.objects.about(cast.new_hire.directory_id)]
    assert "slip.issued" in kinds


def test_who_has_left_gets_in_by_no_slip(cast: Cast) -> None:
    code = code_for(cast)
    leave(cast.new_hire, on=today(), now=timezone.now())
    assert not is_in(use(code))


@pytest.mark.parametrize("reason", ["an address", "a role"])
def test_nobody_gets_a_slip_whose_account_a_manager_must_not_open(
    reason: str, cast: Cast, client_of: Any
) -> None:
    if reason == "a role":
        make_hr(cast.new_hire)
    else:
        Employee.objects.filter(pk=cast.new_hire.pk).update(email="mette@example.org")
    with pytest.raises(NotForThem):
        issue(cast.new_hire, by=cast.manager, now=timezone.now())
    client = client_of(cast.manager)
    page = soup(client.get(f"/team/{cast.new_hire.pk}/adgang/"))
    assert not page.select("form[action$='/seddel/']")
    assert client.post(f"/team/{cast.new_hire.pk}/adgang/seddel/").status_code == 403


def test_a_slip_handed_out_opens_nothing_once_there_is_a_role(cast: Cast) -> None:
    code = code_for(cast)
    make_hr(cast.new_hire)
    assert not is_in(use(code))


def test_sixty_colleagues_behind_one_address_can_all_use_theirs(cast: Cast) -> None:
    for _ in range(60):
        assert is_in(use(code_for(cast)))
