"""Acknowledgements that somebody else wrote down, and correcting them: HR's, on record, never an edit."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from audit.actions import record as record_event
from evidence.keys import load_key
from lib.texts import Text, shown
from people.models import Employee
from policy.corrections import Right, correct_acknowledgement
from policy.models import Acknowledgement, AcknowledgementQuerySet, Method
from training.models import Completion


@transaction.atomic
def correct(
    row: Acknowledgement, *, right: Right, note: str, by: Employee, now: datetime
) -> Acknowledgement:
    """Write what is right of an acknowledgement on paper or on behalf, and why; returns the new row.

    `PermissionDenied` for one's own; `NotCorrectable` where the employee acknowledged it themselves
    or it was corrected already; `NoKey` or `UnusableKey` where nothing can be signed.
    """
    if row.employee_id == by.pk:
        raise PermissionDenied
    run = secrets.token_hex(8)
    new = correct_acknowledgement(
        row, right=right, note=note, run=run, by=by, key=load_key(), now=now
    )
    Completion.objects.filter(acknowledgement=row).update(acknowledgement=new)
    record_event(
        kind="acknowledgement.corrected",
        actor=by.directory_id,
        subject=row.employee.directory_id,
        now=now,
        run=run,
        entry=new.seq,
    )
    return new


def written_down() -> AcknowledgementQuerySet:
    """The acknowledgements that somebody else wrote down, as they stand now, the newest first."""
    rows: AcknowledgementQuerySet = (
        Acknowledgement.objects.latest()
        .exclude(method=Method.SELF)
        .exclude(record=None)
        .select_related("employee", "edition")
        .order_by("-recorded_at", "-pk")
    )
    return rows


@dataclass(frozen=True)
class Step:
    """One entry about the acknowledgement: what it says, who wrote it, when and why."""

    seq: int
    at: datetime
    says: str
    by: str
    note: str
    is_last: bool


@dataclass(frozen=True)
class CorrectionPage:
    """An acknowledgement with all that was written about it, oldest first; `row` is what holds now."""

    row: Acknowledgement
    name: str
    title: Text
    edition: str
    witness: str
    steps: list[Step]


def correction_page(row: Acknowledgement) -> CorrectionPage:
    """The page about the acknowledgement that this row is the latest of."""
    chain = [row]
    while (before := chain[0].replaces) is not None:
        chain.insert(0, before)
    refs = {ref for one in chain for ref in (one.actor_ref, one.witness_ref, one.corrected_by)}
    people = Employee.objects.filter(directory_id__in=refs - {""})
    names = dict(people.values_list("directory_id", "name"))
    return CorrectionPage(
        row=row,
        name=row.name_at_time,
        title=shown(row.edition, "title"),
        edition=row.edition.number,
        witness=names.get(row.witness_ref, row.witness_ref),
        steps=[_step(one, names, is_last=one is row) for one in chain],
    )


def _step(row: Acknowledgement, names: dict[str, str], *, is_last: bool) -> Step:
    by = row.corrected_by or row.actor_ref
    return Step(
        seq=row.seq,
        at=row.recorded_at,
        says=_says(row),
        by=names.get(by, by) or row.name_at_time,
        note=row.correction_note,
        is_last=is_last,
    )


def _says(row: Acknowledgement) -> str:
    if not row.counts:
        return _("It does not count")
    facts = [row.get_method_display(), row.get_language_display(), row.basis_note]
    return ". ".join(fact for fact in facts if fact)
