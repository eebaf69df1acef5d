"""Kinds of situation and of work: each is met, answered and explained in its own way."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from people.models import Employee
from quiz.actions import choose_work
from quiz.models import Answer, Situation, Work
from quiz.selection import Candidate, choose, met_by
from tests.conftest import soup
from tests.factories.people import Cast
from tests.factories.policy import da
from tests.factories.training import an_answer, an_assignment, begin, to_meet, work_through
from training.progress import progress_of

SignIn = Callable[[Employee | None], Client]
BASE = "/forloeb/social-media/situation"


@pytest.mark.parametrize("work", Work.values)
def test_every_kind_of_work_meets_fifteen_to_eighteen_situations(cast: Cast, work: str) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager), work=work)
    met = to_meet(attempt)
    assert 15 <= len(met) <= 18
    topics = [one.topic for one in met]
    assert all(topics.count(topic) >= 4 for topic in ("photos", "friendships", "confidentiality"))
    assert {"situation", "dilemma", "audience", "find"} == {one.kind for one in met}
    assert 0.3 <= sum(one.permits for one in met) / len(met) <= 0.4


def test_a_change_of_work_keeps_what_is_done(cast: Cast) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager), work=Work.CARE)
    own = [one for one in to_meet(attempt) if one.work]
    an_answer(attempt, own[0])
    choose_work(attempt, work=Work.TECHNICAL)
    met = met_by(attempt)
    assert len(met) == 18
    assert [one.slug for one in met if one.is_answered] == [own[0].slug]


CANDIDATES = [
    Candidate(number, f"s{number}", 1, topic, work)
    for number, (topic, work) in enumerate(
        (topic, work)
        for topic in ("photos", "friendships")
        for work in ((), (), ("care",), ("care", "office"), ("office",), ("technical",))
    )
]


@given(st.sets(st.integers(0, 11)), st.sampled_from(["care", "office", "technical"]))
def test_what_is_answered_is_always_met_and_nobody_gets_more_by_changing(
    answered: set[int], work: str
) -> None:
    chosen = choose(CANDIDATES, work, answered)
    ids = [one.id for one in chosen]
    assert ids == sorted(set(ids))
    assert answered <= set(ids) | {one.id for one in CANDIDATES if one.fits(work)}
    assert {one.id for one in CANDIDATES if not one.work} <= set(ids)
    fresh = choose(CANDIDATES, work, set())
    open_now = [one for one in ids if one not in answered]
    assert len(open_now) <= len(fresh)


def test_a_find_is_answered_by_ticks_and_says_what_was_missed(
    cast: Cast, client_of: SignIn
) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    find = Situation.objects.get(revision=attempt.revision, slug="friday-cake")
    client = client_of(cast.new_hire)
    page = soup(client.get(f"{BASE}/friday-cake/"))
    assert len(page.select("main input[type=checkbox]")) == find.options.count()
    assert (
        client.post(f"{BASE}/friday-cake/", {"try_number": 1, "attempt": attempt.pk}).status_code
        == 422
    )
    right = list(find.options.filter(verdict="good"))
    data = {
        "try_number": 1,
        "attempt": attempt.pk,
        "option": [right[0].slug],
        "sureness": "in-doubt",
    }
    response = client.post(f"{BASE}/friday-cake/", data)
    answer = Answer.objects.get()
    assert answer.option is None
    assert list(answer.ticked.all()) == right[:1]
    assert answer.sureness == "in-doubt"
    main = soup(client.get(response.headers["Location"])).select_one("main")
    assert f"1 af {len(right)}" in main.select_one("h1").get_text()
    assert all(da(option, "why") in main.get_text(" ") for option in find.options.all())


def test_an_audience_shows_how_far_it_reaches(cast: Cast, client_of: SignIn) -> None:
    attempt = begin(an_assignment(cast.new_hire, cast.manager))
    audience = Situation.objects.get(revision=attempt.revision, slug="who-sees-it")
    option = audience.options.all()[0]
    client = client_of(cast.new_hire)
    response = client.post(
        f"{BASE}/who-sees-it/", {"try_number": 1, "attempt": attempt.pk, "option": option.slug}
    )
    text = soup(client.get(response.headers["Location"])).select_one("main").get_text(" ")
    assert all(da(step, "text") in text for step in option.consequence.all())


def test_a_situation_of_other_work_is_not_found(cast: Cast, client_of: SignIn) -> None:
    begin(an_assignment(cast.new_hire, cast.manager), work=Work.OFFICE)
    assert client_of(cast.new_hire).get(f"{BASE}/summer-party/").status_code == 404


def test_one_says_once_what_the_work_is_like(cast: Cast, client_of: SignIn) -> None:
    assignment = an_assignment(cast.new_hire, cast.manager)
    client = client_of(cast.new_hire)
    asked = client.post("/forloeb/social-media/begynd/").headers["Location"]
    assert asked == "/forloeb/social-media/arbejde/"
    assert client.post(asked, {"work": "pilot"}).status_code == 422
    assert client.post(asked, {}).status_code == 422
    client.post(asked, {"work": "technical"})
    progress = progress_of(assignment)
    assert progress is not None
    assert progress.attempt is not None
    assert progress.attempt.work == "technical"
    again = client.post("/forloeb/social-media/begynd/").headers["Location"]
    assert again == "/forloeb/social-media/videre/"


def test_the_recap_shows_three_things_and_what_was_new(cast: Cast, client_of: SignIn) -> None:
    assignment = an_assignment(cast.new_hire, cast.manager)
    client = client_of(cast.new_hire)
    attempt = begin(assignment)
    early = client.get("/forloeb/social-media/opsummering/")
    assert early.headers["Location"] == "/forloeb/social-media/videre/"
    risky = Situation.objects.get(revision=attempt.revision, slug="ten-years")
    an_answer(attempt, risky, option=risky.options.filter(verdict="risky")[0])
    work_through(assignment)
    main = soup(client.get("/forloeb/social-media/opsummering/")).select_one("main")
    assert len(main.select("section.side")) == 3
    assert main.select("blockquote")


HELPER = "/maa-jeg-dele-det/"


def test_the_helper_gives_advice_to_every_set_of_answers(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.colleague)
    assert not soup(client.get(HELPER)).select("#raad section")
    incomplete = soup(client.get(HELPER, {"svar": "1", "work": "yes"}))
    assert incomplete.select_one("[role=alert] a")["href"] == "#people-yes"
    assert incomplete.select_one("#people-yes")
    assert incomplete.title.get_text().startswith("Fejl:")
    for number in range(16):
        bits = ["yes" if number >> bit & 1 else "no" for bit in range(4)]
        answers = dict(zip(("work", "people", "permission", "confidential"), bits, strict=True))
        page = soup(client.get(HELPER, {"svar": "1", **answers}))
        assert page.select_one("#raad section h2")
        assert len(page.select("input[checked]")) == 4
