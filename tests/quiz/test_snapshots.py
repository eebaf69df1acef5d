"""Snapshots count complete first passes and nothing else, and say no more than they may."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as settings_
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.actions import move
from people.models import Department
from quiz.models import Answer, Attempt, Correlation, Kind, Option, Situation, Snapshot, Tally, Work
from quiz.passes import complete_first_passes, read_passes
from quiz.snapshots import nightly, take_snapshots
from quiz.tables import marks_of
from tests.factories.people import Cast, a_department
from tests.factories.policy import the_revision
from tests.quiz.passes import (
    WORK,
    in_turn,
    noon,
    options_of,
    pass_all,
    people_of,
    the_set,
    yesterday,
)
from tests.quiz.test_disclosure import (
    assert_no_linear_combination_gives_a_small_count,
    assert_nothing_small_follows,
)
from tests.quiz.test_statistics import plainly, the_same

DAY = timedelta(days=1)


def taken() -> list[int]:
    """How many passes each snapshot that is due counts."""
    return [snapshot.passes for snapshot in take_snapshots(now=timezone.now())]


def test_a_snapshot_needs_five_passes_and_the_next_five_more(cast: Cast) -> None:
    people = people_of(cast.roads, 10)
    pass_all(people[:4], in_turn, on=yesterday() - 9 * DAY)
    assert taken() == []
    pass_all(people[4:5], in_turn, on=yesterday() - 8 * DAY)
    assert taken() == [5]
    assert taken() == []
    pass_all(people[5:9], in_turn, on=yesterday() - 7 * DAY)
    assert taken() == []
    pass_all(people[9:], in_turn, on=yesterday())
    Snapshot.objects.update(day=yesterday() - 5 * DAY)
    assert taken() == [10]


def test_today_counts_tomorrow(cast: Cast) -> None:
    pass_all(people_of(cast.roads, 5), in_turn, on=yesterday() + DAY)
    assert taken() == []
    assert len(take_snapshots(now=timezone.now() + DAY)) == 1


def counted() -> int:
    passes = complete_first_passes(the_revision(), WORK, the_set(), yesterday())
    return len(read_passes(passes))


def test_what_is_not_complete_is_not_counted(cast: Cast) -> None:
    [attempt, other] = pass_all(people_of(cast.roads, 2), in_turn, on=yesterday())
    assert counted() == 2
    Answer.objects.filter(attempt=attempt, situation=the_set()[0]).delete()
    assert counted() == 1
    Answer.objects.filter(attempt=other, situation=the_set()[0]).update(try_number=2)
    assert counted() == 0


def test_a_second_pass_of_the_same_person_is_not_counted(cast: Cast) -> None:
    people = people_of(cast.roads, 1)
    pass_all(people, in_turn, on=yesterday() - DAY)
    pass_all(people, in_turn, on=yesterday(), round=2)
    assert counted() == 1
    Attempt.objects.filter(round=1).update(work=Work.CARE)  # begun first, at another set
    assert counted() == 0


def test_a_pass_with_a_situation_of_another_set_is_not_counted(cast: Cast) -> None:
    [attempt] = pass_all(people_of(cast.roads, 1), in_turn, on=yesterday())
    mine = [one.pk for one in the_set()]
    other = Situation.objects.main().filter(revision=the_revision()).exclude(pk__in=mine)[0]
    Answer.objects.create(
        attempt=attempt,
        situation=other,
        option=options_of(other)[0],
        try_number=1,
        answered_at=noon(yesterday()),
    )
    assert counted() == 0


def test_a_pass_counts_where_the_person_worked_on_its_day(cast: Cast) -> None:
    [person] = people_of(cast.nursing_home, 1)
    pass_all([person], in_turn, on=yesterday() - DAY)
    move(person, department=cast.roads, on=yesterday(), now=timezone.now())
    passes = complete_first_passes(the_revision(), WORK, the_set(), yesterday())
    [found] = read_passes(passes)
    assert found.place == {cast.nursing_home.pk, cast.health.pk, cast.root.pk}
    assert found.day == yesterday() - DAY


def answers_of(situation: Situation) -> Counter[str]:
    """A slow count of the first tries at a situation."""
    slugs = Answer.objects.filter(situation=situation, try_number=1)
    return Counter(str(slug) for slug in slugs.values_list("option__slug", flat=True))


def test_what_is_released_is_what_was_answered(cast: Cast) -> None:
    pass_all(people_of(cast.roads, 40), in_turn, on=yesterday())
    pass_all(people_of(cast.nursing_home, 45), in_turn, on=yesterday())
    take_snapshots(now=timezone.now())
    [snapshot] = Snapshot.objects.all()
    assert (snapshot.passes, snapshot.day, snapshot.work) == (85, yesterday(), WORK)
    tallies = {(one.situation_id, one.table): one for one in Tally.objects.all()}
    for situation in the_set():
        if situation.kind == Kind.FIND:
            for option in options_of(situation):
                tally = tallies[situation.pk, f"tick:{option.slug}"]
                ticked = Answer.objects.filter(try_number=1, ticked=option).count()
                assert tally.whole == [ticked, 85 - ticked]
            continue
        tally = tallies[situation.pk, "options"]
        expected = answers_of(situation)
        assert dict(zip([block[0] for block in tally.blocks], tally.whole, strict=True)) == expected
        assert set(tally.units) == {str(cast.roads.pk), str(cast.nursing_home.pk)} | {
            str(cast.health.pk)
        }
        assert sum(tally.units[str(cast.roads.pk)]) == 40


def test_discrimination_and_its_kin_are_the_plain_ones(cast: Cast) -> None:
    pass_all(people_of(cast.roads, 40), in_turn, on=yesterday())
    take_snapshots(now=timezone.now())
    passes = read_passes(complete_first_passes(the_revision(), WORK, the_set(), yesterday()))
    marked = [one for one in the_set() if one.kind in {Kind.SITUATION, Kind.FIND}]
    columns = [marks_of(one, [each.tries[one.pk] for each in passes]) for one in marked]
    slow = plainly([[float(mark) for mark in row] for row in zip(*columns, strict=True)])
    found = {one.situation_id: one for one in Correlation.objects.all()}
    assert len(found) > 5
    for number, situation in enumerate(marked):
        if situation.pk in found:
            assert the_same(found[situation.pk].discrimination, slow["discrimination"][number])
            assert the_same(found[situation.pk].efficiency, slow["efficiency"][number])
            assert the_same(found[situation.pk].effective_weight, slow["weight"][number])


def test_nearly_everybody_is_said_without_a_count(cast: Cast) -> None:
    def good(situation: Situation, number: int) -> tuple[list[Option], str]:
        options = options_of(situation)
        return [options[0 if number else 1]], ""

    pass_all(people_of(cast.roads, 30), good, on=yesterday())
    take_snapshots(now=timezone.now())
    tallies = Tally.objects.filter(table="options")
    assert {(one.nearly, bool(one.whole)) for one in tallies} == {
        (options_of(one)[0].slug, False) for one in the_set() if one.kind != Kind.FIND
    }
    assert not Correlation.objects.exists()


def test_the_number_of_queries_is_the_same_for_many_passes(cast: Cast) -> None:
    counts = []
    for how_many in (40, 60):
        pass_all(people_of(cast.roads, how_many), in_turn, on=yesterday())
        with CaptureQueriesContext(connection) as queries:
            take_snapshots(now=timezone.now())
        counts.append(len(queries))
        Snapshot.objects.all().delete()
    assert counts[0] == counts[1] <= 30


def test_the_command_says_what_it_took(cast: Cast) -> None:
    pass_all(people_of(cast.roads, 6), in_turn, on=yesterday())
    out = StringIO()
    call_command("statistics_snapshot", stdout=out)
    assert "technical: 6 passes." in out.getvalue()
    assert out.getvalue().endswith("1 snapshots taken.\n")


def test_the_worker_takes_them_every_night(cast: Cast) -> None:
    pass_all(people_of(cast.roads, 6), in_turn, on=yesterday())
    assert "quiz.snapshots.nightly" in settings_.PERIODIC_JOBS
    assert nightly(now=timezone.now()) == "1 snapshots taken"


SHARES = st.lists(st.sampled_from([0, 1, 4, 5, 6, 12, 20]), min_size=3, max_size=3)
WAVES = st.lists(st.dictionaries(st.integers(0, 3), SHARES, max_size=2), min_size=2, max_size=3)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(WAVES)
def test_no_small_count_follows_from_the_rows_of_all_snapshots(
    cast: Cast, waves: list[dict[int, list[int]]]
) -> None:
    with transaction.atomic():
        tree = [cast.health, cast.nursing_home, cast.roads, a_department("Skole", cast.health)]
        for number, wave in enumerate(waves):
            for place, shares in wave.items():
                _answer_in_shares(tree[place], shares, days_ago=30 - 9 * number)
            take_snapshots(now=noon(yesterday() - (27 - 9 * number) * DAY))
        for situation in [one for one in the_set() if len(options_of(one)) == 3][:2]:
            _attack(situation)
        transaction.set_rollback(True)


def _answer_in_shares(department: Department, shares: list[int], *, days_ago: int) -> None:
    """So many people choose the first option, so many the second and the third."""

    def choose(situation: Situation, number: int) -> tuple[list[Option], str]:
        options = options_of(situation)
        place = sum(number >= sum(shares[: one + 1]) for one in range(len(shares)))
        return [options[min(place, len(options) - 1)]], ""

    people = people_of(department, sum(shares))
    pass_all(people, choose, on=yesterday() - days_ago * DAY)


def _attack(situation: Situation) -> None:
    """Add and subtract what all rows say of a situation's options, over units and snapshots."""
    rows = list(
        Tally.objects.filter(situation=situation, table="options", nearly="")
        .select_related("snapshot")
        .order_by("snapshot__day")
    )
    if not rows:
        return
    last = rows[-1].snapshot.day
    cells: Counter[tuple[frozenset[int], int, str]] = Counter()
    slugs = [option.slug for option in options_of(situation)]
    for one in read_passes(complete_first_passes(the_revision(), WORK, the_set(), last)):
        era = sum(row.snapshot.day < one.day for row in rows)
        for slug in slugs:
            cells[one.place, era, slug] += one.tries[situation.pk].option == slug
    numbers = []
    for number, row in enumerate(rows):
        for unit, counts in (("", row.whole), *row.units.items()):
            for block, count in zip(row.blocks, counts, strict=True):
                chosen = frozenset(
                    cell
                    for cell in cells
                    if cell[1] <= number and cell[2] in block and (not unit or int(unit) in cell[0])
                )
                assert count == sum(cells[cell] for cell in chosen)
                numbers.append((chosen, count))
    assert_nothing_small_follows(numbers)
    assert_no_linear_combination_gives_a_small_count(cells, numbers)


@pytest.mark.parametrize("work", ["", Work.CARE])
def test_a_set_is_the_situations_of_a_kind_of_work(cast: Cast, work: str) -> None:
    found = the_set(work)
    assert found == [one for one in found if not one.work or work in one.work]
    assert len(found) > (12 if work else 5)
