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
from people.directory.apply import Changed, apply_plan
from people.directory.known import read_known
from people.directory.merging import NotMergeable, recognise
from people.directory.neutral import Directory
from people.directory.plan import Plan
from people.directory.planning import make_plan
from people.directory.preview import Preview
from people.directory.reading import read_upload
from people.models import Employee, StagedImport

KEPT = timedelta(hours=24)


def stage(name: str, file: BinaryIO, *, by: Employee, now: datetime) -> StagedImport:
    """Read a file and keep what it says until it is confirmed; `Refused` if it can't be read."""
    directory = read_upload(name, file, today=day_of(now))
    plan = _plan(directory, now)
    with transaction.atomic():
        StagedImport.objects.all().delete()
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


def renew(staged: StagedImport, *, now: datetime) -> StagedImport:
    """Compare once more with what is recorded now."""
    plan = _plan(neutral.unpacked(bytes(staged.directory)), now)
    staged.preview, staged.fingerprint = preview.packed(plan.preview), plan.fingerprint()
    staged.confirmed_at, staged.confirmed_by = None, ""
    staged.save(update_fields=["preview", "fingerprint", "confirmed_at", "confirmed_by"])
    return staged


def confirm(
    staged: StagedImport, *, shown: str, accepts_leaving: bool, by: Employee, now: datetime
) -> dict[str, int]:
    """Apply what was shown (its fingerprint), and forget what was kept. Returns the counts.

    `Changed` where that is no longer what would be done: the preview is renewed, nothing is written.
    `Stopped` where it has problems or too many would leave.
    """
    known = read_known(day_of(now))
    directory = neutral.unpacked(bytes(staged.directory))
    plan = make_plan(directory, known, is_invented=settings.DEMONSTRATION)
    try:
        if plan.fingerprint() != shown:
            raise Changed
        counts = apply_plan(
            plan,
            known,
            by=by.directory_id,
            now=now,
            is_invented=settings.DEMONSTRATION,
            accepts_leaving=accepts_leaving,
        )
    except Changed:
        renew(staged, now=now)
        raise
    staged.delete()
    return counts


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
