"""An employee asks their nearest manager, who is told and answers; each step is on record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from outbox.models import Message
from people.actions import end_leave, grant_leave
from people.models import Employee, Leave
from policy.models import Block, Ruling
from tests.conftest import soup
from tests.factories.people import Cast, a_person, a_substitute, make_hr, make_manager, today
from tests.factories.policy import the_revision
from tests.factories.training import a_question, a_reply
from tests.training.postman import mail_host, send, with_mail
from training.actions import AlreadyAnswered, take_back
from training.models import Question, Reply
from training.questions import recipients_of
from training.schedule import Kind

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
SignIn = Callable[[Employee | None], Client]
ASKED = {"medium": "LinkedIn", "purpose": "at finde oplægsholdere"}


def to(*kinds: str) -> dict[str, list[str]]:
    """Whom messages of each kind were put for."""
    return {
        kind: sorted(Message.objects.filter(kind=kind).values_list("subject", flat=True))
        for kind in kinds
    }


def on_leave(person: Employee) -> Leave:
    """Away from today on, and nobody knows until when."""
    return grant_leave(person, from_on=today(), back_on=None, by="Test", now=timezone.now())


def words(response: Any) -> str:
    return " ".join(soup(response).select_one("main").get_text(" ").split())


def test_the_nearest_manager_is_told_and_the_mail_tells_nothing_of_what_was_asked(
    cast: Cast,
) -> None:
    with_mail(cast.new_hire, cast.manager, cast.hr)
    question = a_question(cast.new_hire)
    assert to(Kind.QUESTION) == {Kind.QUESTION: [cast.manager.directory_id]}
    send(timezone.now())
    [sent] = mail.outbox
    assert sent.to == ["anne@kommune.example"]
    assert "Mette Hansen spørger dig" in sent.subject
    assert f"https://omtanke.example/spoergsmaal/{question.pk}/" in sent.body
    assert "LinkedIn" not in f"{sent.subject}{sent.body}"


def test_who_answers_tells_the_employee_and_both_see_it_dated_with_names(
    cast: Cast, client_of: SignIn
) -> None:
    with_mail(cast.new_hire)
    question = a_question(cast.new_hire)
    anne = client_of(cast.manager)
    sent = {"ruling": "yes-if", "text": "du bruger projektets profil"}
    assert anne.post(f"/spoergsmaal/{question.pk}/", sent).status_code == 302
    send(timezone.now())
    assert "Anne Krogh har svaret" in mail.outbox[-1].subject
    for reader in (anne, client_of(cast.new_hire)):
        page = words(reader.get(f"/spoergsmaal/{question.pk}/"))
        for said in (
            "Mette Hansen",
            "mandag den 23. november 2026",
            "Må jeg bruge LinkedIn til at finde oplægsholdere?",
            "Ja, hvis du bruger projektets profil Anne Krogh",
        ):
            assert said in page


def test_the_clause_is_quoted_word_for_word(cast: Cast, client_of: SignIn) -> None:
    page = soup(client_of(cast.new_hire).get("/spoergsmaal/"))
    quoted = page.select_one("blockquote").get_text().strip()
    block = Block.objects.get(edition=the_revision().edition, clause="A3")
    assert quoted == vars(block)["text_da"]
    assert "nærmeste leder" in quoted


def test_asking_by_the_page_and_taking_it_back(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.new_hire)
    response = client.post("/spoergsmaal/", {**ASKED, "purpose": "at finde oplægsholdere?"})
    question = Question.objects.get()
    assert question.purpose == "at finde oplægsholdere"
    assert response.headers["Location"] == f"/spoergsmaal/{question.pk}/"
    assert "Venter på svar fra Anne Krogh" in words(client.get(response.headers["Location"]))
    client.post(f"/spoergsmaal/{question.pk}/tag-tilbage/")
    assert not Question.objects.open().exists()
    assert "Trukket tilbage" in words(client.get("/"))
    with pytest.raises(AlreadyAnswered):
        a_reply(question, cast.manager)


@pytest.mark.parametrize("field", ["medium", "purpose"])
def test_what_looks_like_a_cpr_number_is_refused_and_the_rest_is_kept(
    field: str, cast: Cast, client_of: SignIn
) -> None:
    sent = {**ASKED, field: "om 010190-1234"}
    response = client_of(cast.new_hire).post("/spoergsmaal/", sent)
    assert response.status_code == 422
    assert "ligner et CPR-nummer" in words(response)
    other = "purpose" if field == "medium" else "medium"
    assert ASKED[other] in response.content.decode()
    assert not Question.objects.exists()


def test_an_answer_is_refused_a_cpr_number_and_a_yes_if_without_its_condition(
    cast: Cast, client_of: SignIn
) -> None:
    address = f"/spoergsmaal/{a_question(cast.new_hire).pk}/"
    anne = client_of(cast.manager)
    for sent in (
        {"ruling": "yes", "text": "010190-1234"},
        {"ruling": "yes-if", "text": ""},
        {"ruling": "maybe", "text": "x"},
        {"text": "x"},
    ):
        assert anne.post(address, sent).status_code == 422
    assert not Reply.objects.exists()


def test_a_correction_is_a_new_answer_and_nothing_is_changed(cast: Cast, client_of: SignIn) -> None:
    question = a_question(cast.new_hire)
    a_reply(question, cast.manager)
    a_reply(question, cast.hr, ruling=Ruling.NO, text="Det har vi en fælles profil til.")
    page = words(client_of(cast.new_hire).get(f"/spoergsmaal/{question.pk}/"))
    assert page.index("Nej") < page.index("Rettet siden") < page.index("Anne Krogh")
    for rows in (Reply.objects.all(), Question.objects.all()):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            rows.update(id=99)
    with pytest.raises(AlreadyAnswered):
        take_back(question, now=timezone.now())


def test_it_is_read_and_answered_by_nobody_else(cast: Cast, client_of: SignIn) -> None:
    top = make_manager(a_person("Tove Top", cast.root), cast.root)
    question = a_question(cast.new_hire)
    for other in (top, cast.other_manager, cast.colleague, cast.editor):
        assert client_of(other).get(f"/spoergsmaal/{question.pk}/").status_code == 403
        with pytest.raises(PermissionDenied):
            a_reply(question, other)
    with pytest.raises(PermissionDenied):
        a_reply(question, cast.new_hire)


def test_managers_of_all_kinds_are_asked_in_their_turn(cast: Cast) -> None:
    """A manager asks the one above, and at the top HR; nobody is asked by themselves."""
    with_mail(cast.manager, cast.hr, cast.other_manager)
    a_question(cast.manager)
    assert to(Kind.QUESTION) == {Kind.QUESTION: [cast.hr.directory_id]}
    Message.objects.all().delete()
    other_hr = make_hr(a_person("Hanne Hald", cast.root, email="hanne@kommune.example"))
    a_question(cast.hr)
    assert to(Kind.QUESTION) == {Kind.QUESTION: [other_hr.directory_id]}


def test_a_substitute_is_asked_too_but_never_by_themselves(cast: Cast, client_of: SignIn) -> None:
    dorte = a_person("Dorte Dahl", cast.nursing_home)
    with_mail(cast.manager, dorte)
    a_substitute(dorte, cast.manager)
    both = sorted([cast.manager.directory_id, dorte.directory_id])
    question = a_question(cast.new_hire)
    assert to(Kind.QUESTION) == {Kind.QUESTION: both}
    hers = a_question(dorte)
    assert Message.objects.filter(payload__question=hers.pk).count() == 1
    with pytest.raises(PermissionDenied):
        a_reply(hers, dorte)
    client = client_of(dorte)
    assert "Mette Hansen" in words(client.get("/team/spoergsmaal/"))
    assert "Dorte Dahl" not in words(client.get("/team/spoergsmaal/"))
    assert a_reply(question, dorte).answered_by == dorte.directory_id
    # What Anne had not been sent yet is no longer needed.
    assert send(timezone.now()) == [Message.objects.get(payload__question=hers.pk)]


def test_while_the_manager_is_away_whoever_is_there_further_up_answers_too(
    cast: Cast, client_of: SignIn
) -> None:
    tove = make_manager(a_person("Tove Top", cast.root), cast.root)
    with_mail(cast.manager, tove, cast.hr)
    question, page = a_question(cast.new_hire), "/team/spoergsmaal/"
    assert "Mette Hansen" not in words(client_of(tove).get(page))
    away = on_leave(cast.manager)
    assert "Mette Hansen" in words(client_of(tove).get(page))
    assert "Mette Hansen" in words(
        client_of(cast.manager).get(page)
    )  # she may look in all the same
    waits = words(client_of(cast.new_hire).get(f"/spoergsmaal/{question.pk}/"))
    assert "Venter på svar fra Anne Krogh, Tove Top." in waits
    end_leave(away, back_on=today(), now=timezone.now())
    assert "Mette Hansen" not in words(client_of(tove).get(page))
    with pytest.raises(PermissionDenied):
        a_reply(question, tove)


def test_while_all_above_are_away_hr_answers_and_a_substitute_goes_before_them(cast: Cast) -> None:
    tove = make_manager(a_person("Tove Top", cast.root), cast.root)
    for manager in (cast.manager, tove):
        on_leave(manager)
    assert recipients_of(cast.new_hire, today()) == [cast.manager, cast.hr]
    dorte = a_person("Dorte Dahl", cast.nursing_home)
    a_substitute(dorte, cast.manager)
    assert recipients_of(cast.new_hire, today()) == [cast.manager, dorte]


def test_my_team_says_that_a_question_waits(cast: Cast, client_of: SignIn) -> None:
    question = a_question(cast.new_hire)
    anne, karin, bo = (client_of(one) for one in (cast.manager, cast.hr, cast.other_manager))
    assert "1 spørgsmål venter på dit svar" in words(anne.get("/team/"))
    assert "spørgsmål venter" not in words(bo.get("/team/"))
    assert "Mette Hansen" in words(karin.get("/team/spoergsmaal/"))
    a_reply(question, cast.manager)
    assert "spørgsmål venter" not in words(anne.get("/team/"))
    assert "Mette Hansen" in words(anne.get("/team/spoergsmaal/?vis=besvaret"))
    assert "Mette Hansen" not in words(bo.get("/team/spoergsmaal/?vis=besvaret"))


def test_each_step_is_on_record_with_who(cast: Cast) -> None:
    question = a_question(cast.new_hire)
    a_reply(question, cast.manager)
    take = a_question(cast.new_hire)
    take_back(take, now=timezone.now())
    rows = Event.objects.filter(subject=cast.new_hire.directory_id, kind__startswith="question")
    mette, anne = cast.new_hire.directory_id, cast.manager.directory_id
    assert list(rows.order_by("pk").values_list("kind", "actor")) == [
        ("question.asked", mette),
        ("question.answered", anne),
        ("question.asked", mette),
        ("question.withdrawn", mette),
    ]
    assert "LinkedIn" not in str(list(rows.values_list("detail", flat=True)))


@pytest.mark.parametrize("address", ["/team/spoergsmaal/", "/team/spoergsmaal/?vis=besvaret"])
def test_the_list_costs_the_same_queries_for_one_and_for_many(
    address: str, cast: Cast, client_of: SignIn
) -> None:
    anne = client_of(cast.manager)
    a_reply(a_question(cast.new_hire), cast.manager)
    a_question(cast.new_hire)
    anne.get(address)
    with CaptureQueriesContext(connection) as few:
        anne.get(address)
    for number in range(20):
        person = a_person(f"Nr{number} Test", cast.nursing_home)
        a_reply(a_question(person), cast.manager)
        a_question(person)
    with CaptureQueriesContext(connection) as many:
        anne.get(address)
    assert len(many) == len(few) <= 26
