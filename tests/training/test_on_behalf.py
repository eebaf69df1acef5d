"""Acknowledging on paper or on behalf: two people stand for it, and it says what it rests on."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from people.models import Employee
from policy.actions import TextChanged
from policy.models import Acknowledgement, Method
from tests.conftest import soup
from tests.factories.people import Cast, today
from tests.factories.policy import shown, the_guideline
from tests.factories.training import an_assignment, work_through
from training.actions import (
    NotAWitness,
    NotWorkedThrough,
    OnBehalf,
    acknowledge_on_behalf,
    finish_module,
)
from training.models import Assignment, Completion
from training.states import State, state_on

SignIn = Callable[[Employee | None], Client]
ADDRESS = "/forloeb/social-media/kvittering/"


@pytest.fixture
def assignment(cast: Cast) -> Assignment:
    return an_assignment(cast.new_hire, cast.manager)


def on_paper(cast: Cast) -> OnBehalf:
    return OnBehalf(Method.PAPER, "1.0", "de", cast.colleague, "Arket ligger i mappen")


def state(cast: Cast) -> State:
    return state_on(cast.new_hire, the_guideline(), today())[0]


def test_it_names_who_wrote_it_down_who_saw_it_and_on_what_basis(
    cast: Cast, assignment: Assignment
) -> None:
    now = timezone.now()
    first = acknowledge_on_behalf(assignment, how=on_paper(cast), by=cast.manager, now=now)
    assert (first.method, first.actor_ref, first.witness_ref, first.basis_note) == (
        Method.PAPER,
        cast.manager.directory_id,
        cast.colleague.directory_id,
        "Arket ligger i mappen",
    )
    assert (first.language, first.text_sha256) == ("de", shown("de").text_sha256)
    assert state(cast) == State.ACKNOWLEDGED_ONLY
    assert acknowledge_on_behalf(assignment, how=on_paper(cast), by=cast.hr, now=now) == first


def test_a_manager_never_does_it_for_themselves_or_for_strangers(cast: Cast) -> None:
    now = timezone.now()
    for person, by in ((cast.manager, cast.manager), (cast.colleague, cast.manager)):
        round_of = an_assignment(person, cast.hr)
        with pytest.raises(PermissionDenied):
            acknowledge_on_behalf(round_of, how=on_paper(cast), by=by, now=now)
    assert not Acknowledgement.objects.exists()


def test_the_witness_is_a_third_person_who_works_here(cast: Cast, assignment: Assignment) -> None:
    gone = cast.other_manager
    gone.placements.update(to_on=today(), to_recorded_at=timezone.now())
    for witness in (cast.new_hire, cast.manager, gone):
        how = replace(on_paper(cast), witness=witness)
        with pytest.raises(NotAWitness):
            acknowledge_on_behalf(assignment, how=how, by=cast.manager, now=timezone.now())


def test_another_text_than_the_one_that_applies_is_refused(
    cast: Cast, assignment: Assignment
) -> None:
    right = on_paper(cast)
    for how in (replace(right, edition="0.9"), replace(right, language="fr")):
        with pytest.raises(TextChanged):
            acknowledge_on_behalf(assignment, how=how, by=cast.manager, now=timezone.now())


def test_who_has_worked_through_the_module_completes_it_on_paper(
    cast: Cast, assignment: Assignment
) -> None:
    work_through(assignment)
    acknowledge_on_behalf(assignment, how=on_paper(cast), by=cast.manager, now=timezone.now())
    assert state(cast) == State.COMPLETED


def test_who_works_through_it_afterwards_finishes_without_acknowledging_again(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    row = acknowledge_on_behalf(assignment, how=on_paper(cast), by=cast.manager, now=timezone.now())
    with pytest.raises(NotWorkedThrough):
        finish_module(assignment, now=timezone.now())
    work_through(assignment)
    client = client_of(cast.new_hire)
    page = soup(client.get(ADDRESS))
    assert page.select_one("h1").get_text() == "Afslut forløbet"
    assert not page.select("input[name=confirmed]")
    assert client.post(ADDRESS).headers["Location"] == f"{ADDRESS}bevis/"
    assert Completion.objects.get(assignment=assignment).acknowledgement == row
    assert finish_module(assignment, now=timezone.now()).acknowledgement == row
    facts = soup(client.get(f"{ADDRESS}bevis/")).select_one("dl.facts").get_text(" ")
    for fact in ("På papir", "Anne Krogh", "Ali Yilmaz", "Arket ligger i mappen"):
        assert fact in facts
    assert Acknowledgement.objects.count() == 1


def test_the_employee_reads_who_recorded_what_in_their_name(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    acknowledge_on_behalf(assignment, how=on_paper(cast), by=cast.manager, now=timezone.now())
    notice = soup(client_of(cast.new_hire).get("/")).select_one("main .notice").get_text()
    assert "Anne Krogh" in notice
    assert "Ali Yilmaz" in notice
