"""Writing down what was done or read."""

from datetime import datetime

from audit.models import Event


def record(
    *, kind: str, actor: str = "", subject: str = "", now: datetime, **detail: str | int | None
) -> Event:
    """Record an event in the caller's transaction; `actor` and `subject` are `directory_id`s."""
    return Event.objects.create(at=now, kind=kind, actor=actor, subject=subject, detail=detail)
