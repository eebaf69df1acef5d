"""HR sees what goes when, and nobody's data are erased before somebody has signed for it."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from audit.actions import record
from audit.models import Event
from evidence.notes import SigningKey
from outbox.actions import put, record_sent
from outbox.models import Message
from people import actions as people
from people.models import Employee, StagedImport
from privacy.models import RetentionDecision
from privacy.runs import erase_due, last_run, nightly, would_erase
from quiz.models import Answer, DilemmaNote, Kind, Situation
from tests.conftest import soup
from tests.factories.authoring import a_flag
from tests.factories.people import Cast, a_person, today
from tests.factories.training import a_follow_up, an_answer, an_assignment, complete, work_through
from tests.policy.test_evidence import an_acknowledgement
from tests.privacy.erased import DAY, sign_for
from training.models import Completion, FollowUp, FollowUpSituation

SignIn = Callable[[Employee | None], Client]
PAGE = "/rapporter/sletning/"
SIGNED = {"outcome": "erase", "years": "5", "grounds": "Sag 24/1, forældelse", "confirmed": "on"}
MONTH = timedelta(days=31)


def due(now: Any) -> dict[str, int]:
    """What a run would erase."""
    return {line.name: line.due for line in would_erase(now=now).lines if line.due}


def test_hr_signs_and_the_page_says_who_did(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    words = soup(client.get(PAGE)).select_one("main").get_text(" ", strip=True)
    assert "Ingen har skrevet under" in words
    assert client.post(PAGE, SIGNED).status_code == 302
    page = soup(client.get(PAGE)).select_one("main").get_text(" ", strip=True)
    assert "Ingen har skrevet under" not in page
    for said in ("Karin Ågård", "Sag 24/1, forældelse", "5 år"):
        assert said in page
    [decision] = RetentionDecision.objects.all()
    assert (decision.years, decision.signed_by) == (5, cast.hr.directory_id)
    assert Event.objects.filter(kind="retention.signed", actor=cast.hr.directory_id).count() == 1


def test_a_decision_is_followed_by_another_never_changed(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    client.post(PAGE, SIGNED)
    client.post(PAGE, {**SIGNED, "outcome": "keep", "years": ""})
    rows = RetentionDecision.objects.newest_first()
    assert [one.years for one in rows] == [None, 5]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("outcome", ""),
        ("years", ""),
        ("years", "0"),
        ("years", "31"),
        ("years", "x"),
        ("grounds", ""),
        ("grounds", "Aftalt med 010190-1234"),
        ("confirmed", ""),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_signed(
    field: str, wrong: str, cast: Cast, client_of: SignIn
) -> None:
    response = client_of(cast.hr).post(PAGE, {**SIGNED, field: wrong})
    assert response.status_code == 422
    assert soup(response).select_one(".error-summary, [role=alert]")
    assert not RetentionDecision.objects.exists()


def test_nobody_is_erased_before_somebody_has_signed(cast: Cast, log_key: SigningKey) -> None:
    an_acknowledgement(cast.new_hire)
    people.leave(cast.new_hire, on=today() + DAY, now=timezone.now())
    late = timezone.now() + timedelta(days=40 * 365)
    assert "people" not in due(late)
    assert erase_due(now=late).lines[-1].done == 0
    assert Employee.objects.filter(pk=cast.new_hire.pk).exists()


def test_notes_go_thirty_days_after_completion_and_answers_after_eight_months(
    cast: Cast,
) -> None:
    now = timezone.now()
    completion = complete(an_assignment(cast.new_hire, cast.manager), now=now)
    answer = Answer.objects.filter(situation__kind=Kind.DILEMMA)[0]
    DilemmaNote.objects.create(answer=answer, text="x")
    assert due(now + 29 * DAY) == {}
    assert due(now + 30 * DAY) == {"notes": 1}
    assert due(now + 7 * MONTH) == {"notes": 1}
    assert due(now + 9 * MONTH) == {"notes": 1, "answers": 1}
    erase_due(now=now + 9 * MONTH)
    assert not Answer.objects.exists()
    assert Completion.objects.get() == completion


def test_notes_of_somebody_who_leaves_go_the_same_night(cast: Cast) -> None:
    attempt = work_through(an_assignment(cast.new_hire, cast.manager))
    dilemma = Situation.objects.filter(revision=attempt.revision, kind=Kind.DILEMMA)[0]
    an_answer(attempt, dilemma, try_number=2, note="x")
    now = timezone.now()
    assert due(now + DAY) == {}
    people.leave(cast.new_hire, on=today() + DAY, now=now)
    assert due(now + DAY) == {"notes": 1}
    nightly(now=now + DAY)
    assert not DilemmaNote.objects.exists()
    assert Answer.objects.exists()


def test_imports_sessions_mails_readings_flags_and_events_have_their_time(
    cast: Cast, client_of: SignIn
) -> None:
    now = timezone.now()
    client_of(cast.new_hire).get("/")
    StagedImport.objects.create(
        uploaded_at=now,
        uploaded_by="p1",
        expires_at=now + DAY,
        directory=b"",
        preview=b"",
        fingerprint="x",
    )
    message = put(key="k", kind="assigned", subject=cast.new_hire.directory_id, now=now)
    record_sent(message, result={"to": "mette@example.org"}, now=now)
    record(kind="read.person", subject=cast.new_hire.directory_id, now=now)
    flag = a_flag("reading-circle", "Det ligner Mettes arbejdsplads")
    type(flag).objects.filter(pk=flag.pk).update(
        closed_at=now, closed_by=cast.editor, outcome="Rettet"
    )
    assert due(now + 2 * DAY) == {"imports": 1, "sessions": 1}
    late = now + 25 * MONTH
    wanted = {"imports": 1, "sessions": 1, "mails": 1, "reads": 1, "flags": 1}
    assert due(late) == wanted
    done = {line.name: line.done for line in erase_due(now=late).lines if line.done}
    assert done == wanted
    assert not Message.objects.exists()
    assert not Event.objects.reads().exists()
    flag.refresh_from_db()
    assert (flag.text, flag.outcome) == ("", "Rettet")
    sign_for(cast)
    very_late = now + timedelta(days=5 * 366)
    before = Event.objects.exclude(kind__startswith="retention.").count()
    assert before
    assert due(very_late)["events"] == before
    erase_due(now=very_late)
    assert set(Event.objects.values_list("kind", flat=True)) == {
        "retention.run",
        "retention.signed",
    }


def test_a_run_is_on_record_and_on_the_page(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.hr)
    assert "Der er ikke kørt nogen sletning endnu" in client.get(PAGE).content.decode()
    work_through(an_assignment(cast.new_hire, cast.manager))
    people.leave(cast.new_hire, on=today(), now=timezone.now())
    erase_due(now=timezone.now() + 9 * MONTH)
    event = last_run()
    assert event is not None
    assert event.detail["answers"] == 1
    client = client_of(cast.hr)  # the run erased the session, which had run out by then
    assert "Svar, skilt fra den, der skrev dem" in client.get(PAGE).content.decode()


def test_the_command_changes_nothing_until_it_is_told_to(cast: Cast, log_key: SigningKey) -> None:
    people.leave(cast.new_hire, on=today(), now=timezone.now())
    attempt = work_through(an_assignment(cast.colleague, cast.hr))
    Attempt = type(attempt)  # noqa: N806 - the model
    people.leave(cast.colleague, on=today(), now=timezone.now() - 20 * MONTH)
    Employee.objects.filter(pk=cast.colleague.pk).update(
        left_on=today() - 20 * MONTH, hired_on=today() - 21 * MONTH
    )
    out = StringIO()
    call_command("retention_run", stdout=out)
    assert "due 1" in out.getvalue()
    assert "Nothing was changed" in out.getvalue()
    assert Answer.objects.exists()
    assert not Event.objects.filter(kind="retention.run").exists()
    call_command("retention_run", "--apply", stdout=out)
    assert not Answer.objects.exists()
    assert Attempt.objects.get().answered_from is not None


def test_after_a_restore_those_on_the_list_are_erased_again(
    cast: Cast, log_key: SigningKey, tmp_path: Path, settings: Any
) -> None:
    settings.RETENTION_FOLDER = str(tmp_path)
    for person in (cast.new_hire, cast.colleague):
        an_acknowledgement(person)
        people.leave(person, on=today(), now=timezone.now())
    tombstones = tmp_path / "erased.jsonl"
    tombstones.write_text(
        f'{{"employee": {cast.new_hire.pk}, "left_on": "{today()}", "run": "r1"}}\n'
        f'{{"employee": {cast.colleague.pk}, "left_on": "2020-01-01", "run": "r1"}}\n'
    )
    out = StringIO()
    call_command("retention_run", "--restored", str(tombstones), stdout=out)
    assert "There again after a restore: 1" in out.getvalue()
    assert Employee.objects.filter(pk=cast.new_hire.pk).exists()
    call_command("retention_run", "--apply", "--restored", str(tombstones), stdout=out)
    assert not Employee.objects.filter(pk=cast.new_hire.pk).exists()
    assert Employee.objects.filter(pk=cast.colleague.pk).exists()
    assert len(tombstones.read_text().splitlines()) == 3
    call_command("retention_run", "--apply", "--restored", str(tombstones), stdout=out)


def test_a_list_that_cannot_be_read_stops_the_run(db: None, tmp_path: Path) -> None:
    path = tmp_path / "erased.jsonl"
    path.write_text("x\n")
    for wrong in (path, tmp_path / "none"):
        with pytest.raises(CommandError):
            call_command("retention_run", "--apply", "--restored", str(wrong))


def test_two_thousand_rows_go_in_batches(cast: Cast) -> None:
    now = timezone.now()
    Event.objects.bulk_create(
        Event(at=now, kind="read.person", subject="p", actor="q") for _one in range(2001)
    )
    a_person("En Anden", cast.roads)
    run = erase_due(now=now + 25 * MONTH)
    assert {line.name: line.done for line in run.lines}["reads"] == 2001


def test_answers_to_a_follow_up_go_with_those_of_its_round(cast: Cast) -> None:
    now = timezone.now()
    complete(an_assignment(cast.new_hire, cast.manager), now=now)
    a_follow_up(cast.new_hire)
    assert "follow-ups" not in due(now + 7 * MONTH)
    late = now + 8 * MONTH
    assert due(late)["follow-ups"] == 3
    erase_due(now=late)
    assert not FollowUpSituation.objects.exists()
    assert FollowUp.objects.count() == 1
