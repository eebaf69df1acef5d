"""Lists read from where people stood last night are those that are worked out for everybody."""

from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from evidence.notes import SigningKey
from lib.days import day_of
from people.actions import leave, rename
from people.models import Employee
from people.tree import Tree
from policy.erasure import ErasureReason, erase_record
from policy.models import Acknowledgement
from privacy.erasing import erase_person
from reports import kept
from reports.employees import EmployeeList, employee_list
from reports.filters import SORTS, Filters
from reports.kept import close, close_days, counts_on
from reports.models import Standing
from reports.standings import Fresh, Standings, stand
from tests.factories.people import Cast, today
from tests.factories.policy import the_guideline
from tests.factories.training import an_assignment, complete
from tests.reports.test_closed_days import plain
from tests.reports.test_closed_days import slowly as slowly_counted
from tests.reports.test_figures import HISTORY, History, live
from training import changed
from training.states import OUTSTANDING, State

DAY = timedelta(days=1)
BY_STATE = Filters(sort="tilstand")
CHOSEN = [
    BY_STATE,
    Filters(sort="frist"),
    Filters(sort="gennemfoert"),
    Filters(sort="ansat", states=frozenset([State.COMPLETED, State.NOT_ASSIGNED])),
    Filters(states=frozenset([State.OVERDUE])),
    Filters(states=frozenset(OUTSTANDING), sort="frist", words="mette"),
    Filters(overdue_by=3),
    Filters(sort="tilstand", hired_since=date(2022, 1, 1)),
]


def the_list(day: date, filters: Filters) -> EmployeeList:
    return employee_list(the_guideline(), day, filters, Tree.on(day))


def slowly(found: EmployeeList) -> list[int]:
    """The keys of a list whose states are worked out for everybody."""
    return list(found.chosen.values_list("pk", flat=True))


def page_by_page(found: EmployeeList, size: int) -> list[int]:
    """The keys as one reads them who goes through the pages."""
    page, rows = found.page(1, size)
    keys = [row.id for row in rows]
    for number in page.paginator.page_range[1:]:
        keys += [row.id for row in found.page(number, size)[1]]
    assert len(keys) == page.paginator.count
    return keys


def is_read_from_kept(day: date, filters: Filters = BY_STATE) -> bool:
    """Whether a page has people although nobody's state is worked out for the whole list."""
    found = replace(the_list(day, filters), chosen=Employee.objects.none())
    return bool(found.page(1, 50)[1])


def closed(day: date) -> None:
    """The day is over, and where everybody stood then is written down."""
    close(the_guideline(), day, now=timezone.now() + 2 * DAY)
    stand(the_guideline(), day)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([("assign", 0, 1, 9), ("sign_on_paper", 0, 5, 0), ("quit_work", 0, 9, 3)], 3, 2)
@example([("assign", 1, 1, -2), ("go_on_leave", 1, 3, 6), ("come_back", 1, 20, 9)], 2, 1)
@example([("assign", 2, 1, 9), ("finish", 2, 4, 0), ("be_asked_again", 2, 12, 5)], 6, 3)
@example([("be_called_otherwise", 0, 7, 1), ("be_reorganised", 1, 8, 1)], 5, 1)
@given(events=HISTORY, after=st.integers(0, 44), size=st.integers(1, 5))
def test_lists_from_kept_standings_cannot_drift_from_the_facts(
    cast: Cast, events: History, after: int, size: int
) -> None:
    with transaction.atomic():
        Employee.objects.filter(pk=cast.new_hire.pk).update(hired_on=date(2021, 5, 1))
        night = live(cast, events) + after * DAY
        closed(night)
        for day in (night, night + 4 * DAY, today()):
            if day <= night + 31 * DAY:
                assert plain(counts_on(the_guideline(), day)) == plain(
                    slowly_counted(the_guideline(), day)
                )
            for filters in CHOSEN:
                for is_descending, department in (
                    (False, None),
                    (True, None),
                    (True, cast.health.pk),
                ):
                    asked = replace(filters, is_descending=is_descending, department=department)
                    found = the_list(day, asked)
                    assert page_by_page(found, size) == slowly(found), (day, asked)
        transaction.set_rollback(True)


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort not in {"navn", "ansat"}])
def test_a_list_by_what_is_kept_works_out_nobody_else(sort: str, cast: Cast) -> None:
    closed(today() - DAY)
    assert is_read_from_kept(today(), Filters(sort=sort))
    assert is_read_from_kept(today(), Filters(states=frozenset([State.NOT_ASSIGNED])))


def test_by_a_version_or_a_language_everybody_is_read(cast: Cast) -> None:
    closed(today() - DAY)
    assert not is_read_from_kept(today(), replace(BY_STATE, edition="1.0"))
    assert not is_read_from_kept(today(), replace(BY_STATE, language="da"))


def test_before_and_long_after_the_night_everybody_is_read(cast: Cast) -> None:
    closed(today() - 20 * DAY)
    assert is_read_from_kept(today())
    assert not is_read_from_kept(today() - 21 * DAY)
    assert not is_read_from_kept(today() + 12 * DAY)


def test_where_very_many_changed_everybody_is_read(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(today() - DAY)
    an_assignment(cast.new_hire, cast.manager)
    an_assignment(cast.colleague, cast.other_manager)
    monkeypatch.setattr(changed, "MOST", 1)
    assert not is_read_from_kept(today())


def test_after_an_erasure_everybody_is_read_until_the_next_night(
    cast: Cast, log_key: SigningKey
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    closed(today() - DAY)
    row = Acknowledgement.objects.get()
    erase_record(row, reason=ErasureReason.REQUEST, run="1", key=log_key, now=timezone.now())
    assert not is_read_from_kept(today())
    closed(today())
    assert is_read_from_kept(today())


def test_a_past_list_under_names_of_that_day_reads_everybody(cast: Cast) -> None:
    closed(today() - 2 * DAY)
    rename(cast.new_hire, name="Åse Abel", now=timezone.now())
    assert is_read_from_kept(today())
    assert not is_read_from_kept(today() - DAY)


@pytest.mark.parametrize("back", [0, 1, 3])
def test_a_night_that_falls_between_two_queries_does_no_harm(
    back: int, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also to a list of the very day that was kept until then."""
    closed(today() - 3 * DAY)
    complete(an_assignment(cast.new_hire, cast.manager))
    an_assignment(cast.colleague, cast.other_manager, now=timezone.now() - 2 * DAY)
    fresh = Standings.fresh

    def one_night_later(standings: Standings) -> list[Fresh]:
        found = fresh(standings)
        closed(today() - DAY)
        return found

    monkeypatch.setattr(Standings, "fresh", one_night_later)
    found = the_list(today() - back * DAY, BY_STATE)
    rows = found.page(1, 50)[1]
    assert [row.id for row in rows] == slowly(found)
    assert set(Standing.objects.values_list("day", flat=True)) == {today() - DAY}


def test_figures_and_lists_count_who_was_erased_under_no_name(
    cast: Cast, log_key: SigningKey
) -> None:
    """Nothing in the log says so, where nothing was acknowledged: the row goes on without the person."""
    an_assignment(cast.new_hire, cast.manager)
    closed(today() - DAY)
    leave(cast.new_hire, on=today(), now=timezone.now())
    [nameless] = erase_person(
        cast.new_hire, reason=ErasureReason.REQUEST, run="r1", key=log_key, now=timezone.now()
    )
    assert Standing.objects.get(employee=nameless).day == today() - DAY
    assert plain(counts_on(the_guideline(), today())) == plain(
        slowly_counted(the_guideline(), today())
    )
    found = the_list(today() - DAY, BY_STATE)
    assert page_by_page(found, 2) == slowly(found)


def test_of_who_is_erased_the_time_of_completion_goes(cast: Cast, log_key: SigningKey) -> None:
    earlier = timezone.now() - 3 * DAY
    complete(an_assignment(cast.new_hire, cast.manager, now=earlier), earlier)
    closed(today() - DAY)
    leave(cast.new_hire, on=today(), now=timezone.now())
    [nameless] = erase_person(
        cast.new_hire, reason=ErasureReason.REQUEST, run="r1", key=log_key, now=timezone.now()
    )
    completed_at = Standing.objects.get(employee=nameless).completed_at
    assert completed_at is not None
    assert completed_at.astimezone(UTC).time() == time()
    assert day_of(completed_at) == day_of(earlier)
    assert not is_read_from_kept(today())


def test_the_worker_writes_it_down_once_a_night(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "LOOKED_BACK_AT", 3 * DAY)
    now, first = timezone.now(), Standing.objects.order_by("pk")
    close_days(now=now)
    kept_now = list(first.values())
    assert {row["day"] for row in kept_now} == {day_of(now) - DAY}
    close_days(now=now)
    assert list(first.values()) == kept_now
    close_days(now=now + DAY)
    assert set(first.values_list("day", flat=True)) == {day_of(now)}
    assert first.count() == Employee.objects.in_headcount(today()).count()
