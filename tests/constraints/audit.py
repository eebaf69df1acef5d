"""How each rule of audit is broken."""

from collections.abc import Callable

from django.utils import timezone

from audit.models import Event

BREAK: dict[str, Callable[[], object]] = {
    "audit_event_has_a_kind": lambda: Event.objects.create(kind="", at=timezone.now()),
}
