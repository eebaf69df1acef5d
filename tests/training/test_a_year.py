"""A year of a thousand people: everybody is in one explainable state on every day, and no mail is amiss."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone

from outbox.models import Message
from people.models import Employee
from reports.events import Event
from reports.status import status_of
from reports.timeline import timeline_of
from tests.reports.ledger import Ledger
from tests.training.municipality import DAY
from tests.training.postman import mail_host
from tests.training.year import DAYS, JOBS, START, Year
from training.models import Assignment, CloseReason, RoundReason
from training.schedule import REMINDERS, Kind
from training.states import State, facts_of, state_of, with_state

__all__ = ["mail_host"]

LAST = START + (DAYS - 1) * DAY
PRESSING = {Kind.ASSIGNED, *REMINDERS}


def sampled_days() -> list[date]:
    """Every month's last day and first, and some between."""
    days = [START + number * DAY for number in range(DAYS)]
    ends = [day for day in days if (day + DAY).day == 1]
    return sorted({*ends, *(day + DAY for day in ends), *days[::23], LAST} & set(days))


@pytest.fixture
def year(db: None, tmp_path: Path, settings: Any, mail_host: None) -> Year:
    """The year, lived."""
    settings.PERIODIC_JOBS = JOBS
    mail.outbox.clear()
    lived = Year(tmp_path)
    lived.live()
    return lived


@pytest.mark.long
def test_a_year_of_a_thousand_people(year: Year) -> None:
    ledger = Ledger(year.guideline)
    assert len(ledger.rows["employees"]) >= 1000
    everything_happened(year)
    every_state_is_one_and_both_readings_agree(year, ledger)
    every_change_can_be_read(year, ledger)
    no_mail_is_amiss(ledger)


def everything_happened(year: Year) -> None:
    """A year in which nothing happened would hold as well."""
    rounds = Assignment.objects.filter(guideline=year.guideline)
    assert set(rounds.values_list("reason", flat=True)) == set(RoundReason.values)
    closed = set(rounds.exclude(closed_at=None).values_list("closed_because", flat=True))
    assert closed == set(CloseReason.values)
    sent = set(Message.objects.exclude(sent_at=None).values_list("kind", flat=True))
    assert sent == PRESSING | {Kind.ACKNOWLEDGED, Kind.DIGEST}


def every_state_is_one_and_both_readings_agree(year: Year, ledger: Ledger) -> None:
    """In SQL and in plain Python, for everybody; at each department the nine sum to the headcount."""
    seen: Counter[str] = Counter()
    for day in sampled_days():
        people = with_state(Employee.objects.in_headcount(day), year.guideline, day)
        states = list(people.values_list("pk", F("state")))
        plain = {person: ledger.state(person, day) for person in ledger.people(day)}
        assert len(states) == len(plain)
        assert dict(states) == plain
        seen += Counter(plain.values())
        status = status_of(year.guideline, day)
        assert status.whole.headcount == len(plain)
        for figures in status.departments:
            below = [one for one in plain if figures.id in ledger.places(one, day)]
            counted = Counter(plain[one] for one in below)
            assert {state: counted[state] for state in State} == figures.figures.states
    assert set(seen) == set(State)
    for person in Employee.objects.in_headcount(LAST).order_by("pk")[::40]:
        facts = facts_of(person, year.guideline, LAST)
        assert state_of(facts, LAST) == ledger.state(person.pk, LAST)


def every_change_can_be_read(year: Year, ledger: Ledger) -> None:
    """On each day on which somebody's state became another, their timeline says why."""
    changes = 0
    for person in Employee.objects.order_by("pk")[::12]:
        events = timeline_of(person, year.guideline)
        said = {event.on for event in events} | {
            timezone.localdate(event.at) for event in events if event.at
        }
        before = _state(ledger, person.pk, START)
        for number in range(1, DAYS):
            day = START + number * DAY
            state = _state(ledger, person.pk, day)
            if state != before:
                changes += 1
                assert day in said or _has_run_out(ledger, person.pk, day, state), (person, day)
            before = state
        assert all(event.by for event in events if _is_decided(event)), person
    assert changes > 200


def _state(ledger: Ledger, person: int, day: date) -> str:
    """The person's state on the day; empty when not employed."""
    return ledger.state(person, day) if ledger.department(person, day) else ""


def _has_run_out(ledger: Ledger, person: int, day: date, state: str) -> bool:
    """Whether the deadline or the exemption that the timeline names ended the day before."""
    held = ledger.round(person, day)
    is_overdue = held is not None and ledger.due_on(held, day) == day - DAY
    exemptions = ledger.mine("exemptions", person)
    return (state == State.OVERDUE and is_overdue) or any(one["to_on"] == day for one in exemptions)


DECIDED = ("Fik tildelt", "Blev bedt", "Fritaget", "Undtaget", "En regel bad")


def _is_decided(event: Event) -> bool:
    """Whether somebody decided it: who must be named."""
    return event.what.startswith(DECIDED)


def no_mail_is_amiss(ledger: Ledger) -> None:
    """None twice, and none to somebody done, gone, on leave or exempt at that moment."""
    sent = list(Message.objects.exclude(sent_at=None))
    assert len(sent) == len(mail.outbox) > 500
    headers = [one.extra_headers["Message-ID"] for one in mail.outbox]
    assert len(set(headers)) == len(headers)
    people = dict(Employee.objects.values_list("directory_id", "pk"))
    a_day: Counter[tuple[str, date]] = Counter()
    for message in sent:
        assert message.sent_at is not None
        person, day = people[message.subject], timezone.localdate(message.sent_at)
        assert ledger.department(person, day), message
        if message.kind in PRESSING:
            a_day[message.subject, day] += 1
            no_reason_against(ledger, person, message)
        if message.kind != Kind.ACKNOWLEDGED:
            assert not holding(ledger, "leaves", person, message), message
    assert max(a_day.values()) == 1


def no_reason_against(ledger: Ledger, person: int, message: Message) -> None:
    """The round is open and not done, its person not exempt, when the mail leaves."""
    at: Any = message.sent_at
    [held] = ledger.by("rounds", "id", message.payload["assignment"])
    assert held["closed_at"] is None or held["closed_at"] > at
    texts = [one for one in ledger.mine("texts", person) if one["round"] == held["round"]]
    assert all(one["recorded_at"] > at for one in texts), message
    assert not holding(ledger, "exemptions", person, message), message


def holding(ledger: Ledger, name: str, person: int, message: Message) -> list[dict[str, Any]]:
    """The leave, or the exemptions, that hold on the day as known when the mail leaves."""
    at: Any = message.sent_at
    day = timezone.localdate(at)
    return [
        row
        for row in ledger.mine(name, person)
        if row["from_on"] <= day
        and row["recorded_at"] <= at
        and (row["to_on"] is None or row["to_on"] > day or row["to_recorded_at"] > at)
    ]


def test_the_days_that_are_looked_at_have_every_months_end() -> None:
    days = sampled_days()
    assert len([day for day in days if (day + timedelta(days=1)).day == 1]) == 12
    assert days[-1] == LAST
