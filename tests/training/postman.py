"""The worker with the clock in a test's hand: plans, sends, and says what it sent."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from outbox.models import Message
from outbox.work import send_due
from people.models import Employee
from tests.factories.people import Cast
from training import digests, reminders

# The first day on which the weekly mail is due.
NEXT_MONDAY = date(2026, 11, 30)


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """An instant of the organisation's day."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def plan(now: datetime) -> None:
    """The jobs of the morning."""
    reminders.plan(now=now)
    digests.plan(now=now)


def send(now: datetime) -> list[Message]:
    """What the worker sends at an instant, in order."""
    before = set(Message.objects.filter(sent_at__isnull=False).values_list("pk", flat=True))
    send_due(clock=lambda: now)
    return list(Message.objects.filter(sent_at__isnull=False).exclude(pk__in=before).order_by("pk"))


def work(now: datetime) -> list[Message]:
    """What the worker plans and sends at an instant; what was sent."""
    plan(now)
    return send(now)


def work_days(first: date, count: int) -> list[tuple[date, Message]]:
    """The worker through some days; what was sent and on which day."""
    days = [first + timedelta(days=number) for number in range(count)]
    return [
        (day, message)
        for day in days
        for message in (*work(moment(day, 6)), *send(moment(day, 12)))
    ]


def kinds_by_day(sent: list[tuple[date, Message]]) -> list[tuple[date, str]]:
    """The kinds of what was sent, with the day."""
    return [(day, message.kind) for day, message in sent]


def with_mail(*people: Employee) -> None:
    """Give people an e-mail address."""
    for person in people:
        person.email = f"{person.username}@kommune.example"
        person.save(update_fields=["email"])


@pytest.fixture
def mail_host(settings: SettingsWrapper) -> None:
    """A site that can send mail."""
    settings.EMAIL_HOST = "mail.example"


def digest_to(manager: Employee) -> str:
    """The body of the weekly mail that a manager got last."""
    found = [one for one in mail.outbox if one.to == [manager.email] and "team" in one.body]
    return str(found[-1].body)


@pytest.fixture
def anne(cast: Cast) -> Employee:
    """The manager, with an address; her people have none."""
    with_mail(cast.manager)
    return cast.manager
