"""HR's rules: made, ended, and people excluded from them with a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lib.days import day_of
from people.models import Department, Employee, Role
from policy.models import Guideline
from training.models import Exclusion, Rule


class AlreadyExcluded(Exception):
    """The person is excluded from the rule already."""


@dataclass(frozen=True)
class Terms:
    """What a rule says: of whom, within how many days, and when again."""

    audience: str
    department: Department | None
    days: int
    from_on: date
    again_months: int | None = None
    again_on: date | None = None

    def rule(self, guideline: Guideline, by: str, now: datetime) -> Rule:
        """The rule that says so, not saved yet."""
        return Rule(guideline=guideline, recorded_by=by, recorded_at=now, **vars(self))


@transaction.atomic
def add_rule(guideline: Guideline, *, terms: Terms, by: Employee, now: datetime) -> Rule:
    """Make a rule. It is followed from its first day, by `follow_rules`.

    `PermissionDenied` unless `by` is HR.
    """
    _refuse_unless_hr(by)
    rule = terms.rule(guideline, by.directory_id, now)
    rule.save()
    return rule


@transaction.atomic
def end_rule(rule: Rule, *, by: Employee, now: datetime) -> Rule:
    """End a rule: today is the first day without it, or its own first day, if that is to come.

    What it alone asked for is closed by `follow_rules`. One that is over stays so.
    """
    _refuse_unless_hr(by)
    locked = Rule.objects.select_for_update().get(pk=rule.pk)
    if locked.to_on is None:
        locked.end(on=max(day_of(now), locked.from_on), now=now)
        locked.ended_by = by.directory_id
        locked.save(update_fields=["ended_by"])
    return locked


@transaction.atomic
def exclude(
    rule: Rule, employee: Employee, *, reason: str, by: Employee, now: datetime
) -> Exclusion:
    """Let a rule not ask a person from today, for a reason.

    `PermissionDenied` unless `by` is HR, and somebody else; `AlreadyExcluded` where they are.
    """
    _refuse_unless_hr(by)
    if employee.pk == by.pk:  # nobody decides for themselves
        raise PermissionDenied
    Rule.objects.select_for_update().get(pk=rule.pk)
    if Exclusion.objects.open().filter(rule=rule, employee=employee).exists():
        raise AlreadyExcluded
    return Exclusion.objects.create(
        rule=rule,
        employee=employee,
        reason=reason,
        recorded_by=by.directory_id,
        from_on=day_of(now),
        recorded_at=now,
    )


@transaction.atomic
def end_exclusion(exclusion: Exclusion, *, by: Employee, now: datetime) -> Exclusion:
    """Let a rule ask the person again from today. One that is over stays so."""
    _refuse_unless_hr(by)
    if exclusion.to_on is None:
        exclusion.end(on=day_of(now), now=now)
        exclusion.ended_by = by.directory_id
        exclusion.save(update_fields=["ended_by"])
    return exclusion


def _refuse_unless_hr(by: Employee) -> None:
    if not by.role_grants.active().filter(role=Role.HR).exists():
        raise PermissionDenied
