"""Answers leave their writers: what was counted stays as nobody's and counts as before, the rest goes."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.days import day_of
from quiz.models import Answer, Attempt, DilemmaNote, Snapshot, Tally
from quiz.passes import complete_first_passes, read_passes
from quiz.releases import next_tally, released_of
from quiz.snapshots import take_snapshots
from quiz.tables import tables_of
from quiz.unlinking import unlink
from tests.conftest import soup
from tests.factories.people import Cast
from tests.factories.policy import the_revision
from tests.factories.training import an_assignment, complete, to_meet, work_through
from tests.quiz.passes import WORK, in_turn, pass_all, people_of, the_set, yesterday
from training.states import State, state_on

DAY = timedelta(days=1)


def counted(cast: Cast, how_many: int) -> list[Attempt]:
    """So many passes, of which a snapshot has counted all but the last three."""
    people = people_of(cast.roads, how_many)
    first = pass_all(people[:-3], in_turn, on=yesterday() - 9 * DAY)
    assert len(take_snapshots(now=timezone.now() - 5 * DAY)) == 1
    return [*first, *pass_all(people[-3:], in_turn, on=yesterday())]


def whole(snapshots: Any) -> dict[tuple[Any, ...], Any]:
    """What the newest snapshot says of the whole, by situation and table."""
    rows = Tally.objects.filter(snapshot=snapshots.order_by("-day").first())
    return {(one.situation_id, one.table): (one.blocks, one.whole, one.nearly) for one in rows}


def test_what_a_snapshot_counted_stays_as_nobodys_and_the_rest_goes(cast: Cast) -> None:
    attempts = counted(cast, 12)
    [snapshot] = Snapshot.objects.all()
    result = unlink(Attempt.objects.all())
    assert (result.attempts, result.kept) == (12, 9)
    nobodys = Attempt.objects.filter(employee=None)
    assert nobodys.count() == 9
    assert Attempt.objects.filter(employee__isnull=False).count() == 12
    assert not Answer.objects.filter(attempt__employee__isnull=False).exists()
    days = {day_of(at) for at in Answer.objects.values_list("answered_at", flat=True)}
    assert days == {snapshot.day}
    assert {one.seed for one in nobodys}.isdisjoint({one.seed for one in attempts})
    assert not DilemmaNote.objects.exists()


def test_the_answers_of_nobody_are_no_longer_in_the_order_of_their_writers(cast: Cast) -> None:
    attempts = counted(cast, 30)
    situation = the_set()[0]
    firsts = Answer.objects.filter(situation=situation).order_by("attempt")
    before = list(firsts.filter(attempt__in=attempts[:-3]).values_list("option", flat=True))
    unlink(Attempt.objects.all())
    after = list(firsts.values_list("option", flat=True))
    assert sorted(after) == sorted(before)
    assert after != before


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(gone=st.lists(st.integers(0, 8), unique=True))
def test_the_next_snapshot_is_the_same_whoevers_answers_were_unlinked(
    cast: Cast, gone: list[int]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        attempts = counted(cast, 12)
        pass_all(people_of(cast.roads, 8), in_turn, on=yesterday())
        revision, situations = the_revision(), the_set()

        def next_ones() -> list[Any]:
            passes = read_passes(complete_first_passes(revision, WORK, situations, yesterday()))
            for one in passes:  # figures of departments count those whose writer is known
                one.place = frozenset()
            released = released_of(revision, WORK)
            return [
                next_tally(one.pk, table, passes, released[one.pk, table.name])
                for one in situations
                for table in tables_of(one)
                if (one.pk, table.name) in released
            ]

        before = next_ones()
        unlink(Attempt.objects.filter(pk__in=[attempts[number].pk for number in gone]))
        assert next_ones() == before
        transaction.set_rollback(True)


def test_whoever_takes_it_again_is_not_counted_twice(cast: Cast) -> None:
    attempts = counted(cast, 12)
    person = attempts[0].employee
    unlink(Attempt.objects.all())
    assert person is not None
    pass_all([person], in_turn, on=yesterday(), round=2)
    passes = complete_first_passes(the_revision(), WORK, the_set(), yesterday())
    assert passes.count() == 9


def test_somebody_who_had_begun_still_had(cast: Cast) -> None:
    assignment = an_assignment(cast.new_hire, cast.manager)
    attempt = work_through(assignment)
    assignment.lessons_done.all().delete()
    guideline, today = assignment.guideline, timezone.localdate()
    assert state_on(cast.new_hire, guideline, today)[0] == State.IN_PROGRESS
    unlink(Attempt.objects.filter(pk=attempt.pk))
    assert state_on(cast.new_hire, guideline, today)[0] == State.IN_PROGRESS
    assert state_on(cast.new_hire, guideline, today - DAY)[0] == State.NOT_ASSIGNED


def test_a_completed_round_stays_completed_for_its_learner(cast: Cast, client: Client) -> None:
    completion = complete(an_assignment(cast.new_hire, cast.manager))
    attempt = Attempt.objects.get()
    slug = to_meet(attempt)[0].slug
    unlink(Attempt.objects.all())
    client.force_login(cast.new_hire, backend="people.backends.SignInBackend")
    for address in ("/", "/forloeb/social-media/kvittering/bevis/"):
        response = client.get(address)
        assert response.status_code == 200
    assert "Gennemført" in soup(client.get("/")).select_one("main").get_text(" ")
    for address in (
        "/forloeb/social-media/lektion/photos/",
        f"/forloeb/social-media/situation/{slug}/",
        f"/forloeb/social-media/situation/{slug}/svar/1/",
        "/forloeb/social-media/opsummering/",
        "/forloeb/social-media/videre/",
    ):
        assert client.get(address).status_code in {200, 302, 404}
    completion.refresh_from_db()
    assert completion.acknowledgement is not None
