"""HR's pages on rules: seen before it is saved, whom it asks and whom not, and its end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from people.models import Employee
from tests.conftest import soup
from tests.factories.people import Cast, a_person, today
from tests.factories.training import a_rule, an_assignment, complete
from training.actions import follow_rules
from training.models import Assignment, Audience, Exclusion, Rule

SignIn = Callable[[Employee | None], Client]
TERMS = {
    "guideline": "social-media",
    "audience": "everybody",
    "department": "",
    "days": "14",
    "again": "never",
}


def terms(**changes: Any) -> dict[str, Any]:
    return {**TERMS, "from_on": today().isoformat(), **changes}


def text(response: Any) -> str:
    return " ".join(soup(response).select_one("main").get_text(" ", strip=True).split())


def test_hr_sees_whom_a_rule_asks_before_it_is_saved(cast: Cast, client_of: SignIn) -> None:
    complete(an_assignment(cast.manager, cast.hr))
    response = client_of(cast.hr).get("/regler/ny/", terms(department=cast.health.pk))
    names = [one.get_text() for one in soup(response).select("#hvem h3")]
    assert names == ["Anne Krogh", "Mette Hansen"]
    assert "2 medarbejdere" in text(response)
    assert "1 er færdige" in text(response)
    assert not Rule.objects.exists()


def test_saved_it_asks_them_at_once(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    page = soup(client.get("/regler/ny/", terms(department=cast.nursing_home.pk)))
    address = page.select_one("form[method=post][action^='?']")["action"]
    response = client.post(f"/regler/ny/{address}")
    rule = Rule.objects.get()
    assert response.headers["Location"] == f"/regler/{rule.pk}/"
    assert Assignment.objects.get().employee == cast.new_hire
    assert (rule.recorded_by, rule.again_months) == (cast.hr.directory_id, None)


def test_a_rule_that_asks_again_needs_to_say_when(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    for again, missing in (("completion", "again_months"), ("fixed", "again_on")):
        response = client.get("/regler/ny/", terms(again=again))
        assert response.status_code == 422
        assert soup(response).select_one(f"main a[href='#id_{missing}']")
    fixed = (today() + timedelta(days=20)).isoformat()
    sent = terms(again="fixed", again_months="12", again_on=fixed)
    assert client.get("/regler/ny/", sent).status_code == 200


def test_what_makes_no_sense_is_said_and_kept(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    for wrong in ({"days": "0"}, {"days": "9999"}, {"audience": "x"}, {"department": "abc"}):
        response = client.post("/regler/ny/?" + _query(terms(**wrong)))
        assert response.status_code == 422
    past = (today() - timedelta(days=1)).isoformat()
    assert client.get("/regler/ny/", terms(from_on=past)).status_code == 422
    assert not Rule.objects.exists()


def _query(data: dict[str, Any]) -> str:
    return "&".join(f"{name}={value}" for name, value in data.items())


def test_the_list_says_who_made_it_and_how_many_are_missing(cast: Cast, client_of: SignIn) -> None:
    a_rule(cast, cast.health, again_months=12)
    follow_rules(now=timezone.now())
    said = text(client_of(cast.hr).get("/regler/"))
    assert "Alle i Sundhed og Senior og derunder" in said
    assert "Karin Ågård" in said
    assert "2 mangler" in said


def test_somebody_is_excluded_with_a_reason_and_asked_again(cast: Cast, client_of: SignIn) -> None:
    rule = a_rule(cast, cast.nursing_home)
    client = client_of(cast.hr)
    address = f"/regler/{rule.pk}/undtag/{cast.new_hire.pk}/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "CPR 0101011234"}).status_code == 422
    client.post(address, {"reason": "Vikar i juli"})
    exclusion = Exclusion.objects.get()
    page = soup(client.get(f"/regler/{rule.pk}/"))
    assert "Karin Ågård: Vikar i juli" in page.get_text()
    assert client.post(address, {"reason": "Igen"}).status_code == 422
    client.post(f"/regler/undtagelser/{exclusion.pk}/slut/")
    assert Assignment.objects.get().employee == cast.new_hire


def test_nobody_excludes_themselves(cast: Cast, client_of: SignIn) -> None:
    rule = a_rule(cast)
    address = f"/regler/{rule.pk}/undtag/{cast.hr.pk}/"
    assert client_of(cast.hr).post(address, {"reason": "Fri"}).status_code == 404


def test_a_rule_is_ended_and_what_it_asked_for_closed(cast: Cast, client_of: SignIn) -> None:
    rule = a_rule(cast, cast.nursing_home)
    follow_rules(now=timezone.now())
    client = client_of(cast.hr)
    assert "1 medarbejder" in text(client.get(f"/regler/{rule.pk}/slut/"))
    client.post(f"/regler/{rule.pk}/slut/")
    assert not Assignment.objects.open().exists()
    assert "Ingen her" not in text(client.get("/regler/"))
    assert client.get(f"/regler/{rule.pk}/slut/").status_code == 404
    assert client.get(f"/regler/{rule.pk}/").status_code == 200


def test_a_manager_sees_which_rule_hit_one_of_their_people(cast: Cast, client_of: SignIn) -> None:
    a_rule(cast, cast.health)
    follow_rules(now=timezone.now())
    said = text(client_of(cast.manager).get(f"/team/{cast.new_hire.pk}/"))
    assert "efter reglen »Alle i Sundhed og Senior og derunder«" in said


def test_a_rule_for_many_is_left_to_the_worker(
    cast: Cast, client_of: SignIn, monkeypatch: Any
) -> None:
    monkeypatch.setattr("training.actions.following.AT_ONCE", 1)
    client = client_of(cast.hr)
    response = client.post("/regler/ny/?" + _query(terms()), follow=True)
    assert not Assignment.objects.exists()
    assert "ti minutter" in soup(response).select_one("[role=status]").get_text()


def test_a_page_costs_no_more_queries_for_many(
    cast: Cast, client_of: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rule = a_rule(cast, cast.roads, audience=Audience.EVERYBODY)
    client = client_of(cast.hr)
    client.get("/regler/")
    with django_assert_max_num_queries(20) as few:
        client.get(f"/regler/{rule.pk}/")
    for number in range(12):
        a_person(f"Person {number}", cast.roads, username=f"person{number}")
    with django_assert_max_num_queries(len(few)):
        client.get(f"/regler/{rule.pk}/")
