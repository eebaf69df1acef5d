"""From an uploaded file to an import that is applied: kept until it is confirmed, never longer than a day.

What is kept is what the file says of names, e-mail addresses and departments; never the file itself, and
never a CPR number. One import waits at a time: another upload takes the earlier one's place.
"""

from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.days import day_of
from people.directory import neutral, preview
from people.directory.apply import Changed, apply_plan, refuse_to_write
from people.directory.known import read_known
from people.directory.merging import NotMergeable, recognise
from people.directory.neutral import Directory
from people.directory.plan import Plan
from people.directory.planning import make_plan
from people.directory.preview import Preview
from people.directory.reading import read_upload
from people.models import Employee, StagedImport

KEPT = timedelta(hours=24)
# More changed people than this are the worker's: nobody waits so long for a page.
MOST_AT_ONCE = 10_000


def stage(name: str, file: BinaryIO, *, by: Employee, now: datetime) -> StagedImport:
    """Read a file and keep what it says until it is confirmed; `Refused` if it can't be read."""
    directory = read_upload(name, file, today=day_of(now))
    plan = _plan(directory, now)
    with transaction.atomic():
        StagedImport.objects.not_started().delete()
        return StagedImport.objects.create(
            uploaded_at=now,
            uploaded_by=by.directory_id,
            expires_at=now + KEPT,
            directory=neutral.packed(directory),
            preview=preview.packed(plan.preview),
            fingerprint=plan.fingerprint(),
        )


def _plan(directory: Directory, now: datetime) -> Plan:
    return make_plan(directory, read_known(day_of(now)), is_invented=settings.DEMONSTRATION)


def preview_of(staged: StagedImport) -> Preview:
    """What was shown, or is to be shown."""
    return preview.unpacked(bytes(staged.preview))


def renew(staged: StagedImport, *, now: datetime, is_overtaken: bool = False) -> None:
    """Compare once more with what is recorded now; it is to be looked at and confirmed again."""
    plan = _plan(neutral.unpacked(bytes(staged.directory)), now)
    # No `save()`: of two who confirm at once the second finds the row gone, and it stays gone.
    StagedImport.objects.filter(pk=staged.pk).update(
        preview=preview.packed(plan.preview),
        fingerprint=plan.fingerprint(),
        confirmed_at=None,
        confirmed_by="",
        started_at=None,
        is_overtaken=is_overtaken,
    )


def confirm(
    staged: StagedImport, *, shown: str, accepts_leaving: bool, by: Employee, now: datetime
) -> dict[str, int] | None:
    """Apply what was shown (its fingerprint). Returns the counts, None where the worker will do it.

    `Changed` where that is no longer what would be done: the preview is renewed, nothing is written.
    `Stopped` where it has problems or too many would leave.
    """
    if staged.fingerprint != shown:
        renew(staged, now=now, is_overtaken=True)
        raise Changed
    waiting = preview_of(staged)
    refuse_to_write(waiting, accepts_leaving=accepts_leaving)
    staged.confirmed_at, staged.confirmed_by = now, by.directory_id
    staged.accepts_leaving = accepts_leaving
    if len(waiting.changes) > MOST_AT_ONCE:
        staged.save()
        return None
    return _apply(staged, now)


def _apply(staged: StagedImport, now: datetime) -> dict[str, int]:
    """Apply a confirmed import and forget it; what was kept of the file goes with it."""
    known = read_known(day_of(now))
    directory = neutral.unpacked(bytes(staged.directory))
    plan = make_plan(directory, known, is_invented=settings.DEMONSTRATION)
    try:
        if plan.fingerprint() != staged.fingerprint:
            raise Changed
        counts = apply_plan(
            plan,
            known,
            by=staged.confirmed_by,
            now=now,
            is_invented=settings.DEMONSTRATION,
            accepts_leaving=staged.accepts_leaving,
        )
    except Changed:
        renew(staged, now=now, is_overtaken=True)
        raise
    staged.delete()
    return counts


def apply_confirmed(*, now: datetime) -> str:
    """Apply the import that waits for the worker (a periodic job); says what came of it."""
    staged = StagedImport.objects.confirmed(now).first()
    if staged is None:
        return "no import is waiting"
    staged.started_at = now
    staged.save(update_fields=["started_at"])
    try:
        counts = _apply(staged, now)
    except Changed:
        return "overtaken: to be confirmed again"
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def discard(staged: StagedImport) -> bool:
    """Forget an uploaded file, unless the worker has begun with it."""
    count, _rows = StagedImport.objects.not_started().filter(pk=staged.pk).delete()
    return bool(count)


def recognise_in(
    staged: StagedImport, *, joining: str, leaving: str, by: Employee, now: datetime
) -> None:
    """Let somebody who would join be somebody who would leave, and compare once more.

    `NotMergeable` where the preview shows no such pair (directory ids).
    """
    pairs = {(one.key, other.key) for one, other in preview_of(staged).look_alikes()}
    if (joining, leaving) not in pairs:
        raise NotMergeable(_("Something was changed meanwhile. Look at this again."))
    recognise(
        kept=Employee.objects.get(directory_id=leaving),
        directory_id=joining,
        by=by,
        reason=gettext("Same name, confirmed at an import"),
        now=now,
    )
    renew(staged, now=now)


def discard_expired(*, now: datetime) -> str:
    """Forget what nobody confirmed in time; says how many that were (a periodic job)."""
    count, _rows = StagedImport.objects.expired(now).delete()
    return f"{count} uploaded files discarded"
