"""Slips of paper to sign in by: issued by a manager, used once, revoked, deleted when their time is over."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

from audit.actions import record
from people.models import Employee, RoleGrant, Slip

LASTS = timedelta(days=14)
# No letter or digit that is read or typed as another one: twelve of them are 58 bits.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 3, 4


class NotForThem(ValueError):
    """The person has an e-mail address, or a role: nobody else may hold what opens their account."""


class NoSuchSlip(ValueError):
    """No slip has this code, or it was used or revoked, or its time is over."""


def may_have_slip(employee: Employee) -> bool:
    """Whether a manager may hand out a slip (one query, where there is no e-mail)."""
    if employee.email:
        return False
    return not RoleGrant.objects.active().filter(employee=employee).exists()


def normal(code: str) -> str:
    """The code as it is hashed: in capitals, without hyphens or blanks."""
    return "".join(one for one in code.upper() if one.isalnum())


def hash_of(code: str) -> str:
    """What is kept of a code: without SECRET_KEY it can't be found by trying."""
    return salted_hmac("people.sign_in.slips", normal(code), algorithm="sha256").hexdigest()


def address_of(code: str) -> str:
    """Where the slip's QR code leads: the page that asks for the code has it then already."""
    return f"{settings.SITE_URL}{reverse('people:slip')}?{urlencode({'kode': code})}"


def _new_code() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


@transaction.atomic
def issue(employee: Employee, *, by: Employee, now: datetime) -> tuple[Slip, str]:
    """A slip and its code, which nobody can read again; an earlier slip is revoked by it.

    `NotForThem` where the person could sign in without.
    """
    # The person's row is the lock: of two slips issued at once the first is revoked.
    held = Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
    if not may_have_slip(held):
        raise NotForThem
    _revoke_open(held, by=by, now=now)
    code = _new_code()
    slip = Slip.objects.create(
        employee=held,
        code_hash=hash_of(code),
        issued_at=now,
        issued_by=by.directory_id,
        expires_at=now + LASTS,
    )
    record(kind="slip.issued", actor=by.directory_id, subject=held.directory_id, now=now)
    return slip, code


@transaction.atomic
def revoke(employee: Employee, *, by: Employee, now: datetime) -> int:
    """Let the person's slip open nothing any more; returns how many there were (0 or 1)."""
    count = _revoke_open(employee, by=by, now=now)
    if count:
        record(kind="slip.revoked", actor=by.directory_id, subject=employee.directory_id, now=now)
    return count


def _revoke_open(employee: Employee, *, by: Employee, now: datetime) -> int:
    mine = Slip.objects.open().filter(employee=employee)
    return mine.update(revoked_at=now, revoked_by=by.directory_id)


def holder_of(code: str, *, now: datetime) -> Employee:
    """Whose slip has this code; `NoSuchSlip` where it opens nothing, or nothing any more."""
    slip = Slip.objects.valid(now).filter(code_hash=hash_of(code)).select_related("employee")
    found = slip.first()
    if found is None or not found.employee.is_active or not may_have_slip(found.employee):
        raise NoSuchSlip
    return found.employee


@transaction.atomic
def use(code: str, *, password: str, now: datetime) -> Employee:
    """Spend the slip on the person's own password; `NoSuchSlip` where it opens nothing."""
    employee = holder_of(code, now=now)
    mine = Slip.objects.valid(now).filter(code_hash=hash_of(code))
    if not mine.update(used_at=now):  # another was first
        raise NoSuchSlip
    employee.set_password(password)
    employee.save(update_fields=["password"])
    record(kind="slip.used", actor=employee.directory_id, subject=employee.directory_id, now=now)
    return employee


def discard_expired(*, now: datetime) -> str:
    """The job that deletes slips whose time is over."""
    count, _each = Slip.objects.expired(now).delete()
    return f"{count} slips deleted"
