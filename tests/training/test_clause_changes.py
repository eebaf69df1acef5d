"""From first try to follow-up: sums of the same people's answers, which stay when the answers are erased."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from authoring.actions import load
from authoring.export import module_of
from people.models import Department, Employee
from policy.models import Revision
from quiz.models import Attempt, Option, Situation, Snapshot
from quiz.snapshots import take_snapshots
from quiz.unlinking import unlink
from tests.conftest import soup
from tests.editions import PHOTOS, rewritten
from tests.factories.people import Cast
from tests.factories.policy import the_guideline, the_revision
from tests.quiz.passes import noon, options_of, pass_all, people_of, yesterday
from training.clause_changes import Change, changes_of, nightly
from training.models import Assignment, ClauseChange, FollowUp, FollowUpSituation

SignIn = Callable[[Employee | None], Client]
PAGE = "/rapporter/svaert/?vis=afsnit"
DAY = timedelta(days=1)
MAIN, PARALLEL, CLAUSE = "savings", "union", "D2"


def passed(department: Department, missed: int, right: int) -> list[Employee]:
    """So many go through the set for technical work; the first of them miss one situation."""

    def choose(situation: Situation, number: int) -> tuple[list[Option], str]:
        wants = "risky" if situation.slug == MAIN and number < missed else "good"
        options = options_of(situation)
        return [next((one for one in options if one.verdict == wants), options[0])], ""

    people = people_of(department, missed + right)
    pass_all(people, choose, on=yesterday() - 9 * DAY)
    return people


def follow_up(
    people: Sequence[Employee],
    cast: Cast,
    *,
    missed: int,
    on: date,
    revision: Revision | None = None,
) -> None:
    """They answer one situation in a follow-up; the last of them miss it."""
    situation = Situation.objects.get(revision=revision or the_revision(), slug=PARALLEL)
    good, risky = (situation.options.filter(verdict=one)[0] for one in ("good", "risky"))
    rounds = Assignment.objects.bulk_create(
        Assignment(
            employee=one,
            guideline=the_guideline(),
            round=1,
            assigned_at=noon(on - 9 * DAY),
            assigned_by=cast.hr,
        )
        for one in people
    )
    begun = FollowUp.objects.bulk_create(
        FollowUp(assignment=one, due_on=on, begun_at=noon(on)) for one in rounds
    )
    FollowUpSituation.objects.bulk_create(
        FollowUpSituation(
            follow_up=one,
            number=1,
            situation=situation,
            option=risky if number >= len(people) - missed else good,
            answered_at=noon(on),
        )
        for number, one in enumerate(begun)
    )


def some_followed_up(cast: Cast, **how: Any) -> None:
    """Of 44 people on the roads 24 are followed up: 12 had missed it, 7 miss it now."""
    missed, right, later = how.get("missed", 12), how.get("right", 12), how.get("later", 7)
    others_missed, others_right = how.get("others", (10, 10))
    people = passed(cast.roads, missed + others_missed, right + others_right)
    take_snapshots(now=timezone.now())
    end = len(people) - others_right
    chosen = [*people[:missed], *people[end - right : end]]
    on = how.get("on", yesterday())
    follow_up(chosen, cast, missed=later, on=on, revision=how.get("revision"))


def counted() -> dict[str, Change]:
    nightly(now=timezone.now())
    return changes_of(the_guideline())


def test_it_is_the_plain_count_of_those_who_met_it_both_times(cast: Cast) -> None:
    some_followed_up(cast)
    assert counted() == {CLAUSE: Change(24, 12, 7, yesterday())}


def test_each_is_counted_once(cast: Cast) -> None:
    some_followed_up(cast)
    assert nightly(now=timezone.now()) == "1 batches counted"
    assert nightly(now=timezone.now() + DAY) == "0 batches counted"
    assert ClauseChange.objects.count() == 1


def test_today_counts_tomorrow(cast: Cast) -> None:
    some_followed_up(cast, on=yesterday() + DAY)
    assert counted() == {}
    assert nightly(now=timezone.now() + DAY) == "1 batches counted"


def test_a_later_batch_adds_to_the_one_before(cast: Cast) -> None:
    some_followed_up(cast, on=yesterday() - 3 * DAY)
    counted()
    more = passed(cast.roads, 20, 20)
    take_snapshots(now=timezone.now() + DAY)
    follow_up([*more[:6], *more[-8:]], cast, missed=5, on=yesterday())
    assert counted() == {CLAUSE: Change(38, 18, 12, yesterday())}


@pytest.mark.parametrize(
    "how",
    [
        {"missed": 4},
        {"right": 4},
        {"later": 4},
        {"later": 20},
        {"others": (4, 10)},
        {"others": (10, 4)},
    ],
)
def test_what_is_fewer_than_five_is_not_shown_nor_left(how: dict[str, Any], cast: Cast) -> None:
    some_followed_up(cast, **how)
    assert counted() == {}


def test_others_elsewhere_hide_nobody_where_all_of_a_department_are_followed_up(cast: Cast) -> None:
    """The statistics of the roads alone, less the followed up, would be the few who are left there."""
    passed(cast.nursing_home, 30, 30)
    some_followed_up(cast, others=(2, 2))
    assert counted() == {}


def test_before_first_tries_are_counted_nothing_is(cast: Cast) -> None:
    people = passed(cast.roads, 20, 20)
    follow_up(people[10:30], cast, missed=8, on=yesterday())
    assert counted() == {}
    take_snapshots(now=timezone.now())
    assert set(counted()) == {CLAUSE}


@pytest.mark.parametrize(("rewrites", "is_compared"), [("E1", True), ("D2", False)])
def test_another_version_is_compared_where_the_situation_is_as_it_was(
    rewrites: str, is_compared: bool, cast: Cast
) -> None:
    module = {**rewritten(module_of(the_revision()), rewrites, PHOTOS), "edition": "2.0"}
    newer = load(module, by="Test", now=timezone.now(), publishing=True).revision
    some_followed_up(cast, revision=newer)
    assert (CLAUSE in counted()) is is_compared


def test_the_sums_outlive_the_answers(cast: Cast, client_of: SignIn) -> None:
    some_followed_up(cast)
    before = counted()
    unlink(Attempt.objects.all())
    FollowUpSituation.objects.all().delete()
    assert counted() == before
    assert "24 personer" in soup(client_of(cast.hr).get(PAGE)).main.get_text()


def test_the_page_says_it_with_what_it_can_not_tell(cast: Cast, client_of: SignIn) -> None:
    some_followed_up(cast)
    client = client_of(cast.hr)
    before = soup(client.get(PAGE)).main.get_text(" ", strip=True)
    assert "regression mod gennemsnittet" not in before
    counted()
    page = soup(client.get(PAGE))
    section = page.select_one(f"section#{CLAUSE}").get_text(" ", strip=True)
    assert (
        "Af de 24 personer, der mødte det begge gange, valgte 12 ikke det bedste svar i første forsøg, "
        "og 7 gjorde det ikke ved opfølgningen."
    ) in " ".join(section.split())
    text = page.main.get_text(" ", strip=True)
    assert "regression mod gennemsnittet" in text
    assert "ikke kun dem, der ikke så det første gang" in text
    assert page.select_one("section#E1").get_text(" ", strip=True).count("vises ikke") >= 1


def test_one_department_is_shown_no_change(cast: Cast, client_of: SignIn) -> None:
    passed(cast.nursing_home, 10, 10)
    some_followed_up(cast)
    counted()
    page = soup(client_of(cast.hr).get(f"{PAGE}&afdeling={cast.roads.pk}"))
    assert "24 personer, der mødte" not in page.main.get_text()
    assert "kun for hele organisationen" in page.main.get_text(" ", strip=True)


def test_it_costs_the_same_queries_for_few_and_for_many(cast: Cast) -> None:
    counts = []
    for how_many in (7, 14):
        some_followed_up(cast, missed=how_many, right=how_many, others=(how_many, how_many))
        with CaptureQueriesContext(connection) as queries:
            nightly(now=timezone.now())
        counts.append(len(queries))
        ClauseChange.objects.all().delete()
        Snapshot.objects.all().delete()
    assert counts[0] == counts[1] <= 40


def test_the_worker_counts_after_the_snapshots_and_before_answers_are_erased() -> None:
    snapshots, changes, erasing = (
        settings.PERIODIC_JOBS[name]
        for name in (
            "quiz.snapshots.nightly",
            "training.clause_changes.nightly",
            "privacy.runs.nightly",
        )
    )
    assert snapshots < changes < erasing
