"""What stands in the way of an import; and that one which fails leaves nothing written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from people.actions import grant_leave, grant_role
from people.directory.apply import Changed, Stopped, apply_plan
from people.models import Department, Employee, Origin, Role
from tests.factories.people import a_department, a_person, make_manager, today
from tests.people.directory.deliveries import a_delivery, uuid
from tests.people.directory.importing import codes, counted, imported, person, planned, without

pytestmark = pytest.mark.django_db


def test_a_file_that_would_let_too_many_leave_is_stopped(settings: SettingsWrapper) -> None:
    delivery = a_delivery()
    for number in range(5, 11):
        delivery.employee(number, f"Nr {number}", "4")
    imported(delivery)
    fewer = without(10, without(9, delivery))
    assert imported(fewer, accepts=False) == counted(leave=2, unchanged=8)  # 20 % is not more
    fewest = without(8, without(7, fewer))
    with pytest.raises(Stopped):
        imported(fewest, accepts=False)
    assert person(8).is_active
    settings.PEOPLE_IMPORT_MOST_LEAVING = 25
    assert imported(fewest, accepts=False) == counted(leave=2, unchanged=6)


def test_that_many_may_leave_is_accepted_in_so_many_words_and_recorded() -> None:
    imported(a_delivery())
    imported(without(3), accepts=True)
    first, second = Event.objects.filter(kind="import.applied").order_by("pk")
    assert (first.detail["join"], first.detail["accepted_leaving"], first.actor) == (4, 0, "p1")
    assert (second.detail["leave"], second.detail["accepted_leaving"]) == (1, 1)
    assert "Mette" not in str(first.detail) + str(second.detail)


def test_a_file_with_an_error_changes_nothing_and_lets_nobody_leave() -> None:
    imported(a_delivery())
    delivery = a_delivery().employee(5, "Rikke Ravn", "3")
    delivery.rows["bruger"][2][2] = ""
    plan, known = planned(delivery)
    assert codes(plan) == ["missing"]
    assert plan.preview.counts == counted(join=1, unchanged=3)
    with pytest.raises(Stopped):
        apply_plan(plan, known, by="p1", now=timezone.now(), accepts_leaving=True)
    assert Employee.objects.count() == 4


def test_the_last_of_hr_can_not_be_imported_away() -> None:
    imported(a_delivery())
    grant_role(person(3), role=Role.HR, by="Bo", reason="x", now=timezone.now())
    plan, _known = planned(without(3))
    assert codes(plan) == ["last_hr"]
    grant_role(person(1), role=Role.HR, by="Bo", reason="x", now=timezone.now())
    imported(without(3))


def test_an_address_of_somebody_who_is_not_the_directorys_is_not_taken() -> None:
    a_person("Ida", a_department("D"), origin=Origin.DEMONSTRATION, email="ali@example.org")
    delivery = a_delivery()
    delivery.rows["bruger"][3][3] = "ALI@example.org"
    plan, _known = planned(delivery)
    assert codes(plan) == ["email_taken"]


def test_an_id_of_somebody_invented_is_not_the_directorys_to_change() -> None:
    a_person("Ida", a_department("D"), origin=Origin.DEMONSTRATION, directory_id=uuid(4))
    plan, _known = planned(a_delivery())
    assert codes(plan) == ["not_ours"]


def changes_meanwhile() -> list[Callable[[], object]]:
    return [
        lambda: a_person("Bo Bak", a_department("D")),
        lambda: make_manager(person(3), Department.objects.get(directory_id="3")),
        lambda: grant_leave(person(3), from_on=today(), back_on=None, by="p1", now=timezone.now()),
        lambda: imported(without(4)),
    ]


@pytest.mark.parametrize("number", range(4))
def test_a_plan_that_something_has_overtaken_is_not_applied(number: int) -> None:
    imported(a_delivery())
    plan, known = planned(without(4))
    changes_meanwhile()[number]()
    with pytest.raises(Changed):
        apply_plan(plan, known, by="p1", now=timezone.now(), accepts_leaving=True)


def test_what_fails_half_way_leaves_nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    plan, known = planned(a_delivery())
    monkeypatch.setattr("people.directory.apply._record", fails)
    with pytest.raises(RuntimeError):
        apply_plan(plan, known, by="p1", now=timezone.now())
    assert not Employee.objects.exists()
    assert not Department.objects.exists()


FOLLOWED: list[datetime] = []


def follows(*, now: datetime) -> None:
    FOLLOWED.append(now)


def stumbles(*, now: datetime) -> None:
    raise RuntimeError("stumbled")


def test_the_rooms_above_follow_once_it_holds_and_one_that_stumbles_undoes_nothing(
    settings: SettingsWrapper, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PEOPLE_AFTER_IMPORT = [f"{__name__}.stumbles", f"{__name__}.follows"]
    FOLLOWED.clear()
    assert imported(a_delivery()) == counted(join=4)
    assert len(FOLLOWED) == 1
    assert "stumbles" in caplog.text
