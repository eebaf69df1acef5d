"""Learners flag what is wrong or unclear; the editor sees the clause, version and language, never who."""

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Event
from authoring.flags import MOST_AN_HOUR, close_flag
from authoring.models import Flag
from people.models import Employee
from quiz.models import Situation
from tests.authoring.desk import DRAFT, SignIn
from tests.conftest import soup
from tests.factories.authoring import a_draft, a_flag
from tests.factories.people import Cast
from tests.factories.policy import the_revision
from tests.factories.training import an_answer, an_assignment, begin

MEET = "/forloeb/social-media/situation/reading-circle/"


@pytest.fixture
def mette(cast: Cast, client_of: SignIn) -> Client:
    begin(an_assignment(cast.new_hire, cast.manager))
    return client_of(cast.new_hire)


def test_the_situation_and_its_feedback_lead_to_the_form(mette: Client, cast: Cast) -> None:
    attempt = cast.new_hire.attempts.get()
    an_answer(attempt, Situation.objects.get(revision=the_revision(), slug="reading-circle"))
    for path in (MEET, f"{MEET}svar/1/"):
        link = soup(mette.get(path)).find("a", href=f"{MEET}meld/")
        assert link.get_text() == "Noget her er forkert eller uklart"


def test_a_flag_names_the_situation_and_the_language_and_nobody(mette: Client, cast: Cast) -> None:
    Employee.objects.filter(pk=cast.new_hire.pk).update(language="de")
    response = mette.post(f"{MEET}meld/", {"text": "Das verstehe ich nicht."}, follow=True)
    assert response.redirect_chain == [(f"{MEET}meld/tak/", 302)]
    flag = Flag.objects.get()
    assert (flag.text, flag.language) == ("Das verstehe ich nicht.", "de")
    assert flag.situation == Situation.objects.get(revision=the_revision(), slug="reading-circle")
    fields = {field.name for field in Flag._meta.get_fields()}
    assert {field for field in fields if field.endswith("_by")} == {"closed_by"}
    event = Event.objects.get(kind="flag.raised")
    assert (event.actor, event.subject) == ("", "")


def test_a_flag_needs_no_words(mette: Client) -> None:
    mette.post(f"{MEET}meld/", {"text": "  "})
    assert Flag.objects.get().text == ""


@pytest.mark.parametrize(
    ("text", "says"), [("Ring til 010190-1234", "CPR-nummer"), ("x" * 1001, "Højst 1000 tegn")]
)
def test_what_must_not_be_stored_is_refused_and_not_lost(
    text: str, says: str, mette: Client
) -> None:
    response = mette.post(f"{MEET}meld/", {"text": text})
    assert response.status_code == 422
    page = soup(response)
    assert says in page.select_one("main").get_text()
    assert page.select_one("textarea").get_text().strip() == text
    assert not Flag.objects.exists()


def test_nobody_floods_the_editor(mette: Client) -> None:
    for _ in range(MOST_AN_HOUR):
        mette.post(f"{MEET}meld/", {"text": "Igen"})
    response = mette.post(f"{MEET}meld/", {"text": "Og igen"})
    assert response.status_code == 429
    assert soup(response).select_one("textarea").get_text().strip() == "Og igen"
    assert Flag.objects.count() == MOST_AN_HOUR


def test_only_what_one_has_met_can_be_flagged(mette: Client) -> None:
    for slug in ("findes-ikke", "flower-bed"):  # the other is kept for a follow-up
        assert mette.post(f"/forloeb/social-media/situation/{slug}/meld/").status_code == 404


def test_the_editor_sees_the_clauses_the_version_and_the_language(
    cast: Cast, client_of: SignIn
) -> None:
    flag = a_flag("reading-circle", "Hvem er <Birgit>?", "da")
    a_flag("summer-party", language="en")
    henrik = client_of(cast.editor)
    assert "2 beskeder fra læserne" in soup(henrik.get("/redaktion/")).get_text()
    rows = soup(henrik.get("/redaktion/meldinger/")).select("main .rows li")
    assert [row.h2.get_text() for row in rows] == [
        "Læsekredsen vil på siden",
        "Sommerfesten på plejecentret",
    ]
    assert "Hvem er <Birgit>?" in rows[0].get_text()
    assert "Punkt E1 · version 1.0, forløb nr. 1 · English" in rows[1].get_text()
    page = soup(henrik.get(f"/redaktion/meldinger/{flag.pk}/"))
    assert page.select("main blockquote")
    assert page.select_one("main a[href='/redaktion/ny/social-media/']")


def test_a_flag_leads_to_the_situation_in_the_draft_and_is_seen_there(
    cast: Cast, client_of: SignIn
) -> None:
    flag = a_flag("reading-circle", "Uklart")
    a_draft(cast.editor)
    henrik = client_of(cast.editor)
    path = f"{DRAFT}rediger/situation/reading-circle/"
    assert soup(henrik.get(f"/redaktion/meldinger/{flag.pk}/")).select_one(f"main a[href='{path}']")
    page = soup(henrik.get(path))
    assert page.select_one("main q[lang=da]").get_text() == "Uklart"
    assert page.select_one(f"main a[href='/redaktion/meldinger/{flag.pk}/']")
    assert "1 besked" in soup(henrik.get(DRAFT)).select_one("main").get_text()


def test_a_flag_is_closed_with_a_sentence(cast: Cast, client_of: SignIn) -> None:
    flag, henrik = a_flag("reading-circle"), client_of(cast.editor)
    path = f"/redaktion/meldinger/{flag.pk}/"
    refused = henrik.post(path, {"outcome": " "})
    assert refused.status_code == 422
    assert "Skriv, hvad du har gjort ved det." in refused.content.decode()
    henrik.post(path, {"outcome": "Historien er skrevet om."})
    flag.refresh_from_db()
    assert (flag.closed_by, flag.outcome) == (cast.editor, "Historien er skrevet om.")
    assert Event.objects.get(kind="flag.closed").actor == cast.editor.directory_id
    assert "Historien er skrevet om." in soup(henrik.get(path)).get_text()
    assert not soup(henrik.get("/redaktion/meldinger/")).select("main .rows li")


def test_a_closed_flag_stays_as_it_was_closed(cast: Cast) -> None:
    flag = a_flag("reading-circle")
    close_flag(flag, outcome="Rettet.", by=cast.editor, now=timezone.now())
    again = close_flag(flag, outcome="Igen.", by=cast.hr, now=timezone.now())
    assert (again.outcome, again.closed_by) == ("Rettet.", cast.editor)
    assert Event.objects.filter(kind="flag.closed").count() == 1
