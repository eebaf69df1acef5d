"""Whoever looks at named people is recorded, and those people can see it in plain words."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Event
from people.actions import move
from people.models import Employee
from privacy.read_log import KINDS, Reading, readings_of
from tests.conftest import soup
from tests.factories.people import Cast, today
from tests.factories.policy import on_paper
from tests.factories.training import a_mail, a_question, a_rule

SignIn = Callable[[Employee | None], Client]


def seen_by(person: Employee) -> list[tuple[str, str, str, int]]:
    """What a person is told: by whom, in which role, of which kind, how often."""
    lines: list[Reading] = readings_of([person])
    kinds = {label: kind for kind, label in KINDS.items()}
    return [(one.name, str(one.role), kinds[one.what], one.count) for one in lines]


READS = {
    "/team/": ("manager", "read.team"),
    "/team/{mette}/": ("manager", "read.person"),
    "/rapporter/medarbejder/{mette}/": ("hr", "read.person"),
    "/rapporter/medarbejdere/": ("hr", "read.employees"),
    "/rapporter/medarbejdere.csv": ("hr", "read.file"),
    "/rapporter/afdeling/{home}/": ("hr", "read.department"),
    "/rapporter/rettelser/": ("hr", "read.corrections"),
    "/rapporter/paamindelser/": ("hr", "read.mails"),
    "/rapporter/paamindelser/{mail}/": ("hr", "read.mail"),
    "/regler/{rule}/": ("hr", "read.rule"),
    "/regler/ny/?guideline=social-media&audience=everybody&days=14&from_on={today}&again=never": (
        "hr",
        "read.rule",
    ),
    "/spoergsmaal/{question}/": ("manager", "read.question"),
    "/kvitteringer/paa-papir/": ("hr", "read.paper"),
    "/kvitteringer/{paper}/ret/": ("hr", "read.receipt"),
}


@pytest.mark.parametrize(("address", "role_and_kind"), READS.items())
def test_looking_at_named_people_is_recorded_and_shown_to_them(
    address: str, role_and_kind: tuple[str, str], cast: Cast, client_of: SignIn
) -> None:
    role, kind = role_and_kind
    mail = a_mail()
    mail.subject = cast.new_hire.directory_id
    mail.save()
    keys = {
        "mette": cast.new_hire.pk,
        "home": cast.nursing_home.pk,
        "mail": mail.pk,
        "rule": a_rule(cast).pk,
        "question": a_question(cast.new_hire).pk,
        "today": today(),
        "paper": on_paper(cast.new_hire, cast).pk,
    }
    reader = getattr(cast, role)
    client = client_of(reader)
    for _time in range(2):
        assert client.get(address.format(**keys)).status_code == 200
    label = {"hr": "HR", "manager": "Manager"}[role]
    assert [(name, found, times) for name, _role, found, times in seen_by(cast.new_hire)] == [
        (reader.name, kind, 2)
    ]
    page = soup(client_of(cast.new_hire).get("/mine-oplysninger/"))
    row = page.select_one("main ul.rows li").get_text(" ", strip=True)
    assert reader.name in row
    assert {"HR": "HR", "Manager": "Leder"}[label] in row
    assert "2 gange" in row


def test_a_list_counts_for_those_in_its_departments_alone(cast: Cast, client_of: SignIn) -> None:
    client_of(cast.manager).get("/team/")
    client_of(cast.hr).get(f"/rapporter/medarbejdere/?afdeling={cast.roads.pk}")
    assert [kind for *_who, kind, _count in seen_by(cast.new_hire)] == ["read.team"]
    assert [kind for *_who, kind, _count in seen_by(cast.colleague)] == ["read.employees"]


def test_a_list_counts_by_where_one_worked_then(cast: Cast, client_of: SignIn) -> None:
    client_of(cast.manager).get("/team/")
    now = timezone.now() + timedelta(days=1)
    move(cast.new_hire, department=cast.roads, on=today() + timedelta(days=1), now=now)
    assert len(seen_by(cast.new_hire)) == 1


def test_ones_own_readings_are_not_told(cast: Cast, client_of: SignIn) -> None:
    client_of(cast.hr).get(f"/rapporter/medarbejder/{cast.hr.pk}/")
    client_of(cast.hr).get("/rapporter/medarbejdere/")
    assert seen_by(cast.hr) == []


def test_figures_without_names_are_no_reading(cast: Cast, client_of: SignIn) -> None:
    client_of(cast.hr).get("/rapporter/")
    assert not Event.objects.reads().exists()


def test_every_kind_of_reading_has_its_words() -> None:
    folders = ("training", "reports", "people", "policy", "quiz", "authoring", "privacy")
    code = "\n".join(path.read_text() for one in folders for path in Path(one).rglob("*.py"))
    assert set(re.findall(r'"(read\.[a-z]+)"', code)) == set(KINDS)
