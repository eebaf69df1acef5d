"""Periodic jobs: each is made when it is due, by one worker, and again if that worker was killed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings as SettingsWrapper

from outbox.jobs import LEASE, RETRY, Job, claim, make_due
from outbox.models import JobRun
from tests.conftest import NOW

TIDY, STUMBLE = "tests.outbox.letters.tidy", "tests.outbox.letters.stumble"
Moment = tuple[int, int, int, int, int]
DAILY = Job.of(TIDY, "daily 06:00")


def make(now: datetime) -> list[tuple[str, str]]:
    return list(make_due(clock=lambda: now))


@pytest.mark.parametrize(
    ("schedule", "now", "due"),
    [
        ("daily 06:00", (2026, 11, 23, 5, 0), (2026, 11, 23, 5, 0)),
        ("daily 06:00", (2026, 11, 23, 4, 59), (2026, 11, 22, 5, 0)),
        ("daily 06:00", (2026, 7, 1, 4, 0), (2026, 7, 1, 4, 0)),
        # The hour that summer time skips is made up at the next that there is.
        ("daily 02:30", (2026, 3, 29, 6, 0), (2026, 3, 29, 1, 30)),
        ("every 15 min", (2026, 11, 23, 10, 14), (2026, 11, 23, 10, 0)),
        ("every 15 min", (2026, 11, 23, 10, 15), (2026, 11, 23, 10, 15)),
    ],
)
def test_a_job_is_due_by_the_organisations_clock(schedule: str, now: Moment, due: Moment) -> None:
    found = Job.of(TIDY, schedule).last_due(datetime(*now, tzinfo=UTC))
    assert found == datetime(*due, tzinfo=UTC)


@pytest.mark.parametrize("schedule", ["daily", "daily 6", "every 0 min", "hourly", "daily 25:00"])
def test_a_schedule_that_can_not_be_read_is_an_error(schedule: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which words is the next test's
        Job.of(TIDY, schedule)


def test_a_setting_that_leads_nowhere_stops_the_start(settings: SettingsWrapper) -> None:
    settings.OUTBOX_HANDLERS = {"letter": "tests.outbox.letters.nothing"}
    settings.PERIODIC_JOBS = {TIDY: "now and then"}
    with pytest.raises(SystemCheckError) as refusal:
        call_command("check")
    assert "tests.outbox.letters.nothing" in str(refusal.value)
    assert "write “daily 06:00” or “every 15 min”" in str(refusal.value)


@pytest.mark.usefixtures("db")
class TestMaking:
    """Jobs in a database."""

    def test_it_is_made_once_a_day(self, settings: SettingsWrapper) -> None:
        settings.PERIODIC_JOBS = {TIDY: "daily 06:00"}
        assert make(NOW) == [(TIDY, "made at 10:00")]
        assert make(NOW + timedelta(hours=12)) == []
        assert make(NOW + timedelta(hours=19)) == [(TIDY, "made at 05:00")]

    def test_one_worker_makes_it_and_the_other_sees_that(self) -> None:
        assert claim(DAILY, now=NOW)
        assert not claim(DAILY, now=NOW)

    def test_a_killed_workers_job_is_made_again_after_its_lease(self) -> None:
        claim(DAILY, now=NOW)
        assert not claim(DAILY, now=NOW + LEASE - timedelta(seconds=1))
        assert claim(DAILY, now=NOW + LEASE)

    def test_one_that_fails_stops_no_other_and_is_tried_again(
        self, settings: SettingsWrapper
    ) -> None:
        settings.PERIODIC_JOBS = {STUMBLE: "daily 06:00", TIDY: "daily 06:00"}
        failed = (STUMBLE, "failed (RuntimeError), to be tried again")
        assert make(NOW) == [failed, (TIDY, "made at 10:00")]
        assert make(NOW + RETRY - timedelta(seconds=1)) == []
        assert make(NOW + RETRY) == [failed]
        assert JobRun.objects.get(name=STUMBLE).finished_at is None
