"""Two ids of one person: from now on what the directory says of either is about the one who is kept.

Nothing that higher rooms recorded is moved (docs/adr): the other record keeps its history and has
left, so that only one counts; `Employee.objects.same_person_as` finds both.
"""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.actions import record
from lib.days import day_of
from people.actions import appoint_manager, grant_leave, keep_details, let_leave
from people.directory.neutral import NUMBERED
from people.models import INVENTED, Employee, Leave, Management, PersonAlias, Placement


class NotMergeable(Exception):
    """The two can't be merged; the message says why."""


@transaction.atomic
def merge(
    *, kept: Employee, other: Employee, by: Employee, reason: str, now: datetime
) -> PersonAlias:
    """Let `other` be `kept` from now on. What `other` has today, and `kept` lacks, goes over.

    `NotMergeable` where they are one record, merged already, or `other` has a role.
    """
    kept, other = _locked(kept, other)
    _refuse(kept, other)
    keep_details([kept.pk, other.pk], now=now)
    today = day_of(now)
    if not kept.is_employed(today) and other.is_employed(today):
        _employ_again(kept, other, now)
    _take_over(kept, other, today, now)
    alias = PersonAlias.objects.create(
        directory_id=other.directory_id,
        employee_number=other.employee_number,
        employee=kept,
        merged=other,
        merged_at=now,
        merged_by=by.directory_id,
        reason=reason,
    )
    _take_addresses(kept, other)
    record(
        kind="person.merged",
        actor=by.directory_id,
        subject=kept.directory_id,
        now=now,
        other=other.directory_id,
    )
    return alias


def _locked(kept: Employee, other: Employee) -> tuple[Employee, Employee]:
    rows = Employee.objects.select_for_update().order_by("pk").in_bulk([kept.pk, other.pk])
    return rows[kept.pk], rows[other.pk]


def _refuse(kept: Employee, other: Employee) -> None:
    if kept == other:
        raise NotMergeable(_("Choose two different people."))
    if PersonAlias.objects.filter(merged__in=[kept, other]).exists():
        raise NotMergeable(_("One of the two has been merged already."))
    if (kept.origin in INVENTED) != (other.origin in INVENTED):
        raise NotMergeable(_("One of the two is invented."))
    if other.role_grants.active().exists():
        raise NotMergeable(
            _("The one who is not kept has a role. Remove it first, then merge the two.")
        )


def _employ_again(kept: Employee, other: Employee, now: datetime) -> None:
    """The one who is kept had left: they work where the other one does."""
    left_on = kept.left_on
    assert left_on is not None
    for place in Placement.objects.open().filter(employee=other, is_primary=True):
        Placement.objects.create(
            employee=kept,
            department=place.department,
            from_on=max(place.from_on, left_on),
            recorded_at=now,
        )
    kept.hired_on = other.hired_on if other.hired_on > left_on else kept.hired_on
    kept.left_on = other.left_on
    kept.save(update_fields=["hired_on", "left_on"])


def _take_over(kept: Employee, other: Employee, today: date, now: datetime) -> None:
    """What the other one manages today, and leave of theirs that goes on, is the kept one's."""
    managed = set(
        Management.objects.open().filter(employee=kept).values_list("department", flat=True)
    )
    managing = list(Management.objects.open().filter(employee=other).select_related("department"))
    leaves = [one for one in Leave.objects.filter(employee=other) if _goes_on(one, today)]
    let_leave([other.pk], on=today, now=now)
    for one in managing:
        if one.department_id not in managed:
            since = max(one.from_on, today)
            appoint_manager(kept, department=one.department, from_on=since, now=now)
    if not any(_goes_on(one, today) for one in Leave.objects.filter(employee=kept)):
        for away in leaves:
            grant_leave(
                kept,
                from_on=max(away.from_on, today),
                back_on=away.to_on,
                by=away.recorded_by,
                now=now,
            )
    PersonAlias.objects.filter(employee=other).update(employee=kept)


def _goes_on(away: Leave, today: date) -> bool:
    return away.to_on is None or away.to_on > max(today, away.from_on)


def _take_addresses(kept: Employee, other: Employee) -> None:
    """A code to sign in goes to an address of the one who is kept, and lets nobody else in."""
    email, number = other.email, other.employee_number
    Employee.objects.filter(pk=other.pk).update(email=None, employee_number=None)
    Employee.objects.filter(pk=kept.pk).update(
        email=kept.email or email, employee_number=kept.employee_number or number
    )
    EmailAddress.objects.filter(user=other).delete()
    if email and not kept.email:
        EmailAddress.objects.create(user=kept, email=email.lower(), verified=True, primary=True)


@transaction.atomic
def recognise(
    *, kept: Employee, directory_id: str, by: Employee, reason: str, now: datetime
) -> PersonAlias:
    """Let an id for which there is no record yet be another id of `kept`.

    `NotMergeable` where the id has a record, or is another id of somebody already.
    """
    if Employee.objects.filter(directory_id=directory_id).exists():
        raise NotMergeable(_("This id has a record of its own already. Merge the two instead."))
    if PersonAlias.objects.filter(directory_id=directory_id).exists():
        raise NotMergeable(_("One of the two has been merged already."))
    is_number = directory_id.startswith(NUMBERED)
    alias = PersonAlias.objects.create(
        directory_id=directory_id,
        employee_number=directory_id.removeprefix(NUMBERED) if is_number else None,
        employee=kept,
        merged_at=now,
        merged_by=by.directory_id,
        reason=reason,
    )
    record(
        kind="person.merged",
        actor=by.directory_id,
        subject=kept.directory_id,
        now=now,
        other=directory_id,
    )
    return alias


@transaction.atomic
def separate(alias: PersonAlias, *, by: Employee, now: datetime) -> None:
    """Take a merge back: the next import brings the other one as somebody of their own."""
    record(
        kind="person.separated",
        actor=by.directory_id,
        subject=alias.employee.directory_id,
        now=now,
        other=alias.directory_id,
    )
    alias.delete()
