"""A new edition for those who were done, and for those in the middle: only what has changed is done again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from authoring.actions import load
from authoring.export import module_of
from evidence.models import Verdict
from evidence.notes import SigningKey
from evidence.verification import verify
from people.models import Employee
from policy.actions import shown_text
from policy.models import Lesson, Method, Revision
from quiz.models import Attempt, Situation, Work
from tests.conftest import soup
from tests.factories.authoring import a_second_edition
from tests.factories.people import Cast, today
from tests.factories.policy import the_guideline, the_revision
from tests.factories.training import (
    an_answer,
    an_assignment,
    begin,
    complete,
    to_meet,
    work_through,
)
from training.actions import (
    acknowledge_module,
    acknowledge_on_behalf,
    ask_again,
    complete_lesson,
    start_module,
)
from training.actions.acknowledging import NotWorkedThrough, OnBehalf
from training.models import Assignment, Completion, LessonDone, RoundReason
from training.progress import progress_of
from training.states import State, state_on

SignIn = Any
# Of edition 2.0 (tests/editions.py) clause E1 says something else. What does not name it is the same.
CHANGED = "E1"


def asked_again(
    cast: Cast, employee: Employee, reason: RoundReason = RoundReason.EDITION
) -> Assignment:
    [new] = ask_again(
        employees=[employee],
        guideline=the_guideline(),
        due_on=today() + timedelta(days=30),
        reason=reason,
        by=cast.hr,
        now=timezone.now(),
    ).new
    return new


def open_parts(assignment: Assignment) -> tuple[set[str], set[str]]:
    """The lessons and the situations that are still to be done."""
    progress = progress_of(assignment)
    assert progress is not None
    lessons = {one.lesson.slug for one in progress.lessons if not one.is_done}
    situations = {
        slug for one in progress.lessons for slug, is_done in one.situations if not is_done
    }
    return lessons, situations


def on_the_changed_clause(revision: Revision) -> tuple[set[str], set[str]]:
    lessons = Lesson.objects.filter(revision=revision, clauses__clause=CHANGED)
    named = Situation.objects.filter(revision=revision, clauses__clause=CHANGED)
    quoted = Situation.objects.filter(revision=revision, options__quote_clause__clause=CHANGED)
    slugs = {one.slug for one in (*named, *quoted)}
    return {one.slug for one in lessons}, slugs


def do_the_rest(assignment: Assignment) -> Attempt:
    """Start, and do what is still open."""
    attempt = start_module(assignment, now=timezone.now())
    lessons, situations = open_parts(assignment)
    for lesson in Lesson.objects.filter(revision=attempt.revision, slug__in=lessons):
        complete_lesson(assignment, lesson, way="read", now=timezone.now())
    for situation in Situation.objects.filter(revision=attempt.revision, slug__in=situations):
        an_answer(attempt, situation)
    return attempt


def met(assignment: Assignment) -> set[str]:
    progress = progress_of(assignment)
    assert progress is not None
    return {slug for one in progress.lessons for slug, _ in one.situations}


def test_whoever_is_asked_again_works_only_through_what_has_changed(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    revision = a_second_edition()
    again = asked_again(cast, cast.new_hire)
    lessons, situations = on_the_changed_clause(revision)
    assert open_parts(again) == (lessons, situations & met(again))
    assert lessons
    assert situations & met(again)
    assert len(met(again)) > 2 * len(situations & met(again))
    assert state_on(cast.new_hire, the_guideline(), today())[0] == State.EXPIRED


def test_they_are_not_asked_again_what_their_work_is_like(cast: Cast, client_of: SignIn) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    a_second_edition()
    again = asked_again(cast, cast.new_hire)
    before = met(again)
    response = client_of(cast.new_hire).post("/forloeb/social-media/begynd/")
    assert response.headers["Location"] == "/forloeb/social-media/videre/"
    attempt = Attempt.objects.get(round=2)
    assert (attempt.work, attempt.rounds) == (Work.CHILDREN, (1, 2))
    assert met(again) == before


def test_they_acknowledge_the_new_edition_once_the_changed_is_done(
    cast: Cast, log_key: SigningKey
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    revision = a_second_edition()
    again = asked_again(cast, cast.new_hire)
    shown = shown_text(revision.edition, "da")
    start_module(again, now=timezone.now())
    with pytest.raises(NotWorkedThrough):
        acknowledge_module(again, shown=shown, now=timezone.now())
    do_the_rest(again)
    completion = acknowledge_module(again, shown=shown, now=timezone.now())
    assert (completion.edition, completion.assignment.round) == (revision.edition, 2)
    assert Completion.objects.count() == 2
    assert state_on(cast.new_hire, the_guideline(), today())[0] == State.COMPLETED
    assert verify(keys=[log_key.public]).verdict < Verdict.DIVERGED


def test_one_lesson_of_the_new_round_is_progress(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    revision = a_second_edition()
    again = asked_again(cast, cast.new_hire)
    start_module(again, now=timezone.now())
    assert state_on(cast.new_hire, the_guideline(), today())[0] == State.EXPIRED
    lessons, _situations = on_the_changed_clause(revision)
    lesson = Lesson.objects.get(revision=revision, slug=min(lessons))
    complete_lesson(again, lesson, way="known", now=timezone.now())
    assert state_on(cast.new_hire, the_guideline(), today())[0] == State.IN_PROGRESS


def test_the_pages_lead_only_through_what_has_changed(cast: Cast, client_of: SignIn) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    revision = a_second_edition()
    again = asked_again(cast, cast.new_hire)
    mette = client_of(cast.new_hire)
    page = soup(mette.get("/")).select_one("main")
    assert "Retningslinjen er ændret, siden du kvitterede for version 1.0." in page.get_text()
    assert page.select_one("a[href='/retningslinjer/social-media/version/1.0/aendringer/']")
    assert page.select_one(".actions button").get_text() == "Gå videre med den nye version"
    lessons, situations = on_the_changed_clause(revision)
    situations &= met(again)
    seen = walk(mette)
    assert {one.split("/")[4] for one in seen if "/lektion/" in one} == lessons
    assert {one.split("/")[4] for one in seen if "/situation/" in one} == situations


def walk(client: Client) -> list[str]:
    """Follow the pages to the acknowledgement, and acknowledge; returns the addresses met."""
    client.post("/forloeb/social-media/begynd/")
    seen: list[str] = []
    for _step in range(60):
        at = client.get("/forloeb/social-media/videre/").headers["Location"]
        if "/opsummering/" in at:
            break
        seen.append(at)
        form = soup(client.get(at)).select_one("main form[method=post]")
        sent: dict[str, Any] = {"way": "read"}
        if "/situation/" in at:
            sent = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
            for one in form.select("input[type=radio], input[type=checkbox]"):
                sent.setdefault(one["name"], one["value"])
        response = client.post(at, sent)
        assert response.status_code == 302, (at, response.content.decode())
    page = soup(client.get("/forloeb/social-media/kvittering/"))
    assert "Hvad er ændret siden version 1.0?" in page.get_text()
    assert "film" in page.select_one(".changes ins").get_text()
    hidden = {one["name"]: one["value"] for one in page.select("main .panel input[type=hidden]")}
    done = client.post("/forloeb/social-media/kvittering/", {**hidden, "confirmed": "on"})
    assert done.headers["Location"] == "/forloeb/social-media/kvittering/bevis/"
    return seen


def test_somebody_in_the_middle_is_told_keeps_what_holds_and_acknowledges_the_new(
    cast: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    assignment = an_assignment(cast.new_hire, cast.manager)
    work_through(assignment)
    revision = a_second_edition()
    mette = client_of(cast.new_hire)
    response = mette.get("/forloeb/social-media/kvittering/", follow=True)
    told = soup(response).select_one("main")
    assert "Version 2.0 er udgivet, siden du begyndte." in told.get_text()
    lessons, situations = on_the_changed_clause(revision)
    assert open_parts(assignment) == (lessons, situations & met(assignment))
    do_the_rest(assignment)
    shown = shown_text(revision.edition, "da")
    completion = acknowledge_module(assignment, shown=shown, now=timezone.now())
    assert (completion.edition, assignment.round) == (revision.edition, 1)
    assert Assignment.objects.count() == 1
    assert verify(keys=[log_key.public]).verdict < Verdict.DIVERGED


def test_what_is_sent_from_a_page_of_the_earlier_edition_still_counts(
    cast: Cast, client_of: SignIn
) -> None:
    assignment = an_assignment(cast.new_hire, cast.manager)
    attempt = begin(assignment)
    situation = next(one for one in to_meet(attempt) if one.kind == "situation")
    mette = client_of(cast.new_hire)
    form = soup(mette.get(f"/forloeb/social-media/situation/{situation.slug}/"))
    hidden = {one["name"]: one["value"] for one in form.select("main input[type=hidden]")}
    choice = form.select_one("main input[type=radio]")["value"]
    a_second_edition()
    sent = mette.post(
        f"/forloeb/social-media/situation/{situation.slug}/", {**hidden, "option": choice}
    )
    assert sent.status_code == 302
    unchanged = next(
        one
        for one in Lesson.objects.filter(revision=the_revision())
        if one.slug not in on_the_changed_clause(the_revision())[0]
    )
    mette.post(f"/forloeb/social-media/lektion/{unchanged.slug}/", {"way": "read"})
    assert LessonDone.objects.get().lesson == unchanged
    lessons, situations = open_parts(assignment)
    assert unchanged.slug not in lessons
    is_changed = situation.slug in on_the_changed_clause(the_revision())[1]
    assert (situation.slug in situations) == is_changed
    page = mette.get(f"/forloeb/social-media/situation/{situation.slug}/")
    assert "Version 2.0 er udgivet, siden du begyndte." in page.content.decode()


def test_another_round_for_another_reason_begins_from_the_start(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    a_second_edition()
    again = asked_again(cast, cast.new_hire, RoundReason.ASSIGNED)
    progress = progress_of(again)
    assert progress is not None
    assert not any(one.has_begun for one in progress.lessons)


def test_what_holds_goes_through_several_editions(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    a_second_edition()
    second = asked_again(cast, cast.new_hire)
    complete_the_rest(second)
    third_edition(cast)
    third = asked_again(cast, cast.new_hire)
    assert start_module(third, now=timezone.now()).rounds == (1, 3)
    assert open_parts(third) == (set(), set())


def complete_the_rest(assignment: Assignment) -> None:
    attempt = do_the_rest(assignment)
    shown = shown_text(attempt.revision.edition, "da")
    acknowledge_module(assignment, shown=shown, now=timezone.now())


def third_edition(cast: Cast) -> Revision:
    """Edition 2.1: the sentence to acknowledge is another, and nothing else."""
    current = Revision.objects.current(the_guideline())
    assert current is not None
    module = module_of(current)
    module["edition"] = "2.1"
    module["statement"] = {**module["statement"], "da": "Jeg har læst og forstået det hele."}
    return load(module, by="Test", now=timezone.now(), publishing=True).revision


def test_paper_for_the_new_edition_completes_what_is_worked_through(cast: Cast) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    a_second_edition()
    again = asked_again(cast, cast.new_hire)
    do_the_rest(again)
    how = OnBehalf(Method.PAPER, "2.0", "da", cast.manager, "Arket ligger i mappen")
    acknowledge_on_behalf(again, how=how, by=cast.hr, now=timezone.now())
    assert state_on(cast.new_hire, the_guideline(), today())[0] == State.COMPLETED


def test_progress_costs_the_same_however_many_rounds_count(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    a_second_edition()
    again = asked_again(cast, cast.new_hire)
    with django_assert_max_num_queries(9):
        progress_of(Assignment.objects.select_related("guideline", "employee").get(pk=again.pk))
