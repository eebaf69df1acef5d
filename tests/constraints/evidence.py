"""How each rule of evidence is broken."""

from collections.abc import Callable

from django.utils import timezone

from evidence.models import Entry, Head, Verification
from tests.constraints.rows import again

BREAK: dict[str, Callable[[], object]] = {
    "evidence_entry_kind_known": lambda: Entry.objects.create(
        seq=10**6, kind="x", body={}, leaf_sha256=""
    ),
    "evidence_head_is_one": lambda: again(Head.objects.get(), id=2),
    "evidence_verification_verdict": lambda: Verification.objects.create(
        at=timezone.now(), verdict=7, entries=0
    ),
}
