"""Answers: each is kept, the first try is known from later ones, the same post twice is one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from people.models import Employee
from quiz.actions import TryOutOfOrder
from quiz.models import Answer, Attempt, Option, Situation
from quiz.options import in_order_for
from tests.conftest import soup
from tests.factories.people import Cast
from tests.factories.policy import da
from tests.factories.training import an_answer, an_assignment, begin

SignIn = Callable[[Employee | None], Client]
BASE = "/forloeb/social-media/situation"


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return begin(an_assignment(cast.new_hire, cast.manager))


def situation(attempt: Attempt, slug: str = "reading-circle") -> Situation:
    return Situation.objects.get(revision=attempt.revision, slug=slug)


def post(client: Client, slug: str = "reading-circle", **data: Any) -> Any:
    attempt = Attempt.objects.get().pk
    return client.post(f"{BASE}/{slug}/", {"try_number": 1, "attempt": attempt, **data})


def first_option(attempt: Attempt, slug: str = "reading-circle") -> str:
    option = situation(attempt, slug).options.first()
    assert option is not None
    return str(option.slug)


def test_an_answer_leads_to_its_feedback(cast: Cast, attempt: Attempt, client_of: SignIn) -> None:
    client = client_of(cast.new_hire)
    option = situation(attempt).options.get(verdict="risky", slug=first_risky(attempt))
    response = post(client, option=option.slug)
    assert response.headers["Location"] == f"{BASE}/reading-circle/svar/1/"
    page = soup(client.get(response.headers["Location"]))
    main = page.select_one("main")
    assert main is not None
    text = main.get_text(" ", strip=True)
    assert da(option, "text") in text
    assert da(option, "why") in text
    assert da(option, "instead") in text
    assert da(option, "quote") in text
    for step in option.consequence.all():
        assert da(step, "when") in text
        assert da(step, "text") in text


def first_risky(attempt: Attempt) -> str:
    return str(situation(attempt).options.filter(verdict="risky")[0].slug)


def test_posting_a_form_twice_gives_one_answer(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    client = client_of(cast.new_hire)
    for _ in range(2):
        response = post(client, option=first_option(attempt))
        assert response.headers["Location"].endswith("/svar/1/")
    assert Answer.objects.filter(attempt=attempt).count() == 1


def test_a_second_try_is_kept_beside_the_first(attempt: Attempt) -> None:
    options = list(situation(attempt).options.all())
    first = an_answer(attempt, situation(attempt), option=options[0])
    second = an_answer(attempt, situation(attempt), option=options[1], try_number=2)
    assert list(Answer.objects.filter(attempt=attempt).order_by("try_number")) == [first, second]


def test_the_stored_answer_wins_over_another_for_the_same_try(attempt: Attempt) -> None:
    options = list(situation(attempt).options.all())
    first = an_answer(attempt, situation(attempt), option=options[0])
    again = an_answer(attempt, situation(attempt), option=options[1])
    assert again == first
    assert again.option == options[0]


def test_a_try_can_not_be_skipped(attempt: Attempt) -> None:
    with pytest.raises(TryOutOfOrder):
        an_answer(attempt, situation(attempt), try_number=3)


def test_the_database_holds_one_answer_a_try(attempt: Attempt) -> None:
    answer = an_answer(attempt, situation(attempt))
    answer.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.save(force_insert=True)


BAD: list[dict[str, Any]] = [
    {},
    {"option": "findes-ikke"},
    {"option": "x" * 100_000},
    {"option": "\x00"},
    {"try_number": "-1"},
    {"try_number": "99999999999999999999"},
    {"try_number": "et"},
    {"try_number": 7},
]


@pytest.mark.parametrize("data", BAD)
def test_bad_input_gets_a_clear_page_and_writes_nothing(
    cast: Cast, attempt: Attempt, client_of: SignIn, data: dict[str, Any]
) -> None:
    good = {} if "option" in data or not data else {"option": first_option(attempt)}
    response = post(client_of(cast.new_hire), **{**good, **data})
    assert response.status_code == 422
    assert soup(response).select_one("[role=alert] li") is not None
    assert not Answer.objects.exists()


def test_an_option_of_another_situation_is_refused(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    own = set(situation(attempt).options.values_list("slug", flat=True))
    elsewhere = Option.objects.filter(situation__revision=attempt.revision)
    foreign = elsewhere.exclude(slug__in=own).exclude(situation=situation(attempt))[0]
    assert post(client_of(cast.new_hire), option=foreign.slug).status_code == 422
    with pytest.raises(ValueError, match="another situation"):
        an_answer(attempt, situation(attempt), option=foreign)
    assert not Answer.objects.exists()


def test_a_form_left_open_does_not_answer_another_attempt(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    client = client_of(cast.new_hire)
    option = first_option(attempt)
    response = post(client, option=option, attempt=attempt.pk + 1)
    assert response.status_code == 422
    assert not Answer.objects.exists()
    fields = soup(response).select("main form input[type=hidden]")
    data = {field["name"]: field["value"] for field in fields}
    assert post(client, **{**data, "option": option}).status_code == 302


def test_text_that_is_not_utf_8_is_refused(cast: Cast, attempt: Attempt, client_of: SignIn) -> None:
    response = client_of(cast.new_hire).post(
        f"{BASE}/new-manager/",
        f"option=yes&try_number=1&attempt={attempt.pk}&note=%E6%F8".encode(),
        content_type="application/x-www-form-urlencoded; charset=utf-8",
    )
    assert response.status_code == 400
    assert not Answer.objects.exists()


def test_an_oversized_post_is_refused(cast: Cast, attempt: Attempt, client_of: SignIn) -> None:
    response = post(client_of(cast.new_hire), "new-manager", option="yes", note="x" * 300_000)
    assert response.status_code == 413
    assert not Answer.objects.exists()


def test_a_note_keeps_to_its_length_and_holds_no_cpr_number(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    client = client_of(cast.new_hire)
    for note in ("x" * 2001, "borgeren 010190-1234"):
        response = post(client, "new-manager", option="yes", note=note)
        assert response.status_code == 422
        assert note in response.content.decode()
    assert not Answer.objects.exists()


def test_a_dilemma_keeps_stance_considerations_and_note(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    client = client_of(cast.new_hire)
    weighing = list(situation(attempt, "new-manager").considerations.all()[:2])
    response = post(
        client,
        "new-manager",
        option="no",
        considerations=[one.slug for one in weighing],
        note="Jeg kender dem fra håndbold.",
    )
    answer = Answer.objects.get(attempt=attempt)
    assert set(answer.considerations.all()) == set(weighing)
    page = soup(client.get(response.headers["Location"]))
    text = page.select_one("main").get_text(" ", strip=True)
    assert "Jeg kender dem fra håndbold." in text
    assert da(answer.situation, "side_yes")[:40] in text
    assert da(answer.situation, "side_no")[:40] in text


def test_the_first_page_of_a_situation_has_nothing_chosen(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    page = soup(client_of(cast.new_hire).get(f"{BASE}/reading-circle/"))
    assert not page.select("input[checked]")
    assert len(page.select("input[type=radio]")) == situation(attempt).options.count()


def test_feedback_on_a_try_not_made_is_not_found(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    assert client_of(cast.new_hire).get(f"{BASE}/reading-circle/svar/1/").status_code == 404


@given(st.integers(0, 2**31), st.lists(st.integers(), unique=True, max_size=6))
def test_an_attempt_shows_the_same_order_every_time(seed: int, options: list[int]) -> None:
    first = in_order_for(options, seed=seed, situation="a", shuffle=True)
    assert first == in_order_for(options, seed=seed, situation="a", shuffle=True)
    assert sorted(first) == sorted(options)
    assert in_order_for(options, seed=seed, situation="a", shuffle=False) == options


def test_no_place_is_the_good_options_place() -> None:
    places = {
        in_order_for("abcd", seed=seed, situation="s", shuffle=True).index("a")
        for seed in range(50)
    }
    assert places == {0, 1, 2, 3}


def test_a_situation_opened_again_shows_the_last_answer_and_chooses_nothing(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    client = client_of(cast.new_hire)
    address = f"{BASE}/reading-circle/"
    assert not soup(client.get(address)).select(".own-answer")
    first, second = situation(attempt).options.all()[:2]
    an_answer(attempt, situation(attempt), option=first)
    an_answer(attempt, situation(attempt), option=second, try_number=2)
    page = soup(client.get(address))
    said = page.select_one(".own-answer")
    assert said.get_text(" ", strip=True).startswith(f"Du svarede sidst: {da(second, 'text')}")
    assert said.a["href"] == f"{address}svar/2/"
    assert not page.select("main input[checked]")


def test_the_details_ticked_last_are_shown_again(
    cast: Cast, attempt: Attempt, client_of: SignIn
) -> None:
    find = situation(attempt, "friday-cake")
    ticked = list(find.options.all()[:2])
    an_answer(attempt, find, ticked=ticked)
    page = soup(client_of(cast.new_hire).get(f"{BASE}/friday-cake/"))
    shown = [one.get_text() for one in page.select(".own-answer p")[:-1]]
    assert shown == [da(option, "text") for option in ticked]
    assert not page.select("main input[checked]")
