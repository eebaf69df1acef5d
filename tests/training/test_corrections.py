"""HR corrects what was written down wrongly: by a new signed entry, with a reason; nothing is edited."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from audit.models import Event
from evidence.keys import NoKey
from evidence.models import Entry
from evidence.notes import SigningKey
from people.models import Employee
from policy.corrections import NotCorrectable, Right
from policy.models import Acknowledgement, Record
from policy.receipts import receipt_for
from tests.conftest import soup
from tests.evidence.logs import checkpoint, verdict
from tests.factories.people import Cast, today
from tests.factories.policy import on_paper, shown, the_guideline, the_revision
from tests.factories.training import an_assignment, complete, work_through
from training.actions import acknowledge_module
from training.corrections import correct
from training.models import Assignment, Completion
from training.states import State, facts_of, state_of, state_on

SignIn = Callable[[Employee | None], Client]
WRONG = Right(counts=False, language="da", basis_note="Det underskrevne ark ligger i mappen")


def withdraw(row: Acknowledgement, cast: Cast, **details: Any) -> Acknowledgement:
    now = details.pop("now", timezone.now())
    return correct(row, right=WRONG, note="Arket var Ali’s", by=cast.hr, now=now)


def state(employee: Employee, days_ago: int = 0) -> State:
    day = today() - timedelta(days=days_ago)
    found = state_on(employee, the_guideline(), day)[0]
    assert found == state_of(facts_of(employee, the_guideline(), day), day)
    return found


def test_a_correction_is_a_new_entry_and_the_first_one_stays(
    cast: Cast, log_key: SigningKey
) -> None:
    row = on_paper(cast.new_hire, cast)
    before = Record.objects.get(pk=row.seq).body
    right = Right(counts=True, language="de", basis_note="Arket på tysk")
    new = correct(row, right=right, note="Det var det tyske ark", by=cast.hr, now=timezone.now())
    assert Record.objects.get(pk=row.seq).body == before
    assert new.replaces == row
    assert new.text_sha256 == the_revision().edition.text_sha256("de")
    body = Entry.objects.get(pk=new.seq).body
    assert (body["kind"], body["target"], body["reason"]) == ("correct", row.seq, "corrected")
    assert body["lang"] == "de"
    assert "tyske" not in str(body)
    assert new.record.body["correction_note"] == "Det var det tyske ark"
    assert new.record.body["corrects"] == row.seq
    event = Event.objects.get(kind="acknowledgement.corrected")
    assert (event.actor, event.subject) == (cast.hr.directory_id, cast.new_hire.directory_id)
    assert event.detail == {"run": body["run"], "entry": new.seq}
    checkpoint()
    assert verdict().findings == []
    assert receipt_for(row) is not None
    assert receipt_for(new) is not None


def test_one_that_does_not_count_counts_from_its_correction_on_no_more(
    cast: Cast, log_key: SigningKey
) -> None:
    week = timedelta(days=7)
    an_assignment(cast.new_hire, cast.manager, now=timezone.now() - 2 * week)
    row = on_paper(cast.new_hire, cast, now=timezone.now() - week)
    assert state(cast.new_hire) == State.ACKNOWLEDGED_ONLY
    withdraw(row, cast)
    assert state(cast.new_hire) == State.NOT_STARTED
    # What was reported of yesterday stays as it was.
    assert state(cast.new_hire, days_ago=1) == State.ACKNOWLEDGED_ONLY


def completed_on_paper(cast: Cast) -> tuple[Assignment, Acknowledgement]:
    """A round that was completed with an acknowledgement on paper."""
    assignment = an_assignment(cast.new_hire, cast.manager)
    work_through(assignment)
    row = on_paper(cast.new_hire, cast)
    revision = the_revision()
    Completion.objects.create(
        assignment=assignment,
        acknowledgement=row,
        edition=revision.edition,
        revision=revision,
        completed_at=timezone.now(),
    )
    return assignment, row


def test_a_completed_round_is_open_again_and_can_be_completed(
    cast: Cast, log_key: SigningKey
) -> None:
    assignment, row = completed_on_paper(cast)
    assert state(cast.new_hire) == State.COMPLETED
    new = withdraw(row, cast)
    assert state(cast.new_hire) == State.IN_PROGRESS
    completion = acknowledge_module(assignment, shown=shown(), now=timezone.now())
    assert completion.acknowledgement is not None
    assert completion.acknowledgement.replaces == new
    assert state(cast.new_hire) == State.COMPLETED
    checkpoint()
    assert verdict().findings == []


def test_a_completed_round_stays_completed_with_what_was_put_right(
    cast: Cast, log_key: SigningKey
) -> None:
    _assignment, row = completed_on_paper(cast)
    right = Right(counts=True, language="en", basis_note="Arket på engelsk")
    new = correct(row, right=right, note="Engelsk", by=cast.hr, now=timezone.now())
    assert Completion.objects.get().acknowledgement == new
    assert state(cast.new_hire) == State.COMPLETED


def test_what_can_not_be_corrected(cast: Cast, log_key: SigningKey) -> None:
    complete(an_assignment(cast.colleague, cast.hr))
    own = Acknowledgement.objects.get()
    with pytest.raises(NotCorrectable):
        withdraw(own, cast)
    row = on_paper(cast.new_hire, cast)
    new = withdraw(row, cast)
    with pytest.raises(NotCorrectable):
        withdraw(row, cast)
    right = Right(counts=True, language="sv", basis_note="x")
    with pytest.raises(NotCorrectable):
        correct(new, right=right, note="x", by=cast.hr, now=timezone.now())
    hers = on_paper(cast.hr, cast, actor_ref="p0")
    with pytest.raises(PermissionDenied):
        withdraw(hers, cast)


def test_without_the_key_nothing_is_corrected(cast: Cast) -> None:
    row = on_paper(cast.new_hire, cast)
    with pytest.raises(NoKey):
        withdraw(row, cast)
    assert Acknowledgement.objects.count() == Record.objects.count() == 1


def post(client: Client, row: Acknowledgement, **changes: str) -> Any:
    data = {
        "outcome": "does-not",
        "language": "da",
        "basis_note": "Det underskrevne ark ligger i mappen",
        "note": "Arket var Ali’s",
        **changes,
    }
    return client.post(f"/kvitteringer/{row.pk}/ret/", data)


def test_hr_finds_it_corrects_it_and_sees_what_was_written(
    cast: Cast, log_key: SigningKey, client_of: SignIn
) -> None:
    row, client = on_paper(cast.new_hire, cast), client_of(cast.hr)
    link = soup(client.get("/kvitteringer/paa-papir/")).select_one("main tbody th a")
    assert link.get_text() == "Mette Hansen"
    page = soup(client.get(link["href"]))
    assert "Det underskrevne ark ligger i mappen" in page.select_one("main .steps").get_text()
    assert not page.select("input[name=outcome][checked]")
    new = Acknowledgement.objects.get(pk=post(client, row).headers["Location"].split("/")[2])
    page = soup(client.get(f"/kvitteringer/{new.pk}/ret/"))
    steps = page.select("main .steps li")
    assert len(steps) == 2
    assert "Arket var Ali’s" in steps[1].get_text()
    assert "Karin Ågård" in steps[1].get_text()
    assert client.get(f"/kvitteringer/{row.pk}/ret/").status_code == 404
    assert "Gælder ikke" in soup(client.get("/kvitteringer/paa-papir/")).get_text()


def test_hr_alone_is_led_from_the_persons_page_to_correcting(
    cast: Cast, log_key: SigningKey, client_of: SignIn
) -> None:
    an_assignment(cast.new_hire, cast.manager)
    row = on_paper(cast.new_hire, cast)
    link = f"main a[href='/kvitteringer/{row.pk}/ret/']"
    page = f"/team/{cast.new_hire.pk}/"
    assert soup(client_of(cast.hr).get(page)).select(link)
    assert not soup(client_of(cast.manager).get(page)).select(link)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", ""),
        ("note", " "),
        ("basis_note", ""),
        ("language", "sv"),
        ("note", "CPR 010203-1234"),
        ("basis_note", "010203-1234"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    cast: Cast, log_key: SigningKey, client_of: SignIn, field: str, value: str
) -> None:
    row = on_paper(cast.new_hire, cast)
    response = post(client_of(cast.hr), row, **{field: value})
    assert response.status_code == 422
    page = soup(response)
    assert page.select_one("[role=alert] a")["href"].startswith(f"#id_{field}")
    if field != "note":
        assert "Arket var Ali’s" in page.select_one("textarea[name=note]").get_text()
    assert not Acknowledgement.objects.exclude(pk=row.pk).exists()


def test_the_page_says_when_nothing_can_be_signed(cast: Cast, client_of: SignIn) -> None:
    row = on_paper(cast.new_hire, cast)
    response = post(client_of(cast.hr), row)
    assert response.status_code == 422
    assert "nøgle" in soup(response).select_one("[role=alert]").get_text()


def test_ones_own_is_not_for_oneself_to_correct(
    cast: Cast, log_key: SigningKey, client_of: SignIn
) -> None:
    row = on_paper(cast.hr, cast, actor_ref="p0")
    assert post(client_of(cast.hr), row).status_code == 403
