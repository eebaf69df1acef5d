"""Working through the module and acknowledging exactly what was shown, once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from authoring.actions import load
from authoring.export import module_of
from lib.texts import texts_of
from people.models import Employee
from policy.actions import TextChanged
from policy.models import Acknowledgement, Method
from policy.text import bare
from quiz.models import Attempt, Situation
from tests.conftest import soup
from tests.factories.people import Cast
from tests.factories.policy import shown, the_revision
from tests.factories.training import (
    an_answer,
    an_assignment,
    begin,
    complete,
    to_meet,
    work_through,
)
from tests.policy.test_guideline_page import words
from tests.policy.test_text import SHA256, SOURCE
from training.actions import (
    NotWorkedThrough,
    OnBehalf,
    acknowledge_module,
    acknowledge_on_behalf,
    complete_lesson,
)
from training.models import Assignment, Completion, LessonDone
from training.progress import progress_of

SignIn = Callable[[Employee | None], Client]
ADDRESS = "/forloeb/social-media/kvittering/"
RECAP = "/forloeb/social-media/opsummering/"


@pytest.fixture
def assignment(cast: Cast) -> Assignment:
    return an_assignment(cast.new_hire, cast.manager)


def form_of(response: Any) -> dict[str, str]:
    """The hidden fields that say what was shown."""
    fields = soup(response).select("main form input[type=hidden]")
    return {
        str(field["name"]): str(field["value"])
        for field in fields
        if field["name"] not in {"csrfmiddlewaretoken", "next"}
    }


def test_the_way_leads_from_lesson_to_situation_to_acknowledgement(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    client, steps = client_of(cast.new_hire), []
    start = client.post("/forloeb/social-media/begynd/").headers["Location"]
    client.post(start, {"work": "care"})
    while (url := client.get("/forloeb/social-media/videre/").headers["Location"]) != RECAP:
        steps.append(url.rstrip("/").split("/")[-2])
        if steps[-1] == "lektion":
            client.post(url, {"way": "known" if len(steps) == 1 else "read"})
        else:
            slug = url.rstrip("/").split("/")[-1]
            situation = Situation.objects.get(slug=slug)
            option = situation.options.all()[0]
            attempt = Attempt.objects.get().pk
            client.post(url, {"option": option.slug, "try_number": 1, "attempt": attempt})
    assert (steps.count("lektion"), steps.count("situation")) == (6, 18)
    assert LessonDone.objects.get(lesson__order=1).way == "known"
    response = client.get(ADDRESS)
    client.post(ADDRESS, {**form_of(response), "confirmed": "on"})
    acknowledgement = Acknowledgement.objects.get(completion__assignment=assignment)
    assert acknowledgement.text_sha256 == SHA256
    assert acknowledgement.name_at_time == "Mette Hansen"
    receipt = soup(client.get("/forloeb/social-media/kvittering/bevis/")).get_text(" ")
    assert SHA256 in receipt
    assert "Plejecenter Mølleparken" in receipt


def test_the_whole_text_stands_above_the_tick(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    work_through(assignment)
    page = soup(client_of(cast.new_hire).get(ADDRESS))
    article = page.select_one("main article")
    assert article is not None
    shown_text = " ".join(one.get_text() for one in article.select("h2, h3, p:not(.eyebrow), li"))
    assert words(shown_text) == bare(SOURCE.read_bytes().decode())
    tick = page.select_one("input[name=confirmed]")
    assert tick in article.find_all_next("input")
    assert not tick.has_attr("checked")
    statement = texts_of(the_revision().edition, "statement")["da"]
    assert page.select_one(f"label[for={tick['id']}]").get_text() == statement


def test_the_page_sends_one_on_while_something_is_open(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    begin(assignment)
    client = client_of(cast.new_hire)
    assert client.get(ADDRESS).headers["Location"] == "/forloeb/social-media/videre/"
    data = {**vars(shown()), "confirmed": "on"}
    response = client.post(ADDRESS, data)
    assert response.status_code == 409
    assert soup(response).select_one("h1")
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("missing", ["lesson", "situation"])
def test_one_thing_open_is_enough_to_stop(assignment: Assignment, missing: str) -> None:
    attempt = begin(assignment)
    lessons = list(attempt.revision.lessons.all())
    situations = to_meet(attempt)
    for lesson in lessons[: -1 if missing == "lesson" else None]:
        complete_lesson(assignment, lesson, way="read", now=timezone.now())
    for situation in situations[: -1 if missing == "situation" else None]:
        an_answer(attempt, situation)
    with pytest.raises(NotWorkedThrough):
        acknowledge_module(assignment, shown=shown(), now=timezone.now())


@pytest.mark.parametrize("field", ["edition", "language", "text_sha256", "statement_sha256"])
def test_what_is_acknowledged_must_be_what_was_shown(
    cast: Cast, assignment: Assignment, client_of: SignIn, field: str
) -> None:
    work_through(assignment)
    with pytest.raises(TextChanged):
        acknowledge_module(assignment, shown=replace(shown(), **{field: "xx"}), now=timezone.now())
    client = client_of(cast.new_hire)
    response = client.post(ADDRESS, {**vars(shown()), field: "xx", "confirmed": "on"})
    assert response.status_code == 409
    assert form_of(response) == vars(shown())
    assert soup(response).select_one("[role=alert]")
    assert client.post(ADDRESS, {"confirmed": "on"}).status_code == 409
    assert not Acknowledgement.objects.exists()


def test_the_tick_is_needed(cast: Cast, assignment: Assignment, client_of: SignIn) -> None:
    work_through(assignment)
    response = client_of(cast.new_hire).post(ADDRESS, vars(shown()))
    assert response.status_code == 422
    assert soup(response).select_one("[role=alert] a")["href"] == "#id_confirmed"
    assert not Acknowledgement.objects.exists()


def test_acknowledging_twice_is_once(cast: Cast, assignment: Assignment, client_of: SignIn) -> None:
    work_through(assignment)
    client = client_of(cast.new_hire)
    for _ in range(2):
        response = client.post(ADDRESS, {**vars(shown()), "confirmed": "on"})
        assert response.headers["Location"].endswith("/bevis/")
    assert Acknowledgement.objects.count() == Completion.objects.count() == 1


def test_the_database_holds_one_acknowledgement_an_edition_and_round(
    assignment: Assignment,
) -> None:
    complete(assignment)
    acknowledgement = Acknowledgement.objects.get()
    acknowledgement.pk, acknowledgement.record_id = None, 10**6
    with pytest.raises(IntegrityError), transaction.atomic():
        acknowledgement.save(force_insert=True)


def test_the_language_that_was_shown_is_recorded(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    work_through(assignment)
    client = client_of(cast.new_hire)
    response = client.get(f"{ADDRESS}?sprog=de")
    client.post(f"{ADDRESS}?sprog=de", {**form_of(response), "confirmed": "on"})
    acknowledgement = Acknowledgement.objects.get()
    assert acknowledgement.language == "de"
    assert acknowledgement.text_sha256 == the_revision().edition.text_sha256("de") != SHA256


def test_a_language_without_the_whole_text_is_not_offered(cast: Cast, client_of: SignIn) -> None:
    module = module_of(the_revision())
    module["slug"] = "another"
    module["blocks"][3]["text"] = {**module["blocks"][3]["text"], "de": None}
    module["clauses"] = [
        {"id": block["clause"], "text": block["text"]}
        for block in module["blocks"]
        if block["clause"]
    ]
    revision = load(module, by="Test", now=timezone.now(), publishing=True).revision
    assert revision.edition.languages() == ["da", "en"]
    page = soup(client_of(cast.new_hire).get("/retningslinjer/another/?sprog=de"))
    assert page.html["lang"] == "da"
    [apart] = page.select("article [lang]")  # what one can ask, which is no part of the text
    assert "asked" in apart["class"]


def test_a_new_edition_in_the_middle_asks_for_the_new_text(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    work_through(assignment)
    module = module_of(the_revision())
    module.update(edition="2.0", statement={**module["statement"], "da": "Jeg har læst det nye."})
    load(module, by="Test", now=timezone.now(), publishing=True)
    with pytest.raises(TextChanged):
        acknowledge_module(assignment, shown=shown(), now=timezone.now())
    client = client_of(cast.new_hire)
    response = client.post(ADDRESS, {**vars(shown()), "confirmed": "on"})
    assert response.status_code == 409
    assert "Jeg har læst det nye." in response.content.decode()
    assert client.get(ADDRESS).headers["Location"] == "/"
    client.post("/forloeb/social-media/begynd/")
    assert "Jeg har læst det nye." in client.get(ADDRESS).content.decode()


def test_a_new_edition_with_a_changed_lesson_is_told_before_what_is_left(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    work_through(assignment)
    module = module_of(the_revision())
    lesson = module["lessons"][0]
    lesson["title"] = {**lesson["title"], "da": f"{lesson['title']['da']} nu"}
    module.update(edition="2.0", statement={**module["statement"], "da": "Jeg har læst det nye."})
    load(module, by="Test", now=timezone.now(), publishing=True)
    response = client_of(cast.new_hire).post(ADDRESS, {**vars(shown()), "confirmed": "on"})
    assert response.status_code == 409
    assert "Jeg har læst det nye." in response.content.decode()


def test_a_tick_for_what_is_recorded_on_paper_leads_on(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    begin(assignment)
    how = OnBehalf(Method.PAPER, "1.0", "da", cast.hr, "Arket ligger i mappen")
    acknowledge_on_behalf(assignment, how=how, by=cast.manager, now=timezone.now())
    client, sent = client_of(cast.new_hire), {**vars(shown()), "confirmed": "on"}
    assert client.post(ADDRESS, sent).headers["Location"].endswith("/videre/")
    work_through(assignment)
    assert client.post(ADDRESS, sent).headers["Location"].endswith("/bevis/")
    assert Acknowledgement.objects.count() == 1


def test_another_ones_receipt_can_not_be_seen(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    complete(assignment)
    for person in (cast.colleague, cast.manager, cast.hr):
        assert client_of(person).get(f"{ADDRESS}bevis/").status_code == 404


def test_progress_is_the_same_on_another_device(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    client_of(cast.new_hire).post("/forloeb/social-media/arbejde/", {"work": "technical"})
    first = client_of(cast.new_hire).get("/forloeb/social-media/videre/").headers["Location"]
    client_of(cast.new_hire).post(first, {"way": "read"})
    there = client_of(cast.new_hire).get("/forloeb/social-media/videre/").headers["Location"]
    assert there != first
    progress = progress_of(assignment)
    assert progress is not None
    assert [one.is_done for one in progress.lessons][:2] == [True, False]


def test_without_the_tick_the_page_keeps_the_language_that_was_shown(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    work_through(assignment)
    client = client_of(cast.new_hire)
    data = form_of(client.get(f"{ADDRESS}?sprog=de"))
    response = client.post(ADDRESS, data)
    assert response.status_code == 422
    assert form_of(response) == data
    assert soup(response).select_one("main article h2")["lang"] == "de"


def test_a_finished_round_stays_finished_when_a_new_edition_comes(
    cast: Cast, assignment: Assignment, client_of: SignIn
) -> None:
    first = complete(assignment)
    module = module_of(the_revision())
    module.update(edition="2.0", statement={**module["statement"], "da": "Jeg har læst det nye."})
    load(module, by="Test", now=timezone.now(), publishing=True)
    assert acknowledge_module(assignment, shown=shown(), now=timezone.now()) == first
    progress = progress_of(assignment)
    assert progress is not None
    assert progress.is_worked_through
    client_of(cast.new_hire).post("/forloeb/social-media/begynd/")
    assert Attempt.objects.filter(employee=cast.new_hire).count() == 1
