"""What was done and read is written down once and never changed."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions import record
from audit.models import Event


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here writes."""


def test_an_event_says_who_did_what_to_whom() -> None:
    record(kind="role.granted", actor="p1", subject="p2", now=timezone.now(), role="hr")
    record(kind="role.granted", actor="p1", subject="p3", now=timezone.now(), role="hr")
    event = Event.objects.about("p2").get()
    assert (event.actor, event.kind, event.detail) == ("p1", "role.granted", {"role": "hr"})


def test_reading_named_data_is_told_from_doing() -> None:
    record(kind="role.granted", subject="p2", now=timezone.now())
    read = record(kind="read.person", actor="p1", subject="p2", now=timezone.now())
    assert list(Event.objects.about("p2").reads()) == [read]


def test_an_event_is_never_changed() -> None:
    record(kind="read.person", subject="p2", now=timezone.now())
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Event.objects.update(subject="p3")
