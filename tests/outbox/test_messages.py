"""A message is put once, taken by one, tried again with patience, and ends in one way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outbox.actions import (
    BACK_OFF,
    LEASE,
    AlreadyOnItsWay,
    New,
    claim,
    give_up,
    hand_back,
    hold,
    lift,
    postpone,
    put,
    put_all,
    record_sent,
    retry,
    stop,
    try_later,
    withdraw,
    withdraw_claimed,
)
from outbox.models import Message
from tests.conftest import NOW

KINDS = ["letter"]


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here writes."""


def a_message(key: str = "a", **details: Any) -> Message:
    return put(key=key, kind="letter", now=NOW, **details)


def again(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_key_put_twice_is_one_message_and_keeps_what_was_put_first() -> None:
    first = a_message(payload={"to": "a@kommune.example"})
    second = a_message(payload={"to": "b@kommune.example"})
    assert first == second
    assert second.payload == {"to": "a@kommune.example"}


def test_many_are_put_in_few_queries_and_only_the_new_are_counted(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    a_message("0")
    with django_assert_max_num_queries(20):
        assert put_all([New(str(number), "letter") for number in range(900)], now=NOW) == 899


def test_the_one_that_is_due_longest_is_taken_first_and_by_one_alone() -> None:
    late = a_message("late", not_before=NOW)
    early = a_message("early", not_before=NOW - timedelta(hours=1))
    a_message("tomorrow", not_before=NOW + timedelta(days=1))
    taken = [claim(KINDS, now=NOW) for _ in range(3)]
    assert taken == [early, late, None]


def test_what_a_killed_worker_had_in_hand_is_free_again_after_the_lease() -> None:
    a_message()
    first = claim(KINDS, now=NOW)
    assert first is not None
    assert claim(KINDS, now=NOW + LEASE - timedelta(seconds=1)) is None
    second = claim(KINDS, now=NOW + LEASE)
    assert second is not None
    assert second.attempts == 2
    assert not record_sent(first, result={}, now=NOW)
    assert record_sent(second, result={"to": "a@kommune.example"}, now=NOW)
    assert again(second).state == Message.State.SENT


def test_each_attempt_that_fails_waits_longer_and_the_last_gives_up() -> None:
    message, now = a_message(), NOW
    for wait in BACK_OFF:
        taken = claim(KINDS, now=now)
        assert taken is not None
        try_later(taken, problem="451 busy", now=now)
        assert again(message).not_before == now + wait
        assert claim(KINDS, now=now) is None
        now += wait
    taken = claim(KINDS, now=now)
    assert taken is not None
    try_later(taken, problem="451 busy", now=now)
    assert again(message).state == Message.State.GAVE_UP
    assert again(message).problem == "451 busy"


def test_waiting_for_the_server_or_for_the_time_is_no_attempt() -> None:
    message = a_message()
    for _ in range(20):
        taken = claim(KINDS, now=NOW)
        assert taken is not None
        hand_back(taken, problem="no server")
        taken = claim(KINDS, now=NOW)
        assert taken is not None
        postpone(taken, until=NOW)
    assert again(message).attempts == 0


def test_one_given_up_can_be_tried_again_and_one_sent_can_not() -> None:
    message = a_message()
    taken = claim(KINDS, now=NOW)
    assert taken is not None
    give_up(taken, problem="550 unknown", now=NOW)
    assert retry(message, now=NOW).state == Message.State.WAITING
    taken = claim(KINDS, now=NOW)
    assert taken is not None
    record_sent(taken, result={}, now=NOW)
    assert retry(message, now=NOW).state == Message.State.SENT


def test_a_message_is_stopped_by_somebody_and_never_sent() -> None:
    message = stop(a_message(), by="p1", now=NOW)
    assert (message.state, message.stopped_by) == (Message.State.STOPPED, "p1")
    assert claim(KINDS, now=NOW) is None


def test_what_a_worker_has_in_hand_can_not_be_stopped_or_withdrawn() -> None:
    message = a_message()
    claim(KINDS, now=NOW)
    with pytest.raises(AlreadyOnItsWay):
        stop(message, by="p1", now=NOW)
    assert withdraw(Message.objects.all(), reason="completed", now=NOW) == 0
    assert again(message).state == Message.State.WAITING


def test_one_withdrawn_says_why() -> None:
    first, second = a_message("1"), a_message("2")
    taken = claim(KINDS, now=NOW)
    assert taken is not None
    withdraw_claimed(taken, reason="left", now=NOW)
    assert withdraw(Message.objects.all(), reason="completed", now=NOW) == 1
    assert [again(one).problem for one in (first, second)] == ["left", "completed"]
    assert again(second).state == Message.State.WITHDRAWN


@pytest.mark.parametrize("kind", ["", "letter"])
def test_what_is_held_waits_until_it_is_lifted(kind: str) -> None:
    message = a_message()
    hold(kind=kind, by="p1", now=NOW)
    assert hold(kind=kind, by="p2", now=NOW).held_by == "p1"
    assert claim(KINDS, now=NOW) is None
    assert lift(kind=kind, by="p2", now=NOW) == 1
    assert lift(kind=kind, by="p2", now=NOW) == 0
    assert claim(KINDS, now=NOW) == message


def test_a_kind_that_is_held_does_not_hold_another() -> None:
    hold(kind="digest", by="p1", now=NOW)
    assert a_message() == claim(KINDS, now=NOW)


def test_a_kind_that_the_site_does_not_know_waits() -> None:
    put(key="a", kind="from-a-newer-version", now=NOW)
    assert claim(KINDS, now=NOW) is None


def test_what_was_sent_is_never_changed() -> None:
    a_message()
    taken = claim(KINDS, now=NOW)
    assert taken is not None
    record_sent(taken, result={"to": "a@kommune.example"}, now=NOW)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Message.objects.update(sent_at=timezone.now())


def test_those_about_somebody_come_newest_first() -> None:
    for number in range(3):
        put(key=str(number), kind="letter", subject="p1", now=NOW + timedelta(hours=number))
    a_message("other", subject="p2")
    assert [one.key for one in Message.objects.about("p1")] == ["2", "1", "0"]
