"""How long the course takes: what it took others, as soon as five of them are through."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from people.models import Employee
from quiz.models import Attempt
from quiz.selection import met_by
from quiz.timing import minutes_of
from tests.conftest import soup
from tests.factories.people import Cast, a_person
from tests.factories.policy import the_revision
from tests.factories.training import an_assignment, begin, complete
from training.actions import count_durations
from training.durations import MOST_BETWEEN, WHOLE, Done, median_minutes, time_taken
from training.models import Duration
from training.progress import progress_of, whole_minutes

SignIn = Callable[[Employee | None], Client]
BEGUN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NIGHT = BEGUN + timedelta(days=1)
minutes = st.integers(0, 600).map(lambda number: timedelta(minutes=number))


def after(**time: int) -> datetime:
    return BEGUN + timedelta(**time)


def test_a_gap_belongs_to_what_was_done_at_its_end() -> None:
    done = [
        Done("photos", after(minutes=3)),
        Done("photos", after(minutes=4)),
        Done("friendships", after(minutes=6)),
        Done(WHOLE, after(minutes=7)),
    ]
    assert time_taken(BEGUN, done) == {
        "photos": timedelta(minutes=4),
        "friendships": timedelta(minutes=2),
        WHOLE: timedelta(minutes=7),
    }


def test_a_night_in_between_counts_as_a_short_break() -> None:
    done = [Done("photos", after(minutes=2)), Done("photos", after(hours=14))]
    assert time_taken(BEGUN, done)["photos"] == timedelta(minutes=2) + MOST_BETWEEN


@given(st.lists(st.tuples(st.sampled_from(["a", "b", WHOLE]), minutes), max_size=20))
def test_the_whole_is_its_parts_and_no_longer_than_the_clock(
    rows: list[tuple[str, timedelta]],
) -> None:
    done = [Done(lesson, BEGUN + gone) for lesson, gone in rows]
    taken = time_taken(BEGUN, done)
    whole = taken.pop(WHOLE)
    assert whole <= max((gone for _lesson, gone in rows), default=timedelta())
    assert sum(taken.values(), timedelta()) <= whole <= MOST_BETWEEN * len(rows)


@pytest.mark.parametrize(
    ("seconds", "expected"), [([10], 1), ([60, 61, 600], 2), ([120, 180, 240, 300], 4), ([0], 1)]
)
def test_the_minutes_are_the_median_rounded_up(seconds: list[int], expected: int) -> None:
    assert median_minutes(timedelta(seconds=one) for one in seconds) == expected


def complete_in(person: Employee, cast: Cast, *, step: timedelta) -> None:
    """Complete the module, so long for each lesson and each answer."""
    assignment = an_assignment(person, cast.hr)
    complete(assignment, now=BEGUN)
    attempt, at = person.attempts.get(), BEGUN
    type(attempt).objects.filter(pk=attempt.pk).update(started_at=at)
    for lesson in assignment.lessons_done.order_by("lesson__order"):
        answers = attempt.answers.filter(situation__lesson=lesson.lesson_id)
        for row, field in ((lesson, "done_at"), *((one, "answered_at") for one in answers)):
            at += step
            setattr(row, field, at)
            row.save()
    assignment.completion.completed_at = at
    assignment.completion.save()


@pytest.fixture
def four_through(cast: Cast) -> Cast:
    """Four people have completed it, a minute a step."""
    for number in range(4):
        person = a_person(f"Nr{number} Test", cast.nursing_home)
        complete_in(person, cast, step=timedelta(minutes=1))
    return cast


def test_of_four_people_nothing_is_said(four_through: Cast) -> None:
    assert count_durations(now=NIGHT) == "0 durations counted"
    progress = progress_of(an_assignment(four_through.new_hire, four_through.manager))
    assert progress is not None
    assert progress.measured is None
    assert [one.minutes for one in progress.lessons] == [
        one.lesson.minutes + minutes_of(len(one.situations)) for one in progress.lessons
    ]


def test_of_five_the_median_is_shown_as_what_others_took(
    four_through: Cast, client_of: SignIn
) -> None:
    cast = four_through
    complete_in(cast.colleague, cast, step=timedelta(minutes=40))  # breaks: five minutes each count
    count_durations(now=NIGHT)
    attempt = cast.colleague.attempts.get()
    steps = attempt.answers.count() + the_revision().lessons.count()
    whole = Duration.objects.get(lesson=WHOLE)
    assert (whole.minutes, whole.people) == (steps, 5)
    assert whole_minutes(the_revision()) == steps
    an_assignment(cast.new_hire, cast.manager)
    page = words(client_of(cast.new_hire))
    assert f"ca. {steps} minutter i alt" in page
    assert "Så lang tid har andre brugt." in page


def test_what_is_left_shrinks_with_every_step(four_through: Cast) -> None:
    cast = four_through
    complete_in(cast.colleague, cast, step=timedelta(minutes=1))
    count_durations(now=NIGHT)
    assignment = an_assignment(cast.new_hire, cast.manager)
    attempt = begin(assignment)
    left = []
    for lesson in attempt.revision.lessons.all():
        progress = progress_of(assignment)
        assert progress is not None
        left.append(progress.minutes_left)
        assignment.lessons_done.create(lesson=lesson, way="read", done_at=NIGHT)
    assert left == sorted(set(left), reverse=True)


def test_a_situation_says_its_share_of_what_the_lesson_took_others(
    four_through: Cast, client_of: SignIn
) -> None:
    cast = four_through
    complete_in(cast.colleague, cast, step=timedelta(minutes=3))
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    client, (lesson, slugs) = client_of(cast.new_hire), lesson_of_several(attempt)
    assert minutes_said(client, slugs[0]) == minutes_of(len(slugs))
    count_durations(now=NIGHT)
    Duration.objects.filter(lesson=lesson).update(minutes=3 * (len(slugs) + 1))
    left = [minutes_said(client, slug) for slug in slugs]
    assert left == [3 * number for number in range(len(slugs), 0, -1)]


def lesson_of_several(attempt: Attempt) -> tuple[str, list[str]]:
    """A lesson of which one meets several situations, and these in their order."""
    lessons: dict[int, list[str]] = {}
    for one in met_by(attempt):
        lessons.setdefault(one.lesson_id, []).append(one.slug)
    key, slugs = next((key, slugs) for key, slugs in lessons.items() if len(slugs) > 2)
    return attempt.revision.lessons.get(pk=key).slug, slugs


def minutes_said(client: Client, slug: str) -> int:
    """The number in a situation's "about 3 min. left"."""
    page = soup(client.get(f"/forloeb/social-media/situation/{slug}/"))
    return int(page.select_one(".progress .detail").get_text().split()[1])


def test_counting_again_comes_to_the_same(four_through: Cast) -> None:
    complete_in(four_through.colleague, four_through, step=timedelta(minutes=1))
    assert count_durations(now=NIGHT) == count_durations(now=NIGHT)
    assert Duration.objects.count() == the_revision().lessons.count() + 1


def words(client: Client) -> str:
    """The first page's text."""
    return " ".join(soup(client.get("/")).get_text().split())
