"""Large reports: ordered, made by the worker with progress, fetched by one person, deleted in time."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper
from python_calamine import CalamineWorkbook

from audit.models import Event
from outbox.models import Message
from people.actions import leave, revoke_role
from people.models import Employee, Role
from reports import making
from reports.mails import handle
from reports.making import LEASE, MOST_TRIES, claim, delete_expired, make_files
from reports.models import Format, Problem, ReportFile
from tests.conftest import content_of, soup
from tests.factories.people import Cast, a_person, make_hr, today
from tests.factories.training import an_assignment

SignIn = Callable[[Employee | None], Client]
ORDER = "/rapporter/medarbejdere.{}/bestil/"


@pytest.fixture(autouse=True)
def folder(settings: SettingsWrapper, tmp_path: Path) -> Path:
    """A folder of the test's own, and a threshold that the cast is beyond."""
    settings.REPORT_FOLDER = str(tmp_path / "files")
    settings.REPORT_ROWS_AT_ONCE = 5
    return tmp_path / "files"


@pytest.fixture
def every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is told after each row."""
    monkeypatch.setattr(making, "CHUNK", 1)


def ordered(client: Client, suffix: str = "csv", query: str = "") -> ReportFile:
    response = client.post(ORDER.format(suffix) + query)
    assert response.status_code == 302
    return ReportFile.objects.get(pk=int(response.headers["Location"].split("/")[-2]))


def fetched(client: Client, file: ReportFile) -> bytes:
    response = client.get(f"/rapporter/filer/{file.pk}/hent/")
    assert response.status_code == 200
    return content_of(response)


def test_a_large_file_is_ordered_by_a_button_and_made_by_the_worker(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.hr)
    page = soup(client.get("/rapporter/medarbejdere.csv?tilstand=not-assigned&q="))
    assert "6 rækker" in page.main.get_text()
    assert ReportFile.objects.count() == 0
    form = page.select_one("main form[method=post]")
    response = client.post(form["action"])
    file = ReportFile.objects.get()
    assert response.headers["Location"] == f"/rapporter/filer/{file.pk}/"
    waiting = soup(client.get(response.headers["Location"]))
    assert "Filen bliver lavet" in waiting.main.get_text()
    assert waiting.select_one("[data-refresh] progress")["max"] == "6"
    assert make_files(now=timezone.now()) == "1 files made, 0 failed"
    ready = soup(client.get(response.headers["Location"]))
    assert not ready.select_one("[data-refresh]")
    link = ready.select_one("main .actions a")["href"]
    assert "Mette Hansen" in b"".join(client.get(link)).decode()
    assert client.get("/rapporter/filer/").content.decode().count("Klar") == 1


def test_a_small_file_and_a_pdf_come_at_once(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    for name in ("medarbejdere.csv?q=mette", "medarbejdere.pdf", "status.xlsx"):
        response = client.get(f"/rapporter/{name}")
        assert "attachment" in response.headers["Content-Disposition"]
        content_of(response)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_worker_makes_the_same_file_as_the_page(
    suffix: str, cast: Cast, client_of: SignIn, settings: SettingsWrapper
) -> None:
    client, query = client_of(cast.hr), f"?dag={today() - timedelta(days=1)}&sortering=-ansat"
    file = ordered(client, suffix, query)
    make_files(now=timezone.now())
    settings.REPORT_ROWS_AT_ONCE = 100
    assert fetched(client, file) == b"".join(client.get(f"/rapporter/medarbejdere.{suffix}{query}"))


def test_it_is_about_the_day_on_which_it_was_ordered(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    file = ordered(client, "xlsx")
    make_files(now=timezone.now() + timedelta(days=2))
    book = CalamineWorkbook.from_filelike(BytesIO(fetched(client, file)))
    about: dict[Any, Any] = {row[0]: row[1] for row in book.get_sheet_by_index(0).to_python()}
    assert about["Dato"] == today()


def test_the_file_is_its_owners_alone(cast: Cast, client_of: SignIn, folder: Path) -> None:
    file = ordered(client_of(cast.hr))
    make_files(now=timezone.now())
    [path] = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    auditor = make_hr(a_person("Rita Ravn", cast.root), Role.AUDITOR)
    for other in (auditor, cast.manager, cast.new_hire):
        client = client_of(other)
        assert client.get(f"/rapporter/filer/{file.pk}/").status_code == 404
        assert client.get(f"/rapporter/filer/{file.pk}/hent/").status_code == 404
        assert "Klar" not in client.get("/rapporter/filer/").content.decode()


def test_making_and_fetching_are_recorded_without_what_was_searched_for(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.hr)
    file = ordered(client, query="?q=hansen")
    make_files(now=timezone.now())
    fetched(client, file)
    events = Event.objects.filter(kind="read.file").order_by("pk")
    whose = {"departments": "all", "role": "hr"}
    facts = whose | {"report": "medarbejdere", "day": str(today()), "filters": "q", "listed": 1}
    assert [event.detail for event in events] == [
        facts | {"how": how} for how in ("made", "fetched")
    ]
    assert {event.actor for event in events} == {cast.hr.directory_id}


@pytest.mark.usefixtures("every_row")
def test_progress_is_told_while_the_file_is_written(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, seen = ordered(client_of(cast.hr)), []
    tell = making._tell

    def watched(*args: Any) -> None:
        tell(*args)
        row = ReportFile.objects.get(pk=file.pk)
        seen.append((row.done, row.total))

    monkeypatch.setattr(making, "_tell", watched)
    make_files(now=timezone.now())
    assert seen == [(done, 6) for done in range(7)]


def test_what_a_killed_worker_had_in_hand_is_begun_anew(cast: Cast, client_of: SignIn) -> None:
    client, now = client_of(cast.hr), timezone.now()
    file = ordered(client)
    killed = claim(now=now)
    assert killed is not None
    (making.folder() / f"{killed.lease}.part").write_text("half")
    assert make_files(now=now + LEASE / 2) == "0 files made, 0 failed"
    assert make_files(now=now + LEASE) == "1 files made, 0 failed"
    assert "Mette Hansen" in fetched(client, file).decode()


@pytest.mark.usefixtures("every_row")
def test_a_worker_that_was_too_slow_gives_way(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    file, tell = ordered(client_of(cast.hr)), making._tell

    def overtaken(*args: Any) -> None:
        ReportFile.objects.filter(pk=file.pk).update(lease="another")
        tell(*args)

    monkeypatch.setattr(making, "_tell", overtaken)
    assert make_files(now=timezone.now()) == "0 files made, 0 failed"
    assert list(folder.iterdir()) == []
    assert ReportFile.objects.get().made_at is None
    assert not Event.objects.filter(kind="read.file").exists()


def test_a_file_that_can_not_be_made_is_given_up_and_does_not_hold_up_the_next(
    cast: Cast, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, now, write = client_of(cast.hr), timezone.now(), making.write_file
    bad, good = ordered(client), ordered(client, "xlsx")

    def fails(file: Any, document: Any, suffix: Format) -> None:
        if suffix == "csv":
            raise OSError("disk full")
        write(file, document, suffix)

    monkeypatch.setattr(making, "write_file", fails)
    for number in range(MOST_TRIES + 1):
        make_files(now=now + number * 2 * LEASE)
    bad.refresh_from_db()
    assert bad.problem == Problem.FAILED
    assert "kunne ikke laves" in client.get(f"/rapporter/filer/{bad.pk}/").content.decode()
    assert fetched(client, good)


def test_a_file_expires_and_is_deleted(
    cast: Cast, client_of: SignIn, folder: Path, settings: SettingsWrapper
) -> None:
    settings.REPORT_FILE_DAYS = 2
    client, now = client_of(cast.hr), timezone.now()
    file = ordered(client)
    make_files(now=now)
    assert delete_expired(now=now + timedelta(days=1)) == "0 files deleted"
    assert len(list(folder.iterdir())) == 1
    ReportFile.objects.update(asked_at=now - timedelta(days=3), expires_at=now)
    assert client.get(f"/rapporter/filer/{file.pk}/hent/").status_code == 404
    assert delete_expired(now=now) == "1 files deleted"
    assert list(folder.iterdir()) == []
    assert ReportFile.objects.count() == 0


def test_what_killed_workers_left_in_the_folder_is_deleted_after_a_day(
    folder: Path, db: None
) -> None:
    making.folder()
    (folder / "half.part").write_text("half")
    now = timezone.now()
    delete_expired(now=now)
    assert len(list(folder.iterdir())) == 1
    delete_expired(now=now + timedelta(days=40_000))
    assert list(folder.iterdir()) == []


@pytest.fixture
def made(cast: Cast, client_of: SignIn) -> ReportFile:
    """A file that is ready, of somebody in HR with an address."""
    make_hr(cast.editor)
    cast.hr.email = "karin@example.org"
    cast.hr.save(update_fields=["email"])
    file = ordered(client_of(cast.hr))
    make_files(now=timezone.now())
    return ReportFile.objects.get(pk=file.pk)


def test_a_mail_tells_when_it_is_ready_and_names_nobody(cast: Cast, made: ReportFile) -> None:
    answer: Any = handle(Message.objects.get(kind="report"), now=timezone.now())
    assert answer.to == "karin@example.org"
    assert f"https://omtanke.example/rapporter/filer/{made.pk}/" in answer.text
    names = Employee.objects.exclude(pk=cast.hr.pk).values_list("name", flat=True)
    assert not [name for name in names if name in answer.text + answer.subject + answer.html]
    assert answer.attachments == ()
    assert mail.outbox == []


def test_who_lost_the_role_gets_neither_mail_nor_file(
    cast: Cast, made: ReportFile, client_of: SignIn
) -> None:
    now = timezone.now()
    revoke_role(cast.hr, role=Role.HR, by="Bo Holm", reason="Test", now=now)
    assert (
        getattr(handle(Message.objects.get(kind="report"), now=now), "reason", "") == "not-theirs"
    )
    assert client_of(cast.hr).get(f"/rapporter/filer/{made.pk}/hent/").status_code == 404


def test_who_lost_the_role_before_it_is_made_gets_no_file(cast: Cast, client_of: SignIn) -> None:
    make_hr(cast.editor)
    file, now = ordered(client_of(cast.hr)), timezone.now()
    revoke_role(cast.hr, role=Role.HR, by="Bo Holm", reason="Test", now=now)
    make_files(now=now)
    file.refresh_from_db()
    assert (file.problem, file.path) == (Problem.NOT_ALLOWED, "")
    assert Message.objects.count() == 0


def test_who_has_left_gets_no_mail(cast: Cast, made: ReportFile) -> None:
    leave(cast.hr, on=today(), now=timezone.now())
    answer = handle(Message.objects.get(kind="report"), now=timezone.now())
    assert getattr(answer, "reason", "") == "left"


def test_a_query_that_can_not_be_read_orders_nothing(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    assert client.post(ORDER.format("csv") + "?tilstand=x").status_code == 302
    assert ReportFile.objects.count() == 0


def test_the_committee_orders_nothing(cast: Cast, client_of: SignIn) -> None:
    member = make_hr(a_person("Rita Ravn", cast.root), Role.COMMITTEE)
    an_assignment(cast.new_hire, cast.manager)
    assert client_of(member).post("/rapporter/status.csv/bestil/").status_code == 403
