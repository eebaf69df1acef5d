"""Files that the worker makes: ordered, made a piece at a time, fetched by one person, deleted in time."""

import logging
import os
import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import IO

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import override

from audit.actions import record
from lib.days import day_of
from outbox.actions import put
from people.models import Employee
from people.reading import WHOLE, role_of
from reports.documents import Document
from reports.exports import CHUNK, csv_lines
from reports.models import Format, Problem, Report, ReportFile, ReportSchedule
from reports.models.files import ReportFileQuerySet
from reports.orders import Order, document_of
from reports.papers import paper_of
from reports.reading import may_read_about
from reports.workbooks import write_workbook

log = logging.getLogger(__name__)

# A worker says so often that it is still at it; one that was silent for so long was killed.
LEASE = timedelta(minutes=2)
MOST_TRIES = 3
# Half a file that a killed worker left behind.
LEFTOVER = timedelta(days=1)

Clock = Callable[[], datetime]


class Lost(Exception):
    """Another worker has taken the file, which this one was too slow with."""


def folder() -> Path:
    """Where the files are: nobody but the site's own user reads it."""
    path = Path(settings.REPORT_FOLDER)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def file_path(file: ReportFile) -> Path | None:
    """Where a file that was made is; None where it is not, or no longer."""
    path = folder() / file.path
    return path if file.path and path.is_file() else None


@transaction.atomic
def order_file(
    order: Order,
    *,
    suffix: str,
    day: date,
    department: int | None = None,
    total: int = 0,
    language: str,
    schedule: ReportSchedule | None = None,
    by: Employee,
    now: datetime,
) -> ReportFile:
    """Let the worker make a report of `day`, which is kept REPORT_FILE_DAYS days from now."""
    query = order.query.copy()
    query["dag"] = day.isoformat()
    return ReportFile.objects.create(
        asked_by=by,
        asked_at=now,
        schedule=schedule,
        report=order.report,
        suffix=suffix,
        guideline=order.guideline,
        department_id=department,
        day=day,
        query=query.urlencode(),
        language=language,
        total=total,
        expires_at=now + timedelta(days=settings.REPORT_FILE_DAYS),
    )


def order_of(file: ReportFile) -> Order:
    """What was ordered; whoever may have such a file reads names."""
    query = QueryDict(file.query, mutable=False)
    return Order(Report(file.report), file.guideline, query, names=True)


def make_files(*, now: datetime) -> str:
    """Make every file that waits (a periodic job); one that fails does not hold up the next."""
    began, made, failed = monotonic(), 0, 0

    def clock() -> datetime:
        return now + timedelta(seconds=monotonic() - began)

    while file := claim(now=clock()):
        try:
            _make(file, clock)
            made += 1
        except Lost:
            log.warning("Report file %s was taken by another worker.", file.pk)
        except Exception:
            log.exception("Report file %s could not be made.", file.pk)
            failed += 1
    return f"{made} files made, {failed} failed"


@transaction.atomic
def claim(*, now: datetime) -> ReportFile | None:
    """Take the file that waits longest in hand; one that was tried too often is given up instead."""
    waiting = ReportFile.objects.to_make(now)
    waiting.filter(tries__gte=MOST_TRIES).update(
        problem=Problem.FAILED, lease="", leased_until=None
    )
    file = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if file is None:
        return None
    file.lease, file.leased_until = secrets.token_hex(16), now + LEASE
    file.tries, file.done = file.tries + 1, 0
    file.save(update_fields=["lease", "leased_until", "tries", "done"])
    return file


def _make(file: ReportFile, clock: Clock) -> None:
    now = clock()
    if not may_read_about(file.asked_by, file.department_id, day_of(now)):
        _mine(file).update(problem=Problem.NOT_ALLOWED, lease="", leased_until=None)
        return
    part = folder() / f"{file.lease}.part"
    try:
        with override(file.language):
            document = document_of(order_of(file), today=day_of(now))
            _tell(file, 0, document.listed, clock())
            telling = document.counting(
                CHUNK, lambda done: _tell(file, done, document.listed, clock())
            )
            with _private(part) as opened:
                write_file(opened, telling, Format(file.suffix))
        _keep(file, part, document, clock())
    finally:
        part.unlink(missing_ok=True)


def _private(path: Path) -> IO[bytes]:
    """A new file that its owner alone can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def write_file(file: IO[bytes], document: Document, suffix: Format) -> None:
    """Write the document into a file that is open for bytes."""
    if suffix == Format.CSV:
        file.writelines(line.encode() for line in csv_lines(document))
    elif suffix == Format.XLSX:
        write_workbook(file, document)
    else:
        file.write(paper_of(document))


def _mine(file: ReportFile) -> ReportFileQuerySet:
    """The file, unless another worker has it by now."""
    return ReportFile.objects.filter(pk=file.pk, lease=file.lease)


def _tell(file: ReportFile, done: int, total: int, now: datetime) -> None:
    """Say how far it is, and hold the lease; `Lost` where another has it."""
    if not _mine(file).update(done=min(done, total), total=total, leased_until=now + LEASE):
        raise Lost


@transaction.atomic
def _keep(file: ReportFile, part: Path, document: Document, now: datetime) -> None:
    """The file is whole: keep it under a name that nobody guesses, record who reads it, and tell them."""
    name = f"{secrets.token_hex(24)}.{file.suffix}"
    kept = {
        "made_at": now,
        "path": name,
        "done": document.listed,
        "lease": "",
        "leased_until": None,
    }
    if not _mine(file).update(**kept):
        raise Lost
    record_file(file, "made", document.listed, now)
    put(
        key=f"report/{file.pk}",
        kind="report",
        subject=file.asked_by.directory_id,
        payload={"file": file.pk},
        now=now,
    )
    part.rename(folder() / name)


def record_file(file: ReportFile, how: str, listed: int, now: datetime) -> None:
    """Record that a file was made for somebody, or fetched by them."""
    order = order_of(file)
    units = [file.department_id] if file.department_id else order.departments
    reader = Employee.objects.with_roles(day_of(now)).get(pk=file.asked_by_id)
    record(
        kind="read.file",
        actor=reader.directory_id,
        now=now,
        departments=WHOLE if units is None else " ".join(map(str, units)),
        role=role_of(reader),
        report=file.report,
        day=file.day.isoformat(),
        filters=order.filters,
        listed=listed,
        how=how,
    )


def delete_expired(*, now: datetime) -> str:
    """Delete the files whose time is over, and what killed workers left (a periodic job)."""
    expired = ReportFile.objects.filter(expires_at__lte=now)
    paths = list(expired.exclude(path="").values_list("path", flat=True))
    count, _rows = expired.delete()
    for name in paths:
        (folder() / name).unlink(missing_ok=True)
    known = set(ReportFile.objects.exclude(path="").values_list("path", flat=True))
    before = (now - LEFTOVER).timestamp()
    for path in folder().iterdir():
        if path.name not in known and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
    return f"{count} files deleted"
