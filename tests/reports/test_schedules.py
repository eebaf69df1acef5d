"""Reports by mail: HR says who gets which and when; permissions are asked for again each time."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from outbox.models import Message
from people.actions import leave, revoke_role
from people.models import Department, Employee, Management, Role
from reports.mails import handle
from reports.making import file_path, make_files
from reports.models import Problem, Report, ReportFile, ReportSchedule, Rhythm
from reports.schedules import (
    Already,
    NotTheirs,
    add_schedule,
    last_due,
    order_due,
    schedule_rows,
    stop_schedule,
)
from tests.conftest import NOW, soup
from tests.factories.people import Cast, a_department, a_person, make_hr, make_manager, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment, complete

SignIn = Callable[[Employee | None], Client]
PAGE = "/rapporter/paa-mail/"
DAY = timedelta(days=1)
MONDAY = NOW + 7 * DAY  # the tests' own day is a Monday


@pytest.fixture(autouse=True)
def _folder(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.REPORT_FOLDER = str(tmp_path / "files")


@pytest.fixture
def addressed(cast: Cast) -> Cast:
    """The cast, of whom HR and the managers have a work address."""
    for one in (cast.hr, cast.manager, cast.other_manager):
        one.email = f"{one.username}@example.org"
        one.save(update_fields=["email"])
    return cast


def add(cast: Cast, recipient: Employee, **details: Any) -> ReportSchedule:
    facts: dict[str, Any] = {
        "report": Report.STATUS,
        "suffix": "pdf",
        "guideline": the_guideline(),
        "department": None,
        "rhythm": Rhythm.WEEKLY,
        "day": 1,
        "by": cast.hr,
        "now": NOW,
    }
    return add_schedule(recipient=recipient, **facts | details)


def mail_of(now: Any = MONDAY) -> Any:
    return handle(Message.objects.get(kind="report"), now=now)


@pytest.mark.parametrize(
    ("rhythm", "day", "on", "expected"),
    [
        (Rhythm.WEEKLY, 1, date(2026, 11, 23), date(2026, 11, 23)),
        (Rhythm.WEEKLY, 5, date(2026, 11, 23), date(2026, 11, 20)),
        (Rhythm.MONTHLY, 23, date(2026, 11, 23), date(2026, 11, 23)),
        (Rhythm.MONTHLY, 28, date(2026, 11, 23), date(2026, 10, 28)),
        (Rhythm.MONTHLY, 28, date(2026, 3, 1), date(2026, 2, 28)),
        (Rhythm.MONTHLY, 5, date(2026, 1, 4), date(2025, 12, 5)),
    ],
)
def test_when_a_report_was_due_last(rhythm: str, day: int, on: date, expected: date) -> None:
    assert last_due(ReportSchedule(rhythm=rhythm, day=day), on) == expected


def test_hr_adds_one_and_stops_it_on_the_page(addressed: Cast, client_of: SignIn) -> None:
    cast, client = addressed, client_of(addressed.hr)
    page = soup(client.get(f"{PAGE}?q=anne"))
    assert [one["value"] for one in page.select("[name=employee]")] == [str(cast.manager.pk)]
    chosen = {
        "employee": cast.manager.pk,
        "report": "status",
        "department": cast.health.pk,
        "suffix": "xlsx",
        "when": "monthly-1",
    }
    response = client.post(f"{PAGE}?q=anne", chosen)
    assert response.headers["Location"] == PAGE
    row = soup(client.get(PAGE)).select_one("main .rows li")
    assert "Anne Krogh" in row.get_text()
    assert "Hver måned den 1." in row.get_text()
    assert client.post(row.select_one("form")["action"]).status_code == 302
    assert not soup(client.get(PAGE)).select("main .rows li")
    kinds = list(Event.objects.filter(kind__startswith="schedule.").values_list("kind", "subject"))
    who = cast.manager.directory_id
    assert kinds == [("schedule.added", who), ("schedule.stopped", who)]


@pytest.mark.parametrize(
    ("who", "changes", "said"),
    [
        ("manager", {"department": "alle"}, "ikke adgang"),
        ("manager", {"department": "roads"}, "ikke adgang"),
        ("hr", {"report": "runder", "department": "roads"}, "kun for hele organisationen"),
        ("hr", {"when": "weekly-7"}, "Hvornår?"),
        ("hr", {"employee": 0}, ""),
    ],
)
def test_what_can_not_be_sent_is_a_clear_error_and_keeps_what_was_chosen(
    who: str, changes: dict[str, Any], said: str, addressed: Cast, client_of: SignIn
) -> None:
    person = getattr(addressed, who)
    chosen = {
        "employee": person.pk,
        "report": "medarbejdere",
        "department": "alle",
        "suffix": "csv",
        "when": "weekly-3",
    } | changes
    if chosen["department"] == "roads":
        chosen["department"] = addressed.roads.pk
    response = client_of(addressed.hr).post(f"{PAGE}?q={person.username}", chosen)
    page = soup(response)
    assert response.status_code == 422
    assert said in page.select_one("[role=alert]").get_text()
    assert page.select_one("[name=suffix] [selected]")["value"] == "csv"
    assert ReportSchedule.objects.count() == 0


def test_somebody_without_a_role_can_not_be_chosen(addressed: Cast, client_of: SignIn) -> None:
    assert not soup(client_of(addressed.hr).get(f"{PAGE}?q=mette")).select("[name=employee]")
    with pytest.raises(NotTheirs):
        add(addressed, addressed.new_hire, department=addressed.nursing_home)


def test_the_same_is_not_sent_twice(addressed: Cast) -> None:
    first = add(addressed, addressed.hr)
    with pytest.raises(Already):
        add(addressed, addressed.hr)
    stop_schedule(first, by=addressed.hr, now=NOW)
    assert add(addressed, addressed.hr).pk != first.pk


def test_it_is_ordered_once_on_its_day_about_the_day_before(addressed: Cast) -> None:
    add(addressed, addressed.hr)
    for day in range(7):
        assert order_due(now=NOW + day * DAY) == "0 reports ordered"
    assert order_due(now=MONDAY) == "1 reports ordered"
    assert order_due(now=MONDAY + DAY) == "0 reports ordered"
    file = ReportFile.objects.get()
    assert file.day == today() + 6 * DAY
    assert order_due(now=MONDAY + 22 * DAY) == "1 reports ordered"
    assert ReportFile.objects.latest("pk").day == today() + 27 * DAY


def test_a_stopped_one_is_not_ordered_and_what_waits_is_not_sent(addressed: Cast) -> None:
    schedule = add(addressed, addressed.hr)
    order_due(now=MONDAY)
    make_files(now=MONDAY)
    stop_schedule(schedule, by=addressed.hr, now=MONDAY)
    assert mail_of().reason == "gone"
    assert order_due(now=MONDAY + 7 * DAY) == "0 reports ordered"


def test_a_manager_gets_figures_in_the_mail_and_the_names_behind_the_link(
    addressed: Cast, client_of: SignIn
) -> None:
    cast = addressed
    complete(an_assignment(cast.new_hire, cast.manager))
    an_assignment(cast.manager, cast.hr)
    add(cast, cast.manager, department=cast.health, suffix="csv")
    order_due(now=MONDAY)
    make_files(now=MONDAY)
    letter = mail_of()
    assert letter.to == "anne@example.org"
    assert "50 % (1 af 2)" in letter.text
    assert "Sundhed og Senior" in letter.text
    for name in Employee.objects.exclude(pk=cast.manager.pk).values_list("name", flat=True):
        assert name not in letter.text + letter.html + letter.subject
    file = ReportFile.objects.get()
    assert f"https://omtanke.example/rapporter/filer/{file.pk}/" in letter.text
    client = client_of(cast.manager)
    assert client.get(f"/rapporter/filer/{file.pk}/").status_code == 200
    content = b"".join(client.get(f"/rapporter/filer/{file.pk}/hent/")).decode()
    assert "Anne Krogh" in content  # who has something to do
    assert "Vej og Park" not in content


def test_the_employees_of_a_department_are_those_below_it_and_no_others(addressed: Cast) -> None:
    cast = addressed
    add(cast, cast.manager, report=Report.EMPLOYEES, department=cast.health, suffix="csv")
    order_due(now=MONDAY)
    make_files(now=MONDAY)
    path = file_path(ReportFile.objects.get())
    assert path is not None
    content = path.read_text()
    assert "Mette Hansen" in content
    assert "Ali Yilmaz" not in content


def test_it_is_sent_in_office_hours(addressed: Cast) -> None:
    add(addressed, addressed.hr)
    order_due(now=MONDAY)
    make_files(now=MONDAY)
    night = MONDAY.replace(hour=2)
    assert mail_of(night).not_before.date() == MONDAY.date()


def another_manager(cast: Cast) -> None:
    Management.objects.filter(employee=cast.manager).delete()


def moved_elsewhere(cast: Cast) -> None:
    another_manager(cast)
    make_manager(cast.manager, cast.roads)


def has_left(cast: Cast) -> None:
    leave(cast.manager, on=today(), now=timezone.now())


@pytest.mark.parametrize("change", [another_manager, moved_elsewhere, has_left])
def test_who_may_no_longer_read_it_gets_it_neither_made_nor_sent_nor_fetched(
    change: Callable[[Cast], None], addressed: Cast, client_of: SignIn
) -> None:
    cast = addressed
    add(cast, cast.manager, department=cast.health)
    order_due(now=MONDAY)
    make_files(now=MONDAY)
    file = ReportFile.objects.get()
    change(cast)
    assert mail_of().reason in {"not-theirs", "left"}
    response = client_of(cast.manager).get(f"/rapporter/filer/{file.pk}/hent/")
    assert response.status_code in {302, 404}
    assert not schedule_rows(today())[0].is_theirs
    order_due(now=MONDAY + 7 * DAY)
    make_files(now=MONDAY + 7 * DAY)
    assert ReportFile.objects.latest("pk").problem == Problem.NOT_ALLOWED


def test_an_auditor_gets_the_whole_until_the_role_is_taken(addressed: Cast) -> None:
    auditor = make_hr(a_person("Rita Ravn", addressed.root), Role.AUDITOR)
    add(addressed, auditor)
    assert schedule_rows(today())[0].is_theirs
    revoke_role(auditor, role=Role.AUDITOR, by="Bo Holm", reason="Test", now=timezone.now())
    assert not schedule_rows(today())[0].is_theirs


def test_the_page_costs_the_same_for_one_and_for_many(
    addressed: Cast, client_of: SignIn, django_assert_num_queries: Any
) -> None:
    cast, client = addressed, client_of(addressed.hr)
    add(cast, cast.hr)
    client.get(PAGE)
    with django_assert_num_queries(8):
        client.get(PAGE)
    unit: Department = cast.health
    for number in range(10):
        unit = a_department(f"Team {number}", unit)
        add(cast, make_manager(a_person(f"Nr{number} Leder", unit), unit), department=unit)
    with django_assert_num_queries(8):
        client.get(PAGE)
