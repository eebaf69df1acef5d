"""Checked before anything runs: every handler and job can be found, and every schedule read."""

from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.utils.module_loading import import_string

from outbox.jobs import Job


def handlers_and_jobs(app_configs: Any, **kwargs: Any) -> list[Error]:
    """An error for each name in OUTBOX_HANDLERS or PERIODIC_JOBS that leads nowhere."""
    names = [*settings.OUTBOX_HANDLERS.values(), *settings.PERIODIC_JOBS]
    found = [problem for name in names if (problem := _problem_with(name))]
    for name, schedule in settings.PERIODIC_JOBS.items():
        try:
            Job.of(name, schedule)
        except ValueError as problem:
            found.append(Error(f"PERIODIC_JOBS, {name}: {problem}", id="outbox.E002"))
    return found


def _problem_with(name: str) -> Error | None:
    try:
        import_string(name)
    except ImportError as problem:
        return Error(f"{name} can't be imported: {problem}", id="outbox.E001")
    return None
