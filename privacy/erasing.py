"""Erasing a person as the rules say: their days stay, under a random key and no name.

What links to them is led to a nameless person, whom nothing leads back from; figures of past days count that
one as they counted the other.
"""

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import TruncDay

from evidence.notes import SigningKey
from lib.days import day_of
from people.models import Employee
from policy.erasure import ErasureReason, erase_all
from policy.models import Acknowledgement, Record
from privacy.rules import Fate, Rules, all_rules
from quiz.models import Attempt
from quiz.unlinking import unlink
from training.models import Completion

DASH = "–"
# Whose rows the action below takes in hand itself.
BY_HAND = (Employee, Acknowledgement, Record)


class StillEmployed(Exception):
    """Nobody is erased who works here."""


@transaction.atomic
def erase_person(
    employee: Employee, *, reason: ErasureReason, run: str, key: SigningKey | None, now: datetime
) -> list[Employee]:
    """Erase somebody who has left, with every other record of theirs; returns the nameless ones.

    `run` names the retention run in the evidence log. `NoKey` where there is an acknowledgement to
    erase and no key to sign with; `StillEmployed`. Locks: the person, last the log's head.
    """
    same = Employee.objects.same_person_as(employee).values_list("pk", flat=True)
    records = list(
        Employee.objects.select_for_update(of=("self",))
        .filter(pk__in=set(same))
        .order_by("merged_into", "pk")
    )
    if any(one.is_employed(day_of(now)) for one in records):
        raise StillEmployed
    pairs = [(one, _nameless(one)) for one in records]
    for one, nameless in pairs:
        unlink(Attempt.objects.filter(employee=one))
        _erase_acknowledgements(one, nameless, reason=reason, run=run, key=key, now=now)
        for rules in all_rules().values():
            _follow(rules, one)
    for one, nameless in pairs:
        _lead_away(one, nameless)
        one.delete()
    return [nameless for _one, nameless in pairs]


def _nameless(one: Employee) -> Employee:
    """Somebody with a random key and the days of the person, who can't sign in."""
    key = f"nameless-{secrets.token_hex(16)}"
    nameless = Employee(
        directory_id=key,
        username=key,
        name=DASH,
        hired_on=one.hired_on,
        left_on=one.left_on,
        origin=one.origin,
        is_nameless=True,
        password=make_password(None),
    )
    nameless.save(force_insert=True)
    return nameless


def _erase_acknowledgements(one: Employee, nameless: Employee, **how: Any) -> None:
    """Erase them from the log's records; a completed round hangs on the nameless row from now on."""
    mine = Completion.objects.filter(acknowledgement__employee=one)
    hung = dict(mine.values_list("pk", "acknowledgement"))
    rows = erase_all(one, into=nameless, **how)
    for pk, acknowledgement in hung.items():
        Completion.objects.filter(pk=pk).update(acknowledgement=rows[acknowledgement])


def _follow(rules: Rules, one: Employee) -> None:
    """Do with the rows about a person what the rules of their table say."""
    if not rules.of or rules.model in BY_HAND:
        return
    rows = _rows_about(rules, one)
    if rules.deletes_rows:
        rows.delete()
        return
    for name in rules.fields(Fate.DAY):
        rows.exclude(**{name: None}).update(**{name: TruncDay(name)})
    for name in rules.fields(Fate.DASH):
        rows.exclude(**{name: ""}).update(**{name: DASH})
    for name in rules.fields(Fate.ERASE):
        can_be_null = getattr(rules.model._meta.get_field(name), "null", False)
        rows.update(**{name: None if can_be_null else ""})


def _rows_about(rules: Rules, one: Employee) -> models.QuerySet[Any]:
    """Found by the way that `of` names: a link to the person, or a field with their directory id."""
    manager = rules.model._default_manager
    if rules.of == "pk" or "__" in rules.of or rules.model._meta.get_field(rules.of).is_relation:
        return manager.filter(**{rules.of: one.pk})
    return manager.filter(**{rules.of: one.directory_id})


def _lead_away(one: Employee, nameless: Employee) -> None:
    """Lead every link and every id, whoever's row it stands in, to the nameless person."""
    for rules in all_rules().values():
        manager = rules.model._default_manager
        if rules.model not in BY_HAND:
            for name in rules.fields(Fate.NAMELESS):
                manager.filter(**{name: one.pk}).update(**{name: nameless.pk})
        for name in rules.fields(Fate.KEY):
            manager.filter(Q(**{name: one.directory_id})).update(**{name: nameless.directory_id})
