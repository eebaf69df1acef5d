"""The second step: whoever has a role proves more than a password or a mailbox before its pages open."""

from datetime import datetime

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from audit.actions import record
from people.models import Employee
from people.sign_in.notices import REMOVED, put_way

# A passkey or an app's code; or the organisation's own sign-in, which asks for a second step itself.
STRONG = {"mfa", "socialaccount"}


def is_strong(request: HttpRequest, employee: Employee) -> bool:
    """Whether this session began, or went on, with more than a password, a code or a link."""
    records = get_authentication_records(request, employee)
    return any(one.get("method") in STRONG for one in records)


def way_to_second_step(request: HttpRequest, employee: Employee) -> str | None:
    """Where to go before a role's pages open; None where nothing is missing (one query if weak)."""
    if not settings.STRONG_SIGN_IN or is_strong(request, employee):
        return None
    held = set(Authenticator.objects.filter(user=employee).values_list("type", flat=True))
    if not held:
        return f"{reverse('mfa_index')}?mangler=1"
    name = (
        "mfa_reauthenticate_webauthn"
        if Authenticator.Type.TOTP not in held
        else "mfa_reauthenticate"
    )
    target = request.get_full_path() if request.method == "GET" else "/"
    return f"{reverse(name)}?{urlencode({'next': target})}"


@transaction.atomic
def forget_ways(employee: Employee, *, by: str, reason: str, now: datetime) -> int:
    """Remove a person's passkeys and app, because they have lost them; returns how many there were.

    `by` is who made sure that it is them, in words.
    """
    count = 0
    for held in Authenticator.objects.filter(user=employee):
        record(
            kind="sign-in.removed",
            subject=employee.directory_id,
            now=now,
            way=held.type,
            by=by,
            reason=reason,
        )
        put_way(employee, way=held.type, pk=held.pk, became=REMOVED, now=now)
        held.delete()
        count += 1
    return count
