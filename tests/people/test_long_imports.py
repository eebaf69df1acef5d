"""An import that takes long: the worker does it; and two who confirm at once."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Event
from people.directory import staging
from people.directory.apply import Changed
from people.directory.staging import apply_confirmed
from people.models import Employee, StagedImport
from tests.factories.people import Cast, a_person
from tests.people.directory.deliveries import a_row
from tests.people.import_desk import PATH, confirm, everybody, shown, upload


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "MOST_AT_ONCE", 0)


def at_the_worker(karin: Client) -> StagedImport:
    upload(karin, everybody(a_row("5", "Rikke Ravn", PATH + "Vej og Park")))
    assert confirm(karin).headers["Location"] == "/medarbejdere/import/oversigt/"
    return StagedImport.objects.get()


@pytest.mark.usefixtures("_short")
def test_a_long_import_is_the_workers_and_its_page_can_be_left(karin: Client, cast: Cast) -> None:
    staged = at_the_worker(karin)
    assert staged.confirmed_by == cast.hr.directory_id
    assert shown(karin).select_one("[data-refresh] progress")
    assert karin.get("/medarbejdere/import/").headers["Location"].endswith("/oversigt/")
    assert "join 1" in apply_confirmed(now=timezone.now())
    assert Employee.objects.filter(name="Rikke Ravn").exists()
    assert Event.objects.get(kind="import.applied").actor == cast.hr.directory_id
    assert karin.get("/medarbejdere/import/oversigt/").status_code == 302
    assert apply_confirmed(now=timezone.now()) == "no import is waiting"


@pytest.mark.usefixtures("_short")
def test_a_long_import_can_be_discarded_until_the_worker_begins(karin: Client, cast: Cast) -> None:
    staged = at_the_worker(karin)
    StagedImport.objects.update(started_at=timezone.now())
    karin.post("/medarbejdere/import/kasser/")
    upload(karin, everybody())
    assert StagedImport.objects.get() == staged
    StagedImport.objects.update(started_at=None)
    karin.post("/medarbejdere/import/kasser/")
    assert not StagedImport.objects.exists()


@pytest.mark.usefixtures("_short")
def test_what_overtakes_a_long_import_brings_it_back_to_be_confirmed(
    karin: Client, cast: Cast
) -> None:
    at_the_worker(karin)
    a_person("Ole Olsen", cast.roads)
    assert "overtaken" in apply_confirmed(now=timezone.now())
    assert not Employee.objects.filter(name="Rikke Ravn").exists()
    assert shown(karin).select_one("[role=alert] .tone-warn")
    confirm(karin)
    apply_confirmed(now=timezone.now())
    assert Employee.objects.filter(name="Rikke Ravn").exists()


def test_of_two_who_confirm_at_once_the_second_writes_nothing(karin: Client, cast: Cast) -> None:
    upload(karin, everybody(a_row("5", "Rikke Ravn", PATH + "Vej og Park")))
    staged = StagedImport.objects.get()
    facts: dict[str, Any] = {
        "shown": staged.fingerprint,
        "accepts_leaving": False,
        "by": cast.hr,
        "now": timezone.now(),
    }
    staging.confirm(StagedImport.objects.get(), **facts)
    with pytest.raises(Changed):
        staging.confirm(staged, **facts)
    assert not StagedImport.objects.exists()
    assert Event.objects.filter(kind="import.applied").count() == 1
