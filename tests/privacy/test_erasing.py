"""Who is erased leaves no trace, the figures stay as they were, and the evidence goes on verifying."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from authoring.models import Change
from evidence.models import Entry, Verdict
from evidence.notes import SigningKey
from evidence.standalone import check_receipt
from people import actions as people
from people.directory.merging import merge
from people.models import Employee, RoleGrant
from policy.erasure import ErasureReason
from policy.models import Acknowledgement, Record
from policy.receipts import receipt_for
from privacy.erasing import StillEmployed, erase_person
from privacy.runs import erase_due, would_erase
from quiz.models import Answer, DilemmaNote
from tests.conftest import soup
from tests.evidence.logs import checkpoint, found, verdict
from tests.factories.authoring import a_published_text, a_worked_draft
from tests.factories.people import Cast, a_person, make_hr, today
from tests.factories.training import an_assignment, complete
from tests.policy.test_evidence import an_acknowledgement
from tests.privacy.erased import DAY, TRACES, YEARS, a_life, as_held, held, sign_for
from tests.reports.test_figures import HISTORY, History, live
from training.models import Completion, DueDate, Exemption

SignIn = Callable[[Employee | None], Client]
LATER = timedelta(days=YEARS * 366 + 20)
FIGURES = ("", "udvikling/", "versioner/", "runder/", "nyansatte/")


def erase(person: Employee, key: SigningKey | None, now: datetime) -> list[Employee]:
    reason = ErasureReason.RETENTION
    return erase_person(person, reason=reason, run="r1", key=key, now=now)


def test_nothing_leads_to_who_was_erased_and_the_rest_verifies(
    cast: Cast, log_key: SigningKey
) -> None:
    now = timezone.now()
    other = an_acknowledgement(cast.colleague)
    mette = a_life(cast, now)
    ids = {mette.directory_id, *mette.aliases.values_list("directory_id", flat=True)}
    salts = [bytes(one.salt).hex() for one in Record.objects.filter(employee=mette)]
    checkpoint()
    receipt = receipt_for(other)
    before = held()
    assert all(as_held(trace) in before for trace in TRACES)
    sign_for(cast)
    run = erase_due(now=now + LATER)
    assert {line.name: line.done for line in run.lines}["people"] == 1
    after = held()
    for trace in (*TRACES, *(repr(one) for one in ids), *salts):
        assert as_held(trace) not in after
    assert not Employee.objects.filter(pk=mette.pk).exists()
    checkpoint(minutes=1)
    report = verdict()
    assert report.verdict == Verdict.ERASURES, report.listed()
    assert found(report) == {("erasures", None)}
    assert Entry.objects.filter(kind="erase", body__run=run.name).count() == 2
    assert receipt is not None
    assert receipt_for(other) == receipt
    assert check_receipt.check(receipt) == log_key.public.fingerprint


def test_what_she_did_to_others_stays_theirs(cast: Cast, log_key: SigningKey) -> None:
    now = timezone.now()
    mette = a_life(cast, now)
    [nameless] = erase(mette, log_key, now + LATER)
    round_ = cast.colleague.assignments.get()
    assert round_.assigned_by == nameless
    assert Exemption.objects.get(employee=cast.colleague).recorded_by == nameless.directory_id
    assert cast.colleague.leaves.get().recorded_by == nameless.directory_id
    assert DueDate.objects.get(assignment=round_).recorded_by == nameless.directory_id
    assert (nameless.name, nameless.email, nameless.employee_number) == ("–", None, None)
    assert not nameless.has_usable_password()
    assert not RoleGrant.objects.filter(employee=nameless).exists()
    assert not Answer.objects.exists()
    assert not DilemmaNote.objects.exists()


def shown(client: Client, days: list[date]) -> list[str]:
    """The words of every page of figures on each day, but for the form's token."""
    found = []
    for day in days:
        for page in FIGURES:
            main = soup(client.get(f"/rapporter/{page}?dag={day}")).select_one("main")
            found.append(main.get_text(" ", strip=True))
    return found


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=HISTORY)
def test_the_figures_of_every_past_day_stay_as_they_were(
    cast: Cast, client_of: SignIn, log_key: SigningKey, events: History
) -> None:
    with transaction.atomic():
        start = live(cast, events)
        now = timezone.now()
        leaving = [cast.new_hire.pk, cast.colleague.pk]
        for person in Employee.objects.filter(pk__in=leaving, left_on=None):
            people.leave(person, on=today() + DAY, now=now)
        client = client_of(cast.hr)
        days = [start + number * 6 * DAY for number in range(8)]
        before = shown(client, days)
        for person in Employee.objects.filter(pk__in=leaving):
            erase(person, log_key, now + 9 * DAY)
        assert shown(client, days) == before
        assert verdict().verdict <= Verdict.ERASURES
        transaction.set_rollback(True)


def test_a_whole_life_is_counted_as_before(
    cast: Cast, client_of: SignIn, log_key: SigningKey
) -> None:
    now = timezone.now() - 30 * DAY
    mette = a_life(cast, now)
    client = client_of(cast.hr)
    days = [now.date() + number * DAY for number in range(-2, 20)]
    before = shown(client, days)
    erase(mette, log_key, timezone.now())
    assert shown(client, days) == before


def test_a_completed_round_hangs_on_the_nameless_row(cast: Cast, log_key: SigningKey) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    people.leave(cast.new_hire, on=today() + DAY, now=timezone.now())
    [nameless] = erase(cast.new_hire, log_key, timezone.now() + 2 * DAY)
    completion = Completion.objects.get()
    assert completion.acknowledgement is not None
    assert completion.acknowledgement.employee == nameless
    assert completion.acknowledgement.record_id is None
    assert (completion.completed_at.minute, completion.completed_at.second) == (0, 0)


def test_both_records_of_a_person_are_erased(cast: Cast, log_key: SigningKey) -> None:
    other = a_person("Mette Hansen", cast.roads, username="mette2")
    merge(kept=cast.new_hire, other=other, by=cast.hr, reason="Samme", now=timezone.now())
    people.leave(cast.new_hire, on=today() + DAY, now=timezone.now())
    assert len(erase(cast.new_hire, log_key, timezone.now() + 2 * DAY)) == 2
    assert "Mette Hansen" not in held()


def test_whoever_approved_a_text_is_erased_and_the_approval_still_verifies(
    cast: Cast, log_key: SigningKey
) -> None:
    a_published_text(cast)
    make_hr(cast.manager)
    for person in (cast.hr, cast.editor):
        people.leave(person, on=today(), now=timezone.now())
    sign_for(cast)
    run = erase_due(now=timezone.now() + LATER)
    assert (run.lines[-1].done, run.problems) == (2, 0)
    assert not Employee.objects.filter(name__in=["Karin Ågård", "Henrik Øster"]).exists()
    assert Change.objects.get().changed_by.is_nameless
    checkpoint()
    assert verdict().verdict <= Verdict.ERASURES


def test_of_a_change_in_a_draft_only_who_made_it_is_led_away(cast: Cast) -> None:
    a_worked_draft(cast.editor)
    changes = Change.objects.filter(part="situation/reading-circle")
    nameless = Employee.objects.filter(pk=cast.colleague.pk)
    for wrong in ({"changed_by": cast.hr}, {"part": "x"}, {"before": None}):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            changes.update(**wrong)
    nameless.update(is_nameless=True)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        changes.update(changed_by=cast.colleague, number=9)
    assert changes.update(changed_by=cast.colleague) == 1


def test_one_who_is_held_by_something_holds_up_nobody_else(
    cast: Cast, log_key: SigningKey, caplog: pytest.LogCaptureFixture
) -> None:
    row: Any = an_acknowledgement(cast.new_hire)
    stray = Entry.objects.create(seq=99, kind="ack", body={}, leaf_sha256="", subtrees=[])
    Record.objects.create(entry=stray, employee=cast.new_hire, body=row.record.body, salt=b"x")
    for person in (cast.new_hire, cast.colleague):
        people.leave(person, on=today() + DAY, now=timezone.now())
    sign_for(cast)
    run = erase_due(now=timezone.now() + LATER)
    assert (run.lines[-1].done, run.problems) == (1, 1)
    assert not Employee.objects.filter(pk=cast.colleague.pk).exists()
    assert Acknowledgement.objects.filter(employee=cast.new_hire, record=row.record).exists()
    assert "was not erased: held by policy.Record" in caplog.text


def test_nobody_who_works_here_is_erased(cast: Cast, log_key: SigningKey) -> None:
    with pytest.raises(StillEmployed):
        erase(cast.new_hire, log_key, timezone.now())


def test_without_the_logs_key_nobody_with_an_acknowledgement_is_erased(cast: Cast) -> None:
    an_acknowledgement(cast.new_hire)
    for person in (cast.new_hire, cast.colleague):
        people.leave(person, on=today() + DAY, now=timezone.now())
    sign_for(cast)
    now = timezone.now() + LATER
    assert would_erase(now=now).lines[-1].due == 2
    run = erase_due(now=now)
    assert (run.lines[-1].done, run.problems) == (1, 1)
    assert Acknowledgement.objects.filter(employee=cast.new_hire).exists()


def test_a_nameless_row_that_stands_for_nobody_erased_is_a_fault(
    cast: Cast, log_key: SigningKey
) -> None:
    row: Any = an_acknowledgement(cast.new_hire)
    checkpoint()
    row.pk, row.record_id, row.round = None, None, 7
    row.name_at_time = row.department_ref = ""
    row.save(force_insert=True)
    report = verdict()
    assert report.verdict == Verdict.INVALID
    assert len(report.findings) == 2
