"""Letting somebody stand in for a manager, and ending it: the substitute is told."""

from datetime import date, datetime

from django.db import transaction

from people.models import Employee, Management, Substitute
from people.substitutes import end_substitution, name_substitute
from training import substitute_mails


@transaction.atomic
def let_stand_in(
    management: Management,
    *,
    employee: Employee,
    from_on: date,
    last_on: date,
    by: Employee,
    now: datetime,
) -> Substitute:
    """As `people.substitutes.name_substitute`; the substitute gets one mail."""
    row = name_substitute(
        management, employee=employee, from_on=from_on, last_on=last_on, by=by, now=now
    )
    substitute_mails.announce(row, now=now)
    return row


@transaction.atomic
def end_standing_in(substitute: Substitute, *, by: Employee, now: datetime) -> Substitute:
    """As `people.substitutes.end_substitution`; a mail that has not left is taken back."""
    row = end_substitution(substitute, by=by, now=now)
    substitute_mails.take_back(row, now=now)
    return row
