"""Periodic jobs: which there are (PERIODIC_JOBS), when each is due, and making those that are.

A job is `job(*, now) -> str`: it says in a line what it did. It may be made twice (a killed worker's
is made again), so it must come to the same.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from outbox.models import JobRun

log = logging.getLogger(__name__)

# Longer than most jobs take; a job that failed is tried again after `RETRY`.
LEASE = timedelta(hours=1)
RETRY = timedelta(minutes=10)
SCHEDULE = re.compile(
    r"(?:daily (\d\d:\d\d)|every ([1-9]\d*) min)(?:, again after ([1-9]\d*) min)?"
)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST = 300


@dataclass(frozen=True)
class Job:
    """A job by its dotted name; `daily` at a time of the organisation's day, or `every` so often.

    After `lease` another worker may begin with it, if the first has not ended.
    """

    name: str
    daily: time | None = None
    every: timedelta | None = None
    lease: timedelta = LEASE

    @classmethod
    def of(cls, name: str, schedule: str) -> "Job":
        """The job from the setting: "daily 06:00" or "every 15 min"; `ValueError` else.

        ", again after 5 min" behind it is for a job that may run twice at once: what a killed worker had
        in hand is then soon done by another.
        """
        found = SCHEDULE.fullmatch(schedule)
        if found is None:
            raise ValueError(f"{schedule!r}: write “daily 06:00” or “every 15 min”.")
        lease = timedelta(minutes=int(found[3])) if found[3] else LEASE
        if found[1]:
            return cls(name, daily=time.fromisoformat(found[1]), lease=lease)
        return cls(name, every=timedelta(minutes=int(found[2])), lease=lease)

    def last_due(self, now: datetime) -> datetime:
        """When it was due last, at or before `now`."""
        if self.every:
            return now - (now - EPOCH) % self.every
        assert self.daily is not None
        local = timezone.localtime(now)
        day = local.date() if local.time() >= self.daily else local.date() - timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, self.daily)).astimezone(UTC)


def all_jobs() -> list[Job]:
    """The site's jobs, in the order of the setting."""
    return [Job.of(name, schedule) for name, schedule in settings.PERIODIC_JOBS.items()]


@transaction.atomic
def claim(job: Job, *, now: datetime) -> bool:
    """Take the job in hand if it is due and nobody else has it."""
    due_at = job.last_due(now)
    fresh = {"due_at": due_at, "started_at": now, "leased_until": now + job.lease}
    _, is_first = JobRun.objects.get_or_create(name=job.name, defaults=fresh)
    if is_first:
        return True
    run = JobRun.objects.select_for_update().get(name=job.name)
    is_in_hand = run.leased_until is not None and run.leased_until > now
    if is_in_hand or (run.finished_at is not None and run.due_at >= due_at):
        return False
    JobRun.objects.filter(pk=run.pk).update(**fresh, finished_at=None)
    return True


def make_due(
    *, clock: Callable[[], datetime], is_over: Callable[[], bool] = lambda: False
) -> Iterator[tuple[str, str]]:
    """Make every job that is due; yields each one's name and what it said."""
    for job in all_jobs():
        if not is_over() and claim(job, now=clock()):
            yield job.name, _make(job, clock)


def _make(job: Job, clock: Callable[[], datetime]) -> str:
    run = JobRun.objects.filter(name=job.name)
    try:
        said = str(import_string(job.name)(now=clock()))[:LONGEST]
    except Exception as problem:
        log.exception("The job %s failed.", job.name)
        said = f"failed ({type(problem).__name__}), to be tried again"
        run.update(leased_until=clock() + RETRY, said=said)
        return said
    run.update(leased_until=None, finished_at=clock(), said=said)
    return said
