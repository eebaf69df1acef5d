"""Recording that somebody looked at or took out what is held about named people; they can see it (Mine).

A reading of one person names them; of a list, it says which departments it was of, so that everybody who
was placed there that day finds it. What was searched for is never recorded.
"""

from collections.abc import Iterable

from django.utils import timezone

from audit.actions import record
from people.models import Employee
from people.permissions import SignedInRequest

WHOLE = "all"


def record_read(
    request: SignedInRequest,
    kind: str,
    subject: str = "",
    *,
    departments: Iterable[int] | None = None,
    **detail: str | int,
) -> None:
    """Record a reading by whoever is signed in, with the role they read in.

    `departments` are the topmost that a list is of; None is the whole organisation.
    """
    if not subject:
        detail["departments"] = (
            WHOLE if departments is None else " ".join(str(one) for one in sorted(departments))
        )
    record(
        kind=kind,
        actor=request.user.directory_id,
        subject=subject,
        now=timezone.now(),
        role=role_of(request.user),
        **detail,
    )


def role_of(user: Employee) -> str:
    """In which role somebody (`with_roles`) reads about others."""
    return "hr" if user.is_hr else "auditor" if user.is_auditor else "manager"
