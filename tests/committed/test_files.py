"""A worker is killed while it makes a file: no half file is ever offered, and another begins anew."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from outbox.models import Message
from people.models import Employee
from reports import making
from reports.making import LEASE, LEFTOVER, delete_expired, make_files
from reports.models import ReportFile
from tests.committed.database import in_a_process
from tests.conftest import soup
from tests.factories.people import Cast
from tests.reports.test_files import fetched, ordered

SignIn = Callable[[Employee | None], Client]


def dies() -> None:
    """As a power cut would: nothing is written any more."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def folder(settings: SettingsWrapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own; files wait for the worker, who tells each row."""
    settings.REPORT_FOLDER = str(tmp_path / "files")
    settings.REPORT_ROWS_AT_ONCE = 0
    monkeypatch.setattr(making, "CHUNK", 1)
    return tmp_path / "files"


def work() -> None:
    """What a worker does with the files that wait."""
    assert make_files(now=timezone.now()) == "1 files made, 0 failed"


def dies_at_row(number: int) -> Callable[[], None]:
    """Work, and be killed once so many rows are told."""
    tell = making._tell

    def telling(file: ReportFile, done: int, *args: Any) -> None:
        tell(file, done, *args)
        if done == number:
            dies()

    def job() -> None:
        making._tell = telling  # type: ignore[assignment]  # killed on the way
        work()

    return job


def dies_at_statement(number: int, *, is_done: bool) -> Callable[[], None]:
    """Work, and be killed at the statement of that number: before it, or once it is done."""
    count = 0

    def killing(execute: Any, *arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == number and not is_done:
            dies()
        result = execute(*arguments)
        if count == number:
            dies()
        return result

    def job() -> None:
        with connection.execute_wrapper(killing):
            work()

    return job


def dies_once_named() -> None:
    """Work, and be killed when the file has its name, but nothing of that is committed."""
    rename = Path.rename

    def renaming(self: Path, target: Path) -> None:
        rename(self, target)
        dies()

    Path.rename = renaming  # type: ignore[assignment, method-assign]  # as above
    work()


def assert_nothing_offered(client: Client, file: ReportFile) -> None:
    row = ReportFile.objects.get(pk=file.pk)
    assert (row.made_at, row.path) == (None, "")
    assert client.get(f"/rapporter/filer/{file.pk}/hent/").status_code == 404
    page = soup(client.get(f"/rapporter/filer/{file.pk}/"))
    assert "Filen bliver lavet" in page.main.get_text()
    assert not page.select("main a[href*=hent]")
    assert not Message.objects.filter(kind="report").exists()


def test_another_worker_begins_anew_once_the_killed_one_was_silent_long_enough(
    cast: Cast, client_of: SignIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(cast.hr)
    file = ordered(client)
    connection.close()
    assert in_a_process(dies_at_row(3)) == -signal.SIGKILL
    assert [path.suffix for path in folder.iterdir()] == [".part"]
    assert_nothing_offered(client, file)
    page = soup(client.get(f"/rapporter/filer/{file.pk}/"))
    assert page.select_one("progress")["value"] == "3"
    assert make_files(now=timezone.now()) == "0 files made, 0 failed"
    told, tell = [], making._tell

    def watched(row: ReportFile, done: int, *args: Any) -> None:
        tell(row, done, *args)
        told.append(ReportFile.objects.values_list("done", flat=True).get(pk=row.pk))

    monkeypatch.setattr(making, "_tell", watched)
    assert make_files(now=timezone.now() + LEASE) == "1 files made, 0 failed"
    assert told == list(range(7))
    content = fetched(client, file).decode()
    assert [content.count(name) for name in Employee.objects.values_list("name", flat=True)] == (
        [1] * 6
    )
    assert Message.objects.filter(kind="report").count() == 1


def test_killed_at_any_statement_it_offers_nothing_or_the_whole_file(
    cast: Cast, client_of: SignIn, folder: Path
) -> None:
    client = client_of(cast.hr)
    file = ordered(client)
    deaths = 0
    while not ReportFile.objects.exclude(path="").exists():
        assert_nothing_offered(client, file)
        ReportFile.objects.update(leased_until=None, lease="", tries=0)
        connection.close()
        job = dies_at_statement(1 + deaths // 2, is_done=bool(deaths % 2))
        assert in_a_process(job) == -signal.SIGKILL
        deaths += 1
    assert deaths > 20
    assert b"Mette Hansen" in fetched(client, file)
    assert Message.objects.filter(kind="report").count() == 1


def test_killed_between_its_name_and_its_commit_it_offers_nothing(
    cast: Cast, client_of: SignIn, folder: Path
) -> None:
    client = client_of(cast.hr)
    file = ordered(client)
    connection.close()
    assert in_a_process(dies_once_named) == -signal.SIGKILL
    [orphan] = folder.iterdir()
    assert orphan.suffix == ".csv"
    assert_nothing_offered(client, file)
    now = timezone.now()
    assert make_files(now=now + LEASE) == "1 files made, 0 failed"
    assert b"Mette Hansen" in fetched(client, file)
    delete_expired(now=now + 2 * LEFTOVER)
    assert not orphan.exists()
