"""One pass over what is due: what the handler answers, and whose fault a failure is."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django import Settings as SettingsWrapper

from outbox.actions import BACK_OFF, put, record_sent
from outbox.mail import Mail, compose, message_id
from outbox.models import Message
from outbox.work import Tally, send_due

ADDRESS = "mette@kommune.example"


@pytest.fixture(autouse=True)
def _site(db: None, settings: SettingsWrapper) -> None:
    settings.EMAIL_HOST = "mail.example"
    settings.OUTBOX_HANDLERS = {"letter": "tests.outbox.letters.letter"}


def a_letter(key: str = "a", **payload: Any) -> Message:
    return put(key=key, kind="letter", payload={"to": ADDRESS} | payload, now=timezone.now())


def once() -> Tally:
    return send_due(clock=timezone.now)


def again(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


class Faulty(EmailBackend):
    """A server that answers with the errors it was given, then takes everything."""

    errors: Iterator[Exception]

    def send_messages(self, messages: Any) -> int:
        for error in Faulty.errors:
            raise error
        return super().send_messages(messages)


@pytest.fixture
def faults(settings: SettingsWrapper) -> Any:
    settings.EMAIL_BACKEND = f"{__name__}.Faulty"

    def set_faults(*errors: Exception) -> None:
        Faulty.errors = iter(errors)

    return set_faults


def test_a_message_is_sent_once_and_what_was_sent_where_is_kept() -> None:
    message = a_letter()
    assert once().sent == 1
    assert once() == Tally()
    assert [one.to for one in mail.outbox] == [[ADDRESS]]
    assert again(message).result == {"to": ADDRESS, "subject": "Kære kollega"}


def test_a_pass_costs_the_same_queries_for_each_message(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(3):
        a_letter(str(number))
    # Each: a transaction's two, the look, the lease, the end; and the last look that finds nothing.
    with django_assert_num_queries(3 * 5 + 3):
        assert once().sent == 3


@pytest.mark.parametrize(
    ("answer", "tally", "state"),
    [
        ("not needed", Tally(withdrawn=1), Message.State.WITHDRAWN),
        ("later", Tally(postponed=1), Message.State.WAITING),
        ("fail", Tally(failed=1), Message.State.WAITING),
    ],
)
def test_the_handler_has_the_last_word(answer: str, tally: Tally, state: Message.State) -> None:
    message, other = a_letter(answer=answer), a_letter("b")
    assert once() == Tally(**vars(tally) | {"sent": 1})
    assert again(message).state == state
    assert again(other).state == Message.State.SENT


FOR_EVER = smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"5.1.1 unknown")})
FOR_NOW = smtplib.SMTPRecipientsRefused({ADDRESS: (451, b"4.2.1 busy")})


@pytest.mark.parametrize(
    ("error", "tally", "problem"),
    [
        (FOR_EVER, Tally(gave_up=1), "550 5.1.1 unknown"),
        (FOR_NOW, Tally(failed=1), "451 4.2.1 busy"),
        (smtplib.SMTPDataError(554, b"unwanted"), Tally(gave_up=1), "554 unwanted"),
        (smtplib.SMTPDataError(452, b"full"), Tally(failed=1), "452 full"),
        (TimeoutError("timed out"), Tally(failed=1), "TimeoutError: timed out"),
        (
            smtplib.SMTPServerDisconnected("gone"),
            Tally(failed=1),
            "SMTPServerDisconnected: gone",
        ),
        (smtplib.SMTPNotSupportedError("utf8"), Tally(gave_up=1), "SMTPNotSupportedError: utf8"),
    ],
)
def test_a_fault_of_one_mail_is_its_own(
    error: Exception, tally: Tally, problem: str, faults: Any
) -> None:
    message = a_letter()
    a_letter("b")
    faults(error)
    assert once() == Tally(**vars(tally) | {"sent": 1})
    assert again(message).problem == problem


def test_a_refused_sender_stops_the_pass_and_is_no_ones_attempt(faults: Any) -> None:
    message, other = a_letter(), a_letter("b")
    faults(smtplib.SMTPSenderRefused(553, b"not yours", "omtanke@omtanke.example"))
    assert once() == Tally(unavailable="no mail can be sent: 553 not yours")
    assert (again(message).attempts, again(other).attempts) == (0, 0)
    assert once().sent == 2


def test_after_the_last_attempt_the_message_is_given_up(faults: Any) -> None:
    message = a_letter()
    Message.objects.update(attempts=len(BACK_OFF))
    faults(FOR_NOW)
    assert once() == Tally(gave_up=1)
    assert again(message).state == Message.State.GAVE_UP


def test_a_sent_mail_is_written_down_though_the_database_stumbles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    message = a_letter()
    monkeypatch.setattr("outbox.work.sleep", lambda seconds: None)
    monkeypatch.setattr("outbox.work.connection.close", lambda: None)
    stumbles = iter([OperationalError("locked"), OperationalError("locked")])

    def stumbling(*args: Any, **kwargs: Any) -> bool:
        for stumble in stumbles:
            raise stumble
        return record_sent(*args, **kwargs)

    monkeypatch.setattr("outbox.work.actions.record_sent", stumbling)
    assert once().sent == 1
    assert again(message).state == Message.State.SENT
    assert len(mail.outbox) == 1


def test_a_pass_told_to_stop_begins_no_other_message() -> None:
    a_letter()
    assert send_due(clock=timezone.now, is_over=lambda: True) == Tally()


@pytest.mark.parametrize(
    "address",
    [
        "mette@kommune.example\nBcc: alle@kommune.example",
        "mette@kommune.example\r\n",
        "mette hansen@kommune.example",
        "",
        "mette\x07@kommune.example",
    ],
)
def test_an_address_that_is_more_than_one_is_refused(address: str) -> None:
    message = a_letter(to=address)
    assert once() == Tally(gave_up=1)
    assert mail.outbox == []
    assert again(message).problem == "The address is not an e-mail address."


@pytest.mark.parametrize(
    "title", ["Hej\nBcc: alle@kommune.example", "Hej\r\n\r\n<script>", "\x85x"]
)
def test_a_title_can_not_begin_another_header(title: str) -> None:
    a_letter(title=title)
    assert once().sent == 1
    sent = mail.outbox[0].message()
    assert "Bcc" not in sent
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == [ADDRESS]


def test_the_message_id_depends_on_the_key_alone() -> None:
    one = Mail(to=ADDRESS, subject="a", text="a", html="a", language="da")
    other = Mail(to=ADDRESS, subject="b", text="b", html="b", language="en")
    assert compose(one, "k").message()["Message-ID"] == compose(other, "k").message()["Message-ID"]
    assert message_id("k") != message_id("l")
    assert message_id("k").endswith("@omtanke.example>")


def test_the_clock_is_asked_for_each_message() -> None:
    times = iter(timezone.now() + timedelta(seconds=second) for second in range(100))
    first, second = a_letter("a"), a_letter("b")
    send_due(clock=lambda: next(times))
    earlier, later = again(first).sent_at, again(second).sent_at
    assert earlier is not None
    assert later is not None
    assert earlier < later
