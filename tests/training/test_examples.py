"""An answered question becomes a local example: without names, looked at by another, never the guideline."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Employee, Role
from policy.examples import NotNow, decide
from policy.models import LocalExample, Ruling
from tests.conftest import soup
from tests.factories.people import Cast, make_hr
from tests.factories.training import a_question, a_reply
from tests.training.postman import mail_host
from training.models import Question

__all__ = ["mail_host"]

SignIn = Callable[[Employee | None], Client]
State = LocalExample.State
GUIDELINE = "/retningslinjer/social-media/"
WORDS = {
    "question": "Må jeg bruge LinkedIn til at finde oplægsholdere?",
    "ruling": "yes-if",
    "answer": "Ja, fra projektets profil.",
    "language": "da",
}


@pytest.fixture
def question(cast: Cast) -> Question:
    """Mette's, answered by Anne."""
    asked = a_question(cast.new_hire)
    a_reply(asked, cast.manager, ruling=Ruling.YES_IF, text="du bruger projektets profil")
    return asked


def propose_address(question: Question) -> str:
    return f"/spoergsmaal/{question.pk}/eksempel/"


def main_text(response: Any) -> str:
    return " ".join(soup(response).select_one("main").get_text(" ").split())


def proposed(question: Question, cast: Cast, client_of: SignIn) -> LocalExample:
    """Anne proposes it."""
    assert client_of(cast.manager).post(propose_address(question), WORDS).status_code == 302
    return LocalExample.objects.get()


def test_it_begins_with_the_words_of_the_question_and_its_answer(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    page = soup(client_of(cast.manager).get(propose_address(question)))
    assert page.select_one("[name=question]").get_text().strip() == WORDS["question"]
    assert page.select_one("[name=answer]").get_text().strip() == "du bruger projektets profil"
    assert page.select_one("[name=ruling][checked]")["value"] == "yes-if"


@pytest.mark.parametrize("name", ["Mette", "hansen", "Krogh"])
@pytest.mark.parametrize("field", ["question", "answer"])
def test_the_names_of_who_asked_and_answered_are_refused(
    name: str, field: str, question: Question, cast: Cast, client_of: SignIn
) -> None:
    sent = {**WORDS, field: f"Spurgt af {name}."}
    response = client_of(cast.manager).post(propose_address(question), sent)
    assert response.status_code == 422
    assert "er et navn" in main_text(response)
    assert not LocalExample.objects.exists()


def test_it_is_shown_below_the_clause_only_once_another_has_published_it(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    example = proposed(question, cast, client_of)
    reader = client_of(cast.colleague)
    assert WORDS["answer"] not in main_text(reader.get(GUIDELINE))
    address = f"/lokale-eksempler/{example.pk}/"
    better = {**WORDS, "answer": "Ja, men kun fra projektets profil.", "do": "publish"}
    assert client_of(cast.editor).post(address, better).status_code == 302
    page = soup(reader.get(GUIDELINE))
    aside = page.select_one("article #A3 + aside")
    assert aside["aria-label"] == "Om punkt A3, ikke en del af retningslinjen"
    shown = " ".join(aside.get_text(" ").split())
    assert "1 lokalt eksempel" in shown
    assert "Det er ikke en del af retningslinjen" in shown
    assert better["answer"] in shown
    for name in ("Mette", "Anne", "Henrik"):
        assert name not in shown
    # The clause itself is as it was.
    assert "projektets profil" not in page.select_one("#A3").get_text()
    client_of(cast.hr).post(address, {**WORDS, "do": "remove"})
    assert "lokalt eksempel" not in main_text(reader.get(GUIDELINE))


@pytest.mark.parametrize("address", ["/redaktion/", "/rapporter/"])
def test_hr_is_told_that_one_waits_until_it_is_decided_about(
    address: str, question: Question, cast: Cast, client_of: SignIn
) -> None:
    karin = client_of(cast.hr)
    said = "1 lokalt eksempel venter på, at du ser på det"
    assert said not in main_text(karin.get(address))
    example = proposed(question, cast, client_of)
    page = karin.get(address)
    assert said in main_text(page)
    assert soup(page).select_one("main .notice a")["href"] == "/lokale-eksempler/"
    decide(example, state=State.DECLINED, by=cast.hr, now=timezone.now())
    assert said not in main_text(karin.get(address))


def test_the_editor_is_told_too_and_always_finds_the_way_to_the_examples(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    henrik = client_of(cast.editor)
    ways = soup(henrik.get("/redaktion/")).select("main a[href='/lokale-eksempler/']")
    assert [one.get_text() for one in ways] == ["Lokale eksempler"]
    proposed(question, cast, client_of)
    assert "1 lokalt eksempel venter" in main_text(henrik.get("/redaktion/"))


def test_what_one_has_proposed_oneself_waits_for_somebody_else(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    make_hr(cast.manager)
    proposed(question, cast, client_of)
    assert "lokalt eksempel venter" not in main_text(client_of(cast.manager).get("/redaktion/"))
    assert "lokalt eksempel venter" in main_text(client_of(cast.hr).get("/redaktion/"))


def test_who_only_reads_the_reports_is_told_of_no_example(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    proposed(question, cast, client_of)
    auditor = make_hr(cast.colleague, Role.AUDITOR)
    assert "eksempel" not in main_text(client_of(auditor).get("/rapporter/"))


def test_nobody_publishes_what_they_proposed(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    example = proposed(question, cast, client_of)
    make_hr(cast.manager)
    sent = {**WORDS, "do": "publish"}
    response = client_of(cast.manager).post(f"/lokale-eksempler/{example.pk}/", sent)
    assert response.status_code == 422
    assert "Du har selv foreslået det" in main_text(response)
    example.refresh_from_db()
    assert example.state == State.PROPOSED


def test_of_two_who_decide_at_once_the_second_is_told(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    example = proposed(question, cast, client_of)
    decide(example, state=State.DECLINED, by=cast.hr, now=timezone.now())
    with pytest.raises(NotNow):
        decide(example, state=State.DECLINED, by=cast.editor, now=timezone.now())
    sent = {**WORDS, "do": "remove"}
    response = client_of(cast.editor).post(f"/lokale-eksempler/{example.pk}/", sent)
    assert response.status_code == 422
    assert "En anden har taget stilling" in main_text(response)


def test_one_question_makes_one_example(question: Question, cast: Cast, client_of: SignIn) -> None:
    proposed(question, cast, client_of)
    client_of(cast.manager).post(propose_address(question), {**WORDS, "answer": "Igen"})
    assert LocalExample.objects.get().answer == WORDS["answer"]
    page = main_text(client_of(cast.manager).get(f"/spoergsmaal/{question.pk}/"))
    assert "Lokalt eksempel: Foreslået" in page


def test_an_open_question_makes_no_example_and_nobody_else_proposes(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    anne, bo = client_of(cast.manager), client_of(cast.other_manager)
    assert anne.get(propose_address(a_question(cast.new_hire))).status_code == 404
    assert bo.get(propose_address(question)).status_code == 403
    assert client_of(cast.new_hire).get(propose_address(question)).status_code == 403


def test_an_example_in_danish_is_marked_as_such_on_a_page_in_german(
    question: Question, cast: Cast, client_of: SignIn
) -> None:
    example = proposed(question, cast, client_of)
    decide(example, state=State.PUBLISHED, by=cast.hr, now=timezone.now())
    Employee.objects.filter(pk=cast.colleague.pk).update(language="de")
    aside = soup(client_of(cast.colleague).get(GUIDELINE)).select_one("aside.asked")
    assert aside["lang"] == "de"
    assert aside.select_one("strong")["lang"] == "da"


@pytest.mark.parametrize(
    "address",
    [
        GUIDELINE,
        "/maa-jeg-dele-det/?svar=1&work=yes&people=yes&permission=no&confidential=no",
        "/",
    ],
)
def test_the_way_to_ask_is_at_hand(address: str, cast: Cast, client_of: SignIn) -> None:
    links = soup(client_of(cast.new_hire).get(address)).select("main a[href^='/spoergsmaal/']")
    assert [one.get_text() for one in links] == [
        "Må jeg bruge et socialt medie? Spørg din nærmeste leder"
    ]
