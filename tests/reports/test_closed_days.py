"""Kept figures: whatever happens, they and the few who changed since are what counting everybody says."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from evidence.notes import SigningKey
from lib.days import day_of
from policy.erasure import ErasureReason, erase_record
from policy.models import Acknowledgement, Guideline
from reports import kept
from reports.counts import Counts, counted, due_dates
from reports.department import department_figures
from reports.kept import LOOKED_BACK_AT, close, close_days, counts_on
from reports.models import ClosedDay
from reports.over_time import WEEKS
from reports.standings import stand
from reports.status import status_of
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import on_paper, the_guideline
from tests.factories.training import an_assignment, complete
from tests.reports.test_figures import HISTORY, History, live
from training import changed
from training.models import Assignment
from training.states import State

DAY = timedelta(days=1)


def plain(counts: Counts) -> tuple[dict[int, dict[str, int]], int, dict[date, int]]:
    """The counts without what nobody is in; no count is below none."""
    assert all(count >= 0 for states in counts.own.values() for count in states)
    own = {
        key: {str(state): count for state, count in zip(State, states, strict=True) if count}
        for key, states in counts.own.items()
    }
    return (
        {key: states for key, states in own.items() if states},
        counts.left,
        dict(counts.due or {}),
    )


def slowly(guideline: Guideline, day: date) -> Counts:
    """Everybody counted, with their deadlines."""
    return replace(counted(guideline, day), due=due_dates(guideline, day))


def refused(guideline: Guideline, day: date) -> Counts:
    """In place of counting everybody."""
    raise AssertionError(f"Everybody was counted for {day}.")


@pytest.fixture
def nobody_counts_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the kept figures count some people by their keys, and never all."""
    monkeypatch.setattr(kept, "counted", refused)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([("assign", 0, 1, 9), ("sign_on_paper", 0, 5, 0), ("quit_work", 0, 9, 3)], [3])
@example([("assign", 1, 1, -2), ("go_on_leave", 1, 3, 6), ("come_back", 1, 20, 9)], [2, 19])
@example([("assign", 2, 1, 9), ("finish", 2, 4, 0), ("be_asked_again", 2, 12, 5)], [6])
@example([("be_exempt", 0, 1, 9), ("be_exempt_no_longer", 0, 4, 0), ("assign", 0, 6, 2)], [2, 5])
@given(events=HISTORY, closed=st.lists(st.integers(0, 44), min_size=1, max_size=3))
def test_kept_figures_cannot_drift_from_the_facts(
    cast: Cast, events: History, closed: list[int]
) -> None:
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        start, guideline = live(cast, events), the_guideline()
        for after in closed:
            close(guideline, start + after * DAY, now=timezone.now())
        near = range(min(closed), min(min(closed) + 31, 46), 2)
        slow = {after: plain(slowly(guideline, start + after * DAY)) for after in near}
        patch.setattr(kept, "counted", refused)
        for after in near:
            assert plain(counts_on(guideline, start + after * DAY)) == slow[after]
        transaction.set_rollback(True)


def test_a_day_that_is_closed_is_read_as_it_was_kept(
    cast: Cast, nobody_counts_everybody: None
) -> None:
    yesterday = today() - DAY
    row = ClosedDay.objects.create(
        guideline=the_guideline(),
        day=yesterday,
        departments={str(cast.roads.pk): [7, 0, 0, 0, 2, 0, 0, 0, 1]},
        whole=[7, 0, 0, 0, 2, 0, 0, 0, 1],
        due={str(today()): 4},
        left=3,
        log_size=0,
        closed_at=timezone.now(),
    )
    status = status_of(row.guideline, yesterday)
    assert (status.whole.states[State.COMPLETED], status.left) == (7, 3)
    assert status.whole.headcount == 10


def days_closed() -> list[int]:
    """How many days back, the last first."""
    days = ClosedDay.objects.order_by("-day").values_list("day", flat=True)
    return [(today() - day).days for day in days]


def test_the_worker_closes_yesterday_and_some_days_before_until_all_are_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LOOKED_BACK_AT", 7 * DAY)
    monkeypatch.setattr(kept, "AT_A_TIME", 4)
    now = timezone.now()
    assert close_days(now=now) == "4 days closed"
    assert days_closed() == [1, 2, 3, 4]
    assert close_days(now=now) == "3 days closed"
    assert close_days(now=now) == "0 days closed"
    assert close_days(now=now + 2 * DAY) == "2 days closed"
    assert days_closed() == [-1, 0, 1, 2, 3, 4, 5, 6, 7]


def test_a_worker_that_was_away_closes_what_it_missed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LOOKED_BACK_AT", 7 * DAY)
    close(the_guideline(), today() - 4 * DAY, now=timezone.now())
    assert close_days(now=timezone.now()) == "6 days closed"
    assert days_closed() == [1, 2, 3, 4, 5, 6, 7]


def test_the_days_looked_back_at_are_those_of_the_figures_over_time() -> None:
    assert LOOKED_BACK_AT > WEEKS * 7 * DAY


def test_a_day_that_can_still_change_is_not_closed(cast: Cast) -> None:
    with pytest.raises(ValueError, match="not over"):
        close(the_guideline(), today(), now=timezone.now())


def test_what_was_closed_stays_when_closed_again(cast: Cast) -> None:
    first = close(the_guideline(), today() - DAY, now=timezone.now())
    assert close(the_guideline(), today() - DAY, now=timezone.now() + DAY) == first


def test_far_from_a_closed_day_everybody_is_counted(cast: Cast) -> None:
    long_ago = timezone.now() - 60 * DAY
    close(the_guideline(), day_of(long_ago), now=timezone.now())
    an_assignment(cast.new_hire, cast.manager, now=long_ago + DAY)
    assert status_of(the_guideline(), today()).whole.states[State.OVERDUE] == 1


def test_where_very_many_changed_everybody_is_counted(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(the_guideline(), today() - DAY, now=timezone.now())
    an_assignment(cast.new_hire, cast.manager)
    an_assignment(cast.colleague, cast.other_manager)
    monkeypatch.setattr(changed, "MOST", 1)
    assert status_of(the_guideline(), today()).whole.states[State.NOT_STARTED] == 2


def test_an_erasure_leaves_closed_days_and_puts_what_follows_right(
    cast: Cast, log_key: SigningKey
) -> None:
    earlier = timezone.now() - 5 * DAY
    complete(an_assignment(cast.new_hire, cast.manager, now=earlier), earlier)
    before = close(the_guideline(), day_of(earlier), now=timezone.now())
    row = Acknowledgement.objects.get()
    erase_record(row, reason=ErasureReason.REQUEST, run="1", key=log_key, now=timezone.now())
    assert plain(counts_on(the_guideline(), before.day))[0] == {
        int(key): {str(state): count for state, count in zip(State, counts, strict=True) if count}
        for key, counts in before.departments.items()
    }
    assert plain(counts_on(the_guideline(), today())) == plain(counted(the_guideline(), today()))


@pytest.mark.parametrize("people", [1, 12])
def test_today_costs_as_many_queries_for_one_who_changed_as_for_many(
    people: int, cast: Cast
) -> None:
    close(the_guideline(), today() - DAY, now=timezone.now())
    stand(the_guideline(), today() - DAY)
    for number in range(people):
        one = a_person(f"Nr{number} Ny", cast.roads, username=f"nr{number}")
        an_assignment(one, cast.hr)
    with CaptureQueriesContext(connection) as queries:
        counts_on(the_guideline(), today())
    assert len(queries) == 10


def verify(*options: str) -> str:
    out = StringIO()
    call_command("closed_days_verify", *options, stdout=out)
    return out.getvalue()


def test_closed_days_that_hold_are_counted_and_left_alone(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    for back in (1, 0, -1):
        close(the_guideline(), today() - back * DAY, now=timezone.now() + 2 * DAY)
    rows = list(ClosedDay.objects.order_by("pk").values())
    assert verify() == "3 closed days hold.\n"
    assert verify(f"--since={today()}") == "2 closed days hold.\n"
    assert list(ClosedDay.objects.order_by("pk").values()) == rows


def test_a_kept_figure_that_was_changed_is_named(cast: Cast) -> None:
    row = close(the_guideline(), today() - DAY, now=timezone.now())
    row.departments[str(cast.roads.pk)][0] += 1
    row.left = 2
    row.due = {"2026-01-31": 1}
    row.save()
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 1 closed days differ"):
        call_command("closed_days_verify", stdout=out)
    day = f"social-media {row.day}"
    assert out.getvalue().splitlines() == [
        f"{day}: Vej og Park ({cast.roads.pk}), Completed: kept 1, counted 0",
        f"{day}: The whole organisation, Left before completing: kept 2, counted 0",
        f"{day}: The whole organisation, Deadline 2026-01-31: kept 1, counted 0",
        f"{day}: 0 acknowledgements have been erased since.",
    ]


def test_a_fact_changed_past_the_pages_is_found(cast: Cast) -> None:
    earlier = timezone.now() - 5 * DAY
    assignment = an_assignment(cast.new_hire, cast.manager, now=earlier)
    close(the_guideline(), day_of(earlier), now=timezone.now())
    Assignment.objects.filter(pk=assignment.pk).update(assigned_at=timezone.now())
    with pytest.raises(CommandError):
        verify()


def test_what_an_erasure_leaves_is_said_and_no_fault(cast: Cast, log_key: SigningKey) -> None:
    an_assignment(cast.new_hire, cast.manager)
    on_paper(cast.new_hire, cast)
    close(the_guideline(), today(), now=timezone.now() + DAY)
    row = Acknowledgement.objects.get()
    erase_record(row, reason=ErasureReason.REQUEST, run="1", key=log_key, now=timezone.now())
    lines = verify().splitlines()
    assert lines[-2:] == [
        f"social-media {today()}: 1 acknowledgements have been erased since.",
        "1 closed days hold.",
    ]
    assert "Acknowledged only: kept 1, counted 0" in lines[0]
    ClosedDay.objects.update(left=F("left") + 2)
    with pytest.raises(CommandError):
        verify()


@pytest.mark.parametrize("is_near", [True, False])
def test_a_departments_figures_are_those_of_the_status(cast: Cast, is_near: bool) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    if is_near:
        close(the_guideline(), today() - DAY, now=timezone.now())
    an_assignment(cast.colleague, cast.hr)
    status = status_of(the_guideline(), today())
    assert status.departments
    for row in status.departments:
        found = department_figures(the_guideline(), today(), row.id)
        assert found is not None
        assert found.own.figures == row.figures
