"""Applies a plan: all of it or nothing, in one short transaction, and the rooms above follow."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.formats import number_format
from django.utils.module_loading import import_string

from audit.actions import record
from people.actions import AlreadyOnLeave
from people.directory.known import APPLIED, Known, stamp
from people.directory.plan import Plan
from people.directory.preview import Kind, Preview
from people.directory.problems import Problem
from people.directory.writing import Progress, Writing
from people.models import Department, Origin

log = logging.getLogger(__name__)


class Stopped(Exception):
    """The plan may not be applied: it has problems, or too many would leave."""


class Changed(Exception):
    """Something was recorded since the plan was made: it must be made again."""


def quietly(phase: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def apply_plan(
    plan: Plan,
    known: Known,
    *,
    by: str,
    now: datetime,
    is_invented: bool = False,
    accepts_leaving: bool = False,
    progress: Progress = quietly,
) -> dict[str, int]:
    """Write the plan, then let the rooms above follow (PEOPLE_AFTER_IMPORT). Returns its counts.

    `Stopped` if it has problems, or more than the set share would leave and that was not accepted;
    `Changed` if it no longer fits. Then nothing is written. `by` is a directory id, "" the program.
    """
    shown = plan.preview
    is_beyond = refuse_to_write(shown, accepts_leaving=accepts_leaving)
    if shown.is_empty:
        return shown.counts
    writing = Writing(plan, known, now, Origin.TRIAL if is_invented else Origin.DIRECTORY)
    try:
        with transaction.atomic():
            _hold(known)
            writing.write(progress)
            _record(plan, accepts_leaving=is_beyond, by=by, now=now)
    except (IntegrityError, AlreadyOnLeave) as problem:
        raise Changed from problem
    _follow(now)
    return shown.counts


def refuse_to_write(preview: Preview, *, accepts_leaving: bool) -> bool:
    """`Stopped` where it may not be written; else whether more leave than the set share."""
    is_beyond = preview.is_beyond(settings.PEOPLE_IMPORT_MOST_LEAVING)
    if preview.problems or (is_beyond and not accepts_leaving):
        raise Stopped
    return is_beyond


def too_many_leave(preview: Preview) -> Problem:
    """Why an import was stopped that more would leave by than the set share."""
    return Problem(
        preview.file,
        0,
        "",
        "too_many_leave",
        {
            "count": number_format(preview.counts[Kind.LEAVE.value], force_grouping=True),
            "staff": number_format(preview.staff, force_grouping=True),
            "percent": settings.PEOPLE_IMPORT_MOST_LEAVING,
        },
    )


def _hold(known: Known) -> None:
    """Two imports at once wait for each other; `Changed` where something was recorded since."""
    Department.objects.select_for_update().order_by("pk").first()
    if stamp() != known.stamp:
        raise Changed


def _record(plan: Plan, *, accepts_leaving: bool, by: str, now: datetime) -> None:
    record(
        kind=APPLIED,
        actor=by,
        now=now,
        units=len(plan.preview.unit_changes),
        accepted_leaving=int(accepts_leaving),
        plan=plan.fingerprint(),
        **dict[str, Any](plan.preview.counts),
    )


def _follow(now: datetime) -> None:
    """What is told of an import once it holds; one that fails is made good by the periodic jobs."""
    for name in settings.PEOPLE_AFTER_IMPORT:
        try:
            import_string(name)(now=now)
        except Exception:
            log.exception("After the import %s failed.", name)
