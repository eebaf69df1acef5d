"""Follow-ups: three situations some months later, on what was missed; nothing else changes by them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outbox.models import Message
from people import actions as people
from people.models import Employee
from quiz.models import Answer, Attempt, Option, Situation
from quiz.selection import met_by
from tests.conftest import NOW, soup
from tests.factories.people import Cast, a_person, today
from tests.factories.policy import the_guideline
from tests.factories.training import a_follow_up, an_answer, an_assignment, begin, complete
from tests.training.postman import mail_host, moment, send, with_mail
from training import follow_ups
from training.actions import answer_follow_up, begin_follow_up, pause
from training.models import Assignment, FollowUp, FollowUpSituation
from training.schedule import Kind
from training.states import state_on

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
SignIn = Callable[[Employee | None], Client]
DUE = date(2027, 4, 23)  # a Friday, five months after NOW
PATH = "/forloeb/social-media/opfoelgning/"


def verdict_option(situation: Situation, verdict: str) -> Option:
    found: Option = situation.options.filter(verdict=verdict)[0]
    return found


@pytest.fixture
def round_of_mette(cast: Cast) -> Assignment:
    """Mette, with an address, has completed the module; at first she missed two situations alone."""
    assignment = an_assignment(cast.new_hire, cast.manager)
    with_mail(cast.new_hire)
    attempt = begin(assignment)
    missed = {"shift-chat": "risky", "bad-review": "defensible"}
    slugs = [one.slug for one in met_by(attempt)]
    for situation in Situation.objects.filter(revision=attempt.revision, slug__in=slugs):
        if situation.kind == "situation":
            verdict = missed.get(situation.slug, "good")
            an_answer(attempt, situation, option=verdict_option(situation, verdict))
        if situation.kind == "find":
            an_answer(attempt, situation, ticked=list(situation.options.filter(verdict="good")))
    complete(assignment)
    return assignment


def plan(day: date) -> int:
    follow_ups.plan(now=moment(day, 6))
    return FollowUp.objects.count()


def sent_on(day: date) -> list[Message]:
    """The invitations that leave on a day."""
    return [one for one in send(moment(day)) if one.kind == Kind.FOLLOW_UP]


def answer_all(follow_up: FollowUp, verdict: str = "good") -> None:
    begin_follow_up(follow_up, now=timezone.now())
    for row in follow_up.situations.select_related("situation"):
        option = verdict_option(row.situation, verdict)
        answer_follow_up(row, option=option, now=timezone.now())


def test_five_months_after_completion_one_mail_invites(round_of_mette: Assignment) -> None:
    assert plan(DUE - timedelta(days=2)) == 0
    assert plan(DUE - timedelta(days=1)) == 1  # HR sees tomorrow's mail
    assert not sent_on(DUE - timedelta(days=1))
    assert plan(DUE) == plan(DUE + timedelta(days=3)) == 1
    assert FollowUp.objects.get().due_on == DUE
    assert len(sent_on(DUE)) == 1
    body = mail.outbox[-1].body
    assert "tre nye situationer" in body
    assert "Det er frivilligt." in body
    assert not sent_on(DUE + timedelta(days=31))


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "Three short situations"), ("de", "Drei kurze Situationen")],
)
def test_the_mail_is_in_the_persons_language(
    language: str, subject: str, round_of_mette: Assignment
) -> None:
    Employee.objects.filter(pk=round_of_mette.employee_id).update(language=language)
    plan(DUE)
    send(moment(DUE))
    assert mail.outbox[-1].subject.startswith(subject)


def test_nobody_is_invited_twice_too_late_or_where_it_is_off(
    round_of_mette: Assignment, settings: Any
) -> None:
    settings.FOLLOW_UP_MONTHS = 0
    assert plan(DUE) == 0
    settings.FOLLOW_UP_MONTHS = settings.ANSWERS_KEPT_MONTHS
    assert plan(date(2027, 7, 23)) == 0  # its answers would be gone at once
    settings.FOLLOW_UP_MONTHS = 5
    assert plan(DUE + follow_ups.LATE + timedelta(days=1)) == 0
    assert plan(DUE + follow_ups.LATE) == 1


def test_it_is_off_for_who_has_left_and_waits_for_who_is_on_leave(
    cast: Cast, round_of_mette: Assignment
) -> None:
    back = DUE + timedelta(days=5)
    pause(cast.new_hire, from_on=DUE, back_on=back, by=cast.manager, now=NOW)
    plan(DUE)
    assert not sent_on(DUE)
    assert len(sent_on(back)) == 1
    other = a_person("Gone Test", cast.nursing_home)
    complete(an_assignment(other, cast.manager))
    people.leave(other, on=today() + timedelta(days=30), now=NOW)
    plan(DUE)
    assert FollowUp.objects.get().assignment == round_of_mette


def test_no_mail_once_it_is_answered_or_a_new_round_began(
    cast: Cast, round_of_mette: Assignment
) -> None:
    plan(DUE)
    answer_all(FollowUp.objects.get())
    assert not sent_on(DUE)
    message = Message.objects.get(kind=Kind.FOLLOW_UP)
    assert (message.state, message.problem) == ("withdrawn", "followed-up")


def test_the_missed_clauses_are_what_it_asks_the_worst_first(round_of_mette: Assignment) -> None:
    follow_up = FollowUp.objects.create(assignment=round_of_mette, due_on=today())
    begin_follow_up(follow_up, now=timezone.now())
    rows = list(follow_up.situations.select_related("situation"))
    assert len(rows) == 3
    assert rows[0].missed_clause
    assert {row.situation.collection for row in rows} == {"parallel"}
    missed = {
        block.clause
        for slug in ("shift-chat", "bad-review")
        for block in Situation.objects.get(slug=slug).clauses.all()
    }
    assert {row.missed_clause for row in rows} - {""} <= missed
    assert begin_follow_up(follow_up, now=timezone.now()).situations.count() == 3  # once


def test_an_answer_is_stored_once_and_the_last_one_finishes(round_of_mette: Assignment) -> None:
    follow_up = FollowUp.objects.create(assignment=round_of_mette, due_on=today())
    answer_all(follow_up)
    follow_up.refresh_from_db()
    assert follow_up.finished_at is not None
    row = follow_up.situations.select_related("situation")[0]
    risky = verdict_option(row.situation, "risky")
    assert answer_follow_up(row, option=risky, now=timezone.now()).option_id == row.option_id
    with pytest.raises(ValueError, match="no option"):
        answer_follow_up(row, option=Option.objects.exclude(situation=row.situation)[0], now=NOW)


def test_neither_attempts_nor_answers_nor_the_state_change(
    cast: Cast, round_of_mette: Assignment, settings: Any
) -> None:
    settings.FOLLOW_UP_REQUIRED = True

    def facts() -> Any:
        state = state_on(cast.new_hire, the_guideline(), today())
        return Attempt.objects.count(), list(Answer.objects.values()), state

    before = facts()
    follow_up = FollowUp.objects.create(assignment=round_of_mette, due_on=today())
    assert facts() == before
    answer_all(follow_up, "risky")
    assert facts() == before


def test_from_the_first_page_to_the_thanks(
    cast: Cast, round_of_mette: Assignment, client_of: SignIn
) -> None:
    FollowUp.objects.create(assignment=round_of_mette, due_on=today())
    mette = client_of(cast.new_hire)
    page = soup(mette.get("/"))
    assert "Hvordan går det i praksis?" in page.get_text()
    assert mette.get(f"{PATH}tak/").headers["Location"] == "/"
    assert mette.post(f"{PATH}begynd/").headers["Location"] == f"{PATH}1/"
    assert mette.post(f"{PATH}1/").status_code == 422  # nothing chosen
    for number in (1, 2, 3):
        row = FollowUpSituation.objects.get(number=number)
        assert mette.get(f"{PATH}{number}/svar/").headers["Location"] == f"{PATH}{number}/"
        assert row.situation.title in soup(mette.get(f"{PATH}{number}/")).h1.get_text()
        verdict = "good" if number < 3 else "risky"
        chosen = {"option": verdict_option(row.situation, verdict).slug}
        location = mette.post(f"{PATH}{number}/", chosen).headers["Location"]
        assert location == f"{PATH}{number}/svar/"
        assert mette.post(f"{PATH}{number}/", chosen).headers["Location"] == location
        assert mette.get(location).status_code == 200
    words = soup(mette.get(f"{PATH}tak/")).select_one("main").get_text(" ", strip=True)
    assert "Denne gang så du rigtigt 2 af 3 gange." in words
    assert "Nyt for dig første gang: punkt" in words
    assert "Hvordan går det i praksis?" not in soup(mette.get("/")).get_text()


def test_nobody_else_finds_it(cast: Cast, round_of_mette: Assignment, client_of: SignIn) -> None:
    a_follow_up(cast.new_hire)
    for other in (cast.manager, cast.hr, cast.colleague):
        for path in ("1/", "1/svar/", "tak/"):
            assert client_of(other).get(f"{PATH}{path}").status_code == 404


def test_a_voluntary_one_is_offered_for_a_while_a_required_one_until_it_is_done(
    cast: Cast, round_of_mette: Assignment, client_of: SignIn, settings: Any
) -> None:
    FollowUp.objects.create(assignment=round_of_mette, due_on=today())

    def stands(days: int) -> bool:
        with time_machine.travel(NOW + timedelta(days=days)):
            return "tre nye situationer" in soup(client_of(cast.new_hire).get("/")).get_text()

    assert [stands(days) for days in (0, 59, 60)] == [True, True, False]
    settings.FOLLOW_UP_REQUIRED = True
    assert [stands(days) for days in (60, 240, 250)] == [True, True, False]  # answers kept 8 months
    settings.FOLLOW_UP_REQUIRED = False
    begin_follow_up(FollowUp.objects.get(), now=timezone.now())
    assert stands(100)  # what is begun can be finished


def test_a_new_round_ends_it(cast: Cast, round_of_mette: Assignment, client_of: SignIn) -> None:
    a_follow_up(cast.new_hire)
    Assignment.objects.filter(pk=round_of_mette.pk).update(
        closed_at=timezone.now(), closed_because="next-round"
    )
    assert client_of(cast.new_hire).get(f"{PATH}1/").status_code == 404


def test_planning_takes_as_many_queries_for_many_as_for_one(cast: Cast) -> None:
    def queries(count: int) -> int:
        for number in range(count):
            person = a_person(f"P{count}{number} Test", cast.nursing_home)
            with_mail(person)
            complete(an_assignment(person, cast.manager))
        with CaptureQueriesContext(connection) as found:
            plan(DUE)
        return len(found)

    assert queries(1) == queries(3)
